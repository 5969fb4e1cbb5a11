"""The rows of a shortlist as markup.

A page has fifty rows of some forty values each. They are worked out here, and what is drawn is kept
with the ranking for as long as it shows the same: who comes back to a list finds it drawn, and a
new verdict draws one row anew.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from itertools import product
from typing import Any, NamedTuple

from flask import get_template_attribute
from flask_babel import force_locale
from markupsafe import Markup, escape

from matching.facts import Explanation
from matching.phrases import Language
from matching.reasons import summary
from recruit.models import Grade, Vacancy, VacancyState
from recruit.shortlists.presentation import RowLinks, unknown_facts
from recruit.shortlists.schemas import REASONS
from recruit.shortlists.services import Row, Shortlist
from recruit.web.charts import Market, Scale, place
from recruit.web.formats import day_near, initials, money
from recruit.web.icons import icons_in, show_icons
from recruit.web.patterns import Pattern, pattern
from recruit.web.score_bars import ListBars

BANDS = range(1, 5)
MOST_KEPT = 4
"""Pages of one ranking, told apart by what they are drawn by; each takes 250 KB."""


class _Alike(NamedTuple):
    """What a page is drawn by, beside its ranking and what people have said and done.

    Two vacancies that ask the same have one ranking. ``told`` are the conditions as they stand in
    the address.
    """

    vacancy: str
    version: int
    language: Language
    today: date
    currency: str | None
    scale: Scale | None
    told: str


class _Shown(NamedTuple):
    """What a row shows of its candidate, beside the score."""

    id: str
    name: str
    title: str
    grade: int | None
    reason: str | None
    applied_at: datetime | None
    number: int | None


class _Drawn(NamedTuple):
    markup: Markup
    icons: Sequence[str]

    @classmethod
    def of(cls, markup: Markup) -> "_Drawn":
        return cls(markup, icons_in(markup))


class Drawings:
    """What was drawn of a page, kept with its ranking."""

    def __init__(self, kept: dict[Hashable, Any], alike: _Alike) -> None:
        if len(kept) >= MOST_KEPT and alike not in kept:
            kept.clear()
        self._drawn: dict[Hashable, _Drawn] = kept.setdefault(alike, {})

    def __call__(self, thing: Hashable, draw: Callable[[], Markup]) -> Markup:
        """A thing of the page; drawn if it was not."""
        drawn = self.find(thing, draw)
        show_icons(drawn.icons)
        return drawn.markup

    def find(self, thing: Hashable, draw: Callable[[], Markup]) -> _Drawn:
        """The same, with the icons whose shapes the page must have."""
        drawn = self._drawn.get(thing)
        if drawn is None:
            drawn = self._drawn[thing] = _Drawn.of(draw())
        return drawn


@dataclass(frozen=True)
class _Patterns:
    """What a row is put together from, in one language; the rows by their verdict, whether there is
    a market, and whether the candidate has a title."""

    rows: Mapping[tuple[int | None, bool, bool], Pattern]
    most: Pattern
    wish: Pattern
    wish_said: Pattern
    wish_mark: Pattern
    release: Pattern
    unknown: Pattern
    applied: Pattern
    number: Pattern
    refusal: Pattern
    no_wish: Markup
    not_known: Markup
    bands: Mapping[int | None, Markup]


@cache
def _patterns(language: Language) -> _Patterns:
    drawn = partial(pattern, "shortlists/_listed.html")
    kinds = product((None, *(int(grade) for grade in Grade)), (False, True), (False, True))
    with force_locale(language):
        return _Patterns(
            rows={kind: drawn("listed_row", *kind) for kind in kinds},
            most=drawn("listed_most"),
            wish=drawn("listed_wish"),
            wish_said=drawn("listed_wish_said"),
            wish_mark=drawn("listed_wish_mark"),
            release=drawn("listed_release"),
            unknown=drawn("listed_unknown"),
            applied=drawn("listed_applied"),
            number=drawn("listed_number"),
            refusal=drawn("listed_refusal"),
            no_wish=drawn("listed_no_wish").filled(),
            not_known=drawn("listed_not_known").filled(),
            bands={None: Markup()}
            | {number: drawn("listed_band", number).filled() for number in BANDS},
        )


class Listing:
    """One page of a shortlist, to be drawn."""

    def __init__(
        self,
        shortlist: Shortlist,
        vacancy: Vacancy,
        bars: ListBars,
        *,
        market: Market | None,
        scale: Scale | None,
        language: Language,
        today: date,
    ) -> None:
        self._links, self._bars = RowLinks(vacancy.public_id), bars
        self._language, self._today = language, today
        self._currency, self._scale = market.currency if market else None, scale
        self._is_open, self._patterns = vacancy.state == VacancyState.OPEN, _patterns(language)
        self._rows = shortlist.rows
        self.kept = Drawings(
            shortlist.kept,
            _Alike(
                vacancy.public_id, vacancy.version, language, today, self._currency, scale,
                self._links.told,
            ),
        )  # fmt: skip

    def rows(self, asking: str | None = None) -> Markup:
        """All rows; the one that is ``asking`` why not is drawn with the question."""
        drawn = []
        for row in self._rows:
            shown = _shown(row)
            if shown.id == asking:
                drawn.append(_Drawn.of(self._draw(row, shown, asking=True)))
            else:
                drawn.append(self.kept.find(shown, partial(self._draw, row, shown)))
        show_icons({name for row in drawn for name in row.icons})
        return Markup().join([row.markup for row in drawn])

    def _draw(self, row: Row, shown: _Shown, *, asking: bool = False) -> Markup:
        facts, links, patterns = row.explanation, self._links, self._patterns
        name = escape(shown.name)
        to_verdict = f"{links.to('verdict', shown.id)}?rank={facts.rank}"
        asked = [part for part in facts.parts if part.weight]
        bar = self._bars.bar([part.low for part in asked], [part.high for part in asked])
        wish, at = self._wish(facts), self._place(facts)
        is_released = not self._is_open or shown.number is not None
        kind = shown.grade, self._currency is not None, bool(shown.title)
        return patterns.rows[kind].filled(
            id=shown.id,
            rank=facts.rank,
            initials=escape(initials(shown.name)),
            name=name,
            title=escape(shown.title),
            points=bar.low,
            most=patterns.most.filled(most=bar.high) if bar.low < bar.high else "",
            bar=bar.markup,
            wish=patterns.wish.filled(wish=wish) if wish else patterns.no_wish,
            wish_said=patterns.wish_said.filled(wish=wish) if wish else patterns.not_known,
            wish_mark=patterns.wish_mark.filled(place=at) if at else "",
            band=patterns.bands[facts.band],
            release=""
            if is_released
            else patterns.release.filled(to_release=links.to("release", shown.id), name=name),
            sentence=escape(summary(facts, self._language)),
            tags=self._tags(facts, shown),
            reason=self._reason(shown.id, to_verdict) if asking else "",
            to_card=links.to("card", shown.id),
            to_verdict=to_verdict,
            to_reckoning=escape(links.kept("explain", shown.id)),
        )

    def _tags(self, facts: Explanation, shown: _Shown) -> str:
        """What is unknown, and what people have said and done."""
        patterns, tags = self._patterns, ""
        if facts.unknown:
            tags += patterns.unknown.filled(
                facts=escape(", ".join(unknown_facts(facts, self._language)))
            )
        if shown.applied_at:
            day = day_near(shown.applied_at, self._today, self._language)
            tags += patterns.applied.filled(day=day)
        if shown.number:
            tags += patterns.number.filled(number=shown.number)
        if shown.reason:
            refusal = escape(str(REASONS.get(shown.reason, shown.reason)))
            tags += patterns.refusal.filled(refusal=refusal)
        return tags

    def _reason(self, candidate_id: str, to_verdict: str) -> str:
        """The question for the reason of a refusal."""
        ask = get_template_attribute("shortlists/_listed.html", "listed_reason")
        drawn: str = ask(candidate_id, to_verdict, REASONS.items())
        return drawn

    def _wish(self, facts: Explanation) -> str:
        """The expectation in figures; empty where it is unknown."""
        expected, currency = facts.salary.expected, facts.salary.currency
        return "" if expected is None else money(expected, currency, self._language)

    def _place(self, facts: Explanation) -> str:
        """Where an expectation stands on the plot of the market."""
        scale, wish = self._scale, facts.salary.expected
        if scale is None or wish is None or facts.salary.currency != self._currency:
            return ""
        return place(wish, scale)


def _shown(row: Row) -> _Shown:
    candidate, verdict, submission = row.candidate, row.verdict, row.submission
    return _Shown(
        candidate.public_id,
        candidate.name,
        candidate.title,
        verdict.grade if verdict else None,
        verdict.reason if verdict else None,
        row.applied_at,
        submission.number if submission else None,
    )
