"""A small data folder that tests write, break and measure."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner, Result

VACANCIES: list[dict[str, Any]] = [
    {
        "id": "accountant",
        "title": "Главный бухгалтер",
        "text": "Налоговый учёт, отчётность, расчёт зарплаты.",
        "must": ["1С", "Налоговый учёт"],
        "experience_years": 5,
        "city": "Москва",
        "salary_to": 150000,
    },
    {"id": "developer", "title": "Python-разработчик", "text": "Пишем сервисы на Django и SQL."},
    {"id": "driver", "title": "Водитель-экспедитор", "must": ["Категория B"], "city": "Казань"},
]
CANDIDATES: list[dict[str, Any]] = [
    {
        "id": "a1",
        "title": "Главный бухгалтер",
        "text": "Налоговый учёт и отчётность в 1С.",
        "skills": ["1С", "Налоговый учёт"],
        "positions": [{"title": "Главный бухгалтер", "start": "2014-01", "end": "2024-01"}],
        "city": "Москва",
        "salary_expected": 140000,
    },
    {"id": "a2", "title": "Бухгалтер", "text": "Расчёт зарплаты в 1С.", "experience_years": 2},
    {
        "id": "d1",
        "title": "Python-разработчик",
        "text": "Django, SQL, сервисы.",
        "positions": [{"title": "Python-разработчик", "start": "2019-01"}],
    },
    {"id": "d2", "title": "Java-разработчик", "text": "Spring, SQL.", "experience_years": 4},
    {"id": "v1", "title": "Водитель-экспедитор", "skills": ["Категория B"], "city": "Казань"},
    {"id": "v2", "title": "Курьер", "text": "Доставка по городу."},
]
GRADES: list[tuple[str, str, int]] = [
    ("accountant", "a1", 3), ("accountant", "a2", 2), ("accountant", "d1", 0),
    ("developer", "d1", 3), ("developer", "d2", 1), ("developer", "v2", 0),
    ("driver", "v1", 2), ("driver", "v2", 1), ("driver", "a1", 0),
]  # fmt: skip
SPLITS = {"train": ["accountant"], "test": ["developer", "driver"]}


class DataFolder:
    """The files of a folder in data format 1."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.info: dict[str, Any] = {
            "name": "small",
            "language": "ru",
            "direction": "candidates_for_vacancy",
            "pool": "all",
            "metrics": ["map", "ndcg@5", "mrr"],
        }
        self.describe()
        self.rows("vacancies.jsonl", VACANCIES)
        self.rows("candidates.jsonl", CANDIDATES)
        self.grade(GRADES)

    def describe(self, **changes: Any) -> None:
        """Write `dataset.json`; a change to None leaves the field out."""
        self.info |= changes
        info = {name: value for name, value in self.info.items() if value is not None}
        self.write("dataset.json", json.dumps(info))

    def rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write one JSON object a line."""
        self.write(name, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))

    def grade(self, grades: Sequence[tuple[str, str, int]], turned: bool = False) -> None:
        """Write `qrels.tsv`; turned, the candidates ask."""
        lines = [
            f"{candidate}\t{vacancy}\t{grade}" if turned else f"{vacancy}\t{candidate}\t{grade}"
            for vacancy, candidate, grade in grades
        ]
        self.write("qrels.tsv", "\n".join(lines) + "\n")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file of the folder."""
        (self.path / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(self, command: click.Command, *options: str) -> Result:
        """Call a command on the folder."""
        return CliRunner().invoke(command, [str(self.path), "--as-of", "2026-11", *options])


def answer(result: Result) -> dict[str, Any]:
    """The last line of the output."""
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found
