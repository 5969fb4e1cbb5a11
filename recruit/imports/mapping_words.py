"""Fields that a column may be, why one is left out, and what a mapping lacks: in words."""

from collections.abc import Callable, Sequence

from flask_babel import gettext, lazy_gettext

from recruit.candidates.editing import LABELS
from recruit.imports.mapping import (
    FIELDS,
    LEFT_OUT,
    MOST_POSITIONS,
    POSITION_PARTS,
    MappingCode,
    MappingFault,
    Why,
    position_of,
)

FIELD_WORDS = {
    **LABELS,
    "surname": lazy_gettext("Surname"),
    "given_name": lazy_gettext("First name"),
    "patronymic": lazy_gettext("Patronymic"),
    "both_posts": lazy_gettext("Desired post, which is the last one as well"),
    "salary_currency": lazy_gettext("Currency of the salary"),
    "tax": lazy_gettext("Tax: net or gross"),
    "education_text": lazy_gettext("Where they studied"),
    "text": lazy_gettext("In their own words"),
    "contacts": lazy_gettext("E-mail and phone in one column"),
}
PART_WORDS = {
    "title": lazy_gettext("post"),
    "employer": lazy_gettext("employer"),
    "start": lazy_gettext("start"),
    "end": lazy_gettext("end"),
    "period": lazy_gettext("start and end"),
    "description": lazy_gettext("duties"),
}
WHY_WORDS = {
    Why.UNKNOWN: lazy_gettext("not recognised: choose a field, or it is left out"),
    Why.PROTECTED: lazy_gettext("never brought in: it must not influence a selection"),
    Why.NO_PLACE: lazy_gettext("a profile has no place for it"),
    Why.TWICE: lazy_gettext("another column is this field already"),
}
# Offered beside those that the mapping has.
POSITIONS_OFFERED = 3


def field_words(field: str) -> str:
    """What a field is called."""
    position = position_of(field)
    if position is None:
        return str(FIELD_WORDS[field])
    number, part = position
    return gettext("Job %(number)s: %(part)s", number=number + 1, part=PART_WORDS[part])


def choices(fields: Sequence[str]) -> list[tuple[str, str]]:
    """All fields that the columns of a mapping may be, for a list to choose from."""
    numbers = [position[0] for field in fields if (position := position_of(field))]
    most = min(MOST_POSITIONS, max(POSITIONS_OFFERED, *(number + 2 for number in numbers), 0))
    positions = [f"positions-{n}-{part}" for n in range(most) for part in POSITION_PARTS]
    offered = [(name, field_words(name)) for name in (*FIELDS, *positions)]
    return [(LEFT_OUT, gettext("— leave out —")), *offered]


def mapping_sentence(fault: MappingFault) -> str:
    """What is wrong with a mapping and what to choose."""
    return _SENTENCES[fault.code](fault)


def _label(fault: MappingFault) -> str:
    return field_words(fault.field)


_SENTENCES: dict[MappingCode, Callable[[MappingFault], str]] = {
    MappingCode.NO_NAME: lambda fault: gettext("Choose the column with the name"),
    MappingCode.NO_TITLE: lambda fault: gettext(
        "Choose the column with the post that people look for"
    ),
    MappingCode.NO_CONTACT: lambda fault: gettext("Choose the column with the e-mail or the phone"),
    MappingCode.TWO_COLUMNS: lambda fault: gettext(
        "Two columns are “%(field)s”. Leave out “%(column)s” or choose another field for it",
        field=_label(fault),
        column=fault.column,
    ),
    MappingCode.TWO_NAMES: lambda fault: gettext(
        "The name is there as a whole and in parts. Leave out one of the two"
    ),
    MappingCode.TWO_TITLES: lambda fault: gettext(
        "One column is the desired post and the last one; leave out the other column of a post"
    ),
    MappingCode.TWO_DATES: lambda fault: gettext(
        "Start and end of a job are there twice: together and apart. Leave out one of the two"
    ),
    MappingCode.NO_POST: lambda fault: gettext(
        "Columns of a job are chosen, but not “%(field)s”. Choose it, or leave out the others",
        field=_label(fault),
    ),
    MappingCode.PROTECTED: lambda fault: gettext(
        "The column “%(column)s” is never brought in: it must not influence a selection",
        column=fault.column,
    ),
    MappingCode.UNKNOWN_FIELD: lambda fault: gettext(
        "There is no field “%(field)s”", field=fault.field
    ),
    MappingCode.UNKNOWN_COLUMN: lambda fault: gettext(
        "The table has no column “%(column)s”", column=fault.column
    ),
}
