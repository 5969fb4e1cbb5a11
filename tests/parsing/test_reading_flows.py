"""Formats that flow, made by hand: order, tables, boxes, styles, hidden text, encodings."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import DOC, HTML, LOCKED, ODT, RTF, TXT, document_kind
from recruit.intake.reading import doc
from recruit.intake.reading.files import read
from recruit.parsing.document import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODT_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    ]
)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def put(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(data)
    return path


def odt(body: str, styles: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODT_NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return buffer.getvalue()


def test_word_says_headings_lists_tables_and_looks(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Анна Петрова", 0)
    file.add_heading("Опыт работы", 2)
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "2015–2018"
    table.cell(0, 1).text = "ООО «Роза»\nруководитель"
    file.add_paragraph("Вела переговоры", style="List Bullet")
    run = file.add_paragraph().add_run("О\u00a0себе")
    run.bold, run.font.size = True, Pt(14)
    file.add_paragraph("Город:\tКазань")
    file.save(str(tmp_path / "file"))
    document = read(tmp_path / "file")
    assert [(line.text, line.heading, line.row, line.cell) for line in document.lines[:5]] == [
        ("Анна Петрова", 1, None, None),
        ("Опыт работы", 2, None, None),
        ("2015–2018", 0, 1, 0),
        ("ООО «Роза»", 0, 1, 1),
        ("руководитель", 0, 1, 1),
    ]
    duty, about, city = document.lines[5:]
    assert (duty.text, duty.bullet) == ("Вела переговоры", True)
    assert (about.text, about.bold, about.size) == ("О себе", True, 14)
    assert city.text == "Город:\tКазань"


def test_boxes_of_word_stand_beside_and_its_feet_are_read_once(tmp_path: Path) -> None:
    file = docx.Document()
    for text in ("Анна Петрова", "Опыт", "Руководила", "Продавала", "Считала"):
        last = file.add_paragraph(text)
    last.add_run()._r.append(
        parse_xml(
            f'<w:pict xmlns:w="{WORD}"><w:txbxContent><w:p><w:r><w:t>Навыки: Excel</w:t></w:r>'
            "</w:p></w:txbxContent></w:pict>"
        )
    )
    file.add_paragraph("Училась")
    file.sections[0].footer.paragraphs[0].text = "Петрова, +7 916 000-11-22"
    file.save(str(tmp_path / "file"))
    document = read(tmp_path / "file")
    beside = [line.text for line in document.lines if line.column]
    assert texts(document)[-3:] == ["Училась", *beside]
    assert beside == ["Навыки: Excel", "Петрова, +7 916 000-11-22"]


def test_a_table_that_only_sets_two_columns_is_two_columns(tmp_path: Path) -> None:
    file = docx.Document()
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Контакты\nКазань\n+7 916 000-11-22\nНавыки\nExcel\nSQL"
    table.cell(0, 1).text = "Анна Петрова\nОпыт работы\n2015–2018\nООО «Роза»\nРуководитель отдела"
    file.save(str(tmp_path / "file"))
    document = read(tmp_path / "file")
    assert {line.row for line in document.lines} == {None}
    assert [line.column for line in document.lines] == [1] * 6 + [0] * 5


@pytest.mark.parametrize("look", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="1"/>'])
def test_text_of_word_that_nobody_sees_is_put_aside(tmp_path: Path, look: str) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Анна Петрова")
    paragraph._p.append(
        parse_xml(f'<w:r xmlns:w="{WORD}"><w:rPr>{look}</w:rPr><w:t>тайно</w:t></w:r>')
    )
    file.save(str(tmp_path / "file"))
    document = read(tmp_path / "file")
    assert (texts(document), document.hidden) == (["Анна Петрова"], ("тайно",))
    assert document.warnings == ("hidden_text",)


def test_open_document_is_read_with_its_styles(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="B" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
        '<style:style style:name="H" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    body = (
        '<text:h text:outline-level="2" text:style-name="B">Опыт</text:h>'
        "<table:table><table:table-row><table:table-cell><text:p>2015–2018</text:p>"
        "</table:table-cell><table:table-cell><text:p>ООО «Роза»</text:p></table:table-cell>"
        "</table:table-row></table:table>"
        "<text:list><text:list-item><text:p>Вела<text:s/>переговоры</text:p></text:list-item>"
        "</text:list><text:p>Город:<text:tab/>Казань<text:line-break/>Россия"
        '<text:span text:style-name="H">тайно</text:span></text:p>'
    )
    document = read(put(tmp_path, odt(body, styles)))
    heading, period, employer, duty, city, country = document.lines
    assert (heading.text, heading.heading, heading.bold, heading.size) == ("Опыт", 2, True, 14)
    assert [(part.row, part.cell) for part in (period, employer)] == [(1, 0), (1, 1)]
    assert (duty.text, duty.bullet) == ("Вела переговоры", True)
    assert (city.text, country.text) == ("Город:\tКазань", "Россия")
    assert city.block == country.block
    assert document.hidden == ("тайно",)


def rtf(body: str) -> bytes:
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset2 Symbol;}}"
        r"{\colortbl;\red255\green255\blue255;}{\stylesheet{\s1 heading 1;}}{\info{\title x}}"
    )
    return (head + body + "}").encode("cp1251")


def escaped(text: str) -> str:
    return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("cp1251"))


def test_rich_text_is_read_with_its_tables_and_encodings(tmp_path: Path) -> None:
    body = (
        rf"\pard\plain\s1\b\fs36 {escaped('Анна Петрова')}\b0\par"
        rf"\pard\plain \u1054?\u1087?\u1099?\u1090?\tab {escaped('работы')}\par"
        rf"\trowd\pard\intbl 2015\'962018\line {escaped('три года')}\cell "
        rf"{escaped('ООО «Роза»')}\par {escaped('руководитель')}\cell\row"
        r"\pard{\pntext\f1\'b7\tab}" + escaped("Вела переговоры") + r"\par"
        r"\pard {\v hidden}{\cf1 white}{\*\unknown no}{\pict 00ff}end of the text\par"
    )
    document = read(put(tmp_path, rtf(body)))
    assert [(line.text, line.row, line.cell) for line in document.lines] == [
        ("Анна Петрова", None, None),
        ("Опыт\tработы", None, None),
        ("2015–2018", 1, 0),
        ("три года", 1, 0),
        ("ООО «Роза»", 1, 1),
        ("руководитель", 1, 1),
        ("Вела переговоры", None, None),
        ("end of the text", None, None),
    ]
    name = document.lines[0]
    assert (name.bold, name.size, name.heading) == (True, 18, 1)
    assert [line.text for line in document.lines if line.bullet] == ["Вела переговоры"]
    assert document.hidden == ("hidden", "white")


def test_boxes_and_heads_of_rich_text_stand_beside(tmp_path: Path) -> None:
    body = (
        r"{\header Petrova, +7 916 000-11-22\par}\pard First line of the text\par"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In a box\par}}{\shprslt twice}}"
        r"\pard Last line\par"
    )
    document = read(put(tmp_path, rtf(body)))
    assert [(line.text, line.column) for line in document.lines] == [
        ("Petrova, +7 916 000-11-22", 1),
        ("First line of the text", 0),
        ("Last line", 0),
        ("In a box", 2),
    ]


PAGE = """<html><head><meta charset="windows-1251"><title>Сайт</title>
<style>.off {display: none} .pale, p.x {color: #fff}</style><script>var a</script></head><body>
<nav>Вакансии</nav><h1>Анна <b>Петрова</b></h1><div><span>Казань</span><span>Россия</span></div>
<table><tr><th>Опыт</th><td>ООО «Роза»<br>руководитель</td></tr></table>
<ul><li>Вела
переговоры</li></ul><p class=off>тайно</p><p class=pale>бело</p>
<div style="background:#234"><p class=pale>на тёмном</p></div><footer>О сайте</footer>"""


def test_a_web_page_is_read_as_a_browser_shows_it(tmp_path: Path) -> None:
    document = read(put(tmp_path, PAGE.encode("cp1251")))
    assert [(line.text, line.row, line.cell) for line in document.lines] == [
        ("Анна Петрова", None, None),
        ("Казань\tРоссия", None, None),
        ("Опыт", 1, 0),
        ("ООО «Роза»", 1, 1),
        ("руководитель", 1, 1),
        ("Вела переговоры", None, None),
        ("на тёмном", None, None),
    ]
    assert (document.lines[0].heading, document.lines[5].bullet) == (1, True)
    assert document.hidden == ("тайно", "бело")


@pytest.mark.parametrize(
    ("header", "is_read"),
    [
        ('<a href="/">Биржа</a><ul><li><a href="/v">Вакансии</a><li><a>Люди</a></ul>', False),
        ("<h1><a href=/>Анна Петрова</a></h1>", True),
        ('Анна Петрова, Казань, +7 900 000-00-00, <a href="mailto:a@b.example">почта</a>', True),
    ],
)
def test_a_header_that_is_a_menu_is_no_part_of_a_page(
    tmp_path: Path, header: str, *, is_read: bool
) -> None:
    line = "Повар горячего цеха: восемь лет в столовой завода"
    page = f"<html><body><header>{header}</header><p>{line}</p></body></html>"
    told = texts(read(put(tmp_path, page.encode())))
    assert told[-1] == line
    assert (len(told) > 1) == is_read


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_plain_text_is_read_in_its_encodings(tmp_path: Path, encoding: str) -> None:
    lines = [
        "О П Ы Т  Р А Б О Т Ы",
        "=====",
        "- Вела перего-",
        "воры с кли\u00adентами",
        "",
        "Казань",
    ]
    text = "\r\n".join(lines)
    if encoding in ("cp1251", "koi8-r"):
        text = text.replace("\u00ad", "")
    document = read(put(tmp_path, text.encode(encoding)))
    assert texts(document) == ["ОПЫТ РАБОТЫ", "Вела переговоры", "с клиентами", "Казань"]
    assert [line.block for line in document.lines] == [1, 2, 2, 3]
    assert document.lines[1].bullet


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
KINDS = [
    (rtf("text"), RTF),
    (odt("<text:p/>"), ODT),
    (b"\xef\xbb\xbf\n<!DOCTYPE html><p>text", HTML),
    ("<html><body>текст".encode("utf-16"), HTML),
    (b"<svg xmlns='x'><p>", None),
    ("Анна < Петрова".encode(), TXT),
    (OLE + "WordDocument".encode("utf-16-le"), DOC),
    (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_kinds_are_told_apart_by_the_content(data: bytes, kind: str | None) -> None:
    stream = io.BytesIO(data)
    assert document_kind(stream) == kind
    assert stream.tell() == 0


def test_an_old_word_file_without_a_converter_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "CONVERTER", "no-such-program")
    with pytest.raises(Unreadable) as raised:
        read(put(tmp_path, OLE + "WordDocument".encode("utf-16-le")))
    assert raised.value.fault == Fault.CONVERTER_MISSING


BOOK = """<!DOCTYPE book PUBLIC "x" "y"><book><title>x</title><chapter><para>
<emphasis role='bold'>Анна Петрова</emphasis></para><para><informaltable><tgroup><tbody><row>
<entry>2015–2018</entry><entry>ООО «Роза»
руководитель</entry></row></tbody></tgroup></informaltable></para>
<itemizedlist><listitem><para>Вела переговоры</para></listitem></itemizedlist></chapter></book>"""


def test_what_the_converter_gives_is_read_with_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "converter"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{BOOK}\nEND\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(doc, "CONVERTER", str(program))
    document = read(put(tmp_path, OLE + "WordDocument".encode("utf-16-le")))
    assert [(line.text, line.row, line.cell) for line in document.lines] == [
        ("Анна Петрова", None, None),
        ("2015–2018", 1, 0),
        ("ООО «Роза»", 1, 1),
        ("руководитель", 1, 1),
        ("Вела переговоры", None, None),
    ]
    assert (document.lines[0].bold, document.lines[4].bullet) == (True, True)


UNREADABLE = [
    (odt("<text:p>Анна Петрова</text:p>")[:200], Fault.CORRUPT),
    (b" \n" * 99, Fault.NO_TEXT),
    (b"<html><body><script>x</script>", Fault.NO_TEXT),
    (rb"{\rtf1 " + b"{" * 2000, Fault.TOO_DEEP),
    (OLE + "EncryptedPackage".encode("utf-16-le"), Fault.ENCRYPTED),
    (OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), Fault.MACRO),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), Fault.TYPE_MISMATCH),
]


@pytest.mark.parametrize(("data", "fault"), UNREADABLE)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as raised:
        read(put(tmp_path, data))
    assert raised.value.fault == fault
