"""Tables for tests: the same people in each format, and how to read one."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from recruit.imports.mapping import guess
from recruit.imports.mapping_rows import Understood, read_rows
from recruit.imports.table_books import read_book_table
from recruit.imports.table_reading import read_text_table
from recruit.imports.tables import Table
from recruit.tables.files import is_workbook

THIS_MONTH = "2026-11"
HEADER = (
    "ФИО",
    "Телефон",
    "Эл. почта",
    "Желаемая должность",
    "Город",
    "Зарплата",
    "Навыки",
    "Опыт лет",
    "Переезд",
    "Языки",
    "Образование",
    "Место работы",
    "Должность",
    "Начало",
    "Конец",
    "Источник",
    "Дата рождения",
)
ANNA = (
    "Рябова Анна Ильинична",
    "8 (900) 000-14-25",
    "Anna@Example.com",
    "Руководитель отдела",
    "Казань",
    "80 000 руб. на руки",
    "Переговоры, Excel; 1С",
    "3 года 2 мес.",
    "готова",
    "английский B2; немецкий, базовый",
    "Высшее",
    "ООО «Контур»",
    "Менеджер",
    "03.2015",
    "сейчас",
    "ярмарка",
    "01.02.1990",
)
ILYA = (
    "Громов Илья",
    "+7 900 000-14-26",
    "",
    "Специалист",
    "Пермь",
    "90000",
    "Продажи",
    "5",
    "нет",
    "",
    "среднее специальное",
    "",
    "",
    "",
    "",
    "",
    "",
)
PEOPLE = (HEADER, ANNA, ILYA)
Rows = Sequence[Sequence[str]]


def as_csv(rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    sheet = io.StringIO()
    csv.writer(sheet, delimiter=delimiter).writerows(rows)
    return sheet.getvalue().encode(encoding)


def as_xlsx(rows: Rows, **more: Rows) -> bytes:
    book = Workbook()
    for cells in rows:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in cells])
    for title, others in more.items():
        sheet = book.create_sheet(title)
        for cells in others:
            sheet.append(list(cells))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_json_lines(rows: Rows) -> bytes:
    header, *people = rows
    lines = (json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) for row in people)
    return "\n".join(lines).encode()


def put(column: str, value: str) -> list[Sequence[str]]:
    """The people with one cell of the first of them, in row 2, replaced."""
    row = list(ANNA)
    row[HEADER.index(column)] = value
    return [HEADER, row, ILYA]


def table_of(content: bytes, folder: Path) -> Table:
    path = folder / "table"
    path.write_bytes(content)
    return read_book_table(path) if is_workbook(content) else read_text_table(path)


def understood(content: bytes, folder: Path) -> list[Understood]:
    """The rows of a file by the guess of its columns."""
    table = table_of(content, folder)
    return read_rows(table, [one.field for one in guess(table)], THIS_MONTH)
