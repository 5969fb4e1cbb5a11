"""Themes: what texts are about, in few numbers, learnt from which words come together in the base.

Latent semantic analysis (Deerwester et al. 1990): a text on «дебиторка» comes near to one on
«задолженность», because both words stand in texts beside the same others.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.term_weights import Floats, WeightedTerms

N_THEMES = 30
"""Themes of a base; with 50 and 100 the right trades came up less surely."""

SAMPLE = 400
"""Texts that themes are learnt from, evenly over the base: a few hundred tell its trades."""

LEAST_STRENGTH = 1e-9
"""Strength of a theme, for each text, under which it is an error of arithmetic."""

DIGITS = 6
"""Digits kept of a nearness: the order in which texts and words are numbered must not show."""


def sampled(n: int) -> NDArray[np.int64]:
    """Return which of ``n`` texts themes are learnt from; all of so many are the whole sample."""
    return np.unique(np.linspace(0, max(0, n - 1), SAMPLE).astype(np.int64))[:n]


@dataclass(frozen=True, slots=True, eq=False)
class Themes:
    """A space of themes.

    Attributes
    ----------
    terms : array of shape (n_terms, n_themes)
        What each term adds to each theme.
    """

    terms: Floats

    @classmethod
    def fit(cls, told: sparse.csr_array, norms: Floats) -> "Themes":
        """Learn the themes of texts.

        Parameters
        ----------
        told : csr array of shape (n, n_terms)
            Weights of terms, as :class:`matching.term_weights.TermWeights` has them.
        norms : array of shape (n,)
            Their lengths.
        """
        rows = sampled(len(norms))
        texts = sparse.diags_array(1.0 / norms[rows]) @ told[rows]
        # Themes by way of how alike the texts are: exact, and small whatever the words are.
        strengths, mixtures = np.linalg.eigh((texts @ texts.T).toarray())
        strongest = np.argsort(-strengths)[:N_THEMES]
        strongest = strongest[strengths[strongest] > LEAST_STRENGTH * max(1, len(rows))]
        terms = texts.T @ (mixtures[:, strongest] / np.sqrt(strengths[strongest]))
        return cls(np.asarray(terms, dtype=np.float64))

    def place(self, told: sparse.csr_array) -> Floats:
        """Return where texts lie among the themes, ``(n, n_themes)``."""
        return np.asarray(told @ self.terms, dtype=np.float64)

    def nearness(
        self, places: Floats, query: WeightedTerms, lengths: NDArray[np.float64] | None = None
    ) -> Floats:
        """Return how near places are to a query of term weights, 0 to 1, ``(n,)``.

        Parameters
        ----------
        lengths : array of shape (n,), optional
            Lengths that the places are taken to have at least: those of the whole texts, where
            the places are of parts.
        """
        # Not by BLAS: its threads cost more than they bring on so few themes, and spin on after it.
        query = query.below(len(self.terms))
        wanted = np.einsum("t,tk->k", query.weights, self.terms[query.terms])
        own = np.sqrt(np.einsum("nk,nk->n", places, places))
        if lengths is not None:
            own = np.maximum(own, lengths)
        scale = np.maximum(own * np.sqrt((wanted * wanted).sum()), 1e-9)
        near = np.einsum("nk,k->n", places, wanted) / scale
        return np.asarray(np.round(np.clip(near, 0.0, 1.0), DIGITS))
