"""Cells as people write them into values of the resume form: exact, or refused with a code.

The grammar of periods, sums, phones and languages is that of the parser of resumes. What it finds
in a cell has to be all that the cell says: a number left over means that somebody meant more.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from matching.qualifications import EDUCATION_LEVELS, education_level
from recruit.imports.table_faults import Remark, RowCode, quoted
from recruit.money import MINOR_UNITS
from recruit.parsing.contacts import phone_digits
from recruit.parsing.pay import Sum, is_negotiable, sums_in
from recruit.parsing.periods import date_in, durations_in, is_now, periods_in
from recruit.parsing.plain import plain
from recruit.parsing.schools import level_in
from recruit.typed_text import MAIL

VALUES_FILE = Path(__file__).parent / "mapping_values.yaml"
MOST_YEARS = 60
MONTH_LENGTH = len("2023-07")
EARLIEST, LATEST = "1940-01", "2100-12"
PHONE_DIGITS = 10

_TAXES = {True: "net", False: "gross", None: "unknown"}
_PHONES_APART = re.compile(r"[,;\n]|\s/\s")
_NO_PHONE = re.compile(r"[^\d\s()+.\u00a0\u2010-\u2015-]")
_BARE_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f.,']?\d{3})*|\d+")
_BARE_YEARS = re.compile(r"(\d{1,3})(?:[.,](\d))?")
_MIDNIGHT = re.compile(r"[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")
_PART_OF_A_SUM = re.compile(r"\d|[-−–](?=\s*$)")


class Refused(Exception):
    """A cell cannot be understood; the code and its facts say why."""

    def __init__(self, code: RowCode, **params: str | int) -> None:
        self.code, self.params = code, params
        super().__init__(code.value)


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]] | Sequence[str]]:
    found: Mapping[str, Mapping[str, Sequence[str]] | Sequence[str]] = yaml.safe_load(
        VALUES_FILE.read_text(encoding="utf-8")
    )
    return found


@cache
def _by_word(group: str) -> Mapping[str, str]:
    """Each word of a group to what it means."""
    words = _words()[group]
    if isinstance(words, Mapping):
        return {word: meaning for meaning, many in words.items() for word in many}
    return dict.fromkeys(words, group)


@cache
def known_languages() -> frozenset[str]:
    """The codes of the languages that a profile has a place for."""
    return frozenset(_words()["languages"])


@cache
def _contact_labels() -> re.Pattern[str]:
    """What stands before a number or an address that share a cell."""
    words = "|".join(re.escape(word) for word in _words()["contact_labels"])
    return re.compile(rf"(?i)\b(?:{words})\b\.?\s*:?")


def _folded(cell: str) -> str:
    return " ".join(cell.casefold().replace("ё", "е").split())


def is_unknown(cell: str) -> bool:
    """Whether a cell is empty, or says in a word that nothing is known."""
    folded = _folded(cell)
    return not folded or folded in _by_word("unknown")


def read_yes_no(cell: str) -> bool:
    """«да», «готов», «нет», «не готова»."""
    folded = _folded(cell).rstrip(".!")
    if folded in _by_word("yes"):
        return True
    if folded in _by_word("no"):
        return False
    raise Refused(RowCode.NOT_YES_NO, value=quoted(cell))


def read_phone(cell: str) -> tuple[str, list[Remark]]:
    """The first number of a cell as ``+`` and digits."""
    parts = [part.strip() for part in _PHONES_APART.split(cell) if part.strip()]
    numbers = [_phone(part) for part in parts]
    if not numbers or None in numbers or numbers[0] is None:
        raise Refused(RowCode.NOT_PHONE, value=quoted(cell))
    return numbers[0], [Remark.SECOND_PHONE] if len(set(numbers)) > 1 else []


def _phone(text: str) -> str | None:
    if _NO_PHONE.search(text):
        return None
    digits = re.sub("[^0-9]", "", text)
    is_local = len(digits) == PHONE_DIGITS and "+" not in text and digits[0] != "0"
    found = phone_digits(text) or ("7" + digits if is_local else None)
    return f"+{found}" if found else None


def read_mail(cell: str) -> str:
    """An address in small letters."""
    text = cell.strip().removeprefix("mailto:").strip("<>")
    if not MAIL.fullmatch(text):
        raise Refused(RowCode.NOT_MAIL, value=quoted(cell))
    return text.casefold()


def read_contacts(cell: str) -> tuple[str | None, str | None, list[Remark]]:
    """The mail and the phone of a cell that holds both, or one of them."""
    mails = MAIL.findall(cell)
    rest = MAIL.sub("\n", cell).strip(" ,;\n/|")
    rest = _contact_labels().sub("\n", rest).strip()
    phone, remarks = read_phone(rest.replace("|", "\n")) if rest else (None, [])
    return (read_mail(mails[0]) if mails else None), phone, remarks


# ---------- money ----------


def read_sum(cell: str, unit: str = "") -> tuple[int | None, str, str]:
    """The sum a month in minor units, the currency and the tax; no sum where it is left open.

    The unit of the column's name holds where a cell does not tell its own.
    """
    text = cell.strip()
    if is_negotiable(text) and not re.search(r"\d", text):
        return None, "RUB", "unknown"
    is_bare = _BARE_NUMBER.fullmatch(text) is not None
    one = _only_sum(f"{text} {unit}" if is_bare and unit else text)
    if one is None:
        raise Refused(RowCode.SUM_OUTSIDE if is_bare else RowCode.NOT_A_SUM, value=quoted(cell))
    net = one.net if one.net is not None else _unit_is_net(unit)
    return one.amount * MINOR_UNITS, one.currency, _TAXES[net]


def _only_sum(text: str) -> Sum | None:
    """The sum of a text; none where another number or a minus stands beside it."""
    sums = sums_in(text)
    if not sums:
        return None
    if len(sums) > 1:
        raise Refused(RowCode.SEVERAL_SUMS, value=quoted(text))
    (one,) = sums
    rest = text[: one.start] + " " + text[one.end :]
    return None if _PART_OF_A_SUM.search(rest) else one


def _unit_is_net(unit: str) -> bool | None:
    """Whether «руб. на руки» says so of a whole column."""
    sums = sums_in(f"100000 {unit}")
    return sums[0].net if sums else None


def read_currency(cell: str) -> str:
    """«руб.», «USD», «€»."""
    currency = _by_word("currencies").get(_folded(cell))
    if currency is None:
        raise Refused(RowCode.NOT_CURRENCY, value=quoted(cell))
    return currency


def read_tax(cell: str) -> str:
    """«на руки», «gross»."""
    tax = _by_word("taxes").get(_folded(cell))
    if tax is None:
        raise Refused(RowCode.NOT_TAX, value=quoted(cell))
    return tax


# ---------- time ----------


def read_years(cell: str) -> int:
    """Whole years of «5», «3 года 2 мес.», «2,5 года»."""
    text = cell.strip()
    bare = _BARE_YEARS.fullmatch(text)
    if bare:
        years = int(bare[1])
    else:
        durations = durations_in(text)
        if len(durations) != 1:
            raise Refused(RowCode.NOT_YEARS, value=quoted(cell))
        start, end = durations[0].span
        if re.search(r"\d|[-–—<>]", text[:start] + text[end:]):
            raise Refused(RowCode.NOT_YEARS, value=quoted(cell))
        years = durations[0].months // 12
    if years > MOST_YEARS:
        raise Refused(RowCode.NOT_YEARS, value=quoted(cell))
    return years


def read_month(cell: str) -> str:
    """``YYYY-MM``, ``YYYY`` where the year alone is told, or an empty text for «сейчас»."""
    text = _MIDNIGHT.sub("", cell.strip())
    if is_now(text):
        return ""
    found = date_in(text)
    if found is None or re.search(r"\w", text[: found[1][0]] + text[found[1][1] :]):
        raise Refused(RowCode.NOT_MONTH, value=quoted(cell))
    return _within(found[0], cell)


def read_period(cell: str) -> tuple[str, str]:
    """Start and end of «март 2015 — июнь 2018»; an empty end is now."""
    periods = periods_in(cell)
    if len(periods) != 1:
        raise Refused(RowCode.NOT_PERIOD, value=quoted(cell))
    (one,) = periods
    rest = cell[: one.span[0]] + cell[one.span[1] :]
    duration = durations_in(rest)
    if re.search(r"\d", rest) and not duration:
        raise Refused(RowCode.NOT_PERIOD, value=quoted(cell))
    return _within(one.start, cell), _within(one.end, cell) if one.end else ""


def _within(date: str, cell: str) -> str:
    """The date, refused where the form could not hold it."""
    if not EARLIEST[: len(date)] <= date <= LATEST[: len(date)]:
        raise Refused(RowCode.NOT_MONTH, value=quoted(cell))
    return date


# ---------- learning ----------


def read_education(cell: str) -> tuple[str | None, list[Remark]]:
    """The level of a phrase; an unfinished one is none."""
    found = level_in(plain(cell))
    if found and found[0] == "incomplete_higher":
        return None, [Remark.UNFINISHED]
    level = education_level(cell)
    if not level:
        raise Refused(RowCode.NOT_EDUCATION, value=quoted(cell))
    return EDUCATION_LEVELS[level], []
