"""Who passes the conditions of a list, and how many would pass others.

Each condition is answered once, whichever counts it is in.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.answers import marked
from matching.filters import DEPEND_ON_COPIES, Facts, Filters, Mask, mask
from matching.keys import Key
from matching.pool import Pool


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
    copied : callable, optional
        Returns those who copied from the vacancy, where ``facts`` do not heed that; ``None`` if
        nobody did.
    """

    def __init__(
        self, pool: Pool, facts: Facts, copied: Callable[[], Copied | None] | None = None
    ) -> None:
        self._pool, self._facts, self._find_copied = pool, facts, copied
        self._known: dict[tuple[object, ...], Mask] = {}

    def passing(self, wanted: Wanted, alternatives: Alternatives) -> Passing:
        """Return who passes, and how many would pass otherwise."""
        live, masks = self._pool.columns.live, self._masks(wanted)
        removed, alone = {}, {}
        left = live.copy()
        for name, passed in masks.items():
            removed[name] = int(np.count_nonzero(left & ~passed))
            left &= passed
            others = [other for other_name, other in masks.items() if other_name != name]
            without = np.logical_and.reduce([*others, live])
            alone[name] = int(np.count_nonzero(without & ~passed))
        return Passing(
            passes=left,
            n=int(np.count_nonzero(left)),
            total=self._pool.columns.n_live,
            removed=removed,
            removed_alone=alone,
            alternatives={
                name: self._count(list(self._masks(other).values()), list(masks.values()), left)
                for name, other in alternatives.items()
            },
        )

    def _count(self, masks: list[Mask], already: list[Mask], passing: Mask) -> int:
        """Return how many pass all masks, those that pass some already being known."""
        if all(any(one is other for other in masks) for one in already):
            further = [one for one in masks if not any(one is other for other in already)]
            masks = [*further, passing]
        else:
            masks = [*masks, self._pool.columns.live]
        return int(np.count_nonzero(np.logical_and.reduce(masks)))

    def _masks(self, wanted: Wanted) -> dict[str, Mask]:
        """Return who passes each condition that is set, by its name."""
        filters = wanted.filters
        masks = {name: self._mask(name, filters) for name in filters.names}
        if wanted.without:
            masks["without"] = self._once(
                ("without", id(wanted.without)), lambda: ~self._marked(wanted.without)
            )
        if wanted.only is not None:
            only = wanted.only
            masks["only"] = self._once(("only", id(only)), lambda: self._marked(only))
        return masks

    def _mask(self, name: str, filters: Filters) -> Mask:
        def answered() -> Mask:
            found = mask(name, filters, self._facts)
            if name in DEPEND_ON_COPIES and self._copied is not None:
                found[self._copied.rows] = mask(name, filters, self._copied.facts)
            return found

        value = repr(getattr(filters, name))
        return self._once((name, value, filters.keep_unknown), answered)

    def _once(self, key: tuple[object, ...], answer: Callable[[], Mask]) -> Mask:
        if key not in self._known:
            self._known[key] = answer()
        return self._known[key]

    @cached_property
    def _copied(self) -> Copied | None:
        return None if self._find_copied is None else self._find_copied()

    def _marked(self, keys: Collection[Key]) -> Mask:
        rows = [row for row in map(self._pool.row_of, keys) if row is not None]
        return marked(self._pool.columns.n, np.array(rows, dtype=np.int64))
