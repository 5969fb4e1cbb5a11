"""Survey files: the first edition to the rouble, and every fault named with its place."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import astuple
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel, force_locale

from recruit.salaries.edition_files import (
    EDITIONS_FOLDER,
    EditionFileError,
    read_edition,
    read_editions,
)
from recruit.salaries.fault_sentences import fault_line
from recruit.salaries.faults import FaultCode, SurveyErrors, SurveyFault
from recruit.salaries.survey_files import COLUMNS, read_survey

RUSSIAN = Path(__file__).parents[2] / "recruit" / "translations" / "ru" / "salaries.po"
FIRST = EDITIONS_FOLDER / "head-of-customer-relations-2015-04.yaml"
CITIES = ("Москва", "Орёл")
TABLE = """\
Москва,agency,50000,65000,65000,80000,80000,130000,130000,200000,115000
Москва,company,50000,60000,60000,70000,70000,120000,120000,200000,105000
Орёл,agency,27000,34000,34000,42000,42000,70000,70000,110000,60000
Орёл,company,27000,32000,32000,37000,37000,64000,64000,105000,56000
"""
ROWS = [list(COLUMNS), *csv.reader(TABLE.splitlines())]


def changed(row: int, column: str, value: str) -> list[list[str]]:
    """The table with one cell of a row, counted as a spreadsheet does, replaced."""
    rows = [list(cells) for cells in ROWS]
    rows[row - 1][COLUMNS.index(column)] = value
    return rows


def as_text(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def faults(source: bytes | list[list[str]]) -> list[SurveyFault]:
    with pytest.raises(SurveyErrors) as caught:
        read_survey(source, required_cities=CITIES, least=1000)
    return list(caught.value.faults)


def places(source: bytes | list[list[str]]) -> list[tuple[FaultCode, int | None, str | None]]:
    return [(fault.code, fault.row, fault.column) for fault in faults(source)]


def test_first_edition_is_exact() -> None:
    facts, table = read_edition(FIRST)
    assert (facts.slug, facts.role) == (FIRST.stem, "head-of-customer-relations")
    assert facts.source == "Исследовательский центр портала Superjob.ru"
    assert (facts.collected, facts.published) == ("2015-04", date(2015, 5, 13))
    assert (facts.currency, facts.period, facts.tax) == ("RUB", "month", "unknown")
    assert len(table.rows) == 24
    assert table.cities == facts.cities
    assert len(facts.cities) == 12
    by_place = {(row.city, row.segment): astuple(row)[2:] for row in table.rows}
    thousand = 100_000  # in kopecks
    saint_petersburg = (40, 53, 53, 66, 66, 107, 107, 164, 94)
    assert by_place["Санкт-Петербург", "agency"] == tuple(n * thousand for n in saint_petersburg)
    volgograd = (27, 32, 32, 37, 37, 64, 64, 105, 56)
    assert by_place["Волгоград", "company"] == tuple(n * thousand for n in volgograd)
    # Sums over the published table: a slip in any one cell shows in one of them.
    sums = [sum(column) // thousand for column in zip(*by_place.values(), strict=True)]
    assert sums == [774, 961, 961, 1160, 1160, 1930, 1930, 3083, 1693]


def test_disagreement_of_prose_and_table_is_recorded() -> None:
    facts, _ = read_edition(FIRST)
    assert any("165 000" in note["ru"] and "164 000" in note["ru"] for note in facts.notes)


def test_every_shipped_edition_is_sound_and_named_by_its_slug() -> None:
    editions = read_editions()
    assert [facts.slug for facts, _ in editions] == [
        path.stem for path in sorted(EDITIONS_FOLDER.glob("*.yaml"))
    ]


def test_edition_without_a_fact_is_refused(tmp_path: Path) -> None:
    text = FIRST.read_text(encoding="utf-8").replace("currency: RUB\n", "")
    path = tmp_path / FIRST.name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EditionFileError, match=r"2015-04\.yaml: .*currency"):
        read_edition(path)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("collected: 2015-04", "collected: 2015-00"), r"collected: String does not match"),
        (("published: 2015-05-13", "published: 2015-13-05"), "month must be in 1..12"),
        (("table: head", "table: other-head"), r"its table other-head.*\.csv: No such file"),
        (("slug: ", "slug: [" + "[" * 5000 + "\nx: "), "nested too deeply|expected"),
    ],
    ids=["a month that is none", "a day that is none", "no table", "a deep one"],
)
def test_an_edition_file_with_a_slip_is_refused_in_a_sentence(
    wrong: tuple[str, str], told: str, tmp_path: Path
) -> None:
    text = FIRST.read_text(encoding="utf-8")
    assert wrong[0] in text
    path = tmp_path / FIRST.name
    path.write_text(text.replace(*wrong, 1), encoding="utf-8")
    with pytest.raises(EditionFileError, match=told):
        read_edition(path)


@pytest.mark.parametrize("text", ["", "x", "- 1\n- 2\n"])
def test_a_file_that_is_no_mapping_is_refused_in_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / FIRST.name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EditionFileError, match=r"2015-04\.yaml: Invalid input type\.$"):
        read_edition(path)


def test_amounts_are_minor_units() -> None:
    row = read_survey(ROWS, required_cities=CITIES).rows[0]
    assert (row.band1_min, row.median) == (5_000_000, 11_500_000)
    yen = read_survey(ROWS, required_cities=CITIES, minor_units=1).rows[0]
    assert yen.median == 115_000


@pytest.mark.parametrize(
    "encode",
    [
        lambda rows: as_text(rows).encode(),
        lambda rows: as_text(rows).encode("utf-8-sig"),
        lambda rows: as_text(rows, ";").encode("cp1251"),
        lambda rows: as_text(rows, "\t").encode("utf-16"),
        lambda rows: as_text(rows, "\t").replace("\r\n", "\n").encode(),
        lambda rows: as_text([[], rows[0] + ["", ""], *rows[1:], ["", " "]], ";").encode(),
        lambda rows: as_text([[cell.upper() for cell in rows[0]], *rows[1:]]).encode(),
        lambda rows: as_text([list(reversed(cells)) for cells in rows]).encode(),
    ],
    ids=["utf-8", "bom", "cp1251", "utf-16", "tabs", "blank edges", "capitals", "column order"],
)
def test_what_spreadsheets_write_is_read(encode: Callable[[list[list[str]]], bytes]) -> None:
    expected = read_survey(ROWS, required_cities=CITIES)
    assert read_survey(encode(ROWS), required_cities=CITIES) == expected


@pytest.mark.parametrize(
    "spelling", ["115 000", "115\u00a0000", "115\u202f000", " 115000 ", "115000,00", "115 000.00"]
)
def test_spellings_of_a_sum(spelling: str) -> None:
    rows = changed(2, "median", spelling)
    assert read_survey(rows, required_cities=CITIES).rows[0].median == 11_500_000


def test_kopecks_are_kept() -> None:
    rows = changed(2, "median", "115000.05")
    assert read_survey(rows, required_cities=CITIES).rows[0].median == 11_500_005


@pytest.mark.parametrize("written", ["орел", "ОРЁЛ", "Орёл\u00a0"])
def test_cities_become_canonical(written: str) -> None:
    rows = changed(4, "city", written)
    assert read_survey(rows, required_cities=CITIES).cities == CITIES


def test_known_city_may_be_there_and_needs_both_segments() -> None:
    more = [*ROWS, ["Тверь", *ROWS[1][1:]]]
    with pytest.raises(SurveyErrors) as caught:
        read_survey(more, required_cities=CITIES, known_cities=["Тверь"])
    assert [(fault.code, dict(fault.params)) for fault in caught.value.faults] == [
        (FaultCode.MISSING_SEGMENT, {"city": "Тверь", "segment": "company"})
    ]
    more.append(["Тверь", *ROWS[2][1:]])
    table = read_survey(more, required_cities=CITIES, known_cities=["Тверь"])
    assert table.cities == (*CITIES, "Тверь")


@pytest.mark.parametrize(
    ("row", "column", "value", "code", "at"),
    [
        (2, "band2_min", "65001", FaultCode.BAND_GAP, "band2_min"),
        (3, "band3_min", "69999", FaultCode.BAND_OVERLAP, "band3_min"),
        (5, "band4_max", "64000", FaultCode.BAND_NOT_RISING, "band4_max"),
        (2, "median", "49999.99", FaultCode.MEDIAN_OUTSIDE, "median"),
        (2, "median", "200000.01", FaultCode.MEDIAN_OUTSIDE, "median"),
        (4, "median", "", FaultCode.EMPTY, "median"),
        (4, "median", "sixty", FaultCode.NOT_A_NUMBER, "median"),
        (4, "median", "60,000", FaultCode.AMBIGUOUS, "median"),
        (4, "median", "60.000,00", FaultCode.AMBIGUOUS, "median"),
        (4, "median", "60000.123", FaultCode.FRACTION, "median"),
        (4, "median", "=A1*2", FaultCode.FORMULA, "median"),
        (4, "median", "01.04.2015", FaultCode.DATE, "median"),
        (4, "city", "=A1", FaultCode.FORMULA, "city"),
        (4, "median", "6 0000", FaultCode.NOT_A_NUMBER, "median"),
        (4, "median", "6e4", FaultCode.NOT_A_NUMBER, "median"),
        (4, "median", "٦٠٠٠٠", FaultCode.NOT_A_NUMBER, "median"),
        (4, "median", "-60000", FaultCode.NOT_POSITIVE, "median"),
        (4, "median", "−60 000", FaultCode.NOT_POSITIVE, "median"),
        (4, "median", "0", FaultCode.NOT_POSITIVE, "median"),
        (4, "median", "1000000000", FaultCode.TOO_LARGE, "median"),
        (4, "median", "9" * 5000, FaultCode.TOO_LARGE, "median"),
        (4, "segment", "state", FaultCode.UNKNOWN_SEGMENT, "segment"),
        (4, "segment", "", FaultCode.EMPTY, "segment"),
        (4, "city", "", FaultCode.EMPTY, "city"),
        (4, "city", "Омск", FaultCode.UNKNOWN_CITY, "city"),
        (5, "segment", "agency", FaultCode.DUPLICATE_ROW, "city"),
    ],
)
def test_a_fault_is_told_with_row_and_column(
    row: int, column: str, value: str, code: FaultCode, at: str
) -> None:
    told = [place for place in places(changed(row, column, value)) if place[1] is not None]
    assert told[0] == (code, row, at)
    assert len({code for code, _, _ in told}) == 1


def test_a_long_cell_is_quoted_in_part() -> None:
    (fault,) = faults(changed(4, "median", "9" * 5000))
    assert fault.params == {"value": "9" * 40 + "…"}


def test_the_edges_of_the_range_are_inside_it() -> None:
    for edge in ("50000", "200000"):
        read_survey(changed(2, "median", edge), required_cities=CITIES)


def test_missing_city_and_segment() -> None:
    assert [dict(fault.params) for fault in faults(ROWS[:3])] == [{"city": "Орёл"}]
    (fault,) = faults(ROWS[:4])
    assert fault.code == FaultCode.MISSING_SEGMENT
    assert fault.params == {"city": "Орёл", "segment": "company"}


def test_a_row_with_a_fault_still_counts_as_present() -> None:
    assert [code for code, _, _ in places(changed(5, "median", "?"))] == [FaultCode.NOT_A_NUMBER]


def test_the_nearest_city_is_offered() -> None:
    (near, *_) = faults(changed(2, "city", "Масква"))
    assert near.params == {"value": "Масква", "nearest": "Москва"}
    (far, *_) = faults(changed(2, "city", "Лиссабон"))
    assert far.params["nearest"] == ""


def test_columns_are_exactly_these() -> None:
    header = ["CITY", "segment", "segment", *COLUMNS[3:], "bonus"]
    assert places([header, *ROWS[1:]]) == [
        (FaultCode.MISSING_COLUMN, 1, "band1_min"),
        (FaultCode.REPEATED_COLUMN, 1, "segment"),
        (FaultCode.EXTRA_COLUMN, 1, "bonus"),
    ]


def test_cells_beyond_the_header_are_told() -> None:
    rows = [list(cells) for cells in ROWS]
    rows[2] += ["7", "8"]
    (fault,) = faults(rows)
    assert (fault.code, fault.row, fault.params) == (FaultCode.TOO_MANY_CELLS, 3, {"extra": 2})


def test_all_faults_are_told_at_once_in_reading_order() -> None:
    rows = changed(2, "band1_min", "x")
    rows[3][COLUMNS.index("band2_min")] = "35000"
    assert places([*rows[:4]]) == [
        (FaultCode.NOT_A_NUMBER, 2, "band1_min"),
        (FaultCode.BAND_GAP, 4, "band2_min"),
        (FaultCode.MISSING_SEGMENT, None, "segment"),
    ]


def test_rows_are_counted_as_lines_of_the_file() -> None:
    lines = as_text(changed(3, "median", "?")).splitlines()
    text = "\n".join([lines[0], "", lines[1].replace("Москва", '"\nМосква"'), *lines[2:]])
    assert places(text.encode()) == [(FaultCode.NOT_A_NUMBER, 5, "median")]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04\0\0", b"%PDF-1.7\n%", b"\xff\xfe\0", b"city,\x98\xff", b"c\0i\0t\0y\0"],
    ids=["workbook", "PDF", "half a character", "no encoding", "UTF-16 without its mark"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert [fault.code for fault in faults(content)] == [FaultCode.NOT_A_TABLE]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_table_is_told_as_one(content: bytes) -> None:
    assert [fault.code for fault in faults(content)] == [FaultCode.EMPTY_TABLE]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"Москва,agency', FaultCode.BAD_QUOTES),
        ('"Москва"а,agency', FaultCode.BAD_QUOTES),
        ("М" * 140_000, FaultCode.LONG_CELL),
    ],
)
def test_a_broken_record_is_told_by_the_line_it_begins_on(line: str, code: FaultCode) -> None:
    lines = as_text(ROWS).splitlines()
    text = "\n".join([*lines[:3], line, *lines[3:]])
    (fault,) = faults(text.encode())
    assert (fault.code, fault.row) == (code, 4)


EXAMPLES = [
    SurveyFault(FaultCode.NOT_A_TABLE),
    SurveyFault(FaultCode.OLD_WORKBOOK),
    SurveyFault(FaultCode.DAMAGED_WORKBOOK),
    SurveyFault(FaultCode.LARGE_FILE),
    SurveyFault(FaultCode.SEVERAL_SHEETS, params={"sheets": "2015, 2016"}),
    SurveyFault(FaultCode.BAD_QUOTES, 3),
    SurveyFault(FaultCode.LONG_CELL, 3),
    *faults(b""),
    *faults(ROWS[:1]),
    *faults([["Зарплаты"], *ROWS]),
    *faults([["Зарплаты"], ROWS[1]]),
    *faults([*ROWS, ROWS[0]]),
    *faults([ROWS[0], *ROWS[1:] * 501]),
    *faults([["agency", "Москва", *cells[2:]] if cells == ROWS[1] else cells for cells in ROWS]),
    *faults([[re.sub("000$", "", cell) for cell in cells] for cells in ROWS]),
    *faults(changed(2, "median", "=A1*2")),
    *faults(changed(2, "median", "2015-04-01")),
    *faults(changed(2, "median", "115,000")),
    *faults(changed(2, "median", "115000.123")),
    SurveyFault(FaultCode.TOO_MANY_CELLS, 3, None, {"extra": 2}),
    SurveyFault(FaultCode.UNKNOWN_CITY, 2, "city", {"value": "Лиссабон", "nearest": ""}),
    *(fault for row in ("Масква", "") for fault in faults(changed(2, "city", row))),
    *faults(changed(2, "band2_min", "65001")),
    *faults(changed(2, "band2_min", "64000")),
    *faults(changed(2, "band4_max", "130000")),
    *faults(changed(2, "median", "1")),
    *faults(changed(2, "median", "-1")),
    *faults(changed(2, "median", "?")),
    *faults(changed(2, "median", "10000000000")),
    *faults(changed(2, "segment", "state")),
    *faults(changed(3, "segment", "agency")),
    *faults(ROWS[:3]),
    *faults([["segment", "segment", "bonus"]]),
]


def test_examples_cover_every_code() -> None:
    assert {fault.code for fault in EXAMPLES} == set(FaultCode)


def test_sentences_in_english() -> None:
    app = Flask("survey")
    Babel(app)
    with app.test_request_context(), force_locale("en"):
        (gap,) = faults(changed(2, "band2_min", "65001"))
        assert fault_line(gap) == (
            "Row 2, column band2_min (E2): Band 1 ends at ₽65,000 and band 2 begins at ₽65,001: "
            "there is a gap. Make the two equal"
        )
        lines = [fault_line(fault) for fault in EXAMPLES]
    assert not [line for line in lines if "%(" in line]
    assert len({line.partition(": ")[2] for line in lines}) >= len(FaultCode)


def test_every_sentence_has_its_russian() -> None:
    with RUSSIAN.open("rb") as file:
        catalogue = read_po(file, locale="ru", abort_invalid=True)
    asked: list[str] = []

    def note(message: str, **_: object) -> str:
        asked.append(message)
        return message

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("recruit.salaries.fault_sentences.gettext", note)
        for fault in EXAMPLES:
            fault_line(fault)
    assert asked
    for message in asked:
        translation = catalogue.get(message)
        assert translation is not None, message
        assert slots(translation.string) == slots(message)
        assert not translation.fuzzy


def slots(message: str) -> set[str]:
    """The names a message wants filled in."""
    braces = message.replace("%(", "{").replace(")s", "}")
    return {name for _, name, _, _ in Formatter().parse(braces) if name}
