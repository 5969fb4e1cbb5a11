"""Workbooks of surveys: there and back to the ruble, and what a stranger's file may not do."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from recruit.db import Database
from recruit.models import SurveyEdition
from recruit.salaries.edition_files import EDITIONS_FOLDER, read_edition, read_editions
from recruit.salaries.fault_sentences import fault_sentence
from recruit.salaries.faults import FaultCode, SurveyErrors
from recruit.salaries.presentation import to_csv
from recruit.salaries.services import import_edition, set_index
from recruit.salaries.survey_files import AMOUNT_COLUMNS, read_survey
from recruit.salaries.table_files import LARGEST_FILE, table_text
from recruit.salaries.workbooks import to_xlsx
from tests.conftest import NOON

FACTS, TABLE = read_editions()[0]


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def fault_of(content: bytes) -> FaultCode:
    with pytest.raises(SurveyErrors) as caught:
        table_text(content)
    (fault,) = caught.value.faults
    assert fault_sentence(fault)
    return fault.code


@pytest.mark.parametrize(
    "export", [lambda edition: to_csv(edition).encode(), to_xlsx], ids=["CSV", "XLSX"]
)
def test_export_and_import_there_and_back_is_exact(
    database: Database, export: Callable[[SurveyEdition], bytes]
) -> None:
    with database.unit(writes=True) as session:
        first = import_edition(session, FACTS, TABLE, NOON)
        text = table_text(export(first))
        table = read_survey(text.encode(), required_cities=FACTS.cities)
        assert table == TABLE
        assert len(table.rows) == 24
        again = import_edition(session, replace(FACTS, slug="again"), table, NOON)
        assert to_csv(again) == to_csv(first)
        assert table_text(export(again)) == text


def test_kopecks_survive_a_workbook(database: Database) -> None:
    row = replace(TABLE.rows[0], median=TABLE.rows[0].median + 5)
    table = replace(TABLE, rows=(row, *TABLE.rows[1:]))
    with database.unit(writes=True) as session:
        edition = import_edition(session, FACTS, table, NOON)
        text = table_text(to_xlsx(edition))
    assert read_survey(text.encode(), required_cities=FACTS.cities) == table


def test_the_workbook_holds_numbers_and_tells_what_they_are(database: Database) -> None:
    with database.unit(writes=True) as session:
        edition = import_edition(session, FACTS, TABLE, NOON)
        set_index(
            session,
            edition,
            None,
            basis_points=8450,
            source="Росстат",
            as_of=date(2026, 10, 1),
            today=NOON.date(),
            now=NOON,
        )
        book = load_workbook(io.BytesIO(to_xlsx(edition)))
    survey, about = book["survey"], book["about"]
    assert survey.freeze_panes == "A2"
    sums = [[cell.value for cell in row[2:]] for row in survey.iter_rows(min_row=2)]
    assert sums == [[getattr(row, name) // 100 for name in AMOUNT_COLUMNS] for row in TABLE.rows]
    assert {type(value) for row in sums for value in row} == {int}
    told = " ".join(str(value) for row in about.iter_rows(values_only=True) for value in row)
    for words in (FACTS.source, "2015-04", "RUB", "+84,5", "Росстат", "2026-10-01"):
        assert words in told


def test_the_command_line_takes_a_workbook_beside_the_facts(
    database: Database, tmp_path: Path
) -> None:
    with database.unit(writes=True) as session:
        content = to_xlsx(import_edition(session, FACTS, TABLE, NOON))
    facts = (EDITIONS_FOLDER / f"{FACTS.slug}.yaml").read_text("utf-8")
    (tmp_path / "survey.yaml").write_text(facts.replace(f"{FACTS.slug}.csv", "t.xlsx"), "utf-8")
    (tmp_path / "t.xlsx").write_bytes(content)
    assert read_edition(tmp_path / "survey.yaml")[1] == TABLE


def test_rows_keep_their_numbers_and_cells_their_values() -> None:
    book = Workbook()
    sheet = book.active
    sheet["B3"] = "x\ny"
    sheet["A5"] = 50000.5
    sheet["B5"] = True
    sheet["C5"] = 1e15
    sheet["D5"] = 0.1 + 0.2
    sheet["E5"] = "=SUM(A1:A4)"
    sheet["F5"] = ArrayFormula("F5:F6", "=A1:A2*2")
    sheet.merge_cells("A7:C7")
    sheet["A7"] = "merged"
    assert table_text(saved(book)).split("\n") == [
        "",
        "",
        ",x y",
        "",
        "50000.5,TRUE,1000000000000000,0.3,=SUM(A1:A4),=A1:A2*2",
        "",
        "merged",
        "",
    ]


def test_only_what_one_sees_counts_as_filled() -> None:
    book = Workbook()
    book.active.title = "Лист1"
    book.create_sheet("Обзор").append(["city"])
    hidden = book.create_sheet("Скрытый")
    hidden.append(["draft"])
    hidden.sheet_state = "hidden"
    book.create_sheet("About").append(["Source"])
    assert table_text(saved(book)) == "city\n"
    book["Лист1"]["D9"] = "note"
    with pytest.raises(SurveyErrors) as caught:
        table_text(saved(book))
    assert caught.value.faults[0].params == {"sheets": "Лист1, Обзор"}


def rezipped(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A workbook with its parts changed, or left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""


def filled() -> bytes:
    book = Workbook()
    book.active.append(["city", "segment"])
    return saved(book)


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    zeros = b"\0" * 60_000_000
    bomb = rezipped(filled(), lambda name, part: zeros if name == SHEET else part)
    assert len(bomb) < LARGEST_FILE
    assert fault_of(bomb) == FaultCode.LARGE_FILE


@pytest.mark.parametrize(
    "change",
    [
        lambda name, part: part[:50] if name == SHEET else part,
        lambda name, part: b"no XML" if name == "xl/workbook.xml" else part,
        lambda name, part: part.replace(b'r="1"', b'r="999999999999"') if name == SHEET else part,
    ],
    ids=["cut short", "no XML", "a row beyond all"],
)
def test_what_is_broken_inside_is_told_and_harms_nobody(
    change: Callable[[str, bytes], bytes | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recruit.salaries.table_files.SECONDS", 3.0)
    assert fault_of(rezipped(filled(), change)) == FaultCode.DAMAGED_WORKBOOK


def test_entities_are_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recruit.salaries.table_files.SECONDS", 3.0)

    def change(name: str, part: bytes) -> bytes:
        if name != SHEET:
            return part
        inline = b'<c r="A1" t="inlineStr"><is><t>&d;</t></is></c></row>'
        return ENTITIES + part.replace(b"</row>", inline)

    try:
        text = table_text(rezipped(filled(), change))
    except SurveyErrors:
        return
    assert "aaaaaaaaaa" not in text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"1" * (LARGEST_FILE + 1), FaultCode.LARGE_FILE),
        (b"PK\x03\x04", FaultCode.NOT_A_TABLE),
        (rezipped(filled(), lambda name, part: None if "workbook" in name else part),
         FaultCode.NOT_A_TABLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FaultCode.OLD_WORKBOOK),
        (rezipped(filled(), lambda name, part: None if name == SHEET else part),
         FaultCode.EMPTY_TABLE),
        (b"", FaultCode.EMPTY_TABLE),
        (saved(Workbook()), FaultCode.EMPTY_TABLE),
    ],
    ids=["large", "half a zip", "another zip", "old", "no sheet", "empty", "empty workbook"],
)  # fmt: skip
def test_what_is_no_table_is_told_by_its_content(content: bytes, code: FaultCode) -> None:
    assert fault_of(content) == code
