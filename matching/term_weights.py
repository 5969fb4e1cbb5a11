"""How much each term of a text weighs: by how rare it is, how often it comes, how long the text is.

All weights are whole numbers kept as floats, so that their sums are exact in every order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.counted import compressed

Floats = NDArray[np.float64]

SCALE = 100
"""Weights are whole hundredths."""

SATURATION, LENGTH = 2.5, 0.75
"""k1 and b of BM25 (Robertson and Zaragoza 2009). A word that comes two or three times in a text of
usual length counts half of all it ever could."""


_DAMPED = 1 + np.log(np.maximum(np.arange(256), 1))
"""Of so many times; more than a byte holds are not counted."""


@dataclass(frozen=True, slots=True, eq=False)
class TermWeights:
    """Texts by their terms.

    Attributes
    ----------
    found : csr array of shape (n, n_terms)
        Weights that saturate with the times and shrink with the length of the text; the sum of
        those of a query's terms tells how much of the query is there.
    lengths : array of shape (n,)
        Terms of each text, with repeats.
    told : csr array of shape (n, n_terms)
        Damped times by rarity; with ``norms`` (n,) a text as a direction: what it is about.
    """

    found: sparse.csr_array
    lengths: Floats
    told: sparse.csr_array
    norms: Floats

    @classmethod
    def of(
        cls,
        counts: sparse.csr_array,
        rarity: Floats,
        usual_length: float,
        whole: "TermWeights | None" = None,
    ) -> "TermWeights":
        """Weigh counted terms.

        Parameters
        ----------
        counts : csr array of shape (n, n_terms)
        rarity : array of shape (n_terms,)
            As :func:`rarity` gives it.
        usual_length : float
            Terms of a usual text, with repeats.
        whole : TermWeights, optional
            The texts that these are parts of: a part is as long as the whole, so that it never
            tells more.
        """
        times = counts.data.astype(float)
        worth = SCALE * rarity[counts.indices]
        row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        lengths = np.bincount(row, weights=times, minlength=counts.shape[0]).astype(float)
        if whole is not None:
            lengths = whole.lengths
        enough = SATURATION * (1 - LENGTH + LENGTH * lengths / max(1.0, usual_length))
        found = np.rint(worth * times / (times + enough[row]))
        told = np.rint(worth * _DAMPED[counts.data])
        squares = np.bincount(row, weights=told * told, minlength=counts.shape[0])
        norms = np.sqrt(np.maximum(squares, 1.0)) if whole is None else whole.norms
        return cls(
            compressed(found, counts.indices, counts.indptr, counts.shape[1]),
            lengths,
            compressed(told, counts.indices, counts.indptr, counts.shape[1]),
            norms,
        )

    def rows(self, rows: NDArray[np.integer]) -> "TermWeights":
        """Return the weights of some of the texts."""
        return TermWeights(self.found[rows], self.lengths[rows], self.told[rows], self.norms[rows])

    def share_found(self, query: Floats, most: float) -> Floats:
        """Return how much of a query of whole numbers each text holds, 0 to 1, ``(n,)``.

        Parameters
        ----------
        most : float
            The sum of all that the query asks, each term by its rarity.
        """
        share = self.found @ query / max(1.0, SCALE * most)
        return np.asarray(np.round(share, 9), dtype=np.float64)

    def cosine(self, query: Floats, length: float) -> Floats:
        """Return the cosine of each text with a query of whole numbers and its length, ``(n,)``."""
        cosine = self.told @ query / self.norms / max(1.0, length)
        return np.asarray(np.round(cosine, 9), dtype=np.float64)


def rarity(frequency: NDArray[np.int64], n: int) -> Floats:
    """Return the inverse document frequency in whole hundredths, of terms that so many of ``n``
    texts use; 100 for a term that all use."""
    return np.asarray(np.rint(SCALE * (1 + np.log((1 + n) / (1 + frequency)))), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class WeightedTerms:
    """A few terms of all, each once and in order, and what each weighs: a query."""

    terms: NDArray[np.int64]
    weights: Floats

    @classmethod
    def counted(
        cls, terms: NDArray[np.integer], rarity: Callable[[NDArray[np.int64]], Floats]
    ) -> Self:
        """Weigh terms by their rarity; the second mention says less than the first."""
        each, times = np.unique(terms.astype(np.int64), return_counts=True)
        return cls(each, (1 + np.log(times)) * rarity(each))

    def plus(self, other: "WeightedTerms", times: float = 1.0) -> "WeightedTerms":
        """Return the sum of the weights of both."""
        terms, place = np.unique(np.concatenate([self.terms, other.terms]), return_inverse=True)
        weights = np.concatenate([self.weights, times * other.weights])
        return WeightedTerms(terms, np.bincount(place, weights, len(terms)).astype(float))

    def times(self, factor: float) -> "WeightedTerms":
        """Return all weights so many times."""
        return WeightedTerms(self.terms, factor * self.weights)

    def direction(self, scale: int) -> "WeightedTerms":
        """Return weights brought to the length ``scale``, as whole numbers."""
        most = max(1e-12, float(np.abs(self.weights).max(initial=0)))
        whole = np.rint(self.weights / most * scale)
        length = np.sqrt(max(1.0, float(whole @ whole)))
        return WeightedTerms(self.terms, np.rint(whole / length * scale))

    def below(self, n_terms: int) -> "WeightedTerms":
        """Return those of the first so many terms."""
        end = int(np.searchsorted(self.terms, n_terms))
        return WeightedTerms(self.terms[:end], self.weights[:end])

    def over(self, n_terms: int) -> Floats:
        """Return the weights of the first so many terms, 0 for all that are not named."""
        return _over(self, n_terms)


@lru_cache(maxsize=2)
def _over(asked: WeightedTerms, n_terms: int) -> Floats:
    # Kept for the two that one ranking asks by turns: a number for each word of the base.
    named = asked.below(n_terms)
    weights = np.zeros(n_terms)
    weights[named.terms] = named.weights
    weights.flags.writeable = False
    return weights
