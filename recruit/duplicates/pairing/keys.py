"""By what two records of one person find each other without comparing all with all.

Two records are compared only when they share a key. A key too many records share is passed over
(`MOST_HOLDERS`): the pairs of one Ivan Ivanov with a thousand others would cost more than they
tell, and his phone or his jobs still lead to him.
"""

import hashlib
from collections.abc import Iterator

from recruit.duplicates.pairing.careers import employer_key, months
from recruit.duplicates.pairing.contacts import mail_key, phones_in
from recruit.duplicates.pairing.names import Reading, readings
from recruit.duplicates.pairing.records import PersonRecord
from recruit.duplicates.pairing.spelling import consonants, latin, skeleton

PHONE, MAIL, NAME, SOUND, JOB = "phone", "mail", "name", "sound", "job"
MOST_HOLDERS = {PHONE: 40, MAIL: 40, NAME: 80, SOUND: 60, JOB: 60}
"""Records with one key from which on it is passed over."""

MOST_JOBS = 8
Key = tuple[str, str]


def keys_of(person: PersonRecord) -> set[Key]:
    """The keys of a record: kind and a hash of the value."""
    return {(kind, hashed(value)) for kind, value in _plain_keys(person)}


def hashed(value: str) -> str:
    """Eight bytes of a hash, written as 16 characters."""
    return hashlib.blake2b(value.encode(), digest_size=8).hexdigest()


def _plain_keys(person: PersonRecord) -> Iterator[Key]:
    for text in person.phones:
        yield from ((PHONE, phone.number) for phone in phones_in(text))
    yield from ((MAIL, key) for mail in person.mails if (key := mail_key(mail)))
    for reading in readings(person.name):
        yield from _name_keys(reading, person)


def _name_keys(reading: Reading, person: PersonRecord) -> Iterator[Key]:
    # Whoever gives no surname is found by the patronymic.
    families = [skeleton(word) for word in reading.surnames] or [f"-{reading.patronymic}"]
    yield from ((NAME, f"{family}|{name}") for family in families for name in reading.given)
    if person.city and reading.letter:
        for word in reading.surnames:
            # «Иванов» and «Иванова» sound alike up to the last vowel.
            yield SOUND, f"{consonants(word)}|{reading.letter}|{latin(person.city)}"
    for job in person.jobs[:MOST_JOBS]:
        employer, span = employer_key(job.employer), months(job)
        if not employer or not span:
            continue
        # Two months to a step, each start in two steps: neighbours always meet in one of them.
        for step in {span[0] // 2, (span[0] + 1) // 2 + 100_000}:
            yield from ((JOB, f"{employer}|{step}|{name}") for name in reading.given)
