"""Inverted lists: who has a skill, bore a title, used a word; without looking at anybody else.

They are made of columns once and stay as they are while candidates come: what the columns hold
behind the end of the lists is looked through as it stands, and that is little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.columns import Columns
from matching.encoding import Int32s
from matching.growing import Array

Named = tuple[Int32s, Int32s]
"""Numbers, and for each the row that has it."""


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """For each number the rows that have it.

    Attributes
    ----------
    starts : array of shape (n_numbers + 1,)
        Where the rows of each number begin in ``rows``.
    rows : array of int32
    """

    starts: NDArray[np.int64]
    rows: Int32s

    @classmethod
    def of(cls, named: Named) -> Self:
        """Invert numbers as they stand row by row."""
        numbers, rows = named
        starts = np.concatenate([[0], np.cumsum(np.bincount(numbers))]).astype(np.int64)
        return cls(starts, rows[np.argsort(numbers, kind="stable")].astype(np.int32))

    def __len__(self) -> int:
        return len(self.rows)

    def find(self, wanted: Sequence[int], since: Named) -> list[Int32s]:
        """Return the rows of each of some numbers, in no order; one may come twice.

        Parameters
        ----------
        since : tuple of 2 arrays
            What came after the lists were made.
        """
        held = [
            self.rows[self.starts[number] : self.starts[number + 1]]
            if 0 <= number < len(self.starts) - 1
            else self.rows[:0]
            for number in wanted
        ]
        numbers, rows = since
        if not len(numbers):
            return held
        order = np.argsort(numbers, kind="stable")
        first, last = (
            np.searchsorted(numbers, wanted, side, sorter=order) for side in ("left", "right")
        )
        return [
            np.concatenate([old, rows[order[begin:end]]]) if end > begin else old
            for old, begin, end in zip(held, first.tolist(), last.tolist(), strict=True)
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """The lists of a base.

    Attributes
    ----------
    claims, mentions : Lists
        By skill; a mention by twice its skill, and one more where it stands among other words.
    titles : Lists
        By twice the title, and one more where it is a wish.
    posts : Lists
        By the title of a post and one more; a post without a title stands under 0.
    terms : Lists
        By the words of the whole text.
    """

    claims: Lists
    mentions: Lists
    titles: Lists
    posts: Lists
    terms: Lists

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """Invert columns."""
        words = columns.row_terms
        ones = np.ones(len(words.indices), dtype=np.uint8)
        turned = sparse.csr_array((ones, words.indices, words.indptr), shape=words.shape).tocsc()
        return cls(
            claims=Lists.of(_claims(columns, 0)),
            mentions=Lists.of(_mentions(columns, 0)),
            titles=Lists.of(_titles(columns, 0)),
            posts=Lists.of(_posts(columns, 0)),
            terms=Lists(turned.indptr.astype(np.int64), turned.indices.astype(np.int32)),
        )

    @classmethod
    def read(cls, arrays: Mapping[str, Array]) -> Self:
        """Return the lists of arrays as :meth:`arrays` gives them."""
        names = [one.name for one in fields(cls)]
        return cls(*(Lists(arrays[f"{name}.starts"], arrays[f"{name}.rows"]) for name in names))

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name."""
        found: dict[str, Array] = {}
        for one in fields(self):
            lists: Lists = getattr(self, one.name)
            found |= {f"{one.name}.starts": lists.starts, f"{one.name}.rows": lists.rows}
        return found

    def claiming(self, columns: Columns, skills: Sequence[int]) -> list[Int32s]:
        """Return the rows that list each of some skills."""
        return self.claims.find(skills, _claims(columns, len(self.claims)))

    def mentioning(self, columns: Columns, skills: Sequence[int], *, told: bool) -> list[Int32s]:
        """Return the rows whose text names each of some skills, among words of its own or not."""
        wanted = [2 * skill + told for skill in skills]
        return self.mentions.find(wanted, _mentions(columns, len(self.mentions)))

    def naming(self, columns: Columns, skills: Sequence[int]) -> list[Int32s]:
        """Return the rows that list or tell of some skills."""
        return [
            *self.claiming(columns, skills),
            *self.mentioning(columns, skills, told=False),
            *self.mentioning(columns, skills, told=True),
        ]

    def bearing(self, columns: Columns, titles: Sequence[int]) -> list[Int32s]:
        """Return the rows of each title; a title by twice its number, and one more for a wish."""
        return self.titles.find(titles, _titles(columns, len(self.titles)))

    def holding(self, columns: Columns, titles: Sequence[int]) -> list[Int32s]:
        """Return the rows that held a post of each title."""
        wanted = [title + 1 for title in titles]
        return self.posts.find(wanted, _posts(columns, len(self.posts)))

    def using(self, columns: Columns, terms: Sequence[int]) -> Int32s:
        """Return the rows that use all of some terms, each once."""
        found = self.terms.find(terms, _terms(columns, len(self.terms)))
        found.sort(key=len)
        rows = found[0] if found else np.zeros(0, dtype=np.int32)
        for others in found[1:]:
            rows = rows[np.isin(rows, others)]
        return rows


def _claims(columns: Columns, first: int) -> Named:
    return columns.claims.values[first:], columns.claims.rows[first:]


def _mentions(columns: Columns, first: int) -> Named:
    told = columns.mention_told[first:]
    return 2 * columns.mention_skills[first:] + told, columns.mention_rows[first:]


def _titles(columns: Columns, first: int) -> Named:
    return 2 * columns.titles.values[first:] + columns.wished[first:], columns.titles.rows[first:]


def _posts(columns: Columns, first: int) -> Named:
    return columns.posts.values[first:] + 1, columns.posts.rows[first:]


def _terms(columns: Columns, first: int) -> Named:
    words = columns.row_terms
    row = int(np.searchsorted(words.indptr, first, "right")) - 1
    sizes = np.diff(words.indptr[row:])
    return words.indices[first:], np.repeat(np.arange(row, columns.n, dtype=np.int32), sizes)
