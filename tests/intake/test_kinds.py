"""What kind a file is, by its content; and text in whatever encoding."""

import codecs
import io

import pytest

from recruit.intake.kinds import DOCX, OLE, PDF, TXT, kind_of
from recruit.intake.plain_text import decode
from tests.intake import files

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
