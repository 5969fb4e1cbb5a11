"""The differences of two editions as pages show them: sentences, cities by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from recruit.cities import city_label
from recruit.models import SurveyEdition
from recruit.salaries.edition_changes import WHOLE, EditionChanges, MedianSummary, Row, compare
from recruit.salaries.presentation import SEGMENT_NAMES
from recruit.web.formats import percent
from recruit.web.i18n import get_language


@dataclass(frozen=True)
class Terms:
    """What the sums of an edition are; only like is compared with like."""

    currency: str
    period: str
    tax: str


@dataclass(frozen=True)
class ChangesPage:
    """Everything that the section of differences draws; `changes` is None where there are none.

    `warning` says why sums cannot be compared at all, or what to mind when reading them.
    """

    before: SurveyEdition
    currency: str
    changes: EditionChanges | None
    summary: Sequence[str]
    new_cities: Sequence[str]
    dropped_cities: Sequence[str]
    warning: str = ""


def changes_page(before: SurveyEdition, after: Iterable[Row], terms: Terms) -> ChangesPage:
    """The differences from an edition to later rows of these terms."""
    if (before.currency, before.period) != (terms.currency, terms.period):
        warning = gettext("The sums are in another currency or period: they are not compared.")
        return ChangesPage(before, terms.currency, None, (), (), (), warning)
    changes = compare(before.cells, after)
    is_taxed_alike = before.tax == terms.tax
    return ChangesPage(
        before=before,
        currency=terms.currency,
        changes=changes,
        summary=[summary_sentence(summary) for summary in changes.medians],
        new_cities=_names(changes.new_cities),
        dropped_cities=_names(changes.dropped_cities),
        warning=""
        if is_taxed_alike
        else gettext(
            "The two editions treat tax differently: a part of the difference may be the tax."
        ),
    )


def summary_sentence(summary: MedianSummary) -> str:
    """How the medians of a segment moved, in one sentence."""
    segment = str(SEGMENT_NAMES[summary.segment])
    start = segment[:1].upper() + segment[1:]
    if not summary.risen and not summary.fallen:
        return gettext("%(segment)s: no median has changed", segment=start)
    return ngettext(
        "%(segment)s: the median rose in %(risen)s of %(num)s city, fell in %(fallen)s; "
        "%(mean)s on average",
        "%(segment)s: the median rose in %(risen)s of %(num)s cities, fell in %(fallen)s; "
        "%(mean)s on average",
        summary.cities,
        segment=start,
        risen=summary.risen,
        fallen=summary.fallen,
        mean=signed_percent(summary.mean),
    )


def signed_percent(basis_points: int) -> str:
    """A change in hundredths of a per cent as people read it: `+7,5 %`."""
    written: str = percent(basis_points / WHOLE, get_language(), 1)
    return f"+{written}" if basis_points > 0 else written


def _names(cities: Iterable[str]) -> list[Any]:
    return [city_label(city, get_language()) for city in cities]
