"""The facts of a survey edition as a YAML file beside its table: which post, whose, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError, fields, validate
from marshmallow.exceptions import SCHEMA

from matching.bands import BAND_NAMES
from matching.profiles import SEGMENTS
from recruit.salaries.survey_amounts import least_wage
from recruit.salaries.survey_files import SurveyTable, read_survey
from recruit.salaries.table_files import table_text

EDITIONS_FOLDER = Path(__file__).parent / "editions"


class EditionFileError(ValueError):
    """An edition file that does not hold its facts."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the numbers of a survey are: of which post, whose, when; the title by language."""

    slug: str
    role: str
    title: dict[str, str]
    source: str
    collected: str
    published: date | None
    currency: str
    period: str
    tax: str


@dataclass(frozen=True, slots=True)
class EditionFacts(Heading):
    """What a file tells besides; texts by language, `cities` as the table must have them.

    `question` is what a visitor of the page asks; `portrait` is what the edition itself published
    about the people who look for such a post, each line with its `percent`. A note that is about
    some cities or one band names them.
    """

    question: dict[str, str]
    table: str
    segments: dict[str, dict[str, str]]
    cities: tuple[str, ...]
    bands: dict[str, dict[str, str]]
    notes: tuple[dict[str, Any], ...]
    portrait: tuple[dict[str, Any], ...]


class TextSchema(Schema):
    """The same text in Russian and in English."""

    ru = fields.String(required=True, validate=validate.Length(min=1))
    en = fields.String(required=True, validate=validate.Length(min=1))


class SegmentSchema(Schema):
    """A segment of the market and its name."""

    segment = fields.String(required=True, validate=validate.OneOf(SEGMENTS))
    title = fields.Nested(TextSchema, required=True)


class BandSchema(Schema):
    """A band, its name and the years at the head of such a department that lead into it."""

    band = fields.String(required=True, validate=validate.OneOf(BAND_NAMES))
    head_years_min = fields.Integer(strict=True, required=True, validate=validate.Range(0, 60))
    title = fields.Nested(TextSchema, required=True)


class PortraitSchema(TextSchema):
    """What share of the people who look for the post the edition says this of."""

    percent = fields.Integer(strict=True, required=True, validate=validate.Range(0, 100))


class NoteSchema(TextSchema):
    """What a reader of the numbers should know, and where it matters if not everywhere."""

    cities = fields.List(fields.String(), load_default=list)
    band = fields.String(load_default=None, validate=validate.OneOf(BAND_NAMES))


class EditionSchema(Schema):
    """The file of an edition."""

    slug = fields.String(required=True, validate=validate.Regexp(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z"))
    role = fields.String(required=True, validate=validate.Regexp(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z"))
    title = fields.Nested(TextSchema, required=True)
    question = fields.Nested(TextSchema, required=True)
    source = fields.String(required=True, validate=validate.Length(min=1))
    collected = fields.String(required=True, validate=validate.Regexp(r"\A\d{4}-(0[1-9]|1[0-2])\Z"))
    published = fields.Date(required=True)
    currency = fields.String(required=True, validate=validate.Regexp(r"\A[A-Z]{3}\Z"))
    period = fields.String(required=True, validate=validate.OneOf(("month", "year", "hour")))
    tax = fields.String(required=True, validate=validate.OneOf(("gross", "net", "unknown")))
    table = fields.String(required=True, validate=validate.Regexp(r"\A[\w.-]+\.(csv|xlsx)\Z"))
    segments = fields.List(fields.Nested(SegmentSchema), required=True)
    cities = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    bands = fields.List(fields.Nested(BandSchema), required=True, validate=validate.Length(equal=4))
    notes = fields.List(fields.Nested(NoteSchema), load_default=list)
    portrait = fields.List(fields.Nested(PortraitSchema), load_default=list)


def read_edition(path: Path) -> tuple[EditionFacts, SurveyTable]:
    """Return an edition's facts and the table beside them; `SurveyErrors` if the table is bad."""
    try:
        raw: dict[str, Any] = EditionSchema().load(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        raise EditionFileError(f"{path.name}: {_told(error.messages)}") from error
    # A day that no month has is a ValueError of the YAML reader, and so is a wrong encoding.
    except (yaml.YAMLError, ValueError, OSError) as error:
        raise EditionFileError(f"{path.name}: {error}") from error
    except RecursionError as error:
        raise EditionFileError(f"{path.name}: nested too deeply") from error
    facts = EditionFacts(
        **raw
        | {
            "segments": {entry["segment"]: entry["title"] for entry in raw["segments"]},
            "bands": {entry["band"]: entry["title"] for entry in raw["bands"]},
            "cities": tuple(raw["cities"]),
            "notes": tuple(raw["notes"]),
            "portrait": tuple(raw["portrait"]),
        }
    )
    try:
        content = (path.parent / facts.table).read_bytes()
    except OSError as error:
        raise EditionFileError(f"{path.name}: its table {facts.table}: {error.strerror}") from error
    table = read_survey(
        table_text(content).encode(),
        required_cities=facts.cities,
        least=least_wage(facts.currency, facts.period),
    )
    return facts, table


def _told(messages: Any, place: str = "") -> str:
    """Faults as marshmallow has them, each with the field that it is of."""
    if isinstance(messages, Mapping):
        names = {key: f"{place}.{key}" if place else str(key) for key in messages}
        return "; ".join(
            _told(fault, place if key == SCHEMA else names[key]) for key, fault in messages.items()
        )
    said = " ".join(map(str, messages))
    return f"{place}: {said}" if place else said


def read_editions(
    folder: Path = EDITIONS_FOLDER,
) -> list[tuple[EditionFacts, SurveyTable]]:
    """Return every edition of a folder, in the order of slugs."""
    return [read_edition(path) for path in sorted(folder.glob("*.yaml"))]
