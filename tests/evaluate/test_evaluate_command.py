"""`recruit evaluate`: the service's own ranking, measured by grades that it never sees."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.baselines import METHODS
from matching.metrics import bootstrap, measure
from recruit.evaluate.command import evaluate
from tests.evaluate.data_folder import CANDIDATES, GRADES, SPLITS, VACANCIES, DataFolder, answer
from tests.matching.factories import rank

SHAPES = [
    ("candidates_for_vacancy", "all"),
    ("candidates_for_vacancy", "judged"),
    ("vacancies_for_candidate", "all"),
    ("vacancies_for_candidate", "judged"),
]
EVERY_METRIC = ["map", "mrr", "ndcg@3", "precision@2", "recall@2"]


def shape(folder: DataFolder, direction: str, pool: str) -> bool:
    """Turn the folder to a direction and a pool; True if candidates ask."""
    turned = direction == "vacancies_for_candidate"
    folder.describe(direction=direction, pool=pool)
    folder.grade(GRADES, turned)
    return turned


def run_of(path: Path) -> list[tuple[str, str, float]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(query, document, float(score)) for query, document, score in
            (line.split("\t") for line in lines)]  # fmt: skip


@pytest.mark.parametrize(("direction", "pool"), SHAPES)
def test_a_run_is_the_same_with_every_grade_changed(
    direction: str, pool: str, folder: DataFolder, tmp_path: Path
) -> None:
    turned = shape(folder, direction, pool)
    first, again = tmp_path / "first.tsv", tmp_path / "again.tsv"
    answer(folder.run(evaluate, "--run", str(first)))
    folder.grade([(vacancy, candidate, 3 - grade) for vacancy, candidate, grade in GRADES], turned)
    answer(folder.run(evaluate, "--run", str(again)))

    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(("direction", "pool"), SHAPES)
def test_a_run_holds_every_document_of_the_pool_once(
    direction: str, pool: str, folder: DataFolder, tmp_path: Path
) -> None:
    turned = shape(folder, direction, pool)
    out = tmp_path / "out.tsv"
    answer(folder.run(evaluate, "--run", str(out)))

    pairs = [(query, document) for query, document, _ in run_of(out)]
    graded = [(candidate, vacancy) if turned else (vacancy, candidate)
              for vacancy, candidate, _ in GRADES]  # fmt: skip
    if pool == "judged":
        wanted = graded
    else:
        documents = [row["id"] for row in (VACANCIES if turned else CANDIDATES)]
        queries = {query for query, _ in graded}
        wanted = [(query, document) for query in queries for document in documents]
    assert sorted(pairs) == sorted(wanted)


@pytest.mark.parametrize("direction", ["candidates_for_vacancy", "vacancies_for_candidate"])
def test_scores_are_those_of_the_service(
    direction: str, folder: DataFolder, tmp_path: Path
) -> None:
    turned = shape(folder, direction, "all")
    out = tmp_path / "out.tsv"
    answer(folder.run(evaluate, "--run", str(out)))

    served = {}
    for vacancy in VACANCIES:
        ranking = rank(vacancy, CANDIDATES)
        for place, score in zip(ranking.keys, ranking.scores, strict=True):
            pair = vacancy["id"], CANDIDATES[int(place)]["id"]
            served[pair[::-1] if turned else pair] = float(score)
    assert {(query, document): score for query, document, score in run_of(out)} == {
        pair: score
        for pair, score in served.items()
        if not turned or pair[0] in graded_candidates()
    }


def graded_candidates() -> set[str]:
    return {candidate for _, candidate, _ in GRADES}


@pytest.mark.parametrize(("direction", "pool"), SHAPES)
def test_figures_are_those_of_the_run_and_the_grades(
    direction: str, pool: str, folder: DataFolder, tmp_path: Path
) -> None:
    turned = shape(folder, direction, pool)
    folder.describe(metrics=EVERY_METRIC)
    out = tmp_path / "out.tsv"
    found = answer(folder.run(evaluate, "--run", str(out)))["metrics"]["recruit"]

    given = {
        (candidate, vacancy) if turned else (vacancy, candidate): grade
        for vacancy, candidate, grade in GRADES
    }
    run = run_of(out)
    by_query = [
        measure(
            tuple(EVERY_METRIC),
            [score for asked, _, score in run if asked == query],
            [given.get((asked, document), 0) for asked, document, _ in run if asked == query],
        )
        for query in dict.fromkeys(asked for asked, _, _ in run)
    ]
    means = np.mean(by_query, axis=0)
    assert [found[name]["point"] for name in EVERY_METRIC] == pytest.approx(means, abs=1e-6)


def test_nothing_hangs_on_the_name_or_the_order_of_the_files(
    folder: DataFolder, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.tsv", tmp_path / "again.tsv"
    answer(folder.run(evaluate, "--run", str(first)))
    folder.describe(name="other", language="en", metrics=["mrr"], notes="read by nobody")
    folder.rows("candidates.jsonl", CANDIDATES[::-1])
    folder.rows("vacancies.jsonl", VACANCIES[::-1])
    folder.grade(GRADES[::-1])
    answer(folder.run(evaluate, "--run", str(again)))

    assert sorted(run_of(first)) == sorted(run_of(again))


def test_equal_scores_are_written_in_no_order_of_ids(folder: DataFolder, tmp_path: Path) -> None:
    folder.rows("candidates.jsonl", [{"id": f"c{n}", "title": "Бухгалтер"} for n in range(9)])
    folder.grade([("accountant", "c0", 1)])
    out = tmp_path / "out.tsv"
    answer(folder.run(evaluate, "--run", str(out)))

    written = [document for _, document, _ in run_of(out)]
    assert written != sorted(written)
    assert written != sorted(written, reverse=True)


def test_the_last_line_tells_everything(folder: DataFolder) -> None:
    folder.describe(pool="judged")
    told = answer(folder.run(evaluate))

    assert told["set"] == "small"
    assert (told["split"], told["n_queries"], told["n_documents"]) == ("all", 3, 6)
    assert list(told["metrics"]) == ["recruit", *METHODS]
    assert list(told["differences"]) == list(METHODS)
    assert list(told["metrics"]["recruit"]) == ["map", "ndcg@5", "mrr", "auc"]
    protocol = told["protocol"]
    assert protocol["fitted_on_folder"] is False
    assert protocol["as_of"] == "2026-11"
    assert {"recruit", "numpy", "scikit-learn", "seconds", "seed", "resamples"} <= set(protocol)
    for by_metric in (*told["metrics"].values(), *told["differences"].values()):
        for one in by_metric.values():
            low, high = one["interval"]
            assert low <= one["point"] <= high


def test_differences_are_paired_by_query(folder: DataFolder) -> None:
    told = answer(folder.run(evaluate, "--against", "keywords"))

    gaps = [
        values["ndcg@5"]["recruit"] - values["ndcg@5"]["keywords"]
        for values in told["per_query"].values()
    ]
    (paired,) = bootstrap(np.array(gaps)[:, None])
    found = told["differences"]["keywords"]["ndcg@5"]
    assert list(told["per_query"]) == [row["id"] for row in VACANCIES]
    assert found["point"] == pytest.approx(paired.point, abs=1e-5)
    assert found["interval"] == pytest.approx([paired.low, paired.high], abs=1e-5)


def test_random_order_is_exactly_chance(folder: DataFolder) -> None:
    folder.describe(metrics=["precision@6", "pairwise"])
    found = answer(folder.run(evaluate))["metrics"]["random"]

    assert found["pairwise"]["point"] == 0.5
    assert found["precision@6"]["point"] == pytest.approx(2 / 6, abs=1e-6)


def test_all_alike_is_null_and_not_a_figure(folder: DataFolder) -> None:
    folder.describe(pool="judged")
    folder.grade([("driver", "v1", 1), ("driver", "v2", 1)])
    result = folder.run(evaluate, "--lang", "en")

    assert answer(result)["metrics"]["recruit"]["auc"] == {"point": None, "interval": [None, None]}
    assert not any(math.isnan(value) for value in _numbers(answer(result)))
    assert "—" in result.stdout


def _numbers(data: Any) -> list[float]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [value for item in data for value in _numbers(item)]
    return [data] if isinstance(data, float) else []


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", ["только стаж", "запросов: 3", "recruit минус"]),
     ("en", ["years alone", "3 queries", "recruit minus"])],
)  # fmt: skip
def test_tables_are_russian_or_english(language: str, words: list[str], folder: DataFolder) -> None:
    shown = folder.run(evaluate, "--lang", language, "--against", "years").stdout

    assert all(word in shown for word in words)
    assert "map" in shown
    assert "accountant" in shown


def test_splits_are_measured_apart(folder: DataFolder, tmp_path: Path) -> None:
    folder.write("splits.json", json.dumps(SPLITS))
    out = tmp_path / "out.tsv"
    told = answer(folder.run(evaluate, "--split", "test", "--run", str(out)))

    assert (told["split"], told["n_queries"]) == ("test", 2)
    assert {query for query, _, _ in run_of(out)} == set(SPLITS["test"])
    assert answer(folder.run(evaluate, "--split", "all"))["n_queries"] == 3
    assert answer(folder.run(evaluate))["n_queries"] == 3


def test_without_splits_the_test_is_all(folder: DataFolder) -> None:
    result = folder.run(evaluate, "--split", "test", "--lang", "en")

    assert (answer(result)["split"], answer(result)["n_queries"]) == ("all", 3)
    assert "There is no splits.json: these are all queries." in result.stdout


@pytest.mark.parametrize("splits", [None, SPLITS])
def test_a_split_that_is_not_there_is_told(
    splits: dict[str, list[str]] | None, folder: DataFolder
) -> None:
    if splits:
        folder.write("splits.json", json.dumps(splits))
    result = folder.run(evaluate, "--split", "dev" if splits else "train")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "there is no split" in result.stderr
    assert ("train, test, all" if splits else "there is: all") in result.stderr


@pytest.mark.parametrize(
    "options",
    [["--against", "luck"], ["--lang", "de"], ["--as-of", "soon"], ["--run", "/no/such/dir/o.tsv"]],
)
def test_wrong_usage_exits_with_2(options: list[str], folder: DataFolder) -> None:
    result = folder.run(evaluate, *options)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_run_into_a_folder_is_refused(folder: DataFolder) -> None:
    assert folder.run(evaluate, "--run", str(folder.path)).exit_code == 2


def test_progress_goes_to_standard_error(folder: DataFolder) -> None:
    result = folder.run(evaluate)

    assert "small" in result.stderr
