"""Shape of the forms of surveys: the import, an index, the end of an edition's use."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema

from recruit.terms import TAXES
from recruit.web.fields import SPACES, Choice, Month, Text

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


class Percent(Text):
    """A change in per cent, signed or not («84,5», «−3.25 %»), into hundredths of a per cent."""

    default_error_messages = {  # noqa: RUF012
        "percent": lazy_gettext("Write a percentage, for example 84.5 or -3; two digits at most"),
        "range": lazy_gettext("Write a percentage from %(min)d to %(max)d"),
    }
    PATTERN = re.compile(r"(?P<sign>[+−–-]?)(?P<whole>[0-9]{1,6})(?:[.,](?P<part>[0-9]{1,2}))?%?")
    LEAST, MOST = -90, 1000

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        match = self.PATTERN.fullmatch(SPACES.sub("", text))
        if match is None:
            raise self.make_error("percent")
        hundredths = 100 * int(match["whole"]) + int((match["part"] or "").ljust(2, "0"))
        signed = hundredths if match["sign"] in ("", "+") else -hundredths
        if not 100 * self.LEAST <= signed <= 100 * self.MOST:
            raise self.make_error("range", min=self.LEAST, max=self.MOST)
        return signed


class IndexSchema(Schema):
    """By how much wages have changed since an edition, who says so, and by which day."""

    basis_points = Percent(required=True)
    source = Text(required=True)
    as_of = Day(required=True)


class RetirementSchema(Schema):
    """Why an edition is taken out of use."""

    reason = Text(longest=1000, required=True)


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
