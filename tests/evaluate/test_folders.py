"""A folder that is not whole is told by file, line, field and what to do; never by a stack."""

import json

import pytest

from recruit.evaluate.command import evaluate
from recruit.evaluate.console import MOST_FAULTS
from recruit.evaluate.folders import FolderError, read_folder
from tests.evaluate.data_folder import CANDIDATES, VACANCIES, DataFolder

INFO = '{"name": "x", "direction": "candidates_for_vacancy", "pool": "all", "metrics": ["map"]}'

BROKEN: dict[str, tuple[str, str | bytes | None, str]] = {
    "no info": ("dataset.json", None, "dataset.json is missing; put it into"),
    "info": ("dataset.json", "{", "dataset.json: this is not JSON"),
    "empty info": ("dataset.json", "{}", "direction: is missing; it must be one"),
    "list": ("dataset.json", "[]", "one JSON object in braces"),
    "metric": ("dataset.json", INFO.replace("map", "bleu"), "metrics[0]: 'bleu' is not known"),
    "depth": ("dataset.json", INFO.replace("map", "ndcg@0"), "metrics[0]: 'ndcg@0' is not known"),
    "metrics": ("dataset.json", INFO.replace('["map"]', '"map"'), "metrics: must be a list"),
    "no metric": ("dataset.json", INFO.replace('"map"', ""), "metrics: must name at least one"),
    "pool": ("dataset.json", INFO.replace('"all"', '"some"'), "pool: must be one of: all, judged"),
    "direction": ("dataset.json", INFO.replace("for", "of"), "direction: must be one of"),
    "no vacancies": ("vacancies.jsonl", None, "vacancies.jsonl is missing"),
    "empty": ("candidates.jsonl", "\n", "candidates.jsonl is empty; one JSON object a line"),
    "candidate": ("candidates.jsonl", '{"id": "a"}\n{', "candidates.jsonl, line 2: this is not"),
    "vacancy": ("vacancies.jsonl", '{"id": "a", "must": "x"}', "line 1: must: must be a list"),
    "no id": ("vacancies.jsonl", '{"title": "x"}', "line 1: id: is missing; give each its own"),
    "tab": ("vacancies.jsonl", '{"id": "a\\tb"}', "line 1: id: must hold no tab"),
    "twice": ("candidates.jsonl", '{"id": "a"}\n{"id": "a"}', "line 2: id: 'a' is already in"),
    "one id": ("candidates.jsonl", '{"id": 1}\n{"id": "1"}', "line 2: id: '1' is already in"),
    "bytes": ("candidates.jsonl", b"\xff", "line 1: this is not UTF-8"),
    "no grades": ("qrels.tsv", None, "qrels.tsv is missing"),
    "nothing graded": ("qrels.tsv", "\n", "qrels.tsv is empty; a line is query id"),
    "cells": ("qrels.tsv", "driver v1 1\n", "qrels.tsv, line 1: 1 cells; three are wanted"),
    "query": ("qrels.tsv", "pilot\tv1\t1\n", "line 1: query_id: 'pilot' is in no line"),
    "document": ("qrels.tsv", "\ndriver\tv9\t1", "line 2: document_id: 'v9' is in no line"),
    "fraction": ("qrels.tsv", "driver\tv1\t1.5", "line 1: grade: '1.5' must be a whole number"),
    "negative": ("qrels.tsv", "driver\tv1\t-1", "line 1: grade: '-1' must be a whole number"),
    "no grade": ("qrels.tsv", "driver\tv1\t", "line 1: grade: '' must be a whole number"),
    "endless": ("qrels.tsv", "driver\tv1\t" + "9" * 9000, "must be a whole number from 0 to 1000"),
    "pair": ("qrels.tsv", "driver\tv1\t1\ndriver\tv1\t0", "line 2: this pair is already in line 1"),
    "encoding": ("qrels.tsv", b"\xff\xfe", "qrels.tsv: this is not UTF-8 text"),
    "splits": ("splits.json", "[", "splits.json: this is not JSON"),
    "a list": ("splits.json", "[]", 'splits.json: an object such as {"train"'),
    "stranger": ("splits.json", '{"test": ["x"]}', "splits.json: test[0]: 'x' has no line in"),
    "flag": ("splits.json", '{"test": [true]}', "splits.json: test[0]: True has no line"),
    "no query": ("splits.json", '{"test": []}', "splits.json: test: names no query"),
    "nested": ("splits.json", "[" * 100_000, "splits.json: this is not JSON"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_folder_is_told(case: str, folder: DataFolder) -> None:
    name, content, told = BROKEN[case]
    if content is None:
        (folder.path / name).unlink()
    else:
        folder.write(name, content)
    result = folder.run(evaluate)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr
    assert name in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_not_there_is_wrong_usage(folder: DataFolder) -> None:
    folder.path.rename(folder.path.with_name("away"))

    assert folder.run(evaluate).exit_code == 2


def test_all_faults_are_told_but_not_without_end(folder: DataFolder) -> None:
    folder.write("qrels.tsv", "a\tb\t1\n" * (MOST_FAULTS + 7))
    told = folder.run(evaluate).stderr.splitlines()

    assert len(told) == MOST_FAULTS + 1
    assert told[-1] == "and 7 more"


def test_faults_of_both_files_are_told_at_once(folder: DataFolder) -> None:
    folder.write("vacancies.jsonl", "{")
    folder.write("candidates.jsonl", "{")
    with pytest.raises(FolderError) as caught:
        read_folder(folder.path)

    assert [fault.split(",")[0] for fault in caught.value.faults] == [
        "vacancies.jsonl",
        "candidates.jsonl",
    ]


def test_numbers_are_ids_and_windows_marks_are_no_fault(folder: DataFolder) -> None:
    folder.rows("vacancies.jsonl", [{"id": 1, "title": "Водитель"}])
    folder.rows("candidates.jsonl", [{"id": 7}, {"id": 8}])
    folder.write("qrels.tsv", b"\xef\xbb\xbf1\t7\t1\r\n\r\n1\t8\t0\r\n")
    folder.write("splits.json", json.dumps({"test": [1]}))
    task, grades = read_folder(folder.path)

    assert grades == {"1": {"7": 1, "8": 0}}
    assert task.documents == {"1": ("7", "8")}
    assert task.queries("test") == ("1",)


def test_what_nobody_graded_is_no_query_but_stays_in_the_pool(folder: DataFolder) -> None:
    folder.grade([("driver", "v1", 1)])
    task, _ = read_folder(folder.path)

    assert task.queries("all") == ("driver",)
    assert task.documents["driver"] == tuple(row["id"] for row in CANDIDATES)
    assert set(task.vacancies) == {row["id"] for row in VACANCIES}


def test_metrics_are_named_once_and_pairs_are_measured_where_documents_are_judged(
    folder: DataFolder,
) -> None:
    folder.describe(metrics=["MAP", "map", "ndcg@5"])
    assert read_folder(folder.path)[0].metrics == ("map", "ndcg@5")
    folder.describe(pool="judged")
    assert read_folder(folder.path)[0].metrics == ("map", "ndcg@5", "auc")
    folder.describe(metrics=["pairwise"])
    assert read_folder(folder.path)[0].metrics == ("pairwise",)
