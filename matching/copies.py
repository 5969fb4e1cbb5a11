"""What was copied from the vacancy tells nothing of who copied it.

A copy is known by pairs of neighbouring words, so that it stays one with its lines shuffled, some
of its letters exchanged or invisible ones put between.
"""

from dataclasses import dataclass
from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns, pair_marks, pair_numbers
from matching.encoding import Int32s
from matching.membership import is_among
from matching.numbering import UNKNOWN
from matching.patching import in_order

COPIED_SHARE = 0.4
"""Share of the vacancy's pairs of words that only a copy holds: of the honest résumés of three
graded sets and a thousand invented ones none held more than 0.16 of any of 45 advertisements."""

LEAST_SHARED = 8
"""Pairs that a copy holds at least: anybody says «опыт работы от трёх лет», and who does what a
short advertisement asks says so in its words."""

COPY_RUN = 24
"""Words in a row that only a copy of a part shares; a list of ten skills has fewer."""

WINDOW, DENSE = 5, 4
"""A word is in a copy if four of five with it are: the first of a copy too, and not the last of an
own sentence before it."""

_UNTOUCHED: WeakKeyDictionary[Columns, "OwnWords"] = WeakKeyDictionary()
"""All words of columns, as they are while nobody copied."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnWords:
    """What is left of all candidates without their copies of one vacancy.

    Attributes
    ----------
    copied : array of shape (n_tokens,)
        Which tokens were copied.
    copiers : array
        Rows of those who copied.
    titles : array
        Which of ``columns.titles`` count: not those that were guessed from a copy.
    leads : array
        Which of ``columns.posts`` led people by words of their own.
    total, management : arrays of shape (n,)
        Months told in fields, else stated in own words; ``UNKNOWN`` (-1) for neither.
    """

    copied: NDArray[np.bool_]
    copiers: Int32s
    titles: NDArray[np.bool_]
    leads: NDArray[np.bool_]
    total: Int32s
    management: Int32s


def own_words(columns: Columns, wanted: Int32s) -> OwnWords:
    """Find what was copied from a vacancy and leave it out.

    Parameters
    ----------
    wanted : array of int32
        The terms of the vacancy's text in a row.
    """
    places = copied_places(columns, wanted)
    if len(places):
        copied = np.zeros(len(columns.tokens), dtype=bool)
        copied[places] = True
        return _without(columns, copied)
    # Hardly anybody copies, and the sample of a base is asked by every vacancy.
    whole = _UNTOUCHED.get(columns)
    if whole is None:
        whole = _UNTOUCHED[columns] = _without(columns, np.zeros(len(columns.tokens), dtype=bool))
    return whole


def _without(columns: Columns, copied: NDArray[np.bool_]) -> OwnWords:
    """Return what is left without the tokens that were copied."""
    documents = np.unique(columns.documents_at(np.flatnonzero(copied)))
    from_copy = np.append(copied, False)
    guessed = np.where(columns.title_places == UNKNOWN, len(copied), columns.title_places)
    starts = columns.statement_places
    ends = np.minimum(starts + columns.statement_lengths, len(copied))
    first, last = np.searchsorted(np.flatnonzero(copied), [starts, ends])
    stated = 2 * (last - first) <= ends - starts
    months = []
    for field, told in enumerate((columns.total, columns.management)):
        text = np.full(columns.n, UNKNOWN, dtype=np.int32)
        values = columns.statement_months[stated, field]
        np.maximum.at(text, columns.statement_rows[stated], values)
        months.append(np.where(told != UNKNOWN, told, text))
    return OwnWords(
        copied=copied,
        copiers=np.unique(columns.document_rows[documents]),
        titles=~from_copy[np.minimum(guessed, len(copied))],
        leads=columns.post_leads & ~is_among(columns.post_documents, documents),
        total=months[0],
        management=months[1],
    )


def copiers(
    columns: Columns, wanted: Int32s, among: NDArray[np.integer] | None = None
) -> NDArray[np.int64]:
    """Return the rows of those who copied from a vacancy, each once.

    Parameters
    ----------
    among : array, optional
        Rows that rise; nobody else is looked at.
    """
    rows = np.arange(columns.n) if among is None else among
    if len(wanted) <= LEAST_SHARED:
        return np.zeros(0, dtype=np.int64)
    looked, _ = columns.chosen(rows, "tokens")
    begins = looked[_neighbours(columns, wanted, columns.tokens[looked])]
    pairs = pair_numbers(columns.tokens[begins], columns.tokens[begins + 1])
    sought = _sought(wanted)
    shared = columns.rows_at(begins[is_among(pairs, sought)], "tokens")
    # A copy of the whole or of a part holds so many; who has them is looked at closely.
    each, counts = np.unique(shared, return_counts=True)
    likely = each[counts >= min(_enough(sought), COPY_RUN - 1)].astype(np.int64)
    if not len(likely):
        return likely
    some = in_order(columns, likely, columns.statistics)
    return likely[own_words(some, wanted).copiers]


def copied_places(columns: Columns, wanted: Int32s) -> NDArray[np.int64]:
    """Return the places of the tokens that stand in a copy, as they come."""
    none = np.zeros(0, dtype=np.int64)
    if len(wanted) <= LEAST_SHARED:
        return none
    sought = _sought(wanted)
    if len(sought) < LEAST_SHARED:
        return none
    if columns.is_weighed:
        places = columns.marked(pair_marks(sought))
    else:
        places = _neighbours(columns, wanted, columns.tokens)
    pairs = columns.pairs(places)
    known = is_among(pairs, sought)
    places, pairs = places[known], pairs[known]
    if len(places) < LEAST_SHARED:
        return none
    documents = columns.documents_at(places)
    copied = [none, *_runs(places)]
    enough = _enough(sought)
    likely = _frequent(documents, enough)
    held = np.unique(np.stack([documents[likely].astype(np.uint64), pairs[likely]]), axis=1)[0]
    for document in np.unique(held[_frequent(held, enough)]).tolist():
        first, end = np.searchsorted(columns.token_documents, (document, document + 1))
        shared = np.zeros(end - first)
        inside = places[documents == document] - first
        shared[inside] = shared[inside + 1] = 1.0
        copied.append(first + np.flatnonzero(_filled((shared > 0) & _dense(shared))))
    return np.concatenate(copied)


def _sought(wanted: Int32s) -> NDArray[np.uint64]:
    """Return the pairs of a vacancy's words, each once, rising."""
    return np.unique(pair_numbers(wanted[:-1], wanted[1:]))


def _enough(sought: NDArray[np.uint64]) -> float:
    """Return how many of a vacancy's pairs a document holds at least that is a copy of it."""
    return max(LEAST_SHARED, COPIED_SHARE * len(sought))


def _neighbours(columns: Columns, wanted: Int32s, tokens: Int32s) -> NDArray[np.int64]:
    """Return which of some tokens are, as the next one is, among the words of a vacancy."""
    said = np.zeros(columns.n_terms, dtype=bool)
    said[wanted[(wanted >= 0) & (wanted < columns.n_terms)]] = True
    held = said[tokens]
    return np.flatnonzero(held[:-1] & held[1:])


def _frequent(numbers: NDArray[np.integer], enough: float) -> NDArray[np.bool_]:
    """Return which numbers come often enough."""
    _, places, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    return np.asarray((counts >= enough)[places])


def _runs(places: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the places of the words of long runs of pairs; a run is longer by one than its pairs.

    Parameters
    ----------
    places : array
        Where shared pairs begin, rising.
    """
    starts = np.flatnonzero(np.diff(places, prepend=-2) > 1)
    lengths = np.diff(starts, append=len(places))
    long = lengths + 1 >= COPY_RUN
    return [
        np.arange(first, first + length + 1)
        for first, length in zip(places[starts[long]].tolist(), lengths[long].tolist(), strict=True)
    ]


def _dense(shared: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return where ``DENSE`` of the next or of the last ``WINDOW`` words are shared."""
    sums = np.concatenate([np.zeros(1), np.cumsum(shared)])
    place = np.arange(len(shared))
    after = sums[np.minimum(place + WINDOW, len(shared))] - sums[place]
    before = sums[place + 1] - sums[np.maximum(place + 1 - WINDOW, 0)]
    return np.asarray((after >= DENSE) | (before >= DENSE))


def _filled(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the marks with the small gaps between them: words that were changed in a copy."""
    places = np.flatnonzero(marks)
    filled = marks.copy()
    for before, after in pairwise(places.tolist()):
        if after - before < WINDOW:
            filled[before:after] = True
    return filled
