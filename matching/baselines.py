"""Plain ways to rank, which others use: they are only measured against, never served.

Each gives a score to every candidate of a pool for one vacancy, from the same profiles as ours.
Texts are compared by lemmas and stems, as ours are, so that none loses for want of Russian.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from matching.careers import read_career
from matching.profiles import CandidateProfile, VacancyProfile
from matching.skills import SkillVocabulary
from matching.text import lemmas

Floats = NDArray[np.float64]

METHODS = ("random", "bm25", "tfidf", "keywords", "skills", "years")

K1, B = 1.5, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009): saturation and length."""

DIGITS = 9
"""Places kept of a score: below them equal candidates differ by the order of a sum only."""


def candidate_words(profile: CandidateProfile) -> str:
    """Return all that a candidate wrote."""
    posts = [text for post in profile.positions for text in (post.title, post.description)]
    return "\n".join([profile.title, profile.text, *(profile.skills or ()), *posts])


def vacancy_words(vacancy: VacancyProfile) -> str:
    """Return all that a vacancy says."""
    return "\n".join([vacancy.title, vacancy.text, *vacancy.must, *vacancy.nice])


class Baselines:
    """A pool of candidates as the plain methods see it.

    Parameters
    ----------
    candidates : sequence of CandidateProfile
    as_of : int
        The present month, to which open posts last.
    vocabulary : SkillVocabulary, optional
        By default the one that ships with the package.
    """

    def __init__(
        self,
        candidates: Sequence[CandidateProfile],
        as_of: int,
        vocabulary: SkillVocabulary | None = None,
    ) -> None:
        self._candidates = candidates
        self._as_of = as_of
        self._vocabulary = vocabulary or SkillVocabulary.load()
        self._words = [lemmas(candidate_words(candidate)) for candidate in candidates]
        # A word that nobody writes lets even a pool without any word be read.
        self._counter = CountVectorizer(analyzer=list, dtype=np.float64)
        self._counter.fit([*self._words, [""]])
        self._counts = sparse.csr_array(self._counter.transform(self._words))

    def scores(self, method: str, vacancy: VacancyProfile) -> Floats:
        """Return one score a candidate, ``(n,)``, the higher the better; one of ``METHODS``."""
        score = {
            "random": self._random,
            "bm25": self._bm25,
            "tfidf": self._tfidf,
            "keywords": self._keywords,
            "skills": self._skills,
            "years": self._years,
        }[method]
        return np.round(score(vacancy), DIGITS)

    def _random(self, vacancy: VacancyProfile) -> Floats:
        """All equal: a measure that takes ties honestly is then the mean over all orders."""
        return np.zeros(len(self._candidates))

    def _bm25(self, vacancy: VacancyProfile) -> Floats:
        return np.asarray(self._bm25_weights @ self._query(vacancy), dtype=float)

    def _tfidf(self, vacancy: VacancyProfile) -> Floats:
        """Cosine of sublinear TF-IDF vectors."""
        transformer, vectors = self._tfidf_vectors
        query = transformer.transform(self._query(vacancy).reshape(1, -1))
        return np.asarray((vectors @ query.T).todense(), dtype=float).ravel()

    def _keywords(self, vacancy: VacancyProfile) -> Floats:
        """Share of the vacancy's distinct words that the candidate uses."""
        query = self._query(vacancy) > 0
        wanted = max(1, len(set(lemmas(vacancy_words(vacancy)))))
        return np.asarray((self._counts > 0) @ query.astype(float) / wanted, dtype=float)

    def _skills(self, vacancy: VacancyProfile) -> Floats:
        """Share of the vacancy's skills that the candidate lists or names in the text."""
        listed = {self._vocabulary.key(skill) for skill in (*vacancy.must, *vacancy.nice)} - {""}
        wanted = listed or self._skills_in(lemmas(vacancy_words(vacancy)))
        met = [len(wanted & held) for held in self._held_skills]
        return np.array(met, dtype=float) / max(1, len(wanted))

    def _years(self, vacancy: VacancyProfile) -> Floats:
        """Total years of work, whatever the vacancy; the median where they are not told."""
        return self._total_months

    def _query(self, vacancy: VacancyProfile) -> Floats:
        counted = self._counter.transform([lemmas(vacancy_words(vacancy))])
        return np.asarray(counted.todense(), dtype=float).ravel()

    @cached_property
    def _bm25_weights(self) -> sparse.csr_array:
        counts = self._counts.copy()
        n = counts.shape[0]
        lengths = counts.sum(axis=1)
        usual = lengths.mean() or 1.0
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        idf = np.log1p((n - frequency + 0.5) / (frequency + 0.5))
        scale = np.repeat(K1 * (1 - B + B * lengths / usual), np.diff(counts.indptr))
        counts.data = counts.data * (K1 + 1) / (counts.data + scale) * idf[counts.indices]
        return counts

    @cached_property
    def _tfidf_vectors(self) -> tuple[TfidfTransformer, sparse.csr_array]:
        transformer = TfidfTransformer(sublinear_tf=True)
        return transformer, sparse.csr_array(transformer.fit_transform(self._counts))

    @cached_property
    def _held_skills(self) -> list[set[str]]:
        return [
            {self._vocabulary.key(skill) for skill in candidate.skills or ()}
            | self._skills_in(words)
            for candidate, words in zip(self._candidates, self._words, strict=True)
        ]

    def _skills_in(self, words: list[str]) -> set[str]:
        return {skill for skill, _, _ in self._vocabulary.extract(words)}

    @cached_property
    def _total_months(self) -> Floats:
        months = np.array([_months(candidate, self._as_of) for candidate in self._candidates])
        told = months[~np.isnan(months)]
        return np.where(np.isnan(months), np.median(told) if len(told) else 0.0, months)


def _months(candidate: CandidateProfile, as_of: int) -> float:
    """Return the months of work, as stated or overlaps counted once; ``nan`` if not told."""
    career = read_career(candidate, as_of)
    if career.stated_total is not None:
        return float(career.stated_total)
    return float(sum(s.months for s in career.stretches)) if career.stretches else float("nan")
