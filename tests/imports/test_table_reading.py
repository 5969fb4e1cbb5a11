"""Files of tables: the same people whatever the format, and what is refused with its row."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from recruit.imports.table_faults import FileCode
from recruit.imports.table_files import read_table_file
from recruit.imports.table_sentences import file_sentence
from recruit.imports.tables import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, Format
from recruit.tables.delimited import to_guarded_text
from recruit.tables.faults import TableCode, TableError
from tests.imports.table_files import (
    ANNA,
    HEADER,
    ILYA,
    PEOPLE,
    as_csv,
    as_json_lines,
    as_xlsx,
    table_of,
    understood,
)

FORMATS: dict[str, bytes] = {
    "semicolons": as_csv(PEOPLE),
    "commas": as_csv(PEOPLE, ","),
    "tabs": as_csv(PEOPLE, "\t"),
    "a mark of UTF-8": as_csv(PEOPLE, encoding="utf-8-sig"),
    "UTF-16": as_csv(PEOPLE, encoding="utf-16"),
    "cp1251": as_csv(PEOPLE, encoding="cp1251"),
    "line ends of Unix": as_csv(PEOPLE).replace(b"\r\n", b"\n"),
    "blank lines": b"\n\n" + as_csv(PEOPLE) + b"\n;;\n",
    "a workbook": as_xlsx(PEOPLE),
    "JSON Lines": as_json_lines(PEOPLE),
    "a list of objects": b"[" + as_json_lines(PEOPLE).replace(b"\n", b",") + b"]",
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_people_come_out_of_every_format(name: str, tmp_path: Path) -> None:
    anna, ilya = understood(FORMATS[name], tmp_path)
    assert (anna.faults, ilya.faults) == ([], [])
    assert anna.values == {
        "title": "Руководитель отдела",
        "city": "Казань",
        "relocation": True,
        "remote": None,
        "salary": 8_000_000,
        "salary_currency": "RUB",
        "tax": "net",
        "experience_years": 3,
        "management_years": None,
        "positions": [
            {
                "title": "Менеджер",
                "employer": "ООО «Контур»",
                "start": "2015-03",
                "end": None,
                "description": "",
            }
        ],
        "skills": ["Переговоры", "Excel", "1С"],
        "education": "higher",
        "education_text": "",
        "languages": [{"code": "en", "level": "spoken"}, {"code": "de", "level": "basic"}],
        "text": "",
        "name": "Рябова Анна Ильинична",
        "email": "anna@example.com",
        "phone": "+79000001425",
    }
    assert (ilya.values["salary"], ilya.values["experience_years"]) == (9_000_000, 5)
    assert (ilya.values["relocation"], ilya.values["positions"]) == (False, [])


def test_rows_have_the_numbers_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    content = as_csv([HEADER, ANNA]) + b"\r\n" + as_csv([ILYA])
    table = table_of(content, tmp_path)
    assert [row.number for row in table.rows] == [2, 4]
    assert table.is_sheet


def test_a_line_break_inside_of_a_cell_is_kept(tmp_path: Path) -> None:
    rows = [("ФИО", "О себе"), ("Анна", "первое\nвторое"), ("Илья", "")]
    table = table_of(as_csv(rows), tmp_path)
    assert table.rows[0].cells == ("Анна", "первое\nвторое")
    # The sheet's own numbers are not known any more, so no cell is named.
    assert ([row.number for row in table.rows], table.is_sheet) == ([2, 4], False)


def test_dates_and_numbers_of_a_workbook_are_read_as_written(tmp_path: Path) -> None:
    """A phone kept as a number, and a month kept as a date: so spreadsheets do it."""
    from_sheet = [list(HEADER), list(ANNA)]
    from_sheet[1][HEADER.index("Телефон")] = "79000001425"
    content = as_xlsx(from_sheet)
    (anna,) = understood(content, tmp_path)
    assert anna.values["phone"] == "+79000001425"


def test_nested_objects_become_columns(tmp_path: Path) -> None:
    person = {
        "name": "Анна Рябова",
        "title": "Аналитик",
        "email": "anna@example.com",
        "remote": True,
        "salary": {"amount": 1500.0, "currency": "EUR"},
        "skills": ["SQL", "Python"],
        "positions": [
            {"title": "Аналитик", "company": "Контур", "start": "2020-01", "end": "2021-02"},
            {"title": "Стажёр", "company": None},
        ],
    }
    (anna,) = understood(json.dumps(person).encode(), tmp_path)
    assert anna.faults == []
    assert (anna.values["salary"], anna.values["salary_currency"]) == (150_000, "EUR")
    assert (anna.values["skills"], anna.values["remote"]) == (["SQL", "Python"], True)
    assert [row["title"] for row in anna.values["positions"]] == ["Аналитик", "Стажёр"]
    assert anna.values["positions"][0]["end"] == "2021-02"


def test_what_we_guard_against_spreadsheets_comes_back_as_it_was(tmp_path: Path) -> None:
    row = list(ANNA)
    row[HEADER.index("Телефон")] = "+7 900 000-14-25"
    row[HEADER.index("Навыки")] = "=HYPERLINK()"
    text = to_guarded_text([HEADER, row])
    assert ";'+7 900 000-14-25;" in text
    assert ";'=HYPERLINK();" in text
    table = table_of(text.encode("utf-8-sig"), tmp_path)
    assert table.rows[0].cells == tuple(row)


@dataclass(frozen=True)
class Bad:
    """A file that is refused: why, in which row, and a word of what is said of it."""

    name: str
    content: Callable[[], bytes]
    code: TableCode | FileCode
    row: int | None
    ru: str
    en: str


def packed(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


LINE = b'{"name": "A", "email": "a@example.com"}\n'
DEEP = b'{"a":' * 9 + b"1" + b"}" * 9
BAD_FILES = (
    Bad("nothing", lambda: b"", TableCode.EMPTY_TABLE, None, "ничего нет", "nothing in"),
    Bad("blanks", lambda: b" \n\t\n", TableCode.EMPTY_TABLE, None, "ничего нет", "nothing in"),
    Bad("delimiters", lambda: b";;;\n;;\n", TableCode.EMPTY_TABLE, None, "ничего", "nothing in"),
    Bad("a header", lambda: as_csv([HEADER]), FileCode.NO_ROWS, 1, "Строка 1: ", "Row 1: "),
    Bad("an empty book", lambda: as_xlsx([]), TableCode.EMPTY_TABLE, None, "ничего", "nothing in"),
    Bad("a program", lambda: b"MZ\x90\0" * 9, TableCode.NOT_A_TABLE, None, "XLSX", "XLSX"),
    Bad("zeros", lambda: b"a;b\0\n1;2\n", TableCode.NOT_A_TABLE, None, "CSV", "CSV"),
    Bad("half of UTF-16", lambda: b"\xff\xfea\0;", TableCode.NOT_A_TABLE, None, "CSV", "CSV"),
    Bad(
        "an old book",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        TableCode.OLD_WORKBOOK,
        None,
        "без пароля",
        "without a",
    ),
    Bad("a zip", lambda: packed(a="b"), TableCode.NOT_A_TABLE, None, "XLSX", "XLSX"),
    Bad(
        "a torn book",
        lambda: packed(**{"xl/workbook.xml": "<a", "[Content_Types].xml": "<b"}),
        TableCode.DAMAGED_WORKBOOK,
        None,
        "не открывается",
        "cannot be opened",
    ),
    Bad(
        "a bomb",
        lambda: packed(**{"xl/workbook.xml": "a" * 60_000_000}),
        TableCode.LARGE_FILE,
        None,
        "10 МБ",
        "10 MB",
    ),
    Bad(
        "two sheets",
        lambda: as_xlsx(PEOPLE, wages=PEOPLE),
        TableCode.SEVERAL_SHEETS,
        None,
        "Sheet, wages",
        "Sheet, wages",
    ),
    Bad(
        "an open quote",
        lambda: as_csv(PEOPLE) + b'"a;b',
        TableCode.BAD_QUOTES,
        4,
        "Строка 4: ",
        "Row 4: ",
    ),
    Bad(
        "a quote in a cell",
        lambda: b'a;b\n"c"d;e\n',
        TableCode.BAD_QUOTES,
        2,
        "Исправьте кавычки",
        "Correct the marks",
    ),
    Bad(
        "a huge cell",
        lambda: as_csv([HEADER, ["я" * 140_000]]),
        TableCode.LONG_CELL,
        2,
        "слишком длинная",
        "too long",
    ),
    Bad(
        "a huge file",
        lambda: b"a;b\n" + b"c;d\n" * (LARGEST_FILE // 4),
        TableCode.LARGE_FILE,
        None,
        "10 МБ",
        "10 MB",
    ),
    Bad(
        "too many rows",
        lambda: b"name\n" + b"A\n" * (MOST_ROWS + 1),
        FileCode.TOO_MANY_ROWS,
        MOST_ROWS + 2,
        "10000 человек",
        "10000 people",
    ),
    Bad(
        "too many columns",
        lambda: b";".join([b"a"] * (MOST_COLUMNS + 1)) + b"\n1\n",
        FileCode.TOO_MANY_COLUMNS,
        1,
        "200 столбцов",
        "200 columns",
    ),
    Bad("torn JSON", lambda: LINE + b'{"name":\n', FileCode.BAD_JSON, 2, "не JSON", "valid JSON"),
    Bad("half a list", lambda: b"[" + LINE, FileCode.BAD_JSON, 2, "не JSON", "valid JSON"),
    Bad("NaN", lambda: b'{"a": NaN}', FileCode.BAD_JSON, 1, "не JSON", "valid JSON"),
    Bad("a number", lambda: b'{"a": 1' + b"0" * 5000 + b"}", FileCode.BAD_JSON, 1, "не", "not"),
    Bad("an empty list", lambda: b"[]", FileCode.NO_ROWS, None, "людей", "nobody"),
    Bad("a list of texts", lambda: b'["Anna"]', FileCode.NOT_AN_OBJECT, 1, "объектом", "object"),
    Bad("depth", lambda: LINE + DEEP, FileCode.DEEP_JSON, 2, "не больше 8", "most 8"),
    Bad("great depth", lambda: b"[" * 200_000, FileCode.DEEP_JSON, None, "глубоко", "deeply"),
    Bad(
        "a key twice",
        lambda: LINE + b'{"name": "A", "name": "B"}',
        FileCode.REPEATED_KEY,
        2,
        "«name»",
        "“name”",
    ),
    Bad(
        "a mixture",
        lambda: b'{"basics": {"name": "A"}}\n' + LINE,
        FileCode.MIXED_OBJECTS,
        2,
        "двумя файлами",
        "two files",
    ),
    Bad(
        "many keys",
        lambda: json.dumps({str(n): n for n in range(MOST_COLUMNS + 1)}).encode(),
        FileCode.TOO_MANY_COLUMNS,
        None,
        "200 столбцов",
        "200 columns",
    ),
)


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_is_no_table_says_why_and_where(bad: Bad, tmp_path: Path, app: Flask) -> None:
    path = tmp_path / "file"
    path.write_bytes(bad.content())
    with pytest.raises(TableError) as caught:
        read_table_file(path)
    assert (caught.value.code, caught.value.row) == (bad.code, bad.row)
    for language, words in (("ru", bad.ru), ("en", bad.en)):
        with app.test_request_context(), force_locale(language):
            sentence = file_sentence(caught.value).replace("\u00a0", " ")
        assert words in sentence
        assert sentence.startswith({"ru": "Строка", "en": "Row"}[language]) == (bad.row is not None)


def test_a_table_is_read_in_another_process_as_in_this_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(as_xlsx(PEOPLE))
    table = read_table_file(path)
    assert table == table_of(as_xlsx(PEOPLE), tmp_path)
    assert table.format == Format.XLSX


@pytest.mark.parametrize(
    "row",
    [
        r'{"name": "Анна Кац", "title": "Повар", "note": "\ud83d"}',
        r'{"name": "Анна Кац\ud83d", "title": "Повар"}',
        r'{"name": "Анна Кац", "title": "Повар", "\ud83d": "а"}',
        r'{"name": "Анна Кац", "title": "Повар", "tags": ["\udc00", {"a": "\ud83d"}]}',
        r'{"basics": {"name": "Анна Кац\ud83d"}, "work": [{"position": "\ud83d"}], "\ud83d": 1}',
    ],
)
def test_half_a_character_in_json_is_left_out(row: str, tmp_path: Path) -> None:
    table = table_of(f"[{row}]".encode(), tmp_path)
    cells = [*table.columns, *table.left_out, *table.rows[0].cells]
    assert "Анна Кац" in cells
    "".join(cells).encode()  # what is kept can be written


def test_a_key_told_twice_is_named_whatever_its_letters(tmp_path: Path) -> None:
    with pytest.raises(TableError) as refused:
        table_of(rb'[{"\ud83d": 1, "\ud83d": 2}]', tmp_path)
    assert refused.value.code == FileCode.REPEATED_KEY
    file_sentence(refused.value).encode()
