"""The rows of a shortlist as markup.

A page has fifty rows of some forty values each. They are worked out here, and what is drawn is kept
with the ranking for as long as it shows the same: who comes back to a list finds it drawn, and a
new verdict draws one row anew.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, partial
from typing import Any, NamedTuple

from flask import get_template_attribute
from flask_babel import force_locale, gettext
from markupsafe import Markup

from matching.facts import Explanation
from matching.phrases import Language
from matching.reasons import summary
from recruit.models import Grade, Vacancy, VacancyState
from recruit.shortlists.presentation import ANYBODY, RowLinks, unknown_facts
from recruit.shortlists.schemas import REASONS
from recruit.shortlists.services import Row, Shortlist
from recruit.web.charts import Market, Scale, place
from recruit.web.formats import initials, money
from recruit.web.i18n import unfilled
from recruit.web.icons import icons_in, show_icons
from recruit.web.score_bars import ListBars

BANDS = range(1, 5)
MOST_KEPT = 4
"""Pages of one ranking, told apart by what they are drawn by; each takes 250 KB."""


class ListedRow(NamedTuple):
    """One candidate of the page; texts in its language, empty where there is nothing to say.

    ``points`` are the whole ones under the bar, ``most`` says what they may become; ``wish_at`` is
    where the expectation stands on the plot of the market, ``wish_said`` the sentence that tells
    it. Addresses of the reckoning keep the conditions as they are set.
    """

    id: str
    rank: int
    name: str
    initials: str
    title: str
    points: int
    most: str
    bar: Markup
    wish: str
    wish_at: str
    wish_said: str
    band: Markup
    grade: int | None
    buttons: Markup
    verdict_label: str
    sentence: str
    unknown: str
    applied_at: datetime | None
    number: int | None
    refusal: str
    asking: bool
    to_card: str
    to_verdict: str
    to_release: str
    to_reckoning: str


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
class _Words:
    """What is the same in the rows of all pages of a language.

    ``buttons`` are those of each verdict, their address still to be put in.
    """

    show: str
    shown_how: str
    made_of: str
    reckoning: str
    card: str
    up_to: str
    verdict: str
    expectation: str
    not_known: str
    not_stated: str
    bands: Mapping[int | None, Markup]
    buttons: Mapping[int | None, Markup]


@cache
def _words(language: Language) -> _Words:
    with force_locale(language):
        band = get_template_attribute("components/band.html", "band")
        buttons = get_template_attribute("components/verdict.html", "verdict_buttons")
        return _Words(
            show=gettext("Show to the client"),
            shown_how=gettext(
                "Without name and contacts; text and file follow with the candidate’s consent."
            ),
            made_of=gettext("What the score is made of"),
            reckoning=gettext("The whole reckoning"),
            card=gettext("The whole card with the résumé"),
            up_to=unfilled("up to %(sum)s"),
            verdict=unfilled("Verdict: %(name)s"),
            expectation=unfilled("Expectation: %(sum)s."),
            not_known=unfilled("The expectation is not known."),
            not_stated=gettext("not stated"),
            bands={None: Markup()} | {number: band(number) for number in BANDS},
            buttons={
                grade: buttons(grade, ANYBODY) for grade in (None, *(int(grade) for grade in Grade))
            },
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
        self._links, self._bars, self._language = RowLinks(vacancy.public_id), bars, language
        self._currency, self._scale = market.currency if market else None, scale
        self.is_open, self.words = vacancy.state == VacancyState.OPEN, _words(language)
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

    @property
    def has_market(self) -> bool:
        """Whether there is a market to show expectations on."""
        return self._currency is not None

    @cached_property
    def reasons(self) -> Markup:
        """The reasons for a refusal, to choose from."""
        options = get_template_attribute("components/verdict.html", "reason_options")
        drawn: Markup = options(REASONS.items())
        return drawn

    @cached_property
    def _row(self) -> Callable[[ListedRow, "Listing", _Words], Markup]:
        draw: Callable[[ListedRow, Listing, _Words], Markup] = get_template_attribute(
            "shortlists/_listed.html", "listed_row"
        )
        return draw

    def _draw(self, row: Row, shown: _Shown, *, asking: bool = False) -> Markup:
        return self._row(self._worked_out(row.explanation, shown, asking=asking), self, self.words)

    def _worked_out(self, facts: Explanation, shown: _Shown, *, asking: bool) -> ListedRow:
        language, links, words = self._language, self._links, self.words
        asked = [part for part in facts.parts if part.weight]
        bar = self._bars.bar([part.low for part in asked], [part.high for part in asked])
        expected = facts.salary.expected
        wish = "" if expected is None else money(expected, facts.salary.currency, language)
        verdict = f"{links.to('verdict', shown.id)}?rank={facts.rank}"
        return ListedRow(
            id=shown.id,
            rank=facts.rank,
            name=shown.name,
            initials=initials(shown.name),
            title=shown.title,
            points=bar.low,
            most=words.up_to % {"sum": bar.high} if bar.low < bar.high else "",
            bar=bar.markup,
            wish=wish,
            wish_at=self._place(facts),
            wish_said=words.expectation % {"sum": wish} if wish else words.not_known,
            band=words.bands[facts.band],
            grade=shown.grade,
            buttons=words.buttons[shown.grade].replace(ANYBODY, verdict),
            verdict_label=words.verdict % {"name": shown.name},
            sentence=summary(facts, language),
            unknown=", ".join(unknown_facts(facts)),
            applied_at=shown.applied_at,
            number=shown.number,
            refusal=str(REASONS.get(shown.reason, shown.reason)) if shown.reason else "",
            asking=asking,
            to_card=links.to("card", shown.id),
            to_verdict=verdict,
            to_release=links.to("release", shown.id),
            to_reckoning=links.kept("explain", shown.id),
        )

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
