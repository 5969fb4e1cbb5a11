"""What the texts of the whole base tell: how rare each term is, how long a usual text, its themes.

They are fitted over all candidates at once and then stay in force while single candidates come,
change and go. Until they are fitted anew (:mod:`matching.refitting`), new texts are weighed by
yesterday's rarity: no fact of anybody changes by that, only how much a word that grew more or less
usual since says.
"""

import numpy as np
from scipy import sparse

from matching.growing import roomy_length
from matching.term_weights import Floats, TermWeights, rarity
from matching.themes import Themes, sampled


class CorpusStatistics:
    """Fitted over the texts of a base; knows what to say of terms that came later.

    Attributes
    ----------
    n_texts : int
        Texts that they were fitted over.
    usual_length : float
        Terms of a usual text, with repeats.
    """

    def __init__(self, n_texts: int, usual_length: float, rarity: Floats, themes: Themes) -> None:
        self.n_texts = n_texts
        self.usual_length = usual_length
        self._rarity, self._themes = rarity, themes.terms

    @classmethod
    def fit(cls, counts: sparse.csr_array) -> "CorpusStatistics":
        """Fit them.

        Parameters
        ----------
        counts : csr array of shape (n, n_terms)
            Times of each term in each text, the texts in the order of their keys: themes are learnt
            from some of them, evenly over all.
        """
        n, n_terms = counts.shape
        rare = rarity(np.bincount(counts.indices, minlength=n_terms), n)
        usual_length = float(counts.data.sum(dtype=np.int64)) / max(1, n)
        some = TermWeights(counts[sampled(n)], rare, usual_length)
        return cls(n, usual_length, rare, Themes.fit(some.told, some.norms))

    def unheard(self, n: int) -> Floats:
        """Return the rarity of terms that stood in no text, ``(n,)``."""
        return rarity(np.zeros(n, dtype=np.int64), self.n_texts)

    def rarity(self, n_terms: int) -> Floats:
        """Return the inverse document frequency of each term in hundredths, ``(n_terms,)``."""
        wide = self._rarity
        if len(wide) < n_terms:
            wide = self._rarity = np.append(wide, self.unheard(roomy_length(n_terms) - len(wide)))
        return wide[:n_terms]

    def themes(self, n_terms: int) -> Themes:
        """Return the themes of all texts; terms that came later belong to none."""
        wide = self._themes
        if len(wide) < n_terms:
            more = np.zeros((roomy_length(n_terms) - len(wide), wide.shape[1]))
            wide = self._themes = np.concatenate([wide, more])
        return Themes(wide[:n_terms])
