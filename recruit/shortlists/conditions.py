"""What a recruiter asks of a shortlist, and what else the page offers to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from matching.conditions import Wanted
from matching.filters import Filters
from matching.months import months_in
from matching.profiles import Money
from recruit.models import Vacancy, Verdict

YEARS = {"experience": (1, 2, 3, 5, 10), "management": (1, 2, 3, 5)}
"""The least years that the page offers to choose."""


@dataclass(frozen=True)
class ShortlistQuery:
    """What a recruiter asked for: the matcher's filters and those of the pipeline."""

    filters: Filters = field(default_factory=Filters)
    weights: Mapping[str, float] | None = None
    only_without_verdict: bool = False
    only_applied: bool = False
    page: int = 1


@dataclass(frozen=True)
class Conditions:
    """A query on one vacancy, with the verdicts there and the moments of applications, by id."""

    vacancy: Vacancy
    query: ShortlistQuery
    verdicts: Mapping[int, Verdict]
    applied: Mapping[int, datetime]

    def wanted(self, query: ShortlistQuery | None = None) -> Wanted:
        """Whom a query asks for, by default this one."""
        query = query or self.query
        return Wanted(
            filters=query.filters,
            without=self.verdicts if query.only_without_verdict else (),
            only=self.applied if query.only_applied else None,
        )

    def alternatives(self) -> dict[str, Wanted]:
        """Each choice that the page offers, by the name of its field, all others as they are.

        A choice of years has the field and the years: «experience:3», and «experience:» for none.
        """
        filters, query = self.query.filters, self.query
        others = {
            "must": replace(filters, must_skills=True),
            "place": replace(filters, place=True),
            "known_salary": replace(filters, keep_unknown=False),
        }
        for name, years in YEARS.items():
            for least in (None, *years):
                months: dict[str, Any] = {f"{name}_months": months_in(least)}
                others[choice(name, least)] = replace(filters, **months)
        if self.vacancy.salary_to is not None:
            offer = Money(self.vacancy.salary_to, self.vacancy.currency)
            others["salary"] = replace(filters, expectation=offer)
        queries = {name: replace(query, filters=other) for name, other in others.items()}
        queries["unjudged"] = replace(query, only_without_verdict=True)
        queries["applied"] = replace(query, only_applied=True)
        return {name: self.wanted(other) for name, other in queries.items()}


def choice(name: str, years: int | None) -> str:
    """The name of a choice of years."""
    return f"{name}:{years or ''}"
