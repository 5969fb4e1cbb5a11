"""Shapes of what a recruiter asks of a shortlist, and of a verdict."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema, post_load

from matching.filters import Filters
from matching.months import months_in
from matching.profiles import Money
from matching.scorer import PARTS
from recruit.models import Grade
from recruit.shortlists.conditions import ShortlistQuery
from recruit.web.fields import Choice, Flag, Text, Whole
from recruit.web.fields import Money as MoneyField

# Why a person is not right for this vacancy, as recruiters put it. Nothing on who the person is.
REASONS = {
    "experience": lazy_gettext("not enough experience"),
    "management": lazy_gettext("has not managed people"),
    "skills": lazy_gettext("skills do not fit"),
    "salary": lazy_gettext("expects more than the offer"),
    "place": lazy_gettext("city or relocation"),
    "language": lazy_gettext("language level"),
    "field": lazy_gettext("another field"),
    "declined": lazy_gettext("declined themselves"),
}


# One weight a part, named after it: w_skills, w_experience and so on.
WeightsSchema = Schema.from_dict(
    {f"w_{part}": Whole(load_default=None, most=100) for part in PARTS}, name="WeightsSchema"
)


class ShortlistQuerySchema(WeightsSchema):  # type: ignore[misc,valid-type]
    """The filters, weights and page in the address of a shortlist."""

    must = Flag(load_default=False)
    place = Flag(load_default=False)
    management = Whole(load_default=None, most=40)
    experience = Whole(load_default=None, most=60)
    salary = MoneyField(load_default=None)
    known_salary = Flag(load_default=False)
    # As the sliders were drawn, and the weights that they were drawn of if somebody had set any.
    drawn = Text(load_default="", longest=40)
    moved = Text(load_default="", longest=40)
    query = Text(load_default="", longest=100)
    unjudged = Flag(load_default=False)
    applied = Flag(load_default=False)
    page = Whole(load_default=1, least=1, most=100_000)

    def __init__(self, currency: str = "RUB", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency = currency

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, ShortlistQuery]:
        """The query as the service takes it."""
        salary = data["salary"]
        query = ShortlistQuery(
            filters=Filters(
                must_skills=data["must"],
                place=data["place"],
                management_months=months_in(data["management"]),
                experience_months=months_in(data["experience"]),
                expectation=None if salary is None else Money(salary, self.currency),
                keep_unknown=not data["known_salary"],
                query=data["query"],
            ),
            weights=_weights(data),
            only_without_verdict=data["unjudged"],
            only_applied=data["applied"],
            page=data["page"],
        )
        return {"query": query}


def _weights(data: dict[str, Any]) -> dict[str, float] | None:
    """The recruiter's weights, if any was moved and not all are zero.

    A page draws weights in whole points. Whoever sends them as they were drawn, with a condition
    set otherwise, has moved none: those in force stay, to the last fraction.
    """
    given = {part: data[f"w_{part}"] for part in PARTS}
    if any(weight is None for weight in given.values()):
        return None
    if written(given) == data["drawn"]:
        return _read(data["moved"])
    return _some(given)


def written(weights: Mapping[str, float]) -> str:
    """Weights in whole points as one word for an address: «30-25-20-15-10-0»."""
    return "-".join(str(round(weights[part])) for part in PARTS)


def _read(word: str) -> dict[str, float] | None:
    told = word.split("-")
    if len(told) != len(PARTS) or not all(re.fullmatch("[0-9]{1,3}", one) for one in told):
        return None
    return _some(dict(zip(PARTS, map(int, told), strict=True)))


def _some(weights: Mapping[str, int]) -> dict[str, float] | None:
    if not any(weights.values()):
        return None
    return {part: float(weight) for part, weight in weights.items()}


class PageSchema(Schema):
    """The page of a list in its address."""

    page = Whole(load_default=1, least=1, most=100_000)


class VerdictSchema(Schema):
    """One of five grades; an empty one takes the last back.

    With ``undo`` the account's own last verdict is taken back, and what stood before it stands.
    """

    verdict = Choice([str(int(grade)) for grade in Grade], load_default=None)
    reason = Choice(REASONS, load_default=None)
    rank = Whole(load_default=None, least=1, most=10**7)
    undo = Flag(load_default=False)
