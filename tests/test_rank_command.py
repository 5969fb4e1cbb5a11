"""`recruit rank`: one array on standard output, faults on standard error, exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from recruit.rank_command import rank
from tests.matching.factories import candidate, vacancy


class Files:
    """A vacancy and candidates in files."""

    def __init__(self, folder: Path) -> None:
        self.vacancy = folder / "vacancy.json"
        self.candidates = folder / "candidates.jsonl"
        self.vacancy.write_text(json.dumps(vacancy(), ensure_ascii=False), encoding="utf-8")
        self.write({"id": "a", **candidate()}, {"id": "b", **candidate(salary_expected=None)})

    def write(self, *rows: Any) -> None:
        lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
        self.candidates.write_bytes(b"\n".join(lines))

    def run(self, *options: str) -> Result:
        paths = ["--vacancy", str(self.vacancy), "--json", str(self.candidates)]
        return CliRunner().invoke(rank, [*paths, "--as-of", "2026-11", *options])


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_it_prints_one_array_best_first(files: Files) -> None:
    result = files.run()
    first, second = json.loads(result.stdout)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert [first["id"], second["id"]] == ["a", "b"]
    assert [first["rank"], second["rank"]] == [1, 2]
    assert first["score"] > second["score"]
    assert abs(sum(second["parts"].values()) - second["score"]) < 1e-6
    assert second["interval"][0] < second["score"] < second["interval"][1]
    assert second["band"] == "IV"
    assert second["unknown"] == ["salary_expected"]
    assert all(isinstance(text, str) and text for text in second["reasons"])
    assert set(first) == {
        "id", "rank", "score", "parts", "interval", "band", "reasons", "unknown",
    }  # fmt: skip


def test_top_prints_the_best_only(files: Files) -> None:
    assert [row["id"] for row in json.loads(files.run("--top", "1").stdout)] == ["a"]


def test_equal_scores_stand_in_the_order_of_ids(files: Files) -> None:
    files.write(*({"id": key, **candidate()} for key in ("c", "a", "b")))

    assert [row["id"] for row in json.loads(files.run().stdout)] == ["a", "b", "c"]


def test_numbers_may_be_ids(files: Files) -> None:
    files.write(*({"id": key, **candidate()} for key in (10, 9)))

    assert [row["id"] for row in json.loads(files.run().stdout)] == [9, 10]


def test_reasons_may_be_english(files: Files) -> None:
    assert "expects ₽150,000" in files.run("--lang", "en").stdout


def test_fields_of_the_person_have_no_way_in(files: Files) -> None:
    plain = {"id": "a", **candidate()}
    personal = {"name": "Анна", "sex": "f", "age": 45, "photo": "x.png", "citizenship": "RU"}
    files.write(plain, {**plain, **personal, "id": "b"})
    first, second = json.loads(files.run().stdout)

    assert first["score"] == second["score"]


def test_marks_of_windows_and_empty_lines_are_no_fault(files: Files) -> None:
    files.candidates.write_bytes(b'\xef\xbb\xbf{"id": "a"}\r\n\r\n  \n{"id": "b"}\r\n')

    assert [row["id"] for row in json.loads(files.run().stdout)] == ["a", "b"]


def test_nobody_to_rank_is_an_empty_array(files: Files) -> None:
    files.write(b"")

    assert json.loads(files.run().stdout) == []


BAD_LINES: dict[str, tuple[bytes, str]] = {
    "broken": (b"{bad", "this is not JSON"),
    "a list": (b"[1]", "one JSON object in braces"),
    "null": (b"null", "one JSON object in braces"),
    "deep": (b"[" * 100_000, "this is nested too deeply"),
    "not UTF-8": (b"\xff\xfe{}", "this is not UTF-8 text; save the file as UTF-8"),
    "too long": (b'{"id": "x", "text": "' + b"a" * 6_000_000 + b'"}', "longer than 5,000,000"),
    "NaN": (b'{"id": "x", "experience_years": NaN}', "NaN is not a JSON number"),
    "infinity": (b'{"id": "x", "experience_years": -Infinity}', "-Infinity is not a JSON"),
    "overflow": (b'{"id": "x", "experience_years": 1e999}', "experience_years: must be a finite"),
    "huge": (b'{"id": "x", "experience_years": 1' + b"0" * 400 + b"}", "experience_years: must be"),
    "digits": (
        b'{"id": "x", "experience_years": ' + b"9" * 5000 + b"}",
        "a number has thousands of digits",
    ),
    "no id": (b"{}", "id: is missing"),
    "empty id": (b'{"id": " "}', "id: must not be empty"),
    "list as id": (b'{"id": []}', "id: must be text or a whole number"),
    "broken id": (b'{"id": "\\ud800"}', "id: holds a broken character"),
    "twice": (b'{"id": "good"}', "id: 'good' is already in line 1"),
    "negative pay": (b'{"id": "x", "salary_expected": -1}', "salary_expected: must be from 0"),
    "boolean": (b'{"id": "x", "experience_years": true}', "experience_years: must be a number"),
    "quoted": (b'{"id": "x", "management_years": "5"}', "management_years: must be a number"),
    "month": (b'{"id": "x", "positions": [{"start": "2021-13"}]}', "positions[0].start: '2021-13'"),
    "number as month": (b'{"id": "x", "positions": [{"start": 2021}]}', "positions[0].start: must"),
    "end first": (
        b'{"id": "x", "positions": [{}, {"start": "2021-02", "end": "2021-01"}]}',
        "positions[1].end: must not be before start",
    ),
    "post": (b'{"id": "x", "positions": [1]}', "positions[0]: must be an object"),
    "posts": (b'{"id": "x", "positions": {}}', "positions: must be a list"),
    "skills": (b'{"id": "x", "skills": "CRM"}', "skills: must be a list in brackets"),
    "skill": (b'{"id": "x", "skills": [null]}', "skills[0]: must be text in quotes, not null"),
    "languages": (b'{"id": "x", "languages": ["en"]}', "languages: must be an object"),
    "level": (b'{"id": "x", "languages": {"en": 3}}', "languages.en: must be text in quotes"),
    "yes": (b'{"id": "x", "relocation": "yes"}', "relocation: must be true or false"),
    "currency": (b'{"id": "x", "currency": "rubles"}', "currency: must be three letters"),
    "day": (b'{"id": "x", "updated": "24.11.2026"}', "updated: must be a day as YYYY-MM-DD"),
    "text": (b'{"id": "x", "city": 7}', "city: must be text in quotes"),
}


@pytest.mark.parametrize("fault", BAD_LINES)
def test_a_bad_line_is_told_by_number_and_field(files: Files, fault: str) -> None:
    line, told = BAD_LINES[fault]
    files.write(b'{"id": "good"}', b"", line)

    strict = files.run()
    assert strict.exit_code == 1
    assert strict.stdout == ""
    assert f"line 3: {told}" in strict.stderr
    assert "--skip-bad" in strict.stderr

    lenient = files.run("--skip-bad")
    assert lenient.exit_code == 0
    assert [row["id"] for row in json.loads(lenient.stdout)] == ["good"]
    assert f"line 3: {told}" in lenient.stderr


def test_every_bad_line_is_told(files: Files) -> None:
    files.write(b"{", b'{"id": "good"}', b"[", b"null")

    assert [f"line {n}:" in files.run().stderr for n in (1, 2, 3, 4)] == [True, False, True, True]


@pytest.mark.parametrize(
    "options",
    [["--top", "0"], ["--top", "x"], ["--lang", "de"], ["--as-of", "2026"], ["--what"]],
)
def test_wrong_usage_exits_with_2(files: Files, options: list[str]) -> None:
    result = files.run(*options)

    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_missing_file_exits_with_2(files: Files) -> None:
    files.candidates.unlink()

    assert files.run().exit_code == 2
    assert "does not exist" in files.run().stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "this is not JSON"),
        (b"[]", "one JSON object in braces"),
        (b'{"salary_from": 2, "salary_to": 1}', "salary_to: must not be below salary_from"),
        (b'{"segment": "bank"}', "segment: must be one of: agency, company"),
        (b'{"must": "CRM"}', "must: must be a list in brackets"),
        (b'{"title": 5}', "title: must be text in quotes"),
    ],
)
def test_a_bad_vacancy_exits_with_2(files: Files, content: bytes, told: str) -> None:
    files.vacancy.write_bytes(content)
    result = files.run()

    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr


def test_texts_with_broken_characters_are_ranked(files: Files) -> None:
    row = {
        "id": "a",
        "text": "\ud800\x00",
        "title": "\ud800",
        "skills": ["\ud800"],
        "city": "\ud800",
    }
    files.write(json.dumps(row).encode())

    assert [row["id"] for row in json.loads(files.run().stdout)] == ["a"]


def test_it_needs_neither_flask_nor_a_database() -> None:
    check = (
        "import sys, recruit.rank_command;"
        "sys.exit(any(name.partition('.')[0] in {'flask', 'sqlalchemy'} for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
