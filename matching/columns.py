"""All candidates as columns: what a query reads. A snapshot; a change makes the next one.

Two kinds of things stand here. What a row holds follows from its own candidate alone, and a change
of one candidate is a change of one row. What a row *weighs* follows from the statistics of all
texts besides; these stay in force for a while (:mod:`matching.corpus`), so that one more candidate
does not weigh everybody anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.chosen import Chosen
from matching.corpus import CorpusStatistics
from matching.encoding import Int32s
from matching.families import FAMILY_NUMBER, ROWS_OF
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


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Lists of different lengths in a row: all values, and for each the row it belongs to."""

    values: Int32s
    rows: Int32s


@dataclass(frozen=True, eq=False)
class Columns:
    """Columns over ``n`` rows, each of one candidate.

    Attributes
    ----------
    live : array of shape (n,)
        Whose rows count. Those of candidates that were changed or removed stay where they are, are
        looked at like others and are then left out, until all columns are made anew.
    fitted : CorpusStatistics or None
        What texts are weighed by; ``None`` to fit it over these rows, all live and sorted by key.
    known_titles : KnownTitles
        All distinct titles, by whose numbers ``titles`` and ``posts`` name them.
    titles, wished : ragged, and for each value whether it is a wish and not a held post.
    title_places : array
        For each of the titles where in ``tokens`` it was guessed from, else ``UNKNOWN``.
    titles_told : array of shape (n,)
        Whether they stood in fields of their own; if not, they are guesses from the text.
    posts : ragged titles of posts; ``post_leads`` and ``post_documents`` run beside its values.
    stretch_rows, stretch_months, stretch_ages : arrays of shape (n_stretches,)
    stretch_posts : array
        Places in ``posts.values``; those of stretch ``i`` begin at ``stretch_starts[i]``.
    total, management : arrays of shape (n,)
        Months told in fields of their own.
    statement_rows, statement_places, statement_lengths : arrays of shape (n_statements,)
        Of which candidate, and which tokens; ``statement_months`` (n_statements, 2) in all and in
        management.
    tokens, plain_words, token_documents : arrays of shape (n_tokens,)
    document_rows : array of shape (n_documents,)
    claims, denials : ragged skills of the lists, and those that a text says its writer lacks.
    mention_skills, mention_rows, mention_places, mention_lengths : arrays of shape (n_mentions,)
    others : arrays of shape (n,)
        ``UNKNOWN`` (-1) where a fact is not known.
    """

    n: int
    live: NDArray[np.bool_]
    fitted: CorpusStatistics | None
    known_titles: KnownTitles
    titles: Ragged
    wished: NDArray[np.bool_]
    title_places: NDArray[np.int64]
    titles_told: NDArray[np.bool_]
    posts: Ragged
    post_leads: NDArray[np.bool_]
    post_documents: Int32s
    stretch_rows: Int32s
    stretch_months: Int32s
    stretch_ages: Int32s
    stretch_posts: Int32s
    stretch_starts: NDArray[np.int64]
    total: Int32s
    management: Int32s
    statement_rows: Int32s
    statement_places: NDArray[np.int64]
    statement_lengths: Int32s
    statement_months: NDArray[np.int32]
    tokens: Int32s
    plain_words: Int32s
    token_documents: Int32s
    document_rows: Int32s
    n_terms: int
    claims: Ragged
    mention_skills: Int32s
    mention_rows: Int32s
    mention_places: NDArray[np.int64]
    mention_lengths: Int32s
    denials: Ragged
    skills_known: NDArray[np.bool_]
    language_codes: Ragged
    language_levels: Int32s
    languages_known: NDArray[np.bool_]
    education: Int32s
    city: Int32s
    relocation: Int32s
    remote: Int32s
    expected: NDArray[np.int64]
    currency: Int32s
    net: Int32s

    @cached_property
    def n_live(self) -> int:
        """Rows that count."""
        return int(self.live.sum())

    def living(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Return what values of all rows, ``(n, ...)``, are in those that count."""
        return values if self.n_live == self.n else values[self.live]

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where the things of each row end, by the families of ``ROWS_OF``, ``(n, 11)``."""
        owners = (attrgetter(name)(self) for name in ROWS_OF.values())
        sizes = [np.bincount(owner, minlength=self.n) for owner in owners]
        return np.cumsum(np.stack(sizes, axis=1), axis=0, dtype=np.int64)

    def places_of(self, rows: NDArray[np.integer], family: str) -> NDArray[np.int64]:
        """Return the places of the things of some rows, row by row."""
        return Chosen(self.ends[:, FAMILY_NUMBER[family]], rows).places

    @cached_property
    def token_rows(self) -> Int32s:
        """Candidate of each token."""
        return self.document_rows[self.token_documents]

    @cached_property
    def endless(self) -> NDArray[np.bool_]:
        """Which tokens stand in the bare lists of who lists without end."""
        lists = np.bincount(self.token_rows[self.plain_words == 0], minlength=self.n)
        return (lists > LISTED_WORDS)[self.token_rows] & (self.plain_words <= LIST_ITEM)

    @cached_property
    def document_terms(self) -> sparse.csr_array:
        """Times of each term in each document, ``(n_documents, n_terms)``, uint8."""
        return count_terms(self.tokens, self.token_documents, len(self.document_rows), self.n_terms)

    @cached_property
    def row_terms(self) -> sparse.csr_array:
        """Times of each term in each candidate, at most ``REPEATS``, ``(n, n_terms)``, uint8."""
        return count_terms(self.tokens, self.token_rows, self.n, self.n_terms)

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
        return TermWeights.of(self.row_terms, self.rarity, self.usual_length)

    @cached_property
    def document_weights(self) -> TermWeights:
        """What each term weighs in each document."""
        return TermWeights.of(self.document_terms, self.rarity, self.usual_length)

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
        _ = self.row_weights, self.document_weights, self.theme_places

    @property
    def is_weighed(self) -> bool:
        """Whether it is worked out what all texts weigh; it then is of all rows that come."""
        return {"row_weights", "document_weights", "theme_places"} <= vars(self).keys()

    def pairs(self, places: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return a number for each of some tokens with the next one of its document."""
        following = np.minimum(places + 1, len(self.tokens) - 1)
        last = self.token_documents[following] != self.token_documents[places]
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
    def held_rows(self) -> Int32s:
        """Candidate of each of ``stretch_posts``."""
        return self.posts.rows[self.stretch_posts]

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


def count_terms(tokens: Int32s, rows: Int32s, n_rows: int, n_terms: int) -> sparse.csr_array:
    """Return how often each term stands in each row, at most ``REPEATS``; uint8."""
    ones = np.ones(len(tokens), dtype=np.int32)
    counts = sparse.csr_array((ones, (rows, tokens)), shape=(n_rows, n_terms))
    counts.sum_duplicates()
    counts.data = np.minimum(counts.data, REPEATS).astype(np.uint8)
    return counts
