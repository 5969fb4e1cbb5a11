"""The rows of a shortlist as its template writes them.

A page has fifty of some forty values each: they are worked out here in one go, and the template
only puts them down. Asked for one by one, with a macro for each mark, they took half of its time.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from matching.facts import Explanation
from matching.phrases import Language
from matching.reasons import summary
from recruit.models import Vacancy
from recruit.shortlists.presentation import RowLinks, score_parts, unknown_facts
from recruit.shortlists.schemas import REASONS
from recruit.shortlists.services import Row, Shortlist
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


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a row shows of its score alone: the same for as long as the ranking stands."""

    low: int
    high: int
    bar: Markup
    wish: str
    wish_said: str
    sentence: str
    unknown: str


def listed(
    shortlist: Shortlist,
    vacancy: Vacancy,
    market: Market | None,
    scale: Scale | None,
    language: Language,
) -> list[ListedRow]:
    """All rows of a page."""
    page = _Page(shortlist, vacancy, market, scale, language)
    return [page.row(row) for row in shortlist.rows]


class _Page:
    """What the rows of one page have in common."""

    def __init__(
        self,
        shortlist: Shortlist,
        vacancy: Vacancy,
        market: Market | None,
        scale: Scale | None,
        language: Language,
    ) -> None:
        self._kept: dict[Hashable, _Drawn] = shortlist.kept
        self._links = RowLinks(vacancy.public_id)
        self._market, self._scale, self._language = market, scale, language
        self._verdict = unfilled("Verdict: %(name)s")
        self._expectation = unfilled("Expectation: %(sum)s.")
        self._not_known = unfilled("The expectation is not known.")

    def row(self, row: Row) -> ListedRow:
        """One row as it is by now."""
        facts, candidate, verdict = row.explanation, row.candidate, row.verdict
        drawn, links = self._score(facts), self._links
        name, public_id = candidate.name, candidate.public_id
        reason = verdict.reason if verdict else None
        return ListedRow(
            id=public_id,
            rank=facts.rank,
            name=name,
            title=candidate.title,
            low=drawn.low,
            high=drawn.high,
            bar=drawn.bar,
            wish=drawn.wish,
            wish_at=self._place(facts),
            wish_said=drawn.wish_said,
            band=facts.band,
            grade=verdict.grade if verdict else None,
            verdict_label=self._verdict % {"name": name},
            sentence=drawn.sentence,
            unknown=drawn.unknown,
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

    def _score(self, facts: Explanation) -> _Drawn:
        """What the score of a row says; drawn once for a ranking and a language."""
        key = self._language, facts.key
        drawn = self._kept.get(key)
        if drawn is None:
            drawn = self._kept[key] = self._drawn(facts)
        return drawn

    def _drawn(self, facts: Explanation) -> _Drawn:
        laid_out = segments(score_parts(facts, self._language, reasoned=False))
        low, high = points_of(laid_out)
        expected = facts.salary.expected
        wish = "" if expected is None else money(expected, facts.salary.currency, self._language)
        return _Drawn(
            low=low,
            high=high,
            bar=drawn_bar(laid_out),
            wish=wish,
            wish_said=self._expectation % {"sum": wish} if wish else self._not_known,
            sentence=summary(facts, self._language),
            unknown=", ".join(unknown_facts(facts)),
        )

    def _place(self, facts: Explanation) -> str:
        """Where an expectation stands on the plot of the market."""
        market, scale, wish = self._market, self._scale, facts.salary.expected
        if market is None or scale is None or wish is None:
            return ""
        return place(wish, scale) if facts.salary.currency == market.currency else ""
