"""`recruit ablate`: each part and feature left out, and each part by itself."""

from collections import Counter

import numpy as np
import pytest

from matching.scorer import PARTS
from recruit.evaluate.ablate_command import ablate
from recruit.evaluate.ablations import SEVERAL, VARIANTS, ablation_of
from recruit.evaluate.command import evaluate
from recruit.evaluate.folders import read_folder
from recruit.evaluate.runs import OURS, Ours
from tests.evaluate.data_folder import DataFolder, answer
from tests.matching.factories import AS_OF


@pytest.fixture
def ours(folder: DataFolder) -> Ours:
    found = Ours(AS_OF)
    found.read(read_folder(folder.path)[0].candidates, lambda _: None)
    return found


def test_each_part_and_feature_is_told(folder: DataFolder) -> None:
    result = folder.run(ablate, "--lang", "en")
    told = answer(result)

    assert list(told["metrics"]) == [OURS, *VARIANTS]
    assert list(told["differences"]) == list(VARIANTS)
    assert told["n_vacancies"] == 3
    assert told["asked"]["title"] == 3
    assert told["asked"]["salary"] == 1
    assert told["asked"]["management"] <= 1
    assert "without title" in result.stdout
    assert "text alone" in result.stdout
    assert "No vacancy asks for: languages" in result.stdout


def test_the_whole_is_what_evaluate_measures(folder: DataFolder) -> None:
    whole = answer(folder.run(ablate))["metrics"][OURS]

    assert whole == answer(folder.run(evaluate))["metrics"][OURS]


def test_what_nobody_asks_brings_nothing(folder: DataFolder) -> None:
    gaps = answer(folder.run(ablate))["differences"]["without languages"]

    assert all(one == {"point": 0.0, "interval": [0.0, 0.0]} for one in gaps.values())


def test_a_part_alone_is_that_part_and_without_it_the_others(
    ours: Ours, folder: DataFolder
) -> None:
    task, _ = read_folder(folder.path)
    vacancy = task.vacancies["accountant"]
    found = ablation_of(ours, asked := Counter())(vacancy)
    ranking, places = ours.rank(vacancy)
    for number, part in enumerate(PARTS):
        weight = ranking.weights[part]
        assert bool(asked[part]) == (weight > 0)
        if weight == 0:
            continue
        alone = ranking.parts[:, number] * 100 / weight
        others = (ranking.scores - ranking.parts[:, number]) * 100 / (100 - weight)
        assert found[f"{part} alone"][places] == pytest.approx(alone, abs=0.6)
        assert found[f"without {part}"][places] == pytest.approx(others, abs=0.6)


def test_the_scorer_itself_stays_whole(ours: Ours, folder: DataFolder) -> None:
    task, _ = read_folder(folder.path)
    vacancy = task.vacancies["accountant"]
    before = ours.scores(vacancy)
    judge = ablation_of(ours, Counter())
    found = judge(vacancy)

    assert np.array_equal(found[OURS], before)
    assert np.array_equal(ours.scores(vacancy), before)
    assert any(not np.array_equal(found[f"without {name}"], before) for name in SEVERAL)


def test_a_part_alone_that_is_not_asked_prefers_nobody(ours: Ours, folder: DataFolder) -> None:
    task, _ = read_folder(folder.path)
    found = ablation_of(ours, Counter())(task.vacancies["developer"])

    assert len(set(found["salary alone"].tolist())) == 1


@pytest.mark.parametrize("options", [["--split", "dev"], ["--lang", "de"]])
def test_wrong_usage_exits_with_2(options: list[str], folder: DataFolder) -> None:
    assert folder.run(ablate, *options).exit_code == 2
