"""Text: TF-IDF cosine of title and requirements with what the candidate wrote, capped."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.columns import REPEATS, Columns, count_terms
from matching.curves import Curve, Levels
from matching.query import Query

SCALE = 100
"""Term weights are whole hundredths, so that sums are the same in every order."""

CLOSENESS = Curve(((0.02, 0.0), (0.1, 0.4), (0.2, 0.7), (0.5, 0.95), (0.9, 1.0)))
"""Cosine to level. Whole résumés of the vacancy's own trade have some 0.1 and seldom 0.16, those of
other trades 0.06; a résumé of three lines that repeats the title has 0.5."""

UNKNOWN_TEXT = 0.4
"""Expected of a candidate without a text: short forms come from good candidates too."""


@dataclass(frozen=True, slots=True, eq=False)
class TextResult:
    """Levels of the family and the closeness of every document, 0 to 1, ``(n_documents,)``."""

    levels: dict[str, Levels]
    documents: NDArray[np.float64]


def evaluate(columns: Columns, query: Query, copied: NDArray[np.bool_]) -> TextResult:
    """Compare the words; what was copied from the vacancy is left out of the candidate's."""
    terms = query.terms[(query.terms >= 0) & (query.terms < columns.n_terms)]
    if not len(query.terms):
        return TextResult({}, np.zeros(len(columns.document_rows)))
    idf = term_weights(columns)
    wanted = np.bincount(terms, minlength=columns.n_terms)
    vector = np.rint(SCALE * _damped(wanted)).astype(np.int64) * idf
    rows = _closeness(columns.row_terms, vector, idf)
    documents = _closeness(columns.document_terms, vector, idf)
    if copied.any():
        affected = np.unique(columns.token_rows[copied])
        own = ~copied & np.isin(columns.token_rows, affected)
        places = np.searchsorted(affected, columns.token_rows[own]).astype(np.int32)
        counts = count_terms(columns.tokens[own], places, len(affected), columns.n_terms)
        rows[affected] = np.minimum(rows[affected], _closeness(counts, vector, idf))
        documents[np.unique(columns.token_documents[copied])] = 0.0
    silent = np.bincount(columns.token_rows, minlength=columns.n) == 0
    return TextResult({"text": Levels.unknown_where(silent, rows, UNKNOWN_TEXT)}, documents)


def term_weights(columns: Columns) -> NDArray[np.int64]:
    """Return the inverse document frequency of each term in whole hundredths."""
    frequency = columns.document_frequency
    rare = 1 + np.log((1 + columns.n) / (1 + frequency))
    return np.asarray(np.rint(SCALE * rare), dtype=np.int64)


def _damped(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0.0)


_DAMPED = np.rint(SCALE * _damped(np.arange(REPEATS + 1))).astype(np.int64)


def _closeness(
    counts: sparse.csr_array, vector: NDArray[np.int64], idf: NDArray[np.int64]
) -> NDArray[np.float64]:
    weights = _DAMPED[counts.data] * idf[counts.indices]
    lengths = np.diff(counts.indptr)
    filled = np.flatnonzero(lengths)
    dot, norm = np.zeros(counts.shape[0]), np.ones(counts.shape[0])
    if len(filled):
        starts = counts.indptr[filled]
        dot[filled] = np.add.reduceat(weights * vector[counts.indices], starts)
        norm[filled] = np.add.reduceat(weights * weights, starts)
    cosine = dot / np.sqrt(norm * max(1, int((vector * vector).sum())))
    return CLOSENESS(np.round(cosine, 9))
