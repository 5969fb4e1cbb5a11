"""One candidate against many vacancies has in each the score that its ranking gives."""

import random

import pytest

from matching import pool as pools
from matching.index import CandidateIndex, Opening
from tests.matching.factories import SURVEY
from tests.matching.test_searching import drawn_base, drawn_vacancy


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("sample", [16, 4096])
def test_each_score_is_the_one_of_its_ranking(
    seed: int, sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "SAMPLE", sample)
    chance = random.Random(seed)
    index = drawn_base(chance)
    openings = [Opening(drawn_vacancy(chance), chance.choice([None, SURVEY])) for _ in range(10)]
    for key in chance.sample(sorted(index.keys, key=repr), 3):
        points = index.against(key, openings)
        assert points.shape == (len(openings), 3)
        for opening, (score, low, high) in zip(openings, points.tolist(), strict=True):
            ranking = index.rank(opening.vacancy, survey=opening.survey)
            place = ranking.keys.index(key)
            assert (score, low, high) == (
                ranking.scores[place], ranking.low[place], ranking.high[place],
            )  # fmt: skip


def test_nobody_is_scored_who_is_not_there() -> None:
    index: CandidateIndex = drawn_base(random.Random(1))
    assert index.against(next(iter(index.keys)), []).shape == (0, 3)
    with pytest.raises(KeyError):
        index.against("nobody", [])
