"""The market of an agency's own base: what people expect and what vacancies offer for one post.

Both sides are told apart and never mixed. A question widens step by step (`matching.widening`)
until its answer may be shown (`matching.disclosure`), and the answer names the steps.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

import numpy as np

from matching.bands import BAND_MONTHS, MINOR_UNITS, SalarySurvey
from matching.cities import Cities
from matching.disclosure import LEAST, OUTSIDE, Ints, safe_groups, shown_groups
from matching.observing import Observation
from matching.profiles import SEGMENTS
from matching.widening import (
    LONG_MONTHS,
    RECENT_MONTHS,
    SIDES,
    Area,
    Cell,
    Rung,
    Side,
    Step,
    area_of,
    path,
    ratio,
    rungs,
)

PERCENTS = (10, 25, 50, 75, 90)
MIDDLE = PERCENTS.index(50)

ROUNDING = 1000 * MINOR_UNITS
"""Sums are told in whole thousands: nobody's own sum is among them to the last ruble."""

Reason = Literal["", "few", "employer", "difference"]
Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class MarketAnswer:
    """What one side of the market says.

    Attributes
    ----------
    asked : Cell
        The city by its canonical name; a band of ``None`` where none was asked or the area has no
        survey to tell bands apart. Sums are told as of this cell.
    percentiles : tuple of int
        Of `PERCENTS`, minor units in whole thousands, never falling; empty if nothing is shown.
    people, employers : int
        Who was counted, and how many known employers they have.
    first, last : int
        Months of the oldest and the newest sum.
    steps : tuple of Step
        Taken to reach the answer, or, if nothing is shown, tried.
    reason : str
        Why nothing is shown: too few people, one employer's own wages, or a difference of answers
        that would tell of too few.
    group : tuple or None
        Rung and number of the people in the market that gave the answer.
    """

    side: Side
    asked: Cell
    steps: tuple[Step, ...]
    percentiles: tuple[int, ...] = ()
    people: int = 0
    employers: int = 0
    first: int = 0
    last: int = 0
    reason: Reason = ""
    group: tuple[Rung, int] | None = field(default=None, compare=False, repr=False)

    @property
    def shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.percentiles)

    @property
    def median(self) -> int:
        """The sum that half of them do not pass."""
        return self.percentiles[MIDDLE]

    @property
    def low(self) -> int:
        """The lowest sum told."""
        return self.percentiles[0]

    @property
    def high(self) -> int:
        """The highest sum told."""
        return self.percentiles[-1]


class Market:
    """All observations of one post, ready to be asked.

    Parameters
    ----------
    observations : iterable of Observation
        Their order does not matter; what is newer than ``month`` or too old is not counted.
    survey : SalarySurvey or None
        The post's survey; without one there are no bands and cities stand alone.
    cities : Cities
    month : int
        The present month.

    Raises
    ------
    ValueError
        If a subject comes twice on one side.
    """

    def __init__(
        self,
        observations: Iterable[Observation],
        survey: SalarySurvey | None,
        cities: Cities,
        month: int,
    ) -> None:
        self._survey, self._cities = survey, cities
        self._areas: dict[str, Area] = {}
        rows = [one for one in observations if month - LONG_MONTHS < one.month <= month]
        if len({(one.side, one.subject) for one in rows}) < len(rows):
            raise ValueError("a subject was observed twice on one side")
        self._subjects = [one.subject for one in rows]
        self._amounts = np.array([one.amount for one in rows], dtype=np.int64)
        self._months = np.array([one.month for one in rows], dtype=np.int64)
        self._employers = _numbered(one.employer or None for one in rows)[1]
        # A market has few cells and many people: paths and ratios are found once for each cell.
        places = ((one.side, self._cell(one), one.month > month - RECENT_MONTHS) for one in rows)
        self._cells, self._cell_of = _numbered(places)
        paths = [
            list(path(side, cell, self._area(cell.city), recent=recent))
            for side, cell, recent in self._cells
        ]
        self._numbers: list[dict[tuple[object, ...], int]] = []
        rungs_of_people = []
        for rung in Rung:
            nodes, by_cell = _numbered(nodes[rung] for nodes in paths)
            self._numbers.append({node: number for number, node in enumerate(nodes)})
            rungs_of_people.append(by_cell[self._cell_of])
        self._groups = shown_groups(rungs_of_people, self._employers)

    def _cell(self, one: Observation) -> Cell:
        return Cell(self._cities.canonical(one.city), one.segment, one.band)

    def _area(self, city: str) -> Area:
        found = self._areas.get(city)
        if found is None:
            found = self._areas[city] = area_of(city, self._survey, self._cities)
        return found

    def ask(self, city: str, segment: str | None, band: int | None, side: Side) -> MarketAnswer:
        """Answer for a cell, widening until something may be shown.

        Without a segment offers are those of both; expectations know no segments anyhow.

        Raises
        ------
        ValueError
            If the side, the segment or the band does not exist.
        """
        if side not in SIDES or segment not in (None, *SEGMENTS):
            raise ValueError(f"side {side!r} or segment {segment!r} does not exist")
        if band is not None and not 1 <= band <= len(BAND_MONTHS):
            raise ValueError(f"band {band} does not exist")
        name = self._cities.canonical(city)
        area = self._area(name)
        asked = Cell(name, segment, band if area.surveyed else None)
        nodes = list(path(side, asked, area, recent=True))
        steps: tuple[Step, ...] = ()
        for rung, further in rungs(side, asked, area):
            steps += further
            group = self._numbers[rung].get(nodes[rung] or ())
            if group is not None and self._groups[rung].shown[group]:
                return self._told(MarketAnswer(side, asked, steps), rung, group)
        reason = self._reason(self._numbers[Rung.PERIOD].get(nodes[Rung.PERIOD] or ()))
        return MarketAnswer(side, asked, steps, reason=reason)

    def _told(self, answer: MarketAnswer, rung: Rung, group: int) -> MarketAnswer:
        people = self._groups[rung].members[group]
        employers = self._employers[people]
        return replace(
            answer,
            percentiles=percentiles(self._converted(answer, people)),
            people=len(people),
            employers=len(np.unique(employers[employers != OUTSIDE])),
            first=int(self._months[people].min()),
            last=int(self._months[people].max()),
            group=(rung, group),
        )

    def _converted(self, answer: MarketAnswer, people: Ints) -> Ints:
        """Return the sums of people as of the asked cell; without a survey as they are."""
        amounts, survey = self._amounts[people], self._survey
        area = self._area(answer.asked.city)
        if survey is None or not area.surveyed:
            return amounts
        asked = _compared(answer.side, answer.asked, area)
        cells, by_person = np.unique(self._cell_of[people], return_inverse=True)
        factors = []
        for side, cell, _ in (self._cells[number] for number in cells.tolist()):
            # An area is surveyed only where each segment has a cell, so a ratio is always there.
            found = ratio(survey, _compared(side, cell, self._area(cell.city)), asked)
            factors.append(float(found or 1))
        return np.asarray(np.rint(amounts * np.array(factors)[by_person]), dtype=np.int64)

    def _reason(self, group: int | None) -> Reason:
        """Tell why even the widest group may not be shown."""
        if group is None:
            return "few"
        people = self._groups[Rung.PERIOD].members[group]
        if len(people) < LEAST:
            return "few"
        alone = np.zeros(len(people), dtype=np.int64)
        return "difference" if safe_groups(alone, self._employers[people], 1)[0] else "employer"

    def subjects(self, answer: MarketAnswer) -> frozenset[int]:
        """Return whose sums an answer was made of: for tests of what it discloses."""
        if answer.group is None:
            return frozenset()
        rung, group = answer.group
        return frozenset(self._subjects[one] for one in self._groups[rung].members[group].tolist())


def _numbered(items: Iterable[Item | None]) -> tuple[list[Item], Ints]:
    """Return the distinct items, and the number of each one; `OUTSIDE` for ``None``."""
    numbers: dict[Item, int] = {}
    found = [OUTSIDE if item is None else numbers.setdefault(item, len(numbers)) for item in items]
    return list(numbers), np.array(found, dtype=np.int64)


def _compared(side: Side, cell: Cell, area: Area) -> Cell:
    """Return the cell of the survey that a cell is compared by."""
    return Cell(area.reference, cell.segment if side == "offer" else None, cell.band)


def percentiles(amounts: Sequence[int] | Ints) -> tuple[int, ...]:
    """Return the sums at `PERCENTS`, between neighbours by the straight line, rounded half up.

    Whole numbers throughout: the same sums give the same answer in any order.
    """
    ordered = sorted(map(int, amounts))
    last = len(ordered) - 1
    found = []
    for percent in PERCENTS:
        place, part = divmod(last * percent, 100)
        hundredfold = ordered[place] * (100 - part) + ordered[min(place + 1, last)] * part
        found.append((2 * hundredfold + 100 * ROUNDING) // (200 * ROUNDING) * ROUNDING)
    return tuple(found)
