"""Titles as mixtures of known professions, so that titles without a common word can be compared.

Each group of the thesaurus is described by all its names. A title is as near to a group as to the
nearest of the group's names, by words and by letters; the few nearest groups, with what is related
to them, are its concepts. «Воспитатель» and "nursery nurse" share no letter and one concept. This
is explicit semantic analysis (Gabrilovich and Markovitch, IJCAI 2007) over our own thesaurus.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from matching.growing import Rooms

Lemmas = tuple[str, ...]

N_FEATURES = 2**18
WORD_WEIGHT = 2.0
"""Weight of a title's words against its letters, which only mend spelling and endings."""

LETTERS = (3, 4)
"""Lengths of the runs of letters: «аналитик» and «аналитика» share most of them."""

UNHEARD_WEIGHT = 3.0
"""Weight of a word that no name of the thesaurus holds; the rarest words of names weigh some 10. It
is as likely an employer or a district as a trade."""

NEAREST = 4
SHARPNESS = 4.0
"""Groups that a title keeps, and the power that makes the best of them stand out."""

RELATED_SHARE = 0.5
"""What a concept lends to each related group."""

CONCEPT_SHARE = 0.6
"""Weight of concepts against words and letters in the closeness of two titles."""

CHUNK = 256


@dataclass(frozen=True, slots=True, eq=False)
class TitleVectors:
    """Titles in both spaces, rows of unit length.

    Attributes
    ----------
    words : sparse array of shape (n, 2 * N_FEATURES)
    concepts : sparse array of shape (n, n_groups)
        A row is empty where a title resembles no name at all.
    """

    words: sparse.csr_array
    concepts: sparse.csr_array

    def __len__(self) -> int:
        return int(self.words.shape[0])

    def joined(self, others: "TitleVectors", rooms: Rooms) -> "TitleVectors":
        """Return these titles and then the others, which are written into the room behind."""
        return TitleVectors(
            rooms.joined_rows("words", self.words, others.words),
            rooms.joined_rows("concepts", self.concepts, others.concepts),
        )

    def after(self, first: int) -> "TitleVectors":
        """Return all titles but the first ones."""
        return TitleVectors(self.words[first:], self.concepts[first:])

    def row(self, number: int) -> "TitleVectors":
        """Return one title."""
        return TitleVectors(self.words[[number]], self.concepts[[number]])

    def closeness(self, wanted: "TitleVectors") -> NDArray[np.float64]:
        """Return how close each title is to the single wanted one, ``(n,)``, 0 to 1."""
        by_words = self.words @ wanted.words.toarray()[0]
        by_concepts = self.concepts @ wanted.concepts.toarray()[0]
        mixed = (1 - CONCEPT_SHARE) * by_words + CONCEPT_SHARE * by_concepts
        return np.asarray(np.round(mixed, 6), dtype=np.float64)


def _runs_of_letters(lemmas: Lemmas) -> Iterable[str]:
    for lemma in lemmas:
        padded = f" {lemma} "
        for size in LETTERS:
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


class ConceptSpace:
    """The names of all groups, ready to compare titles with.

    Parameters
    ----------
    names : sequence of (group number, lemmas)
        Every name of every group; groups are numbered from 0 without gaps.
    related : iterable of (int, int)
        Pairs of groups that are near each other.
    """

    def __init__(
        self, names: Sequence[tuple[int, Lemmas]], related: Iterable[tuple[int, int]]
    ) -> None:
        ordered = sorted(names, key=lambda name: name[0])
        owners = np.array([group for group, _ in ordered], dtype=np.int64)
        n_groups = int(owners.max(initial=-1)) + 1
        self._starts = np.searchsorted(owners, np.arange(n_groups))
        self._vectorizers = [
            HashingVectorizer(
                analyzer=analyzer, n_features=N_FEATURES, alternate_sign=False, norm=None
            )
            for analyzer in (lambda lemmas: lemmas, _runs_of_letters)
        ]
        forms = [lemmas for _, lemmas in ordered]
        self._weights = [self._rarity(vectorizer, forms) for vectorizer in self._vectorizers]
        self._names = self._words(forms).astype(np.float32).T.tocsr()
        lends = np.eye(n_groups, dtype=np.float64)
        for one, other in related:
            lends[one, other] = lends[other, one] = RELATED_SHARE
        self._lends = sparse.csr_array(lends)

    @staticmethod
    def _rarity(vectorizer: HashingVectorizer, forms: list[Lemmas]) -> NDArray[np.float64]:
        """Return the inverse document frequency of each feature over the names."""
        counts = vectorizer.transform(forms)
        frequency = np.bincount(counts.indices, minlength=N_FEATURES)
        rarity = np.log((1 + len(forms)) / (1 + frequency)) + 1
        unheard = min(UNHEARD_WEIGHT, float(rarity.max()))
        return np.asarray(np.where(frequency > 0, rarity, unheard), dtype=np.float64)

    def _words(self, titles: Sequence[Lemmas]) -> sparse.csr_array:
        blocks = []
        shares = (np.sqrt(WORD_WEIGHT), 1.0)
        for vectorizer, rarity, share in zip(self._vectorizers, self._weights, shares, strict=True):
            block = vectorizer.transform(titles)
            block.data = (1 + np.log(block.data)) * rarity[block.indices]
            blocks.append(normalize(block) * share)
        return sparse.csr_array(normalize(sparse.hstack(blocks, format="csr")))

    def vectors(self, titles: Sequence[Lemmas]) -> TitleVectors:
        """Return the vectors of titles; each depends on its own lemmas alone."""
        if not len(titles):
            return TitleVectors(
                sparse.csr_array((0, 2 * N_FEATURES)),
                sparse.csr_array((0, self._lends.shape[0])),
            )
        words = self._words(titles)
        chunks = [
            self._concepts(words[start : start + CHUNK]) for start in range(0, len(titles), CHUNK)
        ]
        return TitleVectors(words, sparse.csr_array(sparse.vstack(chunks, format="csr")))

    def _concepts(self, words: sparse.csr_array) -> sparse.csr_array:
        to_names = (words.astype(np.float32) @ self._names).toarray()
        to_groups = np.maximum.reduceat(to_names, self._starts, axis=1).astype(np.float64)
        to_groups = np.round(to_groups, 5)  # the last digits depend on the order of addition
        if to_groups.shape[1] > NEAREST:
            least = np.partition(to_groups, -NEAREST, axis=1)[:, -NEAREST]
            to_groups[to_groups < least[:, None]] = 0
        lent = sparse.csr_array(to_groups**SHARPNESS) @ self._lends
        return sparse.csr_array(normalize(lent))
