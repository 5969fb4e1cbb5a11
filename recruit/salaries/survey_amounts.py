"""One sum of a survey as people and spreadsheets write it, into minor units."""

from __future__ import annotations

import re

from recruit.salaries.faults import FaultCode, SurveyFault

# Above any wage, and small enough for every database and every sum over a survey.
LARGEST_AMOUNT_FIGURES = 9
# How much of a wrong cell is quoted back.
QUOTED = 40
# A month's wage below so many whole units was written in thousands.
_LEAST_WAGES = {"RUB": 1000, "KZT": 1000}
_LEAST_WAGE = 100

_WHOLE = r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
_AMOUNT = re.compile(_WHOLE + r"(?:[.,](?P<cents>[0-9]{1,2}))?")
_FRACTION = re.compile(_WHOLE + r"[.,][0-9]{3,}")
# «50,000» is fifty thousand to one reader and fifty to another.
_AMBIGUOUS = re.compile(r"(?P<thousands>[0-9]{1,3}(?:[.,][0-9]{3})+)(?:[.,][0-9]{1,2})?")
# What a spreadsheet makes of a number in a cell that it shows as a date.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}[./][0-9]{1,2}[./](?:[0-9]{2}){1,2}")


def least_wage(currency: str, period: str) -> int:
    """The least plausible sum, in whole units; 0 where there is no telling."""
    return _LEAST_WAGES.get(currency, _LEAST_WAGE) if period == "month" else 0


def read_amount(number: int, column: str, cell: str, minor_units: int) -> int | SurveyFault:
    """Return the amount of a cell in minor units, or what is wrong with it."""
    if not cell:
        return SurveyFault(FaultCode.EMPTY, number, column)
    sign, digits = ("-", cell[1:].lstrip()) if cell[0] in "-−–" else ("", cell)
    shown = quoted(cell)
    match = _AMOUNT.fullmatch(digits)
    if match is None:
        return _no_amount(number, column, digits, shown)
    figures = match["whole"].replace(" ", "").lstrip("0")
    if len(figures) > LARGEST_AMOUNT_FIGURES:
        return SurveyFault(FaultCode.TOO_LARGE, number, column, {"value": shown})
    cents = int((match["cents"] or "").ljust(2, "0"))
    amount = int(figures or 0) * minor_units + cents * minor_units // 100
    if sign or amount == 0:
        return SurveyFault(FaultCode.NOT_POSITIVE, number, column, {"value": shown})
    return amount


def _no_amount(number: int, column: str, digits: str, shown: str) -> SurveyFault:
    """Say why a text is no sum, as exactly as can be told."""
    if digits.startswith("="):
        return SurveyFault(FaultCode.FORMULA, number, column, {"value": shown})
    if _DATE.fullmatch(digits):
        return SurveyFault(FaultCode.DATE, number, column, {"value": shown})
    if ambiguous := _AMBIGUOUS.fullmatch(digits):
        plain = quoted(re.sub("[.,]", "", ambiguous["thousands"]))
        return SurveyFault(FaultCode.AMBIGUOUS, number, column, {"value": shown, "plain": plain})
    if _FRACTION.fullmatch(digits):
        return SurveyFault(FaultCode.FRACTION, number, column, {"value": shown})
    return SurveyFault(FaultCode.NOT_A_NUMBER, number, column, {"value": shown})


def quoted(cell: str) -> str:
    """Return a cell as a fault quotes it, not longer than is read."""
    return cell if len(cell) <= QUOTED else f"{cell[:QUOTED]}…"
