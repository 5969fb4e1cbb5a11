"""How to reach the candidate: mails and phones, and whose phones the others are."""

import re
from collections.abc import Iterator, Sequence

from recruit.parsing.document import Document
from recruit.parsing.draft import Found
from recruit.parsing.plain import MAX_LINE, plain
from recruit.parsing.posts import names_post
from recruit.parsing.spans import found, line_at

_LOCAL = r"[a-z0-9][a-z0-9._%+-]{0,62}"
_DOMAIN = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,4}"
_MAIL = re.compile(rf"(?<![\w.@%+-])({_LOCAL})\s?(?:@|\(at\)|\[at\])\s?({_DOMAIN})(?![\w@-])")
# A mail whose end stands on the next line.
_CUT_MAIL = re.compile(rf"(?<![\w.@%+-]){_LOCAL}@(?:[a-z0-9-]+\.)*[a-z0-9-]*$")
_CUT_LOCAL = re.compile(r"(?:^|[\s:|])([a-z0-9][a-z0-9._%+-]{2,62})$")
_REST = re.compile(r"[a-z0-9.@_-]+(?![\w@.-])")
_REST_MAIL = re.compile(rf"^(?:{_LOCAL})?@{_DOMAIN}(?![\w@-])")
_WHOLE_END = frozenset(
    [
        "ru",
        "com",
        "org",
        "net",
        "su",
        "ua",
        "kz",
        "by",
        "info",
        "biz",
        "io",
        "me",
        "pro",
        "dev",
        "example",
        "uz",
        "am",
        "ge",
        "az",
        "kg",
        "tj",
        "md",
        "lv",
        "lt",
        "ee",
        "de",
        "uk",
        "edu",
        "gov",
        "xyz",
        "online",
        "site",
        "tech",
        "co",
        "us",
        "eu",
        "fr",
        "it",
        "es",
        "pl",
        "cz",
        "il",
        "tr",
        "ai",
        "app",
        "name",
    ]
)

_PHONE = re.compile(
    r"(?<![\w.,/@:+-])(?<!\d\s)(?:\(\s?)?(?:\+\s?)?\(?\d(?:[\s().\-\xa0]{0,3}\d){8,14}(?!\s?[\d@]|[-.]?\w)"
)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\b(?:19|20)\d\d\s?-\s?(?:19|20)\d\d")
_SECOND_PHONE = re.compile(r"[,;/]\s*(?=[+(\d])")

# Words that make a phone near them somebody else's.
_REFEREE = re.compile(
    r"рекоменд|поручител|отзыв|бывш(?:ий|его) руководител|контактное лицо|referee|references?\b|"
    r"recommend|на случай|экстренн|emergency|родственник"
)
_RELATIVE = re.compile(
    r"\W*(?:муж|жена|супруга?|мать|отец|мама|папа|сын|дочь|брат|сестра(?!\s(?:медиц|хоз))"
    r"|husband|wife|mother|father|brother)\b"
)
_OFFICE = re.compile(
    r"офис|приемн|факс|отдел кадров|компани|организаци|\bfax|\boffice|reception|hr[- ]отдел"
)
_WORK = re.compile(r"\bраб(?:оч|\.)|\bwork\b|business")
SHORT_REST = 3
"""Letters before the sign that are rather the end of a broken name than a name."""

_REACH = 3
"""Lines after the word «рекомендации» on which a referee's phone may stand."""


LENGTH = 11
"""Digits of a phone with the country's code."""

MOST_BESIDE = 6
"""Words beside a mail or a phone in a line that tells how to reach the candidate."""

_REACH_WORDS = re.compile(
    r"\b(?:мой|моя|номер|тел|телефон|почта|пишите|звоните|связь|связаться|связи|whatsapp|telegram"
    r"|телеграм|тг|вотсап|phone|mail|e-mail|email|mobile|моб|contact|reach|call)\b"
)


def tells_contact(text: str) -> bool:
    """Whether a line outside the head is there to tell how to reach the candidate."""
    same = plain(text)
    others = _REFEREE.search(same) or _RELATIVE.match(same) or _OFFICE.search(same)
    if others or names_post(text):
        return False
    mails, phones = _MAIL.search(same), _PHONE.search(text)
    rest = _PHONE.sub(" ", _MAIL.sub(" ", same))
    beside = len(re.findall(r"[^\W\d_]{2,}", rest))
    if not (mails or phones) or beside > MOST_BESIDE:
        return False
    return bool(mails) or _REACH_WORDS.search(rest) is not None


def without_contacts(text: str) -> str:
    """The text with its phones and mails blanked, of the same length."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0])

    masked = _PHONE.sub(lambda m: blank(m) if phone_digits(m[0]) else m[0], text)
    for mail in _MAIL.finditer(plain(masked)):
        masked = masked[: mail.start()] + blank(mail) + masked[mail.end() :]
    return masked


def first_phone(text: str) -> str:
    """The first phone of a run of digits: two that a comma alone parted read as one."""
    digits = 0
    for place, letter in enumerate(text):
        digits += letter.isdigit()
        if digits == LENGTH and len(re.sub(r"\D", "", text)) > LENGTH + 3:
            return text[: place + 1]
    return text


def phone_digits(text: str) -> str | None:
    """The number as digits with the country's code, or ``None`` if it is no phone."""
    digits = re.sub("[^0-9]", "", text)
    plus = "+" in text
    # A plus tells that the code of the country follows; no country has 89, Russians write it.
    is_home = digits[:1] == "7" or digits[:2] == "89" or (digits[:1] == "8" and not plus)
    if len(digits) == 11 and is_home and digits[1] in "34567890" and digits[1:4] != "000":
        return "7" + digits[1:]
    if len(digits) == 10 and digits[0] == "9" and not plus:
        return "7" + digits
    if plus and 11 <= len(digits) <= 15 and digits[0] != "0":
        return digits
    return None


def read_phones(
    document: Document, lines: Sequence[int], others: Sequence[int] = ()
) -> tuple[Found[str], ...]:
    """The candidate's phones.

    Parameters
    ----------
    document : Document
    lines : sequence of int
        Lines of the head and of contacts.
    others : sequence of int
        Lines that are asked when those tell no phone: the ends of free texts.
    """
    first = list(_phones(document, lines, 0.97))
    chosen = first or list(_phones(document, others, 0.8))
    own = [phone for phone, work in chosen if not work] or [phone for phone, _ in chosen]
    seen: dict[str, Found[str]] = {}
    for phone in own:
        seen.setdefault(phone.value, phone)
    return tuple(seen.values())


def _phones(
    document: Document, lines: Sequence[int], confidence: float
) -> Iterator[tuple[Found[str], bool]]:
    for number in lines:
        text = document.lines[number].text[:MAX_LINE]
        base = document.starts[number]
        for start, shown in _runs(_parted(text)):
            digits = phone_digits(shown)
            if digits is None or _DATE.search(shown):
                continue
            before = plain(text[:start])
            if _is_referees(document, number, before, lines) or _OFFICE.search(before[-30:]):
                continue
            span = (base + start, base + start + len(shown))
            work = bool(_WORK.search(before[-20:]))
            yield found(document, span, digits, confidence, "phone"), work


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of digits that may be phones, with their places."""
    for match in _PHONE.finditer(text):
        shown = first_phone(match[0])
        yield match.start(), shown
        rest = match[0][len(shown) :]
        second = re.search(r"[+(]?\d.*", rest)
        if second:
            yield match.start() + len(shown) + second.start(), second[0]


def _parted(text: str) -> str:
    """The text with a break between two phones, of the same length."""
    return _SECOND_PHONE.sub(
        lambda match: "\n" * len(match[0]), text.replace("‑", "-").replace("–", "-")
    )


def _is_referees(document: Document, number: int, before: str, lines: Sequence[int]) -> bool:
    """Whether the words before a phone, on its line or just above, name somebody else."""
    if _REFEREE.search(before) or _RELATIVE.match(before):
        return True
    line = document.lines[number]
    for above in range(number - 1, max(-1, number - 1 - _REACH), -1):
        other = document.lines[above]
        if (other.page, other.column) != (line.page, line.column) or above not in lines:
            return False
        if _REFEREE.search(plain(other.text[:MAX_LINE])):
            return True
    return False


def read_emails(
    document: Document, lines: Sequence[int], others: Sequence[int] = ()
) -> tuple[Found[str], ...]:
    """The candidate's mail addresses, also those that are broken over two lines."""
    seen: dict[str, Found[str]] = {}
    for numbers, confidence in ((lines, 0.98), (others, 0.8)):
        for mail in _mails(document, numbers, confidence):
            seen.setdefault(mail.value, mail)
        if seen:
            break
    return tuple(seen.values())


def _mails(document: Document, lines: Sequence[int], confidence: float) -> Iterator[Found[str]]:
    taken: set[int] = set()
    for number in lines:
        text = plain(document.lines[number].text[:MAX_LINE])
        base = document.starts[number]
        broken = _broken_mail(document, number)
        if broken is not None:
            value, span = broken
            taken.add(line_at(document, span[1] - 1))
            yield found(document, span, value, 0.9, "mail over two lines")
        for match in _MAIL.finditer(text):
            cut = broken is not None and base + match.start() >= broken[1][0]
            if cut or (number in taken and match.start() == 0):
                continue
            before = text[: match.start()]
            if _is_referees(document, number, before, lines):
                continue
            span = (base + match.start(), base + match.end())
            yield found(document, span, f"{match[1]}@{match[2]}", confidence, "mail")


def _broken_mail(document: Document, number: int) -> tuple[str, tuple[int, int]] | None:
    """A mail that begins on this line and ends on the next one, with its span."""
    if number + 1 >= len(document.lines):
        return None
    line, after = document.lines[number], document.lines[number + 1]
    if (line.page, line.column, line.cell) != (after.page, after.column, after.cell):
        return None
    text, rest = plain(line.text[:MAX_LINE]), plain(after.text[:MAX_LINE])
    cut = _CUT_MAIL.search(text)
    joined = _joined_domain(cut[0], rest) if cut else _joined_local(text, rest)
    if joined is None or not _MAIL.fullmatch(joined[0] + joined[1]):
        return None
    base, next_base = document.starts[number], document.starts[number + 1]
    begin = base + len(text) - len(joined[0])
    return joined[0] + joined[1], (begin, next_base + len(joined[1]))


def _joined_domain(head: str, rest: str) -> tuple[str, str] | None:
    """The halves of a mail whose domain breaks off at the end of a line."""
    ending = head.rpartition("@")[2].rpartition(".")
    tail = _REST.match(rest)
    if tail is None or "@" in tail[0]:
        return None
    completed = rest.strip() == tail[0] and ending[2] + tail[0] in _WHOLE_END  # «….co» / «m»
    if ending[1] and ending[2] in _WHOLE_END and not completed:
        return None
    return head, tail[0]


def _joined_local(text: str, rest: str) -> tuple[str, str] | None:
    """The halves of a mail that breaks off before its sign."""
    tail = _REST_MAIL.match(rest)
    local = _CUT_LOCAL.search(text)
    if tail is None or local is None or "/" in text or "www." in local[1]:
        return None
    apart, own = local[1], tail[0].partition("@")[0]
    is_word = any(letter.isalpha() for letter in apart)
    # The rest begins with the sign, or a whole line of Latin letters breaks off before it.
    goes_on = not own or (local.start(1) == 0 and (apart[-1] in "._-" or len(own) <= SHORT_REST))
    return (apart, tail[0]) if is_word and goes_on else None
