"""`recruit parse`: a line a file, in order, and nothing else on standard output."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from recruit.intake import document_child
from recruit.intake.document_json import dump_document, load_document
from recruit.intake.parse_command import parse_command
from recruit.intake.pool import Pool
from recruit.intake.readers import reading_pool
from recruit.parsing.document import Document, Line
from recruit.parsing.output import draft_object
from recruit.parsing.parse import parse

TEXT = """Иванова Анна Петровна
Женщина, 38 лет, родилась 23 ноября 1988
Желаемая должность: Бухгалтер
Город: Омск
Телефон: 8 916 000-45-67

Опыт работы
03.2015 – н.в. ООО «Ромашка»
Бухгалтер
Сверка расчётов.

О себе
Родилась 23.11.1988 в Омске. Замужем, двое детей. Внимательна.
"""
DATES = ("1988-11-23", "23.11.1988", "23 ноября 1988")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(parse_command, [str(argument) for argument in arguments])


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def one_pool() -> Iterator[Pool]:
    """What the parser knows takes seconds to load: once is enough for these tests."""
    with reading_pool() as pool:
        yield pool


@pytest.fixture(autouse=True)
def shared(one_pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recruit.intake.parse_command.reading_pool", lambda: nullcontext(one_pool))


def test_the_command_ends_its_child(resume: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pools: list[Pool] = []

    def noted() -> Pool:
        pools.append(reading_pool())
        return pools[-1]

    monkeypatch.setattr("recruit.intake.parse_command.reading_pool", noted)
    (row,) = rows(run(resume, "--json"))
    assert row["name"] == "Иванова Анна Петровна"
    assert [pool.pid for pool in pools] == [None]


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    path = tmp_path / "anna.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_line_a_file_in_the_order_given(resume: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    result = run(broken, resume, tmp_path / "absent.txt", "--json", "--received", "2026-11")
    found = rows(result)
    assert [row["file"] for row in found] == ["broken.pdf", "anna.txt", "absent.txt"]
    assert found[1]["name"] == "Иванова Анна Петровна"
    assert "2/3 anna.txt" in result.stderr


def test_an_unreadable_file_has_a_code_and_no_field(tmp_path: Path) -> None:
    (row,) = rows(run(tmp_path / "absent.txt", "--json"))
    assert set(row) == {"file", "error", "message"}
    assert row["error"] == "missing"


def test_now_is_the_month_of_receipt(resume: Path) -> None:
    (row,) = rows(run(resume, "--json", "--received", "2016-02"))
    assert (row["as_of"], row["total_experience_months"]) == ("2016-02", 12)


def test_a_wrong_month_is_wrong_usage(resume: Path) -> None:
    result = run(resume, "--json", "--received", "2016-13")
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_birth_date_stands_in_its_own_field_alone(resume: Path) -> None:
    (row,) = rows(run(resume, "--json", "--received", "2026-11"))
    assert row.pop("birth_date") == "1988-11-23"
    del row["provenance"]["birth_date"]
    rest = json.dumps(row, ensure_ascii=False)
    assert not [date for date in DATES if date in rest]
    assert "Замужем" not in rest
    assert "двое детей" not in rest
    assert "Внимательна" in row["sections"]["about"]


def test_provenance_points_into_the_text() -> None:
    lines = tuple(Line(line, block=n) for n, line in enumerate(TEXT.splitlines()))
    document = Document(lines)
    row = draft_object(parse(document, "2026-11"), document)
    places = [place for found in row["provenance"].values() for place in found]
    assert places
    for place in places:
        there = document.text[slice(*place["span"])]
        assert place.get("text", there) == there != ""
        assert 0 < place["confidence"] <= 1
    # Whole texts stand there without their protected facts.
    whole = {name for name, found in row["provenance"].items() if "text" not in found[0]}
    assert {"sections.about", "positions.0.text"} <= whole
    for name in whole:
        (place,) = row["provenance"][name]
        there = document.text[slice(*place["span"])].split()
        assert name == "sections.skills" or set(place["value"].split()) <= set(there)


def test_a_summary_for_people(resume: Path) -> None:
    assert "Имя: Иванова Анна Петровна" in run(resume).stdout
    assert "Name: Иванова Анна Петровна" in run(resume, "--lang", "en").stdout


def test_a_document_comes_out_of_the_child_as_it_was() -> None:
    document = Document(
        (Line("а", page=2, size=9.5, bold=True, row=1, cell=0), Line("б\ud800")),
        media="pdf", pages=2, hidden=("x",), warnings=("w",), ocr=True,
    )  # fmt: skip
    assert load_document(dump_document(document)) == document


class FailingChild(Pool):
    """Reads the text, and its parser fails."""

    def read(self, path: Path, task: str = "", seconds: float | None = None) -> str:
        return document_child.read_and_parse(path, task)


def test_a_failure_of_the_parser_costs_one_file(
    resume: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_document: Document, _received: str) -> None:
        raise ValueError("strange")

    monkeypatch.setattr(document_child, "parse", fail)
    monkeypatch.setattr("recruit.intake.parse_command.reading_pool", FailingChild)
    result = run(resume, "--json")
    (row,) = rows(result)
    assert row["error"] == "parser_failed"
    assert "ValueError at test_parse_command.py" in result.stderr
    assert "strange" not in result.stderr
