"""Shape of the resume form. Only the desired post and a way to reach the person are required."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields, validates_schema

from recruit.candidates.terms import CURRENCIES, EDUCATION, TAXES
from recruit.terms import LANGUAGE_LEVELS, LANGUAGES
from recruit.web.field_rules import languages_twice
from recruit.web.fields import Choice, Email, Flag, Lines, Money, Month, Phone, Text, Whole, YesNo

MOST_POSITIONS = 40
LONG_TEXT = 20_000
MOST_YEARS = 60

MANY = lazy_gettext("Leave at most 40 positions, the latest ones")
END_BEFORE_START = lazy_gettext("The end is before the start. Correct one of the two")
NOT_YET = lazy_gettext("This month is still to come. Correct it, or leave it empty if unknown")
NO_START = lazy_gettext("Write when it began, or leave both months empty")
MORE_THAN_ALL = lazy_gettext("There cannot be more years of management than years of work")
NO_CONTACT = lazy_gettext("Write an e-mail or a phone, so that we can reach you")
NO_POST = lazy_gettext("Write the post that you look for")
NO_PAST_POST = lazy_gettext("Write what the post was called")
NO_NAME = lazy_gettext("Write a name, so that we know how to address you")
NO_SUM = lazy_gettext("Salary: write a number, for example 120,000")
NO_YEARS = lazy_gettext("Years: write a whole number, for example 3")
NO_LANGUAGE = lazy_gettext("Choose the language")
NO_LEVEL = lazy_gettext("Choose the level of the language")
NO_CONSENT = lazy_gettext("Without consent we may not keep the résumé")


YEARS = {"invalid": NO_YEARS}


class PositionSchema(Schema):
    """One job."""

    title = Text(required=True, error_messages={"required": NO_PAST_POST})
    employer = Text(load_default="")
    start = Month(load_default=None)
    end = Month(load_default=None)
    description = Text(load_default="", longest=LONG_TEXT)


class LanguageSchema(Schema):
    """One foreign language."""

    code = Choice(LANGUAGES, required=True, error_messages={"required": NO_LANGUAGE})
    level = Choice(LANGUAGE_LEVELS, required=True, error_messages={"required": NO_LEVEL})


class ResumeSchema(Schema):
    """A profile and, apart from it, how to reach the person."""

    title = Text(required=True, error_messages={"required": NO_POST})
    city = Text(load_default=None, longest=100)
    relocation = YesNo(load_default=None)
    remote = YesNo(load_default=None)
    salary = Money(load_default=None, error_messages={"invalid": NO_SUM})
    salary_currency = Choice(CURRENCIES, load_default="RUB")
    tax = Choice(TAXES, load_default="unknown")
    experience_years = Whole(load_default=None, most=MOST_YEARS, error_messages=YEARS)
    management_years = Whole(load_default=None, most=MOST_YEARS, error_messages=YEARS)
    positions = fields.List(fields.Nested(PositionSchema))
    skills = Lines(load_default=list)
    education = Choice(EDUCATION, load_default=None)
    education_text = Text(load_default="", longest=2000)
    languages = fields.List(fields.Nested(LanguageSchema))
    text = Text(load_default="", longest=LONG_TEXT)
    name = Text(required=True, error_messages={"required": NO_NAME})
    email = Email(load_default=None, longest=254)
    phone = Phone(load_default=None)
    # The version that an edit started from; a first save has none.
    version = Whole(load_default=0, most=10**9)

    def __init__(self, this_month: str) -> None:
        super().__init__()
        self.this_month = this_month

    @validates_schema(skip_on_field_errors=False)
    def check(self, data: Mapping[str, Any], **_kwargs: Any) -> None:
        """What only several fields together, or the calendar, can tell."""
        errors = dict(self._faults(data))
        if errors:
            raise ValidationError(errors)

    def _faults(self, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        positions = data.get("positions", [])
        if len(positions) > MOST_POSITIONS:
            yield "positions", [str(MANY)]
        elif wrong := {n: f for n, row in enumerate(positions) if (f := self._months(row))}:
            yield "positions", wrong
        if repeated := languages_twice(data.get("languages", [])):
            yield "languages", repeated
        years, management = data.get("experience_years"), data.get("management_years")
        if years is not None and management is not None and management > years:
            yield "management_years", [str(MORE_THAN_ALL)]
        if data.get("email", "") is None and data.get("phone", "") is None:
            yield "email", [str(NO_CONTACT)]

    def _months(self, position: Mapping[str, Any]) -> dict[str, list[str]]:
        start, end = position.get("start"), position.get("end")
        if start and start > self.this_month:
            return {"start": [str(NOT_YET)]}
        if end and end > self.this_month:
            return {"end": [str(NOT_YET)]}
        if end and not start:
            return {"start": [str(NO_START)]} if "start" in position else {}
        if start and end and end < start:
            return {"end": [str(END_BEFORE_START)]}
        return {}


class FirstResumeSchema(ResumeSchema):
    """The first save, which needs the consent."""

    consent = Flag(must_be_set=True, required=True, error_messages={"unset": NO_CONSENT})
