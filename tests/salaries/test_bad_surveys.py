"""Bad files of surveys: each is refused with its place and a sentence, and nothing is stored."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook

from recruit.db import Database
from recruit.models import Role
from recruit.salaries.edition_files import EDITIONS_FOLDER
from recruit.salaries.survey_files import COLUMNS
from tests import factories
from tests.browsing import Visitor
from tests.cast import all_rows

CSV = (EDITIONS_FOLDER / "head-of-customer-relations-2015-04.csv").read_text("utf-8")
ROWS = list(csv.reader(CSV.splitlines()))
FACTS = {
    "role": "head-of-customer-relations",
    "title_ru": "Обзор 2026 года",
    "title_en": "Survey of 2026",
    "source": "Полдень",
    "collected": "2026-10",
    "published": "",
    "currency": "RUB",
    "tax": "gross",
    "step": "import",
}
Rows = Sequence[Sequence[Any]]


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    sheet = io.StringIO()
    csv.writer(sheet, delimiter=delimiter).writerows(rows)
    return sheet.getvalue().encode()


def as_xlsx(rows: Rows, **more: Rows) -> bytes:
    """A workbook with the rows in its first sheet, figures as numbers, and other sheets."""
    book = Workbook()
    book.active.title = "survey"
    for cells in rows:
        book.active.append([int(c) if re.fullmatch("[0-9]{1,15}", str(c)) else c for c in cells])
    for title, others in more.items():
        other = book.create_sheet(title)
        for cells in others:
            other.append(list(cells))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def put(row: int, column: str, value: str) -> Rows:
    """The survey with one cell of a row, counted as a spreadsheet does, replaced."""
    rows = [list(cells) for cells in ROWS]
    rows[row - 1][COLUMNS.index(column)] = value
    return rows


def without(*numbers: int) -> Rows:
    return [cells for number, cells in enumerate(ROWS, start=1) if number not in numbers]


def with_row(number: int, cells: Sequence[str]) -> Rows:
    """The survey with one more row at a number."""
    return [*ROWS[: number - 1], cells, *ROWS[number - 1 :]]


def renamed(**names: str) -> Rows:
    """The survey with other names of columns over the same cells."""
    return [[names.get(name, name) for name in ROWS[0]], *ROWS[1:]]


def in_thousands(numbers: Iterable[int]) -> Rows:
    return [
        [re.sub("000$", "", cell) for cell in cells] if number in numbers else cells
        for number, cells in enumerate(ROWS, start=1)
    ]


@dataclass(frozen=True)
class Bad:
    """One way to be wrong: the table or the file itself, where the fault is, what is said of it.

    A table is tried as CSV and as a workbook. `column` and `cell` are empty where the fault is of
    a row, `row` is 0 where it is of the whole table or file.
    """

    name: str
    table: Rows | bytes
    row: int
    column: str
    cell: str
    ru: str
    en: str


SWAPPED_ENDS = renamed(band1_min="band1_max", band1_max="band1_min")
SWAPPED_BANDS = renamed(
    band2_min="band3_min", band2_max="band3_max", band3_min="band2_min", band3_max="band2_max"
)
SWAPPED_NAMES = renamed(city="segment", segment="city")
RUSSIAN_NAMES = [["Город", "Сегмент", *ROWS[0][2:-1], "Медиана"], *ROWS[1:]]
ALL_RUSSIAN = [["Город", "Сегмент", *"123456789"], *ROWS[1:]]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"

# fmt: off
BAD = [
    # columns that changed places
    Bad("ends of a band swapped", SWAPPED_ENDS, 2, "band1_max", "C2",
        "может быть, они перепутаны", "perhaps the two are swapped"),
    Bad("two bands swapped", SWAPPED_BANDS, 2, "band2_min", "G2",
        "между ними разрыв", "there is a gap"),
    Bad("city and segment swapped", SWAPPED_NAMES, 2, "city", "B2",
        "Город и сегмент перепутаны", "City and segment are swapped"),
    # sums that are no sums
    Bad("comma of thousands", put(3, "median", "105,000"), 3, "median", "K3",
        "можно прочесть двояко", "can be read in two ways"),
    Bad("point of thousands", put(3, "median", "105.000"), 3, "median", "K3",
        "Запишите 105000", "Write 105000"),
    Bad("comma and point", put(3, "median", "105,000.00"), 3, "median", "K3",
        "можно прочесть двояко", "can be read in two ways"),
    Bad("three digits of kopecks", put(3, "median", "105000.123"), 3, "median", "K3",
        "Округлите сумму", "Round the sum"),
    Bad("thousands in words", put(4, "band1_min", "50 тыс."), 4, "band1_min", "C4",
        "«50 тыс.» — не число", "“50 тыс.” is not a number"),
    Bad("with a currency", put(4, "band1_min", "40000 руб."), 4, "band1_min", "C4",
        "не число", "is not a number"),
    Bad("digits apart at random", put(4, "band1_min", "4 0000"), 4, "band1_min", "C4",
        "не число", "is not a number"),
    Bad("a word", put(4, "median", "нет данных"), 4, "median", "K4",
        "«нет данных» — не число", "“нет данных” is not a number"),
    Bad("below zero", put(4, "median", "-94000"), 4, "median", "K4",
        "нужна больше нуля", "must be above zero"),
    Bad("zero", put(4, "median", "0"), 4, "median", "K4",
        "нужна больше нуля", "must be above zero"),
    Bad("an empty cell", put(25, "median", ""), 25, "median", "K25",
        "Ячейка пуста", "The cell is empty"),
    Bad("a million millions", put(25, "median", "1000000000000"), 25, "median", "K25",
        "слишком велика для зарплаты", "too large for a wage"),
    Bad("a very long cell", put(25, "median", "7" * 20_000), 25, "median", "K25",
        "слишком велика для зарплаты", "too large for a wage"),
    Bad("a formula", put(2, "median", "=K3*2"), 2, "median", "K2",
        "В ячейке формула: «=K3*2»", "There is a formula in the cell: “=K3*2”"),
    Bad("a formula for a city", put(2, "city", "=A3"), 2, "city", "A2",
        "В ячейке формула: «=A3»", "There is a formula in the cell: “=A3”"),
    Bad("an error of a formula", put(2, "median", "#REF!"), 2, "median", "K2",
        "«#REF!» — не число", "“#REF!” is not a number"),
    Bad("a date", put(2, "median", "2015-04-01"), 2, "median", "K2",
        "В ячейке дата", "There is a date in the cell"),
    Bad("all in thousands", in_thousands(range(2, 26)), 2, "band1_min", "C2",
        "похоже, они в тысячах", "perhaps they are in thousands"),
    Bad("a row in thousands", in_thousands([7]), 7, "band1_min", "C7",
        "похоже, они в тысячах", "perhaps they are in thousands"),
    # sums that do not fit each other
    Bad("bands overlap", put(2, "band2_min", "64000"), 2, "band2_min", "E2",
        "перекрываются", "they overlap"),
    Bad("bands with a gap", put(2, "band2_min", "66000"), 2, "band2_min", "E2",
        "между ними разрыв", "there is a gap"),
    Bad("a band falls", put(2, "band4_max", "129000"), 2, "band4_max", "J2",
        "Верхняя граница должна быть выше нижней", "must be above the lower"),
    Bad("the median outside", put(2, "median", "201000"), 2, "median", "K2",
        "вне границ", "is outside the range"),
    # cities and segments
    Bad("a city twice", with_row(4, ROWS[1]), 4, "city", "A4",
        "уже есть в строке 2", "is already in row 2"),
    Bad("a city misspelt", put(2, "city", "Масква"), 2, "city", "A2",
        "Может быть, Москва?", "Did you mean Москва?"),
    Bad("a city of nowhere", put(2, "city", "Атлантида"), 2, "city", "A2",
        "Города «Атлантида» в списке нет", "There is no city “Атлантида” here"),
    Bad("no city", put(2, "city", ""), 2, "city", "A2",
        "Ячейка пуста", "The cell is empty"),
    Bad("a segment of our own", put(2, "segment", "state"), 2, "segment", "B2",
        "Сегмента «state» нет", "There is no segment “state”"),
    Bad("a city missing", without(2, 3), 0, "", "",
        "Не хватает города: Москва", "Москва is missing"),
    Bad("a segment missing", without(3), 0, "", "",
        "Москва: нет строки сегмента company", "Москва has no row of the segment company"),
    Bad("a row of totals", [*ROWS, ["Итого", "", *["1693000"] * 9]], 26, "city", "A26",
        "строку итогов уберите", "a row of totals has to go"),
    # the header and the shape
    Bad("nothing but a header", ROWS[:1], 1, "", "",
        "Под названиями столбцов ничего нет", "nothing below them"),
    Bad("no header", ROWS[1:], 1, "", "",
        "именно такие: city, segment, band1_min", "in this spelling: city, segment, band1_min"),
    Bad("a header in Russian", ALL_RUSSIAN, 1, "", "",
        "именно такие: city, segment, band1_min", "in this spelling: city, segment, band1_min"),
    Bad("a header half in Russian", RUSSIAN_NAMES, 1, "город", "A1",
        "В обзоре такого столбца нет", "A survey has no such column"),
    Bad("a title over the header", [["Зарплаты, апрель 2015"], [], *ROWS], 1, "", "",
        "а они в строке 3", "they are named in row 3"),
    Bad("the header again", with_row(14, ROWS[0]), 14, "", "",
        "ещё раз стоят названия столбцов", "stand here once more"),
    Bad("a column missing", [cells[:-1] for cells in ROWS], 1, "median", "",
        "Такого столбца не хватает", "The column is missing"),
    Bad("a column too many", [[*cells, "1"] for cells in ROWS], 1, "1", "L1",
        "В обзоре такого столбца нет", "A survey has no such column"),
    Bad("a column twice", [[*cells, cells[-1]] for cells in ROWS], 1, "median", "L1",
        "Столбец повторяется", "The column is there twice"),
    Bad("a row too long", [*ROWS[:5], [*ROWS[5], "7"], *ROWS[6:]], 6, "", "",
        "Строка длиннее заголовка", "longer than the header"),
    Bad("a row too short", [*ROWS[:5], ROWS[5][:9], *ROWS[6:]], 6, "band4_max", "J6",
        "Ячейка пуста", "The cell is empty"),
    Bad("rows without end", [*ROWS, *ROWS[1:] * 90], 2002, "", "",
        "не больше 2000 строк", "at most 2000 rows"),
    # files
    Bad("an empty file of spaces", b" \r\n\r\n", 0, "", "",
        "Таблица пуста", "There is nothing in the table"),
    Bad("an empty workbook", as_xlsx([]), 0, "", "",
        "Таблица пуста", "There is nothing in the table"),
    Bad("sums with a comma, columns too", CSV.replace("115000", "115000,50").encode(), 2, "", "",
        "Возьмите суммы с запятой в кавычки", "Put sums with a comma in quotation marks"),
    Bad("a quotation mark left open", CSV.replace("Уфа", '"Уфа', 1).encode(), 22, "", "",
        "Кавычка здесь открыта и не закрыта", "A quotation mark is opened here"),
    Bad("a PDF by another name", PDF, 0, "", "",
        "Файл не читается как таблица", "This cannot be read as a table"),
    Bad("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, 0, "", "",
        "Файл не читается как таблица", "This cannot be read as a table"),
    Bad("UTF-16 without its mark", CSV.encode("utf-16-le"), 0, "", "",
        "Файл не читается как таблица", "This cannot be read as a table"),
    Bad("a zip", b"PK\x03\x04" + b"\0" * 60, 0, "", "",
        "Файл не читается как таблица", "This cannot be read as a table"),
    Bad("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 0, "", "",
        "старый файл Excel", "an old Excel file"),
    Bad("two filled sheets", as_xlsx(ROWS, second=ROWS), 0, "", "",
        "заполнено несколько листов: survey, second", "is filled in: survey, second"),
    Bad("a workbook of a million rows", as_xlsx([*ROWS, *[[]] * 20_000, ["x"]]), 0, "", "",
        "гораздо больше, чем обзор", "far more than a survey"),
]
# fmt: on

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def enter(app: Flask, database: Database) -> Callable[[str], Visitor]:
    """A recruiter at the form of the import."""
    with database.unit(writes=True) as session:
        factories.profile_version(session)
        email = factories.account(session, Role.RECRUITER).email

    def sign_in(language: str) -> Visitor:
        visitor = Visitor(app, language)
        visitor.let_in(email)
        visitor.get("/salaries/import")
        return visitor

    return sign_in


def send(visitor: Visitor, content: bytes) -> None:
    visitor.submit(FACTS | {"file": (io.BytesIO(content), "survey.csv")}, follow=False)


def stored(database: Database) -> dict[str, list[Any]]:
    rows = all_rows(database)
    return {name: rows[name] for name in rows if name.startswith("survey_")}


def place(bad: Bad, language: str) -> str:
    row, column, whole = {
        "ru": ("Строка", "столбец", "Вся таблица"),
        "en": ("Row", "column", "The whole table"),
    }[language]
    if not bad.row:
        return whole
    if not bad.column:
        return f"{row} {bad.row}"
    return f"{row} {bad.row}, {column} {bad.column}" + (f" ({bad.cell})" if bad.cell else "")


def faults_told(visitor: Visitor) -> list[tuple[str, str]]:
    """Place and sentence of each fault that the page lists; of a file, what its field says."""
    listed = [
        tuple(" ".join(cell.text_content().split()) for cell in line)
        for line in visitor.page.xpath("//tbody/tr[th and count(td)=1]")
    ]
    alone = {"ru": "Вся таблица", "en": "The whole table"}[visitor.page.get("lang")]
    return listed or [(alone, visitor.errors()["file"])]


def files_of(bad: Bad) -> dict[str, bytes]:
    if isinstance(bad.table, bytes):
        return {"as it is": bad.table}
    return {"CSV": as_csv(bad.table), "XLSX": as_xlsx(bad.table)}


@on_sqlite
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_with_place_and_sentence(
    database: Database, enter: Callable[[str], Visitor], bad: Bad, language: str
) -> None:
    visitor = enter(language)
    before = stored(database)
    page = visitor.response
    for form, content in files_of(bad).items():
        visitor.response = page
        send(visitor, content)
        assert visitor.response.status_code == 422, form
        told = faults_told(visitor)
        words = bad.ru if language == "ru" else bad.en
        where = place(bad, language)
        assert any(at == where and words in sentence for at, sentence in told), (form, told[:5])
        kept = visitor.form().fields
        assert kept["source"] == FACTS["source"]
        if not isinstance(bad.table, bytes):  # what could be read stands there to be mended
            shown = list(csv.reader(kept["table"].strip().splitlines()))
            assert shown[0] == [str(cell) for cell in bad.table[0]]
    assert stored(database) == before


def test_nothing_of_any_bad_file_is_stored_on_any_database(
    database: Database, enter: Callable[[str], Visitor]
) -> None:
    visitor = enter("ru")
    page = visitor.response
    for bad in BAD:
        visitor.response = page
        send(visitor, next(iter(files_of(bad).values())))
        assert visitor.response.status_code == 422, bad.name
    assert not any(stored(database).values())


GOOD = {
    "CSV": as_csv(ROWS),
    "XLSX": as_xlsx(ROWS),
    "with a byte order mark": as_csv(ROWS).decode().encode("utf-8-sig"),
    "semicolons in Windows-1251": as_csv(ROWS, ";").decode().encode("cp1251"),
    "tabs in UTF-16": as_csv(ROWS, "\t").decode().encode("utf-16"),
    "no-break spaces": as_csv([[re.sub("000$", "\u00a0000", c) for c in row] for row in ROWS]),
    "narrow spaces": as_xlsx([[re.sub("000$", "\u202f000", c) for c in row] for row in ROWS]),
    "kopecks": as_csv([[re.sub("000$", "000,00", c) for c in row] for row in ROWS], ";"),
    "blank rows at the end": as_csv([*ROWS, [], ["", " "], []]),
    "blank rows in a workbook": as_xlsx([*ROWS, [], [" "], *[[]] * 30]),
    "a sheet about it": as_xlsx(ROWS, about=[["Source", "Полдень"]], empty=[]),
    "figures as fractions": as_xlsx(
        [[float(c) if c.isdigit() else c for c in row] for row in ROWS]
    ),
    "capitals": as_csv([[cell.upper() for cell in row] for row in ROWS]),
}


@on_sqlite
@pytest.mark.parametrize("content", GOOD.values(), ids=list(GOOD))
def test_what_spreadsheets_write_is_stored(
    database: Database, enter: Callable[[str], Visitor], content: bytes
) -> None:
    visitor = enter("ru")
    send(visitor, content)
    assert visitor.response.status_code == 303, visitor.text
    names = ("city", "segment", *COLUMNS[2:])
    cells = [
        [str(getattr(cell, name)) for name in names] for cell in stored(database)["survey_cell"]
    ]
    assert cells == [[*row[:2], *(f"{sum_}00" for sum_ in row[2:])] for row in ROWS[1:]]


def test_a_date_in_a_cell_of_a_workbook_is_told_as_one(
    database: Database, enter: Callable[[str], Visitor]
) -> None:
    rows: list[list[Any]] = [list(cells) for cells in ROWS]
    rows[2][10] = date(2015, 4, 1)
    visitor = enter("ru")
    send(visitor, as_xlsx(rows))
    ((where, sentence),) = faults_told(visitor)
    assert where == "Строка 3, столбец median (K3)"
    assert "В ячейке дата" in sentence
    assert not any(stored(database).values())


def test_a_long_list_of_faults_is_cut_and_counted(enter: Callable[[str], Visitor]) -> None:
    rows = [ROWS[0], *([*cells[:2], *["?"] * 9] for cells in ROWS[1:])]
    visitor = enter("ru")
    send(visitor, as_csv(rows))
    assert "В таблице 216 ошибок" in visitor.text
    assert len(faults_told(visitor)) == 100
    assert "И ещё 116" in visitor.text
