"""What a PDF would make a reader do, and what it hides from people."""

import zlib
from pathlib import Path

import pytest

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.reading.pdf import read_pdf
from recruit.intake.reading.pdf_checks import checked_pdf
from recruit.intake.reading.pdf_objects import Objects
from recruit.parsing.document import Document
from tests.hostile.pdf_files import (
    CATALOG,
    CONTENT,
    PAGE,
    PAGES,
    file_of,
    page,
    stream,
    written,
)
from tests.hostile.pdf_files import (
    Objects as Parts,
)

COVERED = ["Kubernetes is under it"]
UNDER = written(COVERED, 300)
SHEET = b"1 1 1 rg 40 280 300 40 re f\n"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "


def read(folder: Path, parts: Parts) -> Document:
    path = folder / "file"
    path.write_bytes(file_of(parts))
    return read_pdf(path, ocr=False)


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def layered(off: bytes) -> Parts:
    """Text in a layer of its own, which is shown or not."""
    parts = page(
        written() + b"/OC /L BDC " + UNDER + b" EMC\n",
        drawings=b"/Properties << /L 7 0 R >>",
        catalog=b"/OCProperties << /OCGs [7 0 R] /D << /OFF [%s] >> >>" % off,
    )
    parts[7] = b"<< /Type /OCG /Name (layer) >>"
    return parts


def pictured() -> Parts:
    parts = page(
        written() + UNDER + b"q 300 0 0 40 40 280 cm /P Do Q\n",
        drawings=b"/XObject << /P 6 0 R >>",
    )
    about = b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    parts[6] = stream(b"\xff", about)
    return parts


def two_streams() -> Parts:
    parts = page(written() + UNDER)
    parts[PAGE] = parts[PAGE].replace(b"/Contents 4 0 R", b"/Contents [4 0 R 6 0 R]")
    parts[6] = stream(SHEET)
    return parts


@pytest.mark.parametrize(
    "parts",
    [page(written() + UNDER + SHEET), pictured(), two_streams(), layered(b"7 0 R")],
    ids=["sheet", "picture", "another stream", "layer"],
)
def test_text_behind_something_is_hidden(tmp_path: Path, parts: Parts) -> None:
    document = read(tmp_path, parts)
    assert document.hidden == tuple(COVERED)
    assert document.warnings == (Oddity.HIDDEN_TEXT,)
    assert COVERED[0] not in document.text


@pytest.mark.parametrize(
    "parts",
    [
        page(written() + b"0.9 g 40 280 300 40 re f 0 g\n" + UNDER),
        page(written() + UNDER + b"0 g 30 200 400 1 re f\n"),
        page(written() + UNDER + b"30 200 m 500 200 l 500 740 l 30 740 l h S\n"),
        layered(b""),
    ],
    ids=["on a sheet", "over a line", "in a frame", "layer"],
)
def test_text_on_something_is_seen(tmp_path: Path, parts: Parts) -> None:
    document = read(tmp_path, parts)
    assert document.warnings == ()
    assert texts(document)[-1] == COVERED[0]


def test_letters_under_a_light_marker_are_seen(tmp_path: Path) -> None:
    parts = page(
        written() + UNDER + b"/M gs 1 1 0 rg 40 280 300 40 re f\n",
        drawings=b"/ExtGState << /M << /ca 0.3 >> >>",
    )
    assert read(tmp_path, parts).hidden == ()


def gathered(parts: Parts, numbers: tuple[int, ...]) -> Parts:
    """The same objects with some of them packed into a stream of objects."""
    bodies = [parts[number] + b" " for number in numbers]
    starts = [sum(map(len, bodies[:place])) for place in range(len(bodies))]
    index = b" ".join(b"%d %d" % pair for pair in zip(numbers, starts, strict=True)) + b"\n"
    about = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(numbers), len(index))
    rest = {number: body for number, body in parts.items() if number not in numbers}
    return rest | {30: stream(zlib.compress(index + b"".join(bodies)), about)}


def test_objects_are_found_in_streams_of_objects() -> None:
    script = b"/OpenAction << /S /JavaScript /JS (x) >>"
    parts = gathered(page(written(), catalog=script), (CATALOG, PAGES, PAGE))
    data = file_of(parts)
    assert Objects.of(data).head(PAGE).startswith(b"<< /Type /Page")
    assert Oddity.ACTIVE_CONTENT in checked_pdf(data).warnings


@pytest.mark.parametrize(
    "catalog",
    [
        b"/OpenAction [3 0 R /Fit]",
        b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
        b"/Names << /Dests 9 0 R >>",
        b"/Lang (ru) /MarkInfo << /Marked true >>",
    ],
)
def test_where_a_file_opens_is_no_action(catalog: bytes) -> None:
    assert checked_pdf(file_of(page(written(), catalog=catalog))).warnings == ()


@pytest.mark.parametrize(
    ("catalog", "oddity"),
    [
        (b"/OpenAction << /S /J#61vaScript /J#53 (x) >>", Oddity.ACTIVE_CONTENT),
        (b"/AcroForm << /XFA 9 0 R >>", Oddity.ACTIVE_CONTENT),
        (b"/AA << /WC 9 0 R >>", Oddity.ACTIVE_CONTENT),
        (b"/OpenAction << /S /URI /URI (x) >>", Oddity.ACTIVE_CONTENT),
        (b"/Names << /EmbeddedFiles 9 0 R >>", Oddity.EMBEDDED_FILE),
    ],
)
def test_actions_and_files_inside_are_told(catalog: bytes, oddity: Oddity) -> None:
    assert checked_pdf(file_of(page(written(), catalog=catalog))).warnings == (oddity,)


def fault_of(parts: Parts) -> Fault | None:
    try:
        checked_pdf(file_of(parts))
    except Unreadable as error:
        return error.fault
    return None


def forms(names: bytes, count: int) -> Parts:
    """Drawings, each of which draws the next as often as it is named."""
    parts = page(b"/D Do", drawings=b"/XObject << /D 10 0 R >>")
    for number in range(10, 10 + count):
        inner = b"/Resources << /XObject << /E %d 0 R >> >>" % (number + 1)
        parts[number] = stream(names, FORM + inner)
    return parts


def test_drawings_in_drawings_are_weighed() -> None:
    assert fault_of(forms(b"/E Do", 9)) is None
    assert fault_of(forms(b"/E Do /E Do", 8)) is None
    assert fault_of(forms(b"/E Do /E Do", 30)) == Fault.TOO_COMPLEX
    assert fault_of(forms(b"/E Do\n" * 900, 3)) == Fault.TOO_COMPLEX


def test_a_drawing_that_draws_itself_ends() -> None:
    parts = forms(b"/E Do", 1)
    parts[10] = parts[10].replace(b"11 0 R", b"10 0 R")
    assert fault_of(parts) is None


def test_a_page_inherits_what_it_draws() -> None:
    parts = forms(b"/E Do /E Do", 30)
    parts[PAGES] = parts[PAGES][:-2] + b"/Resources << /XObject << /D 10 0 R >> >> >>"
    start, end = parts[PAGE].find(b"/Resources"), parts[PAGE].rfind(b">>")
    parts[PAGE] = parts[PAGE][:start] + parts[PAGE][end:]
    assert fault_of(parts) == Fault.TOO_COMPLEX


@pytest.mark.parametrize(
    ("kids", "fault"),
    [
        (b"3 0 R " * 100, None),
        (b"3 0 R " * 101, Fault.TOO_MANY_PAGES),
        (b"2 0 R", Fault.CORRUPT),
        (b"999 0 R", None),
    ],
)
def test_pages_are_counted_in_their_tree(kids: bytes, fault: Fault | None) -> None:
    parts = page(written())
    parts[PAGES] = b"<< /Type /Pages /Count 1 /Kids [%s] >>" % kids
    assert fault_of(parts) == fault


def test_a_bomb_is_found_whatever_its_wrapping() -> None:
    bomb = zlib.compress(bytes(60 * 1024 * 1024), 9)
    wrapped = {
        b"/Filter /FlateDecode": bomb,
        b"/Filter [/ASCIIHexDecode /FlateDecode]": bomb.hex().encode() + b">",
        b"/Filter [/Fl /Fl]": zlib.compress(bomb, 9),
        b"/Filter [/Fl /Fl] /Claims /Two": bomb,
        b"/Filter 8 0 R": bomb,
        b"/Length 5 /Filter /FlateDecode": bomb,
    }
    for about, data in wrapped.items():
        parts = page() | {8: b"[/FlateDecode]"}
        parts[CONTENT] = stream(data, about)
        assert fault_of(parts) == Fault.UNPACKED_TOO_LARGE, about


def test_a_picture_may_be_large() -> None:
    parts = page(written())
    parts[6] = stream(
        zlib.compress(bytes(60 * 1024 * 1024), 9), b"/Subtype /Image /Filter /FlateDecode"
    )
    assert fault_of(parts) is None


def test_a_file_cut_short_of_its_table_is_called_mended(tmp_path: Path) -> None:
    whole = file_of(page(written()))
    path = tmp_path / "file"
    path.write_bytes(whole[: whole.rfind(b"startxref")])
    document = read_pdf(path, ocr=False)
    assert document.warnings == (Oddity.REPAIRED,)
    assert texts(document)[0] == "Vera Orlova"
