"""Shapes of the vacancy forms."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from recruit.models import Segment, VacancyState
from recruit.terms import EDUCATION, LANGUAGE_LEVELS, LANGUAGES, TAXES
from recruit.web.field_rules import languages_twice
from recruit.web.fields import Choice, Flag, Lines, Money, Text, Whole

LONGEST_TEXT = 20_000


class LanguageSchema(Schema):
    """One language and how well it has to be known."""

    code = Choice(LANGUAGES, required=True)
    level = Choice(LANGUAGE_LEVELS, required=True)


class VacancySchema(Schema):
    """All that an employer says of a vacancy."""

    title = Text(required=True)
    city = Text(required=True, longest=100)
    segment = Choice(list(Segment), required=True)
    salary_from = Money(load_default=None)
    salary_to = Money(load_default=None)
    tax = Choice(TAXES, required=True)
    remote = Flag(load_default=False)
    openings = Whole(required=True, least=1, most=999)
    must = Lines(load_default=list)
    nice = Lines(load_default=list)
    experience_years = Whole(load_default=None)
    management_years = Whole(load_default=None)
    education = Choice(EDUCATION, load_default=None)
    languages = fields.List(fields.Nested(LanguageSchema), load_default=list)
    text = Text(required=True, longest=LONGEST_TEXT)

    @validates_schema(skip_on_field_errors=False)
    def check(self, data: Mapping[str, Any], **_kwargs: Any) -> None:
        """A language that is asked twice, at two levels, would be asked at either."""
        if repeated := languages_twice(data.get("languages", [])):
            raise ValidationError({"languages": repeated})


class OfferSchema(Schema):
    """The part of the form that the market panel answers to."""

    city = Text(load_default="", longest=100)
    segment = Choice(list(Segment), load_default="company")
    salary_from = Money(load_default=None)
    salary_to = Money(load_default=None)
    management_years = Whole(load_default=None)


class StepSchema(Schema):
    """A step from state to state: the version it was decided on, and why."""

    version = Whole(required=True, most=999_999_999)
    reason = Text(load_default="", longest=2000)


class ListSchema(Schema):
    """Which vacancies to list."""

    state = Choice(list(VacancyState), load_default=None)
    page = Whole(load_default=1, least=1, most=100_000)
