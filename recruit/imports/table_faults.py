"""What can be wrong with a table of candidates: codes with their places, put into words elsewhere.

A fault keeps a row out; a remark tells what of a row is left out or read in a certain way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# How much of a wrong cell is quoted back.
QUOTED = 40


class FileCode(StrEnum):
    """Why a whole file is refused, beside what `recruit.tables` says of any table."""

    BAD_JSON = "bad_json"
    DEEP_JSON = "deep_json"
    REPEATED_KEY = "repeated_key"
    NOT_AN_OBJECT = "not_an_object"
    MIXED_OBJECTS = "mixed_objects"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_ROWS = "no_rows"
    NO_HEADER = "no_header"


class RowCode(StrEnum):
    """Why a row is refused."""

    TOO_MANY_CELLS = "too_many_cells"
    BAD_SHAPE = "bad_shape"
    MANY_WORKS = "many_works"
    EMPTY = "empty"
    FORMULA = "formula"
    LONG = "long"
    NO_CONTACT = "no_contact"
    NOT_MAIL = "not_mail"
    NOT_PHONE = "not_phone"
    NOT_YES_NO = "not_yes_no"
    NOT_A_SUM = "not_a_sum"
    SEVERAL_SUMS = "several_sums"
    SUM_OUTSIDE = "sum_outside"
    NOT_CURRENCY = "not_currency"
    NOT_TAX = "not_tax"
    NOT_YEARS = "not_years"
    MANAGEMENT_ABOVE = "management_above"
    NOT_EDUCATION = "not_education"
    NOT_LANGUAGE = "not_language"
    NO_LEVEL = "no_level"
    LANGUAGE_TWICE = "language_twice"
    MANY_SKILLS = "many_skills"
    LONG_SKILL = "long_skill"
    NO_POST = "no_post"
    NOT_MONTH = "not_month"
    NOT_PERIOD = "not_period"
    FUTURE = "future"
    NO_START = "no_start"
    END_BEFORE_START = "end_before_start"
    # The database said no; the log has the reason.
    REFUSED = "refused"


class Remark(StrEnum):
    """What a recruiter should know of a row that is taken."""

    YEAR_ALONE = "year_alone"
    SECOND_PHONE = "second_phone"
    RARE_LANGUAGE = "rare_language"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault or remark: `place` counts columns from 0, None where it is of the whole row."""

    code: RowCode | Remark
    column: str = ""
    place: int | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)

    def as_json(self) -> list[Any]:
        """The fault as it is stored."""
        return [self.code.value, self.column, self.place, dict(self.params)]


def fault_from_json(stored: list[Any]) -> RowFault:
    """A stored fault."""
    code, column, place, params = stored
    is_remark = code in Remark.__members__.values()
    return RowFault(Remark(code) if is_remark else RowCode(code), column, place, params)


def quoted(cell: str) -> str:
    """A cell as a fault quotes it, on one line and not longer than is read."""
    line = " ".join(cell[: 2 * QUOTED].split())
    return line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
