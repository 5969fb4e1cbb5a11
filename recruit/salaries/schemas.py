"""Shape of the form that imports a survey."""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema

from recruit.terms import TAXES
from recruit.web.fields import Choice, Month, Text

CURRENCIES = ("RUB", "USD", "EUR", "KZT", "BYN")
LONGEST_TABLE = 300_000


class Day(Text):
    """A date: ``2015-05-13``, also «13.05.2015»."""

    default_error_messages = {  # noqa: RUF012  (marshmallow's way)
        "day": lazy_gettext("Write a date, for example 13.05.2015"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        iso = "-".join(reversed(text.split("."))) if "." in text else text
        try:
            return date.fromisoformat(iso)
        except ValueError as error:
            raise self.make_error("day") from error


class SurveySchema(Schema):
    """The facts of a survey; its table is read by `survey_files`."""

    title_ru = Text(required=True)
    title_en = Text(required=True)
    source = Text(required=True)
    collected = Month(required=True)
    published = Day(load_default=None)
    currency = Choice(CURRENCIES, required=True)
    tax = Choice(TAXES, required=True)
    table = Text(longest=LONGEST_TABLE, load_default="")


def survey_schema(roles: Collection[str]) -> Schema:
    """The form's schema with the posts of the catalogue, one of which a survey is of."""
    return SurveySchema.from_dict(
        {"role": Choice(list(roles), required=True)}, name="SurveySchema"
    )()
