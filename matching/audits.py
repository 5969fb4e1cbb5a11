"""Twins through the whole ranking: two resumes that differ in one protected fact score the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.bands import SalarySurvey
from matching.fairness import twins
from matching.index import CandidateIndex
from matching.profiles import CandidateProfile, VacancyProfile
from matching.scorer import AdditiveScorer
from matching.skills import SkillVocabulary


@dataclass(frozen=True, slots=True)
class Asked:
    """A vacancy and the survey that it is ranked with."""

    vacancy: VacancyProfile
    survey: SalarySurvey | None = None


def twins_that_differ(
    people: Sequence[CandidateProfile],
    asked: Sequence[Asked],
    flip: str,
    as_of: int,
    *,
    scorer: AdditiveScorer | None = None,
    vocabulary: SkillVocabulary | None = None,
) -> int:
    """Count the people whose two twins differ in the score for any of the vacancies.

    Parameters
    ----------
    flip : str
        One of :data:`matching.fairness.FLIPS`.
    as_of : int
        Month to which open posts last.
    scorer : AdditiveScorer, optional
        By default the documented prior.
    vocabulary : SkillVocabulary, optional
        By default the one that ships.
    """
    pairs = [twins(profile, flip) for profile in people]
    first, second = (CandidateIndex(as_of, vocabulary) for _ in range(2))
    first.update(enumerate(one for one, _ in pairs))
    second.update(enumerate(other for _, other in pairs))
    unequal = np.zeros(len(people), dtype=bool)
    for one in asked:
        scores = []
        for index in (first, second):
            ranking = index.rank(one.vacancy, survey=one.survey, scorer=scorer)
            own = np.empty(len(people))
            own[np.array(ranking.keys, dtype=int)] = ranking.scores
            scores.append(own)
        unequal |= scores[0] != scores[1]
    return int(unequal.sum())
