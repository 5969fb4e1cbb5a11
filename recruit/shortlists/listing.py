"""The rows of a shortlist as its template writes them.

A page has fifty of some forty values each: they are worked out here in one go, and the template
only puts them down. Asked for one by one, with a macro for each mark, they took half of its time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from matching.phrases import Language
from matching.reasons import summary
from recruit.models import Vacancy
from recruit.shortlists.presentation import RowLinks, score_parts, unknown_facts
from recruit.shortlists.schemas import REASONS
from recruit.shortlists.services import Row
from recruit.web.charts import Market, Scale, place, points_of, segments
from recruit.web.formats import money
from recruit.web.i18n import unfilled
from recruit.web.score_bars import drawn_bar


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a row's things lead; those of the reasons keep the conditions as they are set."""

    card: str
    verdict: str
    release: str
    opened: str
    whole: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One candidate of the page; texts in its language, empty where there is nothing to say.

    ``low`` and ``high`` are the whole points under the bar; ``wish_at`` is where the expectation
    stands on the plot of the market, and ``wish_said`` the sentence that tells it.
    """

    id: str
    rank: int
    name: str
    title: str
    low: int
    high: int
    bar: Markup
    wish: str
    wish_at: str
    wish_said: str
    band: int | None
    grade: int | None
    verdict_label: str
    sentence: str
    unknown: str
    applied_at: datetime | None
    number: int | None
    refusal: str
    to: Addresses


def listed(
    rows: Sequence[Row],
    vacancy: Vacancy,
    market: Market | None,
    scale: Scale | None,
    language: Language,
) -> list[ListedRow]:
    """All rows of a page."""
    links = RowLinks(vacancy.public_id)
    labels = _Labels(market, scale, language)
    return [_row(row, links, labels) for row in rows]


class _Labels:
    """What the rows of one page say alike."""

    def __init__(self, market: Market | None, scale: Scale | None, language: Language) -> None:
        self.market, self.scale, self.language = market, scale, language
        self.verdict = unfilled("Verdict: %(name)s")
        self.expectation = unfilled("Expectation: %(sum)s.")
        self.not_known = unfilled("The expectation is not known.")

    def wish(self, wish: int | None, currency: str) -> tuple[str, str, str]:
        """An expectation as a sum, its place on the plot, and the sentence."""
        if wish is None:
            return "", "", self.not_known
        figure = money(wish, currency, self.language)
        comparable = self.market is not None and currency == self.market.currency
        where = place(wish, self.scale) if comparable and self.scale else ""
        return figure, where, self.expectation % {"sum": figure}


def _row(row: Row, links: RowLinks, labels: _Labels) -> ListedRow:
    facts, candidate, verdict = row.explanation, row.candidate, row.verdict
    drawn = segments(score_parts(facts, labels.language, reasoned=False))
    low, high = points_of(drawn)
    name, public_id = candidate.name, candidate.public_id
    wish, wish_at, wish_said = labels.wish(facts.salary.expected, facts.salary.currency)
    reason = verdict.reason if verdict else None
    return ListedRow(
        id=public_id,
        rank=facts.rank,
        name=name,
        title=candidate.title,
        low=low,
        high=high,
        bar=drawn_bar(drawn),
        wish=wish,
        wish_at=wish_at,
        wish_said=wish_said,
        band=facts.band,
        grade=verdict.grade if verdict else None,
        verdict_label=labels.verdict % {"name": name},
        sentence=summary(facts, labels.language),
        unknown=", ".join(unknown_facts(facts)),
        applied_at=row.applied_at,
        number=row.submission.number if row.submission else None,
        refusal=str(REASONS.get(reason, reason)) if reason else "",
        to=Addresses(
            card=links.to("card", public_id),
            verdict=links.to("verdict", public_id),
            release=links.to("release", public_id),
            opened=links.kept("row", public_id),
            whole=links.kept("explain", public_id),
        ),
    )
