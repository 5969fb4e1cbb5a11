"""The rows of a shortlist as markup.

A page has fifty rows of some forty values each. They are worked out here, and a row that is drawn
is kept with the ranking for as long as it shows the same: who comes back to a list finds it drawn,
and a new verdict draws one row anew.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from flask import get_template_attribute
from flask_babel import gettext
from markupsafe import Markup

from matching.facts import Explanation
from matching.phrases import Language
from matching.reasons import summary
from recruit.models import Vacancy, VacancyState
from recruit.shortlists.presentation import ANYBODY, RowLinks, score_parts, unknown_facts
from recruit.shortlists.schemas import REASONS
from recruit.shortlists.services import Row, Shortlist
from recruit.web.charts import Market, Scale, place, points_of, segments
from recruit.web.formats import money
from recruit.web.i18n import unfilled
from recruit.web.icons import icon, icons_in
from recruit.web.score_bars import bar_on_ground

BANDS = range(1, 5)
MOST_KEPT = 4
"""Pages of one ranking, told apart by language, day, address and scale; each takes 200 KB."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a row's things lead; those of the reasons keep the conditions as they are set."""

    card: str
    verdict: str
    release: str
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
    buttons: Markup
    verdict_label: str
    sentence: str
    unknown: str
    applied_at: datetime | None
    number: int | None
    refusal: str
    asking: bool
    to: Addresses


class _Alike(NamedTuple):
    """What all rows of a page are drawn by, beside the ranking."""

    language: Language
    today: date
    is_open: bool
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


def listed(
    shortlist: Shortlist,
    vacancy: Vacancy,
    *,
    market: Market | None,
    scale: Scale | None,
    language: Language,
    today: date,
    asking: str | None = None,
) -> list[Markup]:
    """All rows of a page; the one that is ``asking`` why not is drawn with the question."""
    links = RowLinks(vacancy.public_id)
    is_open = vacancy.state == VacancyState.OPEN
    currency = market.currency if market else None
    alike = _Alike(language, today, is_open, currency, scale, links.told)
    page = _Page(alike, links)
    if len(shortlist.kept) >= MOST_KEPT and alike not in shortlist.kept:
        shortlist.kept.clear()
    kept: dict[_Shown, _Drawn] = shortlist.kept.setdefault(alike, {})
    rows, icons = [], set[str]()
    for row in shortlist.rows:
        shown = _shown(row)
        if shown.id == asking:
            drawn = page.draw(row, shown, asking=True)
        elif (found := kept.get(shown)) is not None:
            drawn = found
        else:
            drawn = kept[shown] = page.draw(row, shown)
        rows.append(drawn.markup)
        icons.update(drawn.icons)
    # Their shapes stand at the end of the page, also of rows that were drawn for another.
    for name in sorted(icons):
        icon(name)
    return rows


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


class _Page:
    """Draws rows; what they have in common is worked out with the first."""

    def __init__(self, alike: _Alike, links: RowLinks) -> None:
        self._alike, self._links = alike, links
        self._buttons: dict[int | None, Markup] = {}

    @property
    def is_open(self) -> bool:
        """Whether candidates may be shown to the client."""
        return self._alike.is_open

    @property
    def has_market(self) -> bool:
        """Whether there is a market to show expectations on."""
        return self._alike.currency is not None

    @cached_property
    def bands(self) -> Mapping[int | None, Markup]:
        """The marks of the bands."""
        band = get_template_attribute("components/band.html", "band")
        return {None: Markup()} | {number: band(number) for number in BANDS}

    @cached_property
    def show(self) -> str:
        """What the button of release says."""
        return gettext("Show to the client")

    @cached_property
    def shown_how(self) -> str:
        """What is shown to the client."""
        return gettext(
            "Without name and contacts; text and file follow with the candidate’s consent."
        )

    @cached_property
    def made_of(self) -> str:
        """What a row opens to."""
        return gettext("What the score is made of")

    @cached_property
    def reasons(self) -> Markup:
        """The reasons for a refusal, to choose from."""
        options = get_template_attribute("components/verdict.html", "reason_options")
        drawn: Markup = options(REASONS.items())
        return drawn

    @cached_property
    def _row(self) -> Callable[[ListedRow, "_Page"], Markup]:
        draw: Callable[[ListedRow, _Page], Markup] = get_template_attribute("shortlists/_listed.html", "listed_row")
        return draw

    @cached_property
    def _sentences(self) -> tuple[str, str, str]:
        return (
            unfilled("Verdict: %(name)s"),
            unfilled("Expectation: %(sum)s."),
            unfilled("The expectation is not known."),
        )

    def draw(self, row: Row, shown: _Shown, *, asking: bool = False) -> _Drawn:
        """Draw one row."""
        markup = self._row(self._worked_out(row.explanation, shown, asking), self)
        return _Drawn(markup, icons_in(markup))

    def _worked_out(self, facts: Explanation, shown: _Shown, asking: bool) -> ListedRow:
        language, links = self._alike.language, self._links
        verdict, expectation, not_known = self._sentences
        laid_out = segments(score_parts(facts, language, reasoned=False))
        low, high = points_of(laid_out)
        expected = facts.salary.expected
        wish = "" if expected is None else money(expected, facts.salary.currency, language)
        to = Addresses(
            card=links.to("card", shown.id),
            verdict=f"{links.to('verdict', shown.id)}?rank={facts.rank}",
            release=links.to("release", shown.id),
            whole=links.kept("explain", shown.id),
        )
        return ListedRow(
            id=shown.id,
            rank=facts.rank,
            name=shown.name,
            title=shown.title,
            low=low,
            high=high,
            bar=bar_on_ground(laid_out),
            wish=wish,
            wish_at=self._place(facts),
            wish_said=expectation % {"sum": wish} if wish else not_known,
            band=facts.band,
            grade=shown.grade,
            buttons=self._buttons_of(shown.grade).replace(ANYBODY, to.verdict),
            verdict_label=verdict % {"name": shown.name},
            sentence=summary(facts, language),
            unknown=", ".join(unknown_facts(facts)),
            applied_at=shown.applied_at,
            number=shown.number,
            refusal=str(REASONS.get(shown.reason, shown.reason)) if shown.reason else "",
            asking=asking,
            to=to,
        )

    def _buttons_of(self, grade: int | None) -> Markup:
        """The buttons with a grade pressed, their address still to be put in."""
        if grade not in self._buttons:
            draw = get_template_attribute("components/verdict.html", "verdict_buttons")
            self._buttons[grade] = draw(grade, ANYBODY)
        return self._buttons[grade]

    def _place(self, facts: Explanation) -> str:
        """Where an expectation stands on the plot of the market."""
        scale, wish = self._alike.scale, facts.salary.expected
        if scale is None or wish is None or facts.salary.currency != self._alike.currency:
            return ""
        return place(wish, scale)
