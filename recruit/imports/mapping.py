"""Which column of a table is which field of the resume form: guessed, changed by hand, checked.

A mapping has one entry a column: a field such as ``city`` or ``positions-0-title``, or an empty
text for a column that is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from recruit.imports.json_resume import resume_fields
from recruit.imports.tables import Format, Table

NAMES_FILE = Path(__file__).parent / "mapping_names.yaml"
# As many as the resume form takes.
MOST_POSITIONS = 40
POSITION_PARTS = ("title", "employer", "start", "end", "period", "description")
NAME_PARTS = ("surname", "given_name", "patronymic")
# The wished post and the last one are the same: only a person can say that.
BOTH_POSTS = "both_posts"
FIELDS = (
    "name",
    *NAME_PARTS,
    "title",
    BOTH_POSTS,
    "city",
    "relocation",
    "remote",
    "salary",
    "salary_currency",
    "tax",
    "experience_years",
    "management_years",
    "skills",
    "education",
    "education_text",
    "languages",
    "text",
    "email",
    "phone",
    "contacts",
)
# What may stand in several columns, one below the other.
JOINED = frozenset({"skills", "education_text", "languages", "text", "description"})
LEFT_OUT = ""

_POSITION = re.compile(r"positions-([0-9]{1,2})-([a-z]+)")
_NUMBER = re.compile(r"^([0-9]{1,2})\s|\s([0-9]{1,2})(?=\s|$)")
_SIGNS = re.compile(r"[^\w№]+|_+")


class Why(StrEnum):
    """Why a column is left out."""

    UNKNOWN = "unknown"
    PROTECTED = "protected"
    NO_PLACE = "no_place"
    TWICE = "twice"


class MappingCode(StrEnum):
    """What is wrong with a mapping as a whole."""

    NO_NAME = "no_name"
    NO_TITLE = "no_title"
    NO_CONTACT = "no_contact"
    TWO_COLUMNS = "two_columns"
    TWO_NAMES = "two_names"
    TWO_TITLES = "two_titles"
    TWO_DATES = "two_dates"
    NO_POST = "no_post"
    PROTECTED = "protected"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_COLUMN = "unknown_column"


@dataclass(frozen=True, slots=True)
class MappingFault:
    """One fault of a mapping; `field` and `column` say where, where there is a where."""

    code: MappingCode
    field: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """The field of a column, or why it has none."""

    field: str
    why: Why | None = None


def position_of(field: str) -> tuple[int, str] | None:
    """The number of a position, from 0, and which part of it a field is."""
    match = _POSITION.fullmatch(field)
    return (int(match[1]), match[2]) if match else None


def is_field(field: str) -> bool:
    """Whether a column may be this."""
    position = position_of(field)
    if position:
        return position[0] < MOST_POSITIONS and position[1] in POSITION_PARTS
    return field in (LEFT_OUT, *FIELDS)


# ---------- the guess ----------


@cache
def _names() -> Mapping[str, str]:
    """Comparable names of columns to fields; of positions without their number."""
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    known = {_comparable(name): field for field, names in data["fields"].items() for name in names}
    for part, names in data["positions"].items():
        known |= {_comparable(name): f"positions-*-{part}" for name in names}
    return known


@cache
def _either_post() -> frozenset[str]:
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    return frozenset(map(_comparable, data["either_post"]))


@cache
def _left_out() -> Mapping[str, Why]:
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    return {
        _comparable(name): Why(why) for why, names in data["left_out"].items() for name in names
    }


def _comparable(name: str) -> str:
    return _SIGNS.sub(" ", name.casefold().replace("ё", "е")).strip()


def unit_of(name: str) -> str:
    """What a column's name adds to its cells: «тыс. руб.» of «Зарплата, тыс. руб.»."""
    in_brackets = re.search(r"\(([^()]*)\)", name)
    if in_brackets:
        return in_brackets[1].strip()
    return name.partition(",")[2].strip()


def _spellings(name: str) -> Iterator[tuple[str, int | None]]:
    """The name as a whole and without its unit, each with its number and without."""
    bare = re.sub(r"\([^()]*\)", " ", name)
    for text in dict.fromkeys([name, bare, bare.partition(",")[0]]):
        spelled = _comparable(text)
        yield spelled, None
        if number := _NUMBER.search(spelled):
            place = int(number[1] or number[2])
            rest = " ".join((spelled[: number.start()] + " " + spelled[number.end() :]).split())
            yield rest, place


def guess(table: Table) -> list[Guess]:
    """The most likely field of each column, in their order; what is no field is left out."""
    if table.format == Format.JSON_RESUME:
        return [Guess(field) for field in resume_fields(table.columns)]
    found = [_guess_of(name) for name in table.columns]
    wished = any(one.field == "title" for one in found)
    for place, one in enumerate(found):
        if one.field == "either":
            found[place] = Guess("positions-0-title" if wished else "title")
            wished = True
    return _each_once(found)


def _guess_of(name: str) -> Guess:
    for spelled, number in _spellings(name):
        field = _names().get(spelled)
        if field and field.startswith("positions-*"):
            position = max(1, number or 1) - 1
            if position < MOST_POSITIONS:
                return Guess(field.replace("*", str(position)))
        elif spelled in _either_post():
            known = number and 1 <= number <= MOST_POSITIONS
            return Guess(f"positions-{number - 1}-title" if known and number else "either")
        elif field and (number is None or number == 1 or _part_of(field) in JOINED):
            return Guess(field)
        elif field:
            return Guess(LEFT_OUT, Why.TWICE)
        elif spelled in _left_out():
            return Guess(LEFT_OUT, _left_out()[spelled])
    return Guess(LEFT_OUT, Why.UNKNOWN)


def is_protected(name: str) -> bool:
    """Whether a column tells age, sex or the like, which must not reach the scorer as any field."""
    return _guess_of(name).why == Why.PROTECTED


def _each_once(found: Sequence[Guess]) -> list[Guess]:
    """The first column that is a field keeps it, unless the field may stand in several."""
    taken: set[str] = set()
    kept = []
    whole_name = any(one.field == "name" for one in found)
    for one in found:
        again = one.field in taken and _part_of(one.field) not in JOINED
        again = again or (whole_name and one.field in NAME_PARTS)
        kept.append(Guess(LEFT_OUT, Why.TWICE) if one.field and again else one)
        taken.add(one.field)
    return kept


def _part_of(field: str) -> str:
    position = position_of(field)
    return position[1] if position else field


# ---------- the check ----------


def check(fields: Sequence[str], columns: Sequence[str]) -> list[MappingFault]:
    """Everything that keeps a mapping from being used."""
    faults = []
    seen: set[str] = set()
    for field, column in zip(fields, columns, strict=True):
        if not is_field(field):
            faults.append(MappingFault(MappingCode.UNKNOWN_FIELD, field, column))
        elif field and is_protected(column):
            faults.append(MappingFault(MappingCode.PROTECTED, field, column))
        elif field and field in seen and _part_of(field) not in JOINED:
            faults.append(MappingFault(MappingCode.TWO_COLUMNS, field, column))
        seen.add(field)
    return faults + list(_absences(seen))


def _absences(seen: set[str]) -> Iterator[MappingFault]:
    if not seen & {"name", "surname", "given_name"}:
        yield MappingFault(MappingCode.NO_NAME, "name")
    if "name" in seen and seen & {*NAME_PARTS}:
        yield MappingFault(MappingCode.TWO_NAMES, "name")
    if not seen & {"title", BOTH_POSTS}:
        yield MappingFault(MappingCode.NO_TITLE, "title")
    if BOTH_POSTS in seen and seen & {"title", "positions-0-title"}:
        yield MappingFault(MappingCode.TWO_TITLES, BOTH_POSTS)
    if not seen & {"email", "phone", "contacts"}:
        yield MappingFault(MappingCode.NO_CONTACT, "email")
    parts: dict[int, set[str]] = {0: {"title"} if BOTH_POSTS in seen else set()}
    for field in seen:
        if position := position_of(field):
            parts.setdefault(position[0], set()).add(position[1])
    for number, own in sorted(parts.items()):
        if own and "title" not in own:
            yield MappingFault(MappingCode.NO_POST, f"positions-{number}-title")
        if "period" in own and own & {"start", "end"}:
            yield MappingFault(MappingCode.TWO_DATES, f"positions-{number}-period")


def changed(
    fields: Sequence[str], columns: Sequence[str], by_name: Mapping[str, str]
) -> tuple[list[str], list[MappingFault]]:
    """A mapping with some columns, told by their names, set to other fields."""
    new, faults = list(fields), []
    places = {_comparable(name) or name: place for place, name in enumerate(columns)}
    for column, field in by_name.items():
        place = places.get(_comparable(column) or column)
        if place is None:
            faults.append(MappingFault(MappingCode.UNKNOWN_COLUMN, field, column))
        elif not is_field(field):
            faults.append(MappingFault(MappingCode.UNKNOWN_FIELD, field, column))
        else:
            new[place] = field
    return new, faults
