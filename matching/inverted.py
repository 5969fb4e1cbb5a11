"""Inverted lists: who has a skill, bore a title, used a word; without looking at anybody else.

They are made of columns once and stay as they are while candidates come: what came later stands
beside them, is looked through as it is, and is little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.columns import Columns
from matching.counted import compressed
from matching.encoding import Int32s
from matching.growing import Array, Rooms

Named = tuple[Int32s, Int32s]
"""Numbers, and for each the row that has it."""

BLOCK = 1 << 16
"""Rows of a block: within it two bytes tell a row."""


def _nothing() -> Int32s:
    return np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """For each number the rows that have it.

    Attributes
    ----------
    starts : array of shape (n_numbers + 1,)
        Where the rows of each number begin in ``rows``.
    rows : array of int32
    later_numbers, later_rows : arrays of int32
        What came later, as it came.
    """

    starts: NDArray[np.int64]
    rows: Int32s
    later_numbers: Int32s = field(default_factory=_nothing)
    later_rows: Int32s = field(default_factory=_nothing)

    @classmethod
    def of(cls, named: Named) -> Self:
        """Invert numbers as they stand row by row."""
        numbers, rows = named
        starts = np.concatenate([[0], np.cumsum(np.bincount(numbers))]).astype(np.int64)
        return cls(starts, rows[np.argsort(numbers, kind="stable")].astype(np.int32))

    def joined(self, name: str, more: Named, rooms: Rooms) -> "Lists":
        """Return these lists and what came later."""
        numbers, rows = more
        return replace(
            self,
            later_numbers=rooms.joined(f"{name}.later_numbers", self.later_numbers, numbers),
            later_rows=rooms.joined(f"{name}.later_rows", self.later_rows, rows),
        )

    def find(self, wanted: Sequence[int]) -> list[Int32s]:
        """Return the rows of each of some numbers, in no order; one may come twice."""
        held = [
            self.rows[self.starts[number] : self.starts[number + 1]]
            if 0 <= number < len(self.starts) - 1
            else self.rows[:0]
            for number in wanted
        ]
        if not len(self.later_numbers):
            return held
        more = [self.later_rows[self.later_numbers == number] for number in wanted]
        return [
            np.concatenate([old, new]) if len(new) else old
            for old, new in zip(held, more, strict=True)
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """For each term the rows that use it, block by block.

    Attributes
    ----------
    starts : array of shape (n_blocks, n_terms + 1)
        Where the rows of each term begin in ``rows``.
    rows : array of uint16
        Counted from the first one of the block.
    n : array of shape (1,)
        Rows that were looked through.
    """

    starts: NDArray[np.int64]
    rows: NDArray[np.uint16]
    n: NDArray[np.int64]

    @classmethod
    def of(cls, words: sparse.csr_array) -> Self:
        """Invert the terms of rows."""
        n, n_terms = words.shape
        starts, rows = [], [np.zeros(0, dtype=np.uint16)]
        for first in range(0, n, BLOCK):
            begin, end = words.indptr[[first, min(first + BLOCK, n)]]
            block = compressed(
                np.ones(end - begin, dtype=np.uint8),
                words.indices[begin:end],
                words.indptr[first : first + BLOCK + 1] - begin,
                n_terms,
            ).tocsc()
            starts.append(block.indptr.astype(np.int64) + begin)
            rows.append(block.indices.astype(np.uint16))
        return cls(
            np.array(starts, dtype=np.int64).reshape(-1, n_terms + 1),
            np.concatenate(rows),
            np.array([n]),
        )

    def find(self, term: int, columns: Columns) -> Int32s:
        """Return the rows that use a term, rising."""
        found = [_nothing()]
        if 0 <= term < self.starts.shape[1] - 1:
            borders = self.starts[:, term : term + 2].tolist()
            found += [
                self.rows[begin:end] + np.int32(number * BLOCK)
                for number, (begin, end) in enumerate(borders)
            ]
        if columns.n > self.n[0]:
            first = int(columns.begin(self.n, "tokens")[0])
            places = first + np.flatnonzero(columns.tokens[first:] == term)
            found.append(np.unique(columns.rows_at(places, "tokens")))
        return np.concatenate(found)


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
    terms : Words
        By the words of the whole text.
    """

    claims: Lists
    mentions: Lists
    titles: Lists
    posts: Lists
    terms: Words

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """Invert columns."""
        lists = {name: Lists.of(named) for name, named in _named(columns).items()}
        return cls(**lists, terms=Words.of(columns.row_terms))

    @classmethod
    def read(cls, arrays: Mapping[str, Array]) -> Self:
        """Return the lists of arrays as :meth:`arrays` gives them."""
        claims, mentions, titles, posts = (
            Lists(arrays[f"{name}.starts"], arrays[f"{name}.rows"])
            for name in ("claims", "mentions", "titles", "posts")
        )
        words = Words(arrays["terms.starts"], arrays["terms.rows"], arrays["terms.n"])
        return cls(claims, mentions, titles, posts, words)

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name, but for what came later."""
        found: dict[str, Array] = {"terms.n": self.terms.n}
        for one in fields(self):
            lists: Lists | Words = getattr(self, one.name)
            found |= {f"{one.name}.starts": lists.starts, f"{one.name}.rows": lists.rows}
        return found

    def joined(self, more: Columns, first: int, rooms: Rooms) -> "Inverted":
        """Return these lists and those of further rows, the first one of which has a number."""
        return replace(
            self,
            **{
                name: getattr(self, name).joined(name, (numbers, rows + np.int32(first)), rooms)
                for name, (numbers, rows) in _named(more).items()
            },
        )

    def claiming(self, skills: Sequence[int]) -> list[Int32s]:
        """Return the rows that list each of some skills."""
        return self.claims.find(skills)

    def mentioning(self, skills: Sequence[int], *, told: bool) -> list[Int32s]:
        """Return the rows whose text names each of some skills, among words of its own or not."""
        return self.mentions.find([2 * skill + told for skill in skills])

    def naming(self, skills: Sequence[int]) -> list[Int32s]:
        """Return the rows that list or tell of some skills."""
        return [
            *self.claiming(skills),
            *self.mentioning(skills, told=False),
            *self.mentioning(skills, told=True),
        ]

    def bearing(self, titles: Sequence[int]) -> list[Int32s]:
        """Return the rows of each title; a title by twice its number, and one more for a wish."""
        return self.titles.find(titles)

    def holding(self, titles: Sequence[int]) -> list[Int32s]:
        """Return the rows that held a post of each title."""
        return self.posts.find([title + 1 for title in titles])

    def using(self, columns: Columns, terms: Sequence[int]) -> Int32s:
        """Return the rows that use all of some terms, each once."""
        found = sorted((self.terms.find(term, columns) for term in terms), key=len)
        rows = found[0] if found else _nothing()
        for others in found[1:]:
            rows = rows[np.isin(rows, others)]
        return rows


def _named(columns: Columns) -> dict[str, Named]:
    """Return what the lists are of, but for the words."""
    return {
        "claims": (columns.claims.values, columns.claims.rows),
        "mentions": (2 * columns.mention_skills + columns.mention_told, columns.mention_rows),
        "titles": (2 * columns.titles.values + columns.wished, columns.titles.rows),
        "posts": (columns.posts.values + 1, columns.posts.rows),
    }
