"""Calendar months as integers, so that periods can be added up in arrays."""

import re
from datetime import date

_MONTH = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR = 12


def month_of(day: date) -> int:
    """Return the number of the month that holds ``day``: ``year * 12 + month - 1``."""
    return day.year * YEAR + day.month - 1


def parse_month(text: str) -> int:
    """Return the number of the month written as ``YYYY-MM``.

    Raises
    ------
    ValueError
        If ``text`` is not a month of the years 1900 to 2100.
    """
    match = _MONTH.fullmatch(text)
    if match is None or not text.isascii():
        raise ValueError(f"{text!r} is not a month; write it as YYYY-MM, for example 2021-03")
    year, month = int(match[1]), int(match[2])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise ValueError(f"{text!r} is not a month of the years {FIRST_YEAR} to {LAST_YEAR}")
    return year * YEAR + month - 1


def format_month(month: int) -> str:
    """Return the month as ``YYYY-MM``."""
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"


def months_in(years: float | None) -> int | None:
    """Return a duration in years as whole months; an unknown one (None) stays unknown."""
    return None if years is None else round(years * YEAR)
