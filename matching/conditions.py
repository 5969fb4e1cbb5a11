"""Who passes the conditions of a list, and how many would pass others.

Each condition is answered once, whichever counts it is in.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import and_

import numpy as np
from numpy.typing import NDArray

from matching.answers import marked
from matching.bits import Bits, how_many, packed, unpacked
from matching.filters import DEPEND_ON_COPIES, Facts, Filters, mask
from matching.keys import Key
from matching.pool import Pool
from matching.preparing import Condition

KEPT = 32
"""Conditions of a vacancy whose answers are kept; a page offers a dozen. Each takes n / 8 bytes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is looked for.

    Attributes
    ----------
    filters : Filters
    only : collection of keys, optional
        Nobody but these.
    without : collection of keys
        None of these.
    """

    filters: Filters = field(default_factory=Filters)
    only: Collection[Key] | None = None
    without: Collection[Key] = ()


Alternatives = Mapping[str, Wanted]
"""Other conditions, of which only is counted how many would pass them, by names of the caller."""


@dataclass(frozen=True, slots=True, eq=False)
class Passing:
    """Who passes.

    Attributes
    ----------
    passes : array of shape (n,)
    n : int
        How many.
    total : int
        Candidates before the conditions.
    removed : dict
        How many each condition removed, one after the other, so that all add up.
    removed_alone : dict
        How many would pass without this condition and do not with it.
    alternatives : dict
        How many would pass each of the alternatives.
    """

    passes: NDArray[np.bool_]
    n: int
    total: int
    removed: Mapping[str, int]
    removed_alone: Mapping[str, int]
    alternatives: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """Some rows, which rise, and what conditions are answered from of these alone."""

    rows: NDArray[np.int64]
    facts: Facts


class Conditions:
    """The conditions that may be set on the candidates of one vacancy.

    Parameters
    ----------
    known : dict
        What was answered before of this vacancy and these candidates, to be added to.
    copied : callable, optional
        Returns those who copied from the vacancy, where ``facts`` do not heed that; ``None`` if
        nobody did.
    """

    def __init__(
        self,
        pool: Pool,
        facts: Facts,
        known: dict[Condition, Bits],
        copied: Callable[[], Copied | None] | None = None,
    ) -> None:
        self._pool, self._facts, self._known, self._find_copied = pool, facts, known, copied
        self._own: dict[int, Bits] = {}

    def passing(self, wanted: Wanted, alternatives: Alternatives) -> Passing:
        """Return who passes, and how many would pass otherwise."""
        live, conditions = packed(self._pool.columns.live), self._answers(wanted)
        left = live
        removed, alone = {}, {}
        for name, passed in conditions.items():
            removed[name] = how_many(left & ~passed)
            left = left & passed
            others = [other for other_name, other in conditions.items() if other_name != name]
            alone[name] = how_many(reduce(and_, others, live) & ~passed)
        return Passing(
            passes=unpacked(left, self._pool.columns.n),
            n=how_many(left),
            total=self._pool.columns.n_live,
            removed=removed,
            removed_alone=alone,
            alternatives={
                name: how_many(reduce(and_, self._answers(other).values(), live))
                for name, other in alternatives.items()
            },
        )

    def _answers(self, wanted: Wanted) -> dict[str, Bits]:
        """Return who passes each condition that is set, by its name."""
        filters = wanted.filters
        answers = {name: self._answer(name, filters) for name in filters.names}
        if wanted.without:
            answers["without"] = ~self._marked(wanted.without)
        if wanted.only is not None:
            answers["only"] = self._marked(wanted.only)
        return answers

    def _answer(self, name: str, filters: Filters) -> Bits:
        key = (name, repr(getattr(filters, name)), filters.keep_unknown)
        known = self._known.get(key)
        if known is None:
            found = mask(name, filters, self._facts)
            if name in DEPEND_ON_COPIES and self._copied is not None:
                found[self._copied.rows] = mask(name, filters, self._copied.facts)
            known = packed(found)
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[key] = known
        return known

    @cached_property
    def _copied(self) -> Copied | None:
        return None if self._find_copied is None else self._find_copied()

    def _marked(self, keys: Collection[Key]) -> Bits:
        # Told apart by identity: the same collection stands in many alternatives.
        if id(keys) not in self._own:
            rows = [row for row in map(self._pool.row_of, keys) if row is not None]
            flags = marked(self._pool.columns.n, np.array(rows, dtype=np.int64))
            self._own[id(keys)] = packed(flags)
        return self._own[id(keys)]
