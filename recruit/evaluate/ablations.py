"""What each part and each feature of the score brings: rankings without it, and by it alone.

Also what answers each of the two questions alone: who is of the trade, and whom of them one would
choose.
"""

import copy
from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.profiles import VacancyProfile
from matching.scorer import FEATURES, PARTS, QUESTIONS, UNITS, AdditiveScorer, Weights
from recruit.evaluate.runs import OURS, Judge, Ours

Floats = NDArray[np.float64]

SEVERAL = [
    feature.name
    for feature in FEATURES
    if sum(other.part == feature.part for other in FEATURES) > 1
]
"""Features that share their part with others; one by itself in a part is that part."""

VARIANTS: dict[str, tuple[str, str]] = {
    **{f"without {part}": ("without", part) for part in PARTS},
    **{f"{part} alone": ("alone", part) for part in PARTS},
    **{f"{question} alone": ("alone", question) for question in QUESTIONS},
    **{f"without {name}": ("without", name) for name in SEVERAL},
}
"""Kind and name of each variant of the whole."""


def ablation_of(ours: Ours, asked: Counter[str]) -> Judge:
    """The whole and its variants; `asked` counts the vacancies that ask for each part or feature.

    The weight of what is left out goes to the others, as it does where a vacancy does not ask.
    """
    without = {name: _without(ours.scorer, name) for name in SEVERAL}

    def judge(vacancy: VacancyProfile) -> Mapping[str, Floats]:
        ranking, places = ours.rank(vacancy)
        levels, emphasis = ranking.levels(ranking.keys), ranking.emphasis
        asked.update(part for part in PARTS if ranking.weights[part])
        asked.update(
            question
            for question, parts in QUESTIONS.items()
            if any(ranking.weights[part] for part in parts)
        )
        asked.update(
            feature.name
            for feature, share in zip(FEATURES, emphasis, strict=True)
            if feature.name in without and share
        )
        found = {OURS: ranking.scores}
        for variant, (kind, name) in VARIANTS.items():
            if kind == "without" and name in without:
                scorer, weights = without[name], {}
            else:
                scorer = ours.scorer
                meant = QUESTIONS.get(name, (name,))
                gone = [part for part in PARTS if (part in meant) == (kind == "without")]
                weights = dict.fromkeys(gone, 0.0)
            found[variant] = _scores(scorer, levels, emphasis, weights)
        back = np.argsort(places)
        return {variant: scores[back] for variant, scores in found.items()}

    return judge


def _without(scorer: AdditiveScorer, name: str) -> AdditiveScorer:
    """The same scorer, in which a feature has no share of its part."""
    changed = copy.deepcopy(scorer)
    changed.shares_[[feature.name for feature in FEATURES].index(name)] = 0.0
    return changed


def _scores(
    scorer: AdditiveScorer, levels: NDArray[np.int16], emphasis: Floats, weights: Weights
) -> Floats:
    """Points; all equal where the vacancy asks for nothing that is left."""
    worth = [
        weights.get(feature.part, 1.0) * asked * share
        for feature, asked, share in zip(FEATURES, emphasis, scorer.shares_, strict=True)
    ]
    if not any(worth):
        return np.zeros(len(levels))
    return scorer.compile(emphasis, weights).parts(levels).sum(axis=1) / UNITS
