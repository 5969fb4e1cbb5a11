"""`bench.quality`: one table of all sets, floors that end it with 1, and the project's own set."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench import quality
from matching.metrics import Estimate
from recruit.evaluate.folders import read_folder
from tests.evaluate.data_folder import GRADES, SPLITS, DataFolder

OWN = quality.OWN / "agency-ru"
WRONG = {"accountant": "developer", "developer": "driver", "driver": "accountant"}


def run(tmp_path: Path, *options: str) -> tuple[Result, dict[str, object]]:
    out = tmp_path / "results.json"
    result = CliRunner(env={"DATA": None}).invoke(
        quality.main, ["--results", str(out), *options], catch_exceptions=False
    )
    return result, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}


def graded(tmp_path: Path, name: str, *, good: bool = True, pool: str = "all") -> DataFolder:
    """A set of a name; in a bad one each vacancy wants the people of another."""
    (tmp_path / "sets").mkdir(exist_ok=True)
    folder = DataFolder(tmp_path / "sets" / name)
    metrics = ["pairwise"] if pool == "judged" else ["map", "ndcg@10"]
    folder.describe(name=name, pool=pool, metrics=metrics)
    folder.grade([(v if good else WRONG[v], c, grade) for v, c, grade in GRADES])
    folder.write("splits.json", json.dumps(SPLITS))
    return folder


def test_without_a_path_it_measures_the_own_set(tmp_path: Path) -> None:
    result, written = run(tmp_path)

    assert result.exit_code == 0, result.stderr
    assert re.search(r"^agency-ru +all +12 +map +\d\.\d{3} \[", result.stdout, re.MULTILINE)
    assert "floor" not in result.stdout
    figures = written["sets"]["agency-ru all"]  # type: ignore[index]
    assert (
        figures["metrics"]["recruit"]["map"]["point"] > figures["metrics"]["bm25"]["map"]["point"]
    )
    assert figures["differences"]["bm25"]["map"]["interval"][0] > 0


def test_floors_are_marked_and_end_with_1_when_missed(tmp_path: Path) -> None:
    graded(tmp_path, "roles-ru")
    result, written = run(tmp_path, "--data", str(tmp_path / "sets"))
    assert result.exit_code == 0, result.stderr
    assert "0.72 reached" in result.stdout
    assert "MISSED" not in result.stdout

    graded(tmp_path, "titles-ru", good=False)
    result, written = run(tmp_path, "--data", str(tmp_path / "sets"))
    assert result.exit_code == quality.EXIT_MISSED
    assert re.search(r"^titles-ru +test +map .* 0\.40 MISSED +0\.48 missed", result.stdout, re.M)
    assert "titles-ru, test: map" in result.stderr
    marks = {(t["name"], t["metric"]): t["floor_reached"] for t in written["targets"]}  # type: ignore[attr-defined]
    assert marks == {
        ("roles-ru", "map"): True,
        ("roles-ru", "ndcg@10"): True,
        ("titles-ru", "map"): False,
    }


def test_the_queries_of_sets_are_pooled(tmp_path: Path) -> None:
    graded(tmp_path, "one")
    graded(tmp_path, "two", pool="judged")
    _, written = run(tmp_path, "--data", str(tmp_path / "sets"), "--pool", "one,two")

    points = [
        (written["sets"][f"{name} all"]["differences"]["bm25"][metric]["point"])  # type: ignore[index]
        for name, metric in (("one", "map"), ("two", "pairwise"))
    ]
    point, low, high = written["pooled"]["all queries"]["bm25"]  # type: ignore[index]
    assert point == pytest.approx(sum(points) / 2, abs=1e-5), "as many queries in each"
    assert low <= point <= high
    assert set(written["pooled"]) == {"sets", "all queries", "test queries"}  # type: ignore[call-overload]


def test_sets_that_are_not_there_are_not_pooled(tmp_path: Path) -> None:
    graded(tmp_path, "one")
    result, written = run(tmp_path, "--data", str(tmp_path / "sets"), "--pool", "one,two")

    assert "two is not there" in result.stderr
    assert "pooled" not in written


def test_one_folder_is_a_path_too(tmp_path: Path) -> None:
    folder = graded(tmp_path, "one")
    _, written = run(tmp_path, "--data", str(folder.path))

    assert set(written["sets"]) == {"one test", "one all"}  # type: ignore[call-overload]


def test_a_broken_set_is_told(tmp_path: Path) -> None:
    graded(tmp_path, "one").write("qrels.tsv", "x\n")
    result, _ = run(tmp_path, "--data", str(tmp_path / "sets"))

    assert result.exit_code == 2
    assert "qrels.tsv, line 1" in result.stderr


def test_two_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    graded(tmp_path, "one")
    graded(tmp_path, "two").describe(name="one")
    result, _ = run(tmp_path, "--data", str(tmp_path / "sets"))

    assert result.exit_code == 2
    assert "another set of the name 'one'" in result.stderr


def test_an_empty_path_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path, "--data", str(tmp_path))[0].exit_code == 2


@pytest.mark.parametrize(("point", "holds"), [(0.589, False), (0.59, True), (0.7, True)])
def test_a_floor_is_the_least_that_holds(point: float, holds: bool) -> None:
    outcome = quality.Outcome(quality.TARGETS[0], Estimate(point, 0.5, 0.8))

    assert outcome.holds is holds
    assert outcome.data()["floor_reached"] is holds


def test_a_figure_that_is_not_known_reaches_nothing() -> None:
    nothing = quality.Outcome(quality.TARGETS[0], Estimate(*[float("nan")] * 3))

    assert not nothing.holds


def test_the_own_set_is_whole() -> None:
    task, grades = read_folder(OWN)
    by_grade = [Counter(given.values()) for given in grades.values()]

    assert (len(task.vacancies), len(task.candidates)) == (12, 90)
    assert len({vacancy.title for vacancy in task.vacancies.values()}) == 12
    assert all(set(count) == {0, 1, 2, 3} for count in by_grade)
    assert not task.splits


def test_the_own_set_tells_that_it_is_invented_and_names_nobody() -> None:
    info = json.loads((OWN / "dataset.json").read_text(encoding="utf-8"))
    rows = (OWN / "candidates.jsonl").read_text(encoding="utf-8")

    assert info["notes"].startswith("Invented")
    assert "3 = put forward first" in info["notes"]
    assert not re.search(r"@|\+7|\b8 ?\(?9\d\d|https?:|\w+(ович|евич|овна|евна)\b", rows)
    assert not {"name", "sex", "age", "birth", "citizenship"} & set(re.findall(r'"(\w+)":', rows))
