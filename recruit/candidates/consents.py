"""Consents: the texts people agree to, by version, and who has agreed to what.

A text, once agreed to, never changes; a correction is a new version. The texts are documents of
the agency, not words of the interface, so they stand here in both languages.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recruit.errors import Conflict, NotFound
from recruit.models import Account, Candidate, Consent, Employer, Purpose
from recruit.salaries.market import observe_candidate

CONSENT_FIRST = lazy_gettext(
    "The consent to processing is withdrawn. It has to be given again before anything is stored."
)


@dataclass(frozen=True)
class ConsentText:
    """One version of a text; ``{agency}`` and ``{client}`` are filled in when it is shown."""

    purpose: Purpose
    version: str
    ru: str
    en: str

    def words(self, language: str, agency: str, client: str = "") -> str:
        """The text in a language, with the names in place."""
        text = self.en if language == "en" else self.ru
        return text.format(agency=agency, client=client)


# The newest version of a purpose stands last.
TEXTS = (
    ConsentText(
        Purpose.PROCESSING,
        "1",
        ru=(
            "Я разрешаю агентству «{agency}» хранить моё резюме, присланные файлы и контакты и "
            "сравнивать резюме с вакансиями с помощью программы, чтобы подобрать мне работу.\n\n"
            "Программа только расставляет резюме по порядку и показывает причины; решение "
            "принимает человек. Имя, контакты, пол, возраст, фотография, гражданство и семейное "
            "положение в сравнении не участвуют.\n\n"
            "Работодателям агентство показывает меня без имени и контактов. Имя, текст и файл "
            "работодатель получит, только если я отдельно соглашусь на это.\n\n"
            "Согласие действует, пока я его не отозву. Отозвать его можно в личном кабинете или "
            "письмом агентству; с этой минуты резюме не участвует ни в одном подборе."
        ),
        en=(
            "I allow the agency “{agency}” to keep my résumé, the files I send and my contacts, "
            "and to compare the résumé with vacancies by means of a program in order to find me "
            "work.\n\n"
            "The program only puts résumés in order and shows its reasons; a person decides. "
            "Name, contacts, sex, age, photo, citizenship and family status take no part in the "
            "comparison.\n\n"
            "The agency shows me to employers without name and contacts. An employer gets the "
            "name, the text and the file only if I agree to that separately.\n\n"
            "The consent holds until I withdraw it. I can withdraw it in my room or by a letter "
            "to the agency; from that minute the résumé takes part in no selection."
        ),
    ),
    ConsentText(
        Purpose.SUBMISSION,
        "1",
        ru=(
            "Я разрешаю агентству «{agency}» передать клиенту «{client}» моё имя, контакты, текст "
            "резюме и присланные файлы, чтобы клиент рассмотрел меня на свои вакансии.\n\n"
            "Другим клиентам это согласие ничего не открывает. Отозвать его можно в личном "
            "кабинете; после этого клиент снова видит меня без имени и контактов."
        ),
        en=(
            "I allow the agency “{agency}” to pass my name, contacts, the text of my résumé and "
            "the files I sent to its client “{client}”, so that the client may consider me for "
            "its vacancies.\n\n"
            "This consent opens nothing to other clients. I can withdraw it in my room; after "
            "that the client sees me without name and contacts again."
        ),
    ),
)


def current_text(purpose: Purpose) -> ConsentText:
    """The text that is agreed to today."""
    return [text for text in TEXTS if text.purpose == purpose][-1]


def text_of(purpose: str, version: str) -> ConsentText:
    """The text of a version; raises `NotFound`."""
    for text in TEXTS:
        if text.purpose == purpose and text.version == version:
            return text
    raise NotFound


def standing_consents(session: Session, candidate_id: int) -> Sequence[Consent]:
    """Consents that are given and not withdrawn, in the order they were given."""
    return session.scalars(
        select(Consent)
        .where(Consent.candidate_id == candidate_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.given_at, Consent.id)
    ).all()


def has_consent(
    session: Session, candidate_id: int, purpose: Purpose, employer_id: int | None = None
) -> bool:
    """Whether a consent to this purpose (and this client) stands."""
    return bool(who_agreed(session, [candidate_id], purpose, employer_id))


def who_agreed(
    session: Session,
    candidate_ids: Collection[int],
    purpose: Purpose,
    employer_id: int | None = None,
) -> set[int]:
    """Those of the candidates whose consent to this purpose (and this client) stands."""
    return set(
        session.scalars(
            select(Consent.candidate_id).where(
                Consent.candidate_id.in_(candidate_ids),
                Consent.purpose == purpose,
                Consent.employer_id == employer_id,
                Consent.withdrawn_at.is_(None),
            )
        )
    )


def give_consent(
    session: Session,
    candidate: Candidate,
    purpose: Purpose,
    *,
    recorded_by: Account,
    now: datetime,
    employer: Employer | None = None,
    channel: str = "",
    note: str = "",
) -> None:
    """Record a consent with the version of its text; one that stands already stays as it is.

    Without the consent to processing there is none to a client: what may not be kept may not be
    passed on. A person's own click is the channel «room»; what a recruiter was told is
    «recruiter», with the recruiter's name. Another ``channel`` is told, with a ``note`` on what
    ground people agreed where one is for many.
    """
    employer_id = employer.id if employer else None
    if has_consent(session, candidate.id, purpose, employer_id):
        return
    if purpose != Purpose.PROCESSING and not has_consent(session, candidate.id, Purpose.PROCESSING):
        raise Conflict(CONSENT_FIRST)
    consent = Consent(
        candidate_id=candidate.id,
        purpose=purpose,
        employer_id=employer_id,
        text_version=current_text(purpose).version,
        channel=channel or ("recruiter" if recorded_by.is_staff else "room"),
        note=note,
        recorded_by_id=recorded_by.id if recorded_by.is_staff else None,
        given_at=now,
    )
    try:
        with session.begin_nested():
            session.add(consent)
    except IntegrityError:
        if not has_consent(session, candidate.id, purpose, employer_id):
            raise
        return  # given in another window at this moment, with all that follows from it
    if purpose == Purpose.PROCESSING:
        candidate.is_matched = True
        candidate.updated_at = now
    session.flush()
    observe_candidate(session, candidate)


def withdraw_consent(
    session: Session, candidate: Candidate, consent_id: int, *, now: datetime
) -> Consent:
    """Withdraw a consent; without the one to processing all others fall, and the matching ends.

    Whoever presses the button a second time finds it withdrawn.
    """
    own = session.scalars(select(Consent).where(Consent.candidate_id == candidate.id))
    withdrawn = next((consent for consent in own if consent.id == consent_id), None)
    if withdrawn is None:
        raise NotFound
    if withdrawn.withdrawn_at is not None:
        return withdrawn
    ends_all = withdrawn.purpose == Purpose.PROCESSING
    for consent in standing_consents(session, candidate.id) if ends_all else [withdrawn]:
        consent.withdrawn_at = now
    if ends_all:
        candidate.is_matched = False
        candidate.updated_at = now
    session.flush()
    observe_candidate(session, candidate)
    return withdrawn
