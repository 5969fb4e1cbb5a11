"""Which groups of people may be told of, so that no difference of answers tells of a few.

Groups lie in rungs, each group wholly inside one of the next rung, so they never cross. A group is
shown only if what is left of it without the shown groups inside is nobody, or at least `LEAST`
people of whom no known employer has more than half. The shown groups then fall apart into pieces
that are each as safe as that: whatever is added or subtracted tells of no fewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST = 5
"""People that an answer tells of at least."""

OUTSIDE = -1
"""Stands for no group, and for no known employer."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The groups of one rung, by number: which are shown, and their members."""

    shown: NDArray[np.bool_]
    members: tuple[Ints, ...]


def most_of_one(groups: Ints, employers: Ints, n_groups: int) -> Ints:
    """Return how many people of each group the employer with the most of them has.

    Parameters
    ----------
    groups, employers : arrays of shape (n,)
        Of each person; an employer of `OUTSIDE` is not known.

    Returns
    -------
    array of shape (n_groups,)
    """
    known = employers != OUTSIDE
    width = int(employers.max(initial=0)) + 1
    pairs, counts = np.unique(groups[known] * width + employers[known], return_counts=True)
    most = np.zeros(n_groups, dtype=np.int64)
    np.maximum.at(most, pairs // width, counts)
    return most


def safe_groups(groups: Ints, employers: Ints, n_groups: int) -> NDArray[np.bool_]:
    """Return which groups hold enough people, and not mostly one employer's.

    Parameters are those of :func:`most_of_one`.

    Returns
    -------
    array of shape (n_groups,)
    """
    people = np.bincount(groups, minlength=n_groups)
    return (people >= LEAST) & (2 * most_of_one(groups, employers, n_groups) <= people)


def shown_groups(rungs: Sequence[Ints], employers: Ints) -> tuple[Groups, ...]:
    """Decide from the lowest rung upwards; the order of the people does not matter.

    Parameters
    ----------
    rungs : sequence of arrays of shape (n,)
        The number of each person's group on each rung, counted from 0, or `OUTSIDE`. Who is in a
        group is in one group of every later rung, with all others of that group.
    employers : array of shape (n,)

    Returns
    -------
    tuple of Groups
        One for each rung.
    """
    covered = np.zeros(len(employers), dtype=bool)
    found = []
    for numbers in rungs:
        people = np.flatnonzero(numbers != OUTSIDE)
        groups = numbers[people]
        n_groups = int(groups.max(initial=OUTSIDE)) + 1
        rest = ~covered[people]
        nobody_left = np.bincount(groups[rest], minlength=n_groups) == 0
        shown = nobody_left | safe_groups(groups[rest], employers[people[rest]], n_groups)
        covered[people] |= shown[groups]
        ordered = people[np.argsort(groups, kind="stable")]
        ends = np.cumsum(np.bincount(groups, minlength=n_groups))
        members = tuple(np.split(ordered, ends[:-1])) if n_groups else ()
        found.append(
            Groups(shown & np.array([len(one) > 0 for one in members], dtype=bool), members)
        )
    return tuple(found)
