"""All candidates as columns: what a query reads. A snapshot; a change makes the next one.

What a row holds (:mod:`matching.holdings`) follows from its own candidate alone, and a change of
one candidate is a change of one row. What a row *weighs* follows from the statistics of all texts
besides; these stay in force for a while (:mod:`matching.corpus`), so that one more candidate does
not weigh everybody anew. Of many rows only what they hold is kept; all else is worked out of the
few that a query looks at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.corpus import CorpusStatistics
from matching.counted import compressed
from matching.encoding import Int32s
from matching.holdings import Holdings
from matching.known_titles import KnownTitles
from matching.numbering import UNKNOWN
from matching.term_weights import Floats, TermWeights
from matching.themes import Themes

REPEATS = 40
"""Times that one word counts in a text: a long résumé of a tester names tests so often."""

LISTED_WORDS = 150
"""Words in bare lists of skills that still are text; the longest honest lists have some hundred."""

LIST_ITEM = 3
"""Words that name no skill, up to which a piece in an endless list is one more item of it."""

EVIDENCE_WORDS = 2
"""Plain words that make a line tell what was done: «вёл переговоры с первыми лицами банков»."""

MARKS = 1 << 16
"""Different marks of pairs."""

CHUNK = 1 << 16
"""Pairs that are marked at once: so many stay near the processor."""

Scalar = TypeVar("Scalar", bound=np.generic)

_MARK_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MARK_SHIFT = np.uint64(48)


@dataclass(frozen=True, eq=False)
class Columns(Holdings):
    """Columns, and what follows from them: worked out where somebody asks.

    Attributes
    ----------
    live : array of shape (n,)
        Whose rows count. Those of candidates that were changed or removed stay where they are, are
        looked at like others and are then left out, until all columns are made anew.
    fitted : CorpusStatistics or None
        What texts are weighed by; ``None`` to fit it over these rows, all live and sorted by key.
    known_titles : KnownTitles
        All distinct titles, by whose numbers ``titles`` and ``posts`` name them.
    """

    live: NDArray[np.bool_]
    fitted: CorpusStatistics | None
    known_titles: KnownTitles
    n_terms: int

    @cached_property
    def n_live(self) -> int:
        """Rows that count."""
        return int(self.live.sum())

    def living(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return what values of all rows, ``(n, ...)``, are in those that count."""
        return values if self.n_live == self.n else values[self.live]

    @cached_property
    def endless(self) -> NDArray[np.bool_]:
        """Which tokens stand in the bare lists of who lists without end."""
        lists = np.bincount(self.token_rows[self.plain_words == 0], minlength=self.n)
        return (lists > LISTED_WORDS)[self.token_rows] & (self.plain_words <= LIST_ITEM)

    @cached_property
    def document_terms(self) -> sparse.csr_array:
        """Times of each term in each document, ``(n_documents, n_terms)``, uint8."""
        ends = np.cumsum(self.document_sizes, dtype=np.int64)
        return count_terms(self.tokens, ends, self.n_terms)

    @cached_property
    def row_terms(self) -> sparse.csr_array:
        """Times of each term in each candidate, at most ``REPEATS``, ``(n, n_terms)``, uint8."""
        return count_terms(self.tokens, self.token_ends, self.n_terms)

    @cached_property
    def statistics(self) -> CorpusStatistics:
        """What texts are weighed by."""
        return self.fitted or CorpusStatistics.fit(self.row_terms)

    @cached_property
    def rarity(self) -> Floats:
        """Inverse document frequency of each term in whole hundredths, ``(n_terms,)``."""
        return self.statistics.rarity(self.n_terms)

    @property
    def usual_length(self) -> float:
        """Terms of a usual text, with repeats."""
        return self.statistics.usual_length

    @cached_property
    def row_weights(self) -> TermWeights:
        """What each term weighs in each candidate."""
        return TermWeights(self.row_terms, self.rarity, self.usual_length)

    @cached_property
    def document_weights(self) -> TermWeights:
        """What each term weighs in each document."""
        return TermWeights(self.document_terms, self.rarity, self.usual_length)

    @cached_property
    def themes(self) -> Themes:
        """The themes of all texts."""
        return self.statistics.themes(self.n_terms)

    @cached_property
    def theme_places(self) -> Floats:
        """Where each candidate lies among the themes, ``(n, n_themes)``."""
        return self.themes.place(self.row_weights.told)

    def weigh(self) -> None:
        """Work out what all texts weigh.

        It takes most of the memory of columns, and whoever ranks a few of many rows weighs those.
        """
        _ = self.row_weights.found, self.document_weights.norms, self.theme_places

    @property
    def is_weighed(self) -> bool:
        """Whether it is worked out what all texts weigh; it then is of all rows that come."""
        return {"row_weights", "document_weights", "theme_places"} <= vars(self).keys()

    def pairs(self, places: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return a number for each of some tokens with the next one of its document."""
        following = np.minimum(places + 1, len(self.tokens) - 1)
        last = self.documents_at(following) != self.documents_at(places)
        last |= following == places
        return pair_numbers(
            self.tokens[places], np.where(last, UNKNOWN, self.tokens[following]).astype(np.int32)
        )

    @cached_property
    def pair_marks(self) -> NDArray[np.uint16]:
        """A few bits of the pair that begins at each token, to pass over most of them at once."""
        marks = np.empty(len(self.tokens), dtype=np.uint16)
        for start in range(0, len(marks), CHUNK):
            places = np.arange(start, min(start + CHUNK, len(marks)))
            marks[places] = pair_marks(self.pairs(places))
        return marks

    def marked(self, marks: NDArray[np.uint16]) -> NDArray[np.int64]:
        """Return the places, rising, of the tokens where pairs with some marks begin.

        Worked out once for columns that many ask; others look through ``pair_marks``.
        """
        starts, places = self._by_mark
        found = [places[starts[mark] : starts[mark + 1]] for mark in np.unique(marks).tolist()]
        return np.sort(np.concatenate([places[:0], *found])).astype(np.int64)

    @cached_property
    def _by_mark(self) -> tuple[NDArray[np.int64], Int32s]:
        """Where the places of each mark begin, and the places of all tokens by their marks."""
        counts = np.bincount(self.pair_marks, minlength=MARKS)
        places = np.argsort(self.pair_marks, kind="stable").astype(np.int32)
        return np.concatenate([[0], np.cumsum(counts)]), places

    @cached_property
    def endless_places(self) -> NDArray[np.int64]:
        """The places of the tokens of :attr:`endless`."""
        return np.flatnonzero(self.endless)

    @cached_property
    def post_months(self) -> Int32s:
        """Months of all dated posts, overlaps once, ``(n,)``."""
        return np.bincount(self.stretch_rows, weights=self.stretch_months, minlength=self.n).astype(
            np.int32
        )

    @cached_property
    def dated(self) -> NDArray[np.bool_]:
        """Whether a candidate has dated posts."""
        return self.post_months > 0

    @cached_property
    def longest_stay(self) -> Int32s:
        """Months of the longest of the dated posts, ``(n,)``."""
        months = np.repeat(
            self.stretch_months, np.diff(self.stretch_starts, append=len(self.stretch_posts))
        )
        stays = np.bincount(self.stretch_posts, weights=months, minlength=len(self.posts.rows))
        longest = np.zeros(self.n, dtype=np.int32)
        np.maximum.at(longest, self.posts.rows, stays.astype(np.int32))
        return longest

    @cached_property
    def highest_level(self) -> NDArray[np.int8]:
        """The highest level of the last posts held, ``(n,)``; ``UNKNOWN`` without titles."""
        highest = np.full(self.n, UNKNOWN, dtype=np.int8)
        held = ~self.wished
        levels = self.known_titles.levels[self.titles.values[held]]
        np.maximum.at(highest, self.titles.rows[held], levels)
        return highest

    @cached_property
    def mention_told(self) -> NDArray[np.bool_]:
        """Whether a mention stands among words of its own, and not in a bare list."""
        return np.asarray(self.plain_words[self.mention_places] >= EVIDENCE_WORDS)

    @cached_property
    def n_claims(self) -> Int32s:
        """Claims of each candidate, ``(n,)``."""
        return np.bincount(self.claims.rows, minlength=self.n).astype(np.int32)

    @cached_property
    def n_untold(self) -> Int32s:
        """Mentions in bare lists of each candidate, ``(n,)``."""
        rows = self.mention_rows[~self.mention_told]
        return np.bincount(rows, minlength=self.n).astype(np.int32)

    def held_months(
        self, weight: NDArray[np.float64], by_age: Sequence[float] = (1.0, 1.0, 1.0)
    ) -> NDArray[np.float64]:
        """Return months weighed by the best of the posts held, ``(n,)``; overlaps count once.

        Parameters
        ----------
        weight : array
            One weight of 0 to 1 for each of ``posts.values``.
        by_age : sequence of 3 floats
            What a month counts by the age of its stretch.
        """
        if not len(self.stretch_starts):
            return np.zeros(self.n)
        best = np.maximum.reduceat(weight[self.stretch_posts], self.stretch_starts)
        months = self.stretch_months * best * np.asarray(by_age)[self.stretch_ages]
        return np.bincount(self.stretch_rows, weights=months, minlength=self.n).astype(float)


def pair_numbers(first: Int32s, second: Int32s) -> NDArray[np.uint64]:
    """Return one number for two terms in a row; ``UNKNOWN`` may be the second."""
    return first.astype(np.uint64) << np.uint64(32) | (second.astype(np.int64) + 1).astype(
        np.uint64
    )


def pair_marks(pairs: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return sixteen well-mixed bits of each pair."""
    return (pairs * _MARK_FACTOR >> _MARK_SHIFT).astype(np.uint16)


def count_terms(tokens: Int32s, ends: NDArray[np.integer], n_terms: int) -> sparse.csr_array:
    """Return how often each term stands in each text, at most ``REPEATS``; uint8.

    Parameters
    ----------
    ends : array of shape (n_texts,)
        Where the tokens of each text end.
    """
    ones = np.ones(len(tokens), dtype=np.int32)
    starts = np.concatenate([np.zeros(1, dtype=np.int32), ends])
    counts = compressed(ones, tokens.copy(), starts, n_terms)
    counts.sum_duplicates()
    counts.data = np.minimum(counts.data, REPEATS).astype(np.uint8)
    return counts
