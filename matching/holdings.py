"""What rows hold, each of one candidate: arrays side by side, and where the things of a row are."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.encoding import Int32s
from matching.families import ENDS

MOST = np.iinfo(np.int32).max
"""Things of one family at most: the words of some fifteen million résumés."""

FEW_TOKENS = 1 << 20
"""Tokens up to which the document of each is worked out at once."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Lists of different lengths in a row: all values, and for each the row it belongs to."""

    values: Int32s
    rows: Int32s


@dataclass(frozen=True, eq=False)
class Holdings:
    """Columns over ``n`` rows; of which kind each is, :mod:`matching.families` tells.

    An offset tells how many things of the same row stand before the one that is meant; ``UNKNOWN``
    (-1) stands for none, as in all other columns for what is not known.

    Attributes
    ----------
    title_ends, post_ends, ... : arrays of int32 of shape (n,)
        Where the things of each row end, family by family.
    titles_told : array of shape (n,)
        Whether titles stood in fields of their own; if not, they are guesses from the text.
    total, management : arrays of shape (n,)
        Months told in fields of their own.
    title_values : array of shape (n_titles,)
        Numbers of known titles; ``wished`` tells for each whether it is a wish and not a held post,
        ``title_offsets`` from which token it was guessed, if it was.
    post_values : array of shape (n_posts,)
        Numbers of known titles; ``post_leads`` whether people were led, ``post_offsets`` which
        document tells of the post.
    stretch_months, stretch_ages, stretch_sizes : arrays of shape (n_stretches,)
        ``stretch_sizes`` is of how many posts, which ``held_offsets`` names one by one.
    statement_offsets, statement_lengths : arrays of shape (n_statements,)
        Which tokens; ``statement_months`` (n_statements, 2) in all and in management.
    tokens, plain_words : arrays of shape (n_tokens,)
        As of an :class:`~matching.encoding.EncodedCandidate`.
    document_sizes : array of shape (n_documents,)
        Tokens of each.
    claim_values, denial_values : arrays
        Skills of the lists, and those that a text says its writer lacks.
    mention_skills, mention_offsets, mention_lengths : arrays of shape (n_mentions,)
        Which skill is named by which tokens.
    """

    n: int
    title_ends: Int32s
    post_ends: Int32s
    stretch_ends: Int32s
    held_ends: Int32s
    statement_ends: Int32s
    token_ends: Int32s
    document_ends: Int32s
    claim_ends: Int32s
    mention_ends: Int32s
    denial_ends: Int32s
    language_ends: Int32s
    titles_told: NDArray[np.bool_]
    total: Int32s
    management: Int32s
    skills_known: NDArray[np.bool_]
    languages_known: NDArray[np.bool_]
    education: Int32s
    city: Int32s
    relocation: Int32s
    remote: Int32s
    expected: NDArray[np.int64]
    currency: NDArray[np.int16]
    net: NDArray[np.int8]
    title_values: Int32s
    wished: NDArray[np.bool_]
    title_offsets: NDArray[np.int16]
    post_values: Int32s
    post_leads: NDArray[np.bool_]
    post_offsets: NDArray[np.int16]
    stretch_months: NDArray[np.int16]
    stretch_ages: NDArray[np.int8]
    stretch_sizes: NDArray[np.int16]
    held_offsets: NDArray[np.int16]
    statement_offsets: NDArray[np.int16]
    statement_lengths: NDArray[np.int16]
    statement_months: NDArray[np.int32]
    tokens: Int32s
    plain_words: NDArray[np.uint8]
    document_sizes: NDArray[np.int16]
    claim_values: Int32s
    mention_skills: Int32s
    mention_offsets: NDArray[np.int16]
    mention_lengths: NDArray[np.int16]
    denial_values: Int32s
    language_values: Int32s
    language_levels: NDArray[np.int8]

    def ends_of(self, family: str) -> Int32s:
        """Return where the things of each row end, ``(n,)``."""
        ends: Int32s = getattr(self, ENDS[family])
        return ends

    def begin(self, rows: NDArray[np.integer], family: str) -> Places:
        """Return where the things of some rows begin."""
        return np.where(rows > 0, self.ends_of(family)[rows - 1], 0).astype(np.int64)

    def chosen(self, rows: NDArray[np.integer], family: str) -> tuple[Places, Places]:
        """Return the places of the things of some rows, row by row, and how many each has."""
        starts = self.begin(rows, family)
        sizes = self.ends_of(family)[rows] - starts
        ends = np.cumsum(sizes)
        n_things = ends[-1] if len(ends) else 0
        return np.arange(n_things) + np.repeat(starts - ends + sizes, sizes), sizes

    def rows_at(self, places: NDArray[np.integer], family: str) -> Int32s:
        """Return whose the things at some places are."""
        # Of one type, or all ends would be widened.
        return np.searchsorted(self.ends_of(family), places.astype(np.int32), "right").astype(
            np.int32
        )

    def _rows(self, family: str) -> Int32s:
        """Return whose each thing is."""
        ends = self.ends_of(family)
        sizes = ends.copy()
        sizes[1:] -= ends[:-1]
        return np.repeat(np.arange(self.n, dtype=np.int32), sizes)

    def _meant(self, offsets: NDArray[np.int16], rows: Int32s, family: str) -> Places:
        """Return which things of a family the offsets of some rows mean."""
        return np.where(offsets < 0, offsets, self.begin(rows, family) + offsets)

    @cached_property
    def titles(self) -> Ragged:
        """Titles, the wish first."""
        return Ragged(self.title_values, self._rows("titles"))

    @cached_property
    def title_places(self) -> Places:
        """For each of the titles where in ``tokens`` it was guessed from, else ``UNKNOWN``."""
        return self._meant(self.title_offsets, self.titles.rows, "tokens")

    @cached_property
    def posts(self) -> Ragged:
        """Titles of posts."""
        return Ragged(self.post_values, self._rows("posts"))

    @cached_property
    def post_documents(self) -> Places:
        """The document of each post."""
        return self._meant(self.post_offsets, self.posts.rows, "documents")

    @cached_property
    def stretch_rows(self) -> Int32s:
        """Candidate of each stretch."""
        return self._rows("stretches")

    @cached_property
    def stretch_starts(self) -> Places:
        """Where the posts of each stretch begin in ``stretch_posts``."""
        return np.cumsum(self.stretch_sizes, dtype=np.int64) - self.stretch_sizes

    @cached_property
    def held_rows(self) -> Int32s:
        """Candidate of each of ``stretch_posts``."""
        return self._rows("held")

    @cached_property
    def stretch_posts(self) -> Places:
        """Places in ``posts.values``; those of stretch ``i`` begin at ``stretch_starts[i]``."""
        return self._meant(self.held_offsets, self.held_rows, "posts")

    @cached_property
    def statement_rows(self) -> Int32s:
        """Candidate of each statement."""
        return self._rows("statements")

    @cached_property
    def statement_places(self) -> Places:
        """The first token of each statement."""
        return self._meant(self.statement_offsets, self.statement_rows, "tokens")

    @cached_property
    def document_rows(self) -> Int32s:
        """Candidate of each document."""
        return self._rows("documents")

    @cached_property
    def token_documents(self) -> Int32s:
        """Document of each token."""
        numbers = np.arange(len(self.document_sizes), dtype=np.int32)
        return np.repeat(numbers, self.document_sizes)

    def documents_at(self, places: NDArray[np.integer]) -> Places:
        """Return the documents of the tokens at some places, of many rows without counting all."""
        if len(self.tokens) <= FEW_TOKENS or "token_documents" in vars(self):
            return np.asarray(self.token_documents[places], dtype=np.int64)
        rows = np.unique(self.rows_at(places, "tokens"))
        documents, counts = self.chosen(rows, "documents")
        sizes = self.document_sizes[documents].astype(np.int64)
        # The documents of these rows alone would begin where no other rows stood before them.
        starts = self.begin(rows, "tokens")
        n_tokens = self.token_ends[rows] - starts
        before = starts - np.cumsum(n_tokens) + n_tokens
        ends = np.cumsum(sizes) + np.repeat(before, counts)
        return np.asarray(documents[np.searchsorted(ends, places, "right")])

    @cached_property
    def token_rows(self) -> Int32s:
        """Candidate of each token."""
        return self._rows("tokens")

    @cached_property
    def claims(self) -> Ragged:
        """Skills of the lists."""
        return Ragged(self.claim_values, self._rows("claims"))

    @cached_property
    def mention_rows(self) -> Int32s:
        """Candidate of each mention."""
        return self._rows("mentions")

    @cached_property
    def mention_places(self) -> Places:
        """The first token of each mention."""
        return self._meant(self.mention_offsets, self.mention_rows, "tokens")

    @cached_property
    def denials(self) -> Ragged:
        """Skills that texts say their writers lack."""
        return Ragged(self.denial_values, self._rows("denials"))

    @cached_property
    def language_codes(self) -> Ragged:
        """Languages, and ``language_levels`` beside them."""
        return Ragged(self.language_values, self._rows("languages"))


def counted_up(sizes: NDArray[np.integer]) -> Int32s:
    """Return where the things of rows with so many each end.

    Raises
    ------
    OverflowError
        If there are more than one index takes.
    """
    ends = np.cumsum(sizes, dtype=np.int64)
    _check(int(ends[-1]) if len(ends) else 0)
    return ends.astype(np.int32)


def behind(ends: Int32s, held: Int32s) -> Int32s:
    """Return where things end that stand behind others.

    Raises
    ------
    OverflowError
        If there are more than one index takes.
    """
    if not len(held) or not len(ends):
        return ends
    _check(int(ends[-1]) + int(held[-1]))
    return np.asarray(ends + held[-1], dtype=np.int32)


def _check(n_things: int) -> None:
    if n_things > MOST:
        raise OverflowError("too many candidates for one index: split them into shards")
