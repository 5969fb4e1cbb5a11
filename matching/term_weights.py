"""How much each term of a text weighs: by how rare it is, how often it comes, how long the text is.

All weights are whole numbers kept as floats, so that their sums are exact in every order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self

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

FEW = 1 << 19
"""Words of some thousand texts: of so few only what is asked is weighed. More are of a whole base,
which is asked again."""

_DAMPED = 1 + np.log(np.maximum(np.arange(256), 1))
"""Of so many times; more than a byte holds are not counted."""


@dataclass(frozen=True, eq=False)
class TermWeights:
    """Texts by their terms; what these weigh is worked out where somebody asks.

    Attributes
    ----------
    counts : csr array of shape (n, n_terms)
        Times of each term.
    rarity : array of shape (n_terms,)
        As :func:`rarity` gives it.
    usual_length : float
        Terms of a usual text, with repeats.
    """

    counts: sparse.csr_array
    rarity: Floats
    usual_length: float

    @classmethod
    def known(
        cls, counts: sparse.csr_array, rarity: Floats, usual_length: float, **worked_out: Any
    ) -> "TermWeights":
        """Return weights of which some is worked out already, by its name."""
        weights = cls(counts, rarity, usual_length)
        # Where a cached property keeps what it has worked out.
        vars(weights).update(worked_out)
        return weights

    def parts(self, rows: NDArray[np.integer], counts: sparse.csr_array) -> "TermWeights":
        """Return the weights of parts of some of the texts.

        A part is as long as the whole, so that it never tells more.
        """
        lengths, norms = self.lengths[rows], self.norms[rows]
        return TermWeights.known(
            counts, self.rarity, self.usual_length, lengths=lengths, norms=norms
        )

    @cached_property
    def lengths(self) -> Floats:
        """Terms of each text, with repeats, ``(n,)``."""
        return self._sums(self.counts.data)

    @cached_property
    def told(self) -> sparse.csr_array:
        """Damped times by rarity; with ``norms`` a text as a direction: what it is about."""
        weights = self._worths(self.counts.indices)
        weights *= _DAMPED[self.counts.data]
        return self._weighed(np.rint(weights, out=weights))

    @cached_property
    def norms(self) -> Floats:
        """The length of each text as a direction, ``(n,)``."""
        return np.sqrt(np.maximum(self._sums(self.told.data * self.told.data), 1.0))

    @cached_property
    def found(self) -> sparse.csr_array:
        """Weights that saturate with the times and shrink with the length of the text; the sum of
        those of a query's terms tells how much of the query is there."""
        rows = np.repeat(np.arange(self.counts.shape[0]), np.diff(self.counts.indptr))
        return self._weighed(self._found(np.arange(len(rows)), rows))

    def _sums(self, values: NDArray[np.generic]) -> Floats:
        """Return the sum of the values of each text."""
        starts, sums = self.counts.indptr[:-1], np.zeros(self.counts.shape[0])
        told = starts < self.counts.indptr[1:]
        if told.any():
            sums[told] = np.add.reduceat(values, starts[told], dtype=float)
        return sums

    def _worths(self, terms: NDArray[np.integer]) -> Floats:
        return np.asarray(SCALE * self.rarity[terms])

    def _weighed(self, weights: Floats) -> sparse.csr_array:
        counts = self.counts
        return compressed(weights, counts.indices, counts.indptr, counts.shape[1])

    def _found(self, places: NDArray[np.int64], rows: NDArray[np.int64]) -> Floats:
        """Return the weights at some places of ``counts``, which are of some texts."""
        shares = 1 - LENGTH + LENGTH * self.lengths / max(1.0, self.usual_length)
        times = self.counts.data[places].astype(float)
        worths = self._worths(self.counts.indices[places])
        return np.asarray(np.rint(worths * times / (times + (SATURATION * shares)[rows])))

    def share_found(self, query: Floats, most: float) -> Floats:
        """Return how much of a query of whole numbers each text holds, 0 to 1, ``(n,)``.

        Parameters
        ----------
        most : float
            The sum of all that the query asks, each term by its rarity.
        """
        if "found" in vars(self) or len(self.counts.data) > FEW:
            held = self.found @ query
        else:
            # Few of the words are asked for: of no others is the weight worked out.
            asked = query[self.counts.indices]
            places = np.flatnonzero(asked)
            rows = np.searchsorted(self.counts.indptr, places, "right") - 1
            weights = self._found(places, rows) * asked[places]
            held = np.bincount(rows, weights, minlength=self.counts.shape[0])
        return np.asarray(np.round(held / max(1.0, SCALE * most), 9), dtype=np.float64)

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
