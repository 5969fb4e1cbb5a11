"""Kinds of files and their texts; what hostile ones may do to the reader."""

import codecs
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recruit.intake.extract import LONGEST, tidy
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import DOCX, OLE, PDF, TXT, kind_of
from recruit.intake.names import display_name
from recruit.intake.plain_text import decode
from recruit.intake.pool import Pool
from tests.intake import files


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as pool:
        yield pool


Put = Callable[[bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes bytes where a reader finds them."""

    def write(data: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(data)
        return path

    return write


KINDS = [
    (files.pdf(), PDF),
    (b"\n\n" + files.pdf(), PDF),
    (files.word(), DOCX),
    (files.LINE.encode(), TXT),
    (files.LINE.encode("cp1251"), TXT),
    (files.LINE.encode("utf-16"), TXT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), OLE),
    (b"PK\x03\x04" + bytes(99), None),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), None),
    (b"MZ\x90\x00" + bytes(99), None),
    (rb"{\rtf1 text}", None),
    (b"<!DOCTYPE html><p>text", None),
    (bytes(range(256)) * 9, None),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_a_kind_is_told_by_the_content(data: bytes, kind: str | None) -> None:
    stream = io.BytesIO(data)
    assert kind_of(stream) == kind
    assert stream.tell() == 0


def test_the_mark_of_a_document_is_found_across_chunks() -> None:
    data = b"PK\x03\x04" + bytes(256 * 1024 - 12) + b"word/document.xml"
    assert kind_of(io.BytesIO(data)) == DOCX


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_russian_text_is_read_in_its_encodings(encoding: str) -> None:
    assert decode(files.LINE.encode(encoding)) == files.LINE


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF16_BE + files.LINE.encode("utf-16-be")) == files.LINE


def test_what_cannot_be_stored_is_left_out() -> None:
    assert tidy("a\x00b\ud800c\r\nd\r\n\r\n\r\n\r\ne\x1f ") == "abc\nd\n\ne"
    assert len(tidy("я" * (LONGEST + 9))) == LONGEST


def test_the_text_of_a_pdf_is_read(pool: Pool, put: Put) -> None:
    assert pool.read(put(files.pdf()), PDF) == files.LATIN


def test_paragraphs_tables_and_boxes_of_word_are_read(pool: Pool, put: Put) -> None:
    text = pool.read(put(files.word([files.LINE, "Вторая строка"])), DOCX)
    assert text.splitlines() == [
        files.LINE,
        "Вторая строка",
        "Город\tКазань",
        "Рядом с рамкой",
        "В рамке",
    ]


def test_cells_of_several_paragraphs_follow_each_other(pool: Pool, put: Put) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    first, second = cell.format("один", "два"), cell.format("три", "четыре")
    xml = files.body(files.LINE).replace(
        "</w:body>",
        f"<w:tbl><w:tr>{first}{second}</w:tr></w:tbl></w:body>",
    )
    lines = pool.read(put(files.word_of(xml)), DOCX).splitlines()
    assert lines == [files.LINE, "один", "два", "три", "четыре"]


UNREADABLE = {
    "encrypted": (lambda: files.pdf(password="secret"), PDF, Fault.ENCRYPTED),
    "truncated pdf": (lambda: files.pdf()[:300], PDF, Fault.CORRUPT),
    "garbage pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, PDF, Fault.CORRUPT),
    "empty pdf": (lambda: files.pdf(""), PDF, Fault.NO_TEXT),
    "truncated docx": (lambda: files.word()[:2000], DOCX, Fault.CORRUPT),
    "zip bomb": (files.zip_bomb, DOCX, Fault.UNPACKED_TOO_LARGE),
    "well packed": (
        lambda: files.word_of(files.body(files.LINE), [("m", bytes(2 * 1024 * 1024))]),
        DOCX,
        Fault.UNPACKED_TOO_LARGE,
    ),
    "many members": (
        lambda: files.word_of(files.body(files.LINE), [(f"m{n}", b"") for n in range(1000)]),
        DOCX,
        Fault.UNPACKED_TOO_LARGE,
    ),
    "entity bomb": (files.entity_bomb, DOCX, Fault.CORRUPT),
    "deep xml": (lambda: files.word_of("<a>" * 100_000 + "</a>" * 100_000), DOCX, Fault.CORRUPT),
    "no xml": (lambda: files.word_of("text"), DOCX, Fault.CORRUPT),
    "blank txt": (lambda: b" \n\t " * 99, TXT, Fault.NO_TEXT),
    "another kind": (files.LINE.encode, "image/png", Fault.TYPE_MISMATCH),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_says_why(pool: Pool, put: Put, case: str) -> None:
    make, kind, fault = UNREADABLE[case]
    with pytest.raises(Unreadable) as raised:
        pool.read(put(make()), kind)
    assert raised.value.fault == fault


def test_a_file_that_is_gone_says_so(pool: Pool, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        pool.read(tmp_path / "none", TXT)
    assert raised.value.fault == Fault.MISSING


def test_a_file_of_ours_is_not_read_into_a_document(pool: Pool, put: Put, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    with pytest.raises(Unreadable) as raised:
        pool.read(put(files.entity_of_a_file(str(secret))), DOCX)
    assert raised.value.fault == Fault.CORRUPT


def test_a_size_that_lies_is_found_out(pool: Pool, put: Put) -> None:
    size = 51 * 1024 * 1024
    data = bytearray(files.word_of(files.body("я" * (size // 2))))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(Unreadable):
        pool.read(put(bytes(data)), DOCX)


def test_a_child_reads_many_files_and_is_replaced_when_one_kills_it(put: Put) -> None:
    with Pool(seconds=3) as pool:
        pool.read(put(files.pdf()), PDF)
        first = pool.pid
        pool.read(put(files.word()), DOCX)
        assert pool.pid == first
        with pytest.raises(Unreadable) as raised:
            pool.read(put(files.form_bomb()), PDF)
        assert raised.value.fault in (Fault.CRASHED, Fault.TOO_COMPLEX)
        assert pool.read(put(files.pdf()), PDF) == files.LATIN
        assert pool.pid != first


def test_a_child_that_does_not_answer_is_ended(put: Put) -> None:
    with Pool(seconds=0.001) as pool:
        with pytest.raises(Unreadable) as raised:
            pool.read(put(files.pdf()), PDF)
        assert raised.value.fault == Fault.TOO_COMPLEX
        assert pool.pid is None


def test_a_child_that_is_gone_is_replaced(put: Put) -> None:
    with Pool() as pool:
        pool.read(put(files.pdf()), PDF)
        assert pool.pid is not None
        os.kill(pool.pid, 9)
        os.waitid(os.P_PID, pool.pid, os.WEXITED | os.WNOWAIT)
        assert pool.read(put(files.pdf()), PDF) == files.LATIN


def test_the_child_knows_no_secret(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "postgresql://canary")
    with Pool() as pool:
        pool.read(put(files.pdf()), PDF)
        environment = Path(f"/proc/{pool.pid}/environ").read_bytes()
        limits = Path(f"/proc/{pool.pid}/limits").read_text()
    assert b"canary" not in environment
    assert "Max file size             0                    0" in limits


NAMES = [
    ("резюме.pdf", "резюме.pdf"),
    ("../../etc/passwd", "passwd"),
    (r"C:\Users\me\cv.docx", "cv.docx"),
    ("cv\u202efdp.exe", "cvfdp.exe"),
    ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
    ("и\u0306.txt", "й.txt"),
    ("", "resume"),
    ("....", "resume"),
    (None, "resume"),
    ("я" * 300 + ".docx", "я" * 115 + ".docx"),
]


@pytest.mark.parametrize(("typed", "shown"), NAMES)
def test_names_are_made_safe_to_show(typed: str | None, shown: str) -> None:
    assert display_name(typed) == shown
