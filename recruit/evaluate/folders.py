"""Reading of a data folder: what there is to rank, and apart from it what people said of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema

from matching.profiles import CandidateProfile, VacancyProfile
from recruit.evaluate.schemas import DatasetSchema, GradedCandidateSchema, GradedVacancySchema
from recruit.rank_files import BadData, BadLine, read_file, read_lines
from recruit.rank_schemas import DEFAULT_CURRENCY, candidate_profile, vacancy_profile

ALL = "all"
"""The split of every query, in every folder."""

HIGHEST_GRADE = 1000

Grades = Mapping[str, Mapping[str, int]]
"""By query, then by document."""


class FolderError(Exception):
    """What is wrong with a folder, one sentence a fault, each with its file and what to do."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class Task:
    """All of a folder that a ranking may know: everything but the grades.

    `documents` holds for each query, in the order of the file, what is to be ranked; a query is a
    vacancy and its documents are candidates, or the other way round, by `for_candidate`.
    """

    name: str
    for_candidate: bool
    judged: bool
    metrics: tuple[str, ...]
    vacancies: Mapping[str, VacancyProfile]
    candidates: Mapping[str, CandidateProfile]
    documents: Mapping[str, tuple[str, ...]]
    splits: Mapping[str, tuple[str, ...]]

    @property
    def direction(self) -> str:
        """As `dataset.json` says it."""
        return "vacancies_for_candidate" if self.for_candidate else "candidates_for_vacancy"

    def queries(self, split: str) -> tuple[str, ...]:
        """The queries of a split; without splits there is one set of queries, to report on."""
        if split == ALL or (split == "test" and not self.splits):
            return tuple(self.documents)
        if split not in self.splits:
            there = ", ".join([*self.splits, ALL])
            raise FolderError([f"there is no split {split!r} in this folder; there is: {there}"])
        return self.splits[split]


def read_folder(folder: Path) -> tuple[Task, Grades]:
    """What is to be ranked, and the grades; raises `FolderError`."""
    info = _read_info(folder)
    faults: list[str] = []
    vacancies = {
        key: vacancy_profile(data)
        for key, data in _rows(folder / "vacancies.jsonl", GradedVacancySchema(), faults)
    }
    candidates = {
        key: candidate_profile(data, DEFAULT_CURRENCY)
        for key, data in _rows(folder / "candidates.jsonl", GradedCandidateSchema(), faults)
    }
    _stop_at(faults)
    for_candidate = info["direction"] == "vacancies_for_candidate"
    asking, answering = (candidates, vacancies) if for_candidate else (vacancies, candidates)
    grades = _read_grades(folder / "qrels.tsv", asking, answering)
    queries = [query for query in asking if query in grades]
    pool = tuple(answering)
    judged = info["pool"] == "judged"
    task = Task(
        name=info["name"],
        for_candidate=for_candidate,
        judged=judged,
        metrics=_metrics(info["metrics"], judged),
        vacancies=vacancies,
        candidates=candidates,
        documents={
            query: tuple(document for document in pool if document in grades[query])
            if judged
            else pool
            for query in queries
        },
        splits=_read_splits(folder / "splits.json", queries),
    )
    return task, grades


def _stop_at(faults: list[str]) -> None:
    if faults:
        raise FolderError(faults)


def _metrics(named: list[str], judged: bool) -> tuple[str, ...]:
    """Each once; of judged documents the share of pairs ordered rightly is always asked."""
    metrics = list(dict.fromkeys(named))
    if judged and not {"auc", "pairwise"} & set(metrics):
        metrics.append("auc")
    return tuple(metrics)


def _missing(path: Path, error: OSError) -> FolderError:
    if isinstance(error, FileNotFoundError):
        return FolderError([f"{path.name} is missing; put it into {path.parent}"])
    return FolderError([f"{path.name} cannot be read: {error.strerror}"])


def _read_info(folder: Path) -> dict[str, Any]:
    path = folder / "dataset.json"
    try:
        return read_file(path, DatasetSchema())
    except OSError as error:
        raise _missing(path, error) from None
    except BadData as error:
        raise FolderError([f"{path.name}: {error}"]) from None


def _rows(path: Path, schema: Schema, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and data of each line; the faults of those that cannot be used are added to `faults`."""
    seen: dict[str, int] = {}
    before = len(faults)
    try:
        with path.open("rb") as file:
            for item in read_lines(file, schema):
                if isinstance(item, BadLine):
                    faults.append(f"{path.name}, line {item.number}: {item.fault}")
                    continue
                number, data = item
                first = seen.setdefault(data["id"], number)
                if first != number:
                    faults.append(
                        f"{path.name}, line {number}: id: {data['id']!r} is already in line "
                        f"{first}; give each its own"
                    )
                    continue
                yield data["id"], data
    except OSError as error:
        faults.extend(_missing(path, error).faults)
    if not seen and len(faults) == before:
        faults.append(f"{path.name} is empty; one JSON object a line is wanted")


def _read_grades(path: Path, asking: Iterable[str], answering: Iterable[str]) -> Grades:
    queries, documents = set(asking), set(answering)
    grades: dict[str, dict[str, int]] = {}
    lines: dict[tuple[str, str], int] = {}
    faults: list[str] = []
    for number, line in enumerate(_text(path).split("\n"), start=1):
        cells = line.removesuffix("\r").split("\t")
        if cells == [""]:
            continue
        fault = _fault(cells, queries, documents)
        if not fault and (first := lines.setdefault((cells[0], cells[1]), number)) != number:
            fault = f"this pair is already in line {first}; keep one of them"
        if fault:
            faults.append(f"{path.name}, line {number}: {fault}")
        else:
            grades.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    if not grades and not faults:
        faults.append(f"{path.name} is empty; a line is query id, document id, grade, by tabs")
    _stop_at(faults)
    return grades


def _fault(cells: list[str], queries: set[str], documents: set[str]) -> str:
    if len(cells) != 3:
        return f"{len(cells)} cells; three are wanted, split by tabs: query id, document id, grade"
    query, document, grade = cells
    if query not in queries:
        return f"query_id: {query!r} is in no line of the queries' file; mend or remove it"
    if document not in documents:
        return f"document_id: {document!r} is in no line of the documents' file; mend or remove it"
    if not (
        grade.isascii() and grade.isdigit() and len(grade) <= 4 and int(grade) <= HIGHEST_GRADE
    ):
        return f"grade: {grade!r} must be a whole number from 0 to {HIGHEST_GRADE}"
    return ""


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _missing(path, error) from None
    except UnicodeDecodeError:
        raise FolderError([f"{path.name}: this is not UTF-8 text; save it as UTF-8"]) from None


def _read_splits(path: Path, queries: list[str]) -> dict[str, tuple[str, ...]]:
    if not path.exists():
        return {}
    try:
        data = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise FolderError([f"{path.name}: this is not JSON: {error}"]) from None
    if not isinstance(data, dict) or not all(isinstance(ids, list) for ids in data.values()):
        raise FolderError([f'{path.name}: an object such as {{"train": [ids], "test": [ids]}}'])
    faults = []
    for name, ids in data.items():
        for place, key in enumerate(ids):
            if isinstance(key, bool) or not isinstance(key, str | int) or str(key) not in queries:
                faults.append(
                    f"{path.name}: {name}[{place}]: {key!r} has no line in qrels.tsv; remove it"
                )
        if not ids:
            faults.append(f"{path.name}: {name}: names no query; name some or remove it")
    _stop_at(faults)
    known = {name: {str(key) for key in ids} for name, ids in data.items()}
    return {name: tuple(query for query in queries if query in known[name]) for name in known}
