"""Where one candidate stands in the salary bands, with every condition and where it is shown."""

from dataclasses import dataclass

import numpy as np

from matching.band_rules import Condition
from matching.columns import Columns
from matching.encoding import Encoder
from matching.placement import ENDLESS, Placement, State
from matching.qualifications import language_level


@dataclass(frozen=True, slots=True)
class Judged:
    """One condition of one candidate.

    Attributes
    ----------
    months_shown, months_at_most : int or None
        For conditions of months: what posts show, and what could be meant if it is more.
    shown_by : tuple of str
        For a skill: which of the asked ones the resume has, by key; empty if none.
    at_work : bool
        Whether one of them stands in a sentence of the resume, and not only in a list.
    posts : tuple of int
        For conditions of months: which posts of the career were counted, 0 for the latest.
    """

    condition: Condition
    state: State
    months_shown: int | None = None
    months_at_most: int | None = None
    shown_by: tuple[str, ...] = ()
    at_work: bool = False
    posts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """The bands of one candidate.

    Attributes
    ----------
    low : int
        The highest band, 1 to 4, that is certain; 0 if not even the first is.
    high : int
        The highest that is possible; above ``low`` while something is unknown.
    conditions : tuple of Judged
    assets : tuple of (code, level, State)
    """

    low: int
    high: int
    conditions: tuple[Judged, ...]
    assets: tuple[tuple[str, str, State], ...]

    def missing(self, band: int) -> tuple[Judged, ...]:
        """Return what has yet to be met, or told, for a band."""
        return tuple(
            one
            for one in self.conditions
            if one.condition.band <= band and one.state is not State.MET
        )


def standing(placement: Placement, columns: Columns, encoder: Encoder, row: int) -> Standing:
    """Return the bands of one candidate with every condition."""
    judged = tuple(
        _judged(placement, columns, encoder, row, number)
        for number in range(len(placement.rules.conditions))
    )
    return Standing(
        low=int(placement.low[row]),
        high=int(placement.high[row]),
        conditions=judged,
        assets=tuple(
            (code, level, _spoken(columns, encoder, row, code, level))
            for code, level in placement.rules.assets
        ),
    )


def _judged(
    placement: Placement, columns: Columns, encoder: Encoder, row: int, number: int
) -> Judged:
    condition = placement.rules.conditions[number]
    state = State(int(placement.states[row, number]))
    if condition.kind in {"head", "field"}:
        bounds = placement.head if condition.kind == "head" else placement.field
        least, most = int(bounds.least[row]), int(bounds.most[row])
        own_posts = bounds.posts[slice(*np.searchsorted(columns.posts.rows, (row, row + 1)))]
        return Judged(
            condition,
            state,
            months_shown=least,
            months_at_most=None if most == ENDLESS else most,
            posts=tuple(np.flatnonzero(own_posts).tolist()),
        )
    if condition.kind == "education":
        return Judged(condition, state)
    listed = slice(*np.searchsorted(columns.claims.rows, (row, row + 1)))
    mentioned = slice(*np.searchsorted(columns.mention_rows, (row, row + 1)))
    numbers = {*columns.claims.values[listed].tolist(), *columns.mention_skills[mentioned].tolist()}
    own = {encoder.skills.items[skill] for skill in numbers}
    asked = dict.fromkeys(key for skill, key in placement.showing[number].items() if skill in own)
    shown_by = tuple(asked) if state is State.MET else ()
    return Judged(condition, state, shown_by=shown_by, at_work=bool(placement.told[row, number]))


def _spoken(columns: Columns, encoder: Encoder, row: int, code: str, level: str) -> State:
    if not columns.languages_known[row]:
        return State.UNKNOWN
    spoken = slice(*np.searchsorted(columns.language_codes.rows, (row, row + 1)))
    number = encoder.languages.find(code)
    levels = columns.language_levels[spoken][columns.language_codes.values[spoken] == number]
    return State.MET if levels.max(initial=0) >= language_level(level) else State.UNMET
