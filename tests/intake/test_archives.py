"""Zips from strangers: what is refused before anything is unpacked, and why."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from recruit.intake.archives import has_list, opened, parse_part
from recruit.intake.faults import Fault, Unreadable

Members = list[tuple[str, bytes]]


def zipped(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def fault_of(folder: Path, data: bytes) -> Fault | None:
    path = folder / "file"
    path.write_bytes(data)
    try:
        with opened(path):
            return None
    except Unreadable as error:
        return error.fault


def in_place_of(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/a", "C:a", "a\\b", "a\x07b", "..", "word/.."]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert fault_of(tmp_path, zipped([(name, b"x")])) == Fault.BAD_MEMBER_NAME


@pytest.mark.parametrize("name", ["a", "word/media/image1.png", "Картинка 1.png", "a..b", "..a"])
def test_an_honest_name_is_taken(tmp_path: Path, name: str) -> None:
    assert fault_of(tmp_path, zipped([(name, b"x")])) is None


def test_names_that_differ_in_case_only_are_one_name_to_office(tmp_path: Path) -> None:
    data = zipped([("word/document.xml", b"x"), ("Word/Document.xml", b"y")])
    assert fault_of(tmp_path, data) == Fault.CORRUPT


def test_a_locked_member_tells_of_a_password(tmp_path: Path) -> None:
    data = bytearray(zipped([("a", b"x")]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.find(mark) + place, 1)
    assert fault_of(tmp_path, bytes(data)) == Fault.ENCRYPTED


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    data = bytearray(zipped([("a", b"x" * 99), ("b", b"y" * 99)]))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    assert fault_of(tmp_path, bytes(data)) == Fault.CORRUPT


def test_an_end_that_promises_many_members_is_not_read_on(tmp_path: Path) -> None:
    data = bytearray(zipped([("a", b"x")]))
    struct.pack_into("<H", data, data.rfind(b"PK\x05\x06") + 10, 60_000)
    assert fault_of(tmp_path, bytes(data)) == Fault.TOO_MANY_MEMBERS


def test_a_zip_is_found_at_the_end_of_another_file() -> None:
    data = zipped([("a", b"x")])
    assert has_list(io.BytesIO(b"%PDF-1.7 something else" + data))
    assert not has_list(io.BytesIO(b"PK\x05\x06 is how the list of a zip ends" + bytes(99)))
    assert not has_list(io.BytesIO(data[:40]))


DOCTYPE = '<!DOCTYPE d [<!ENTITY e "x">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    xml = f'<?xml version="1.0" encoding="{declared}"?><!-- я -->{DOCTYPE}<d a="&e;"/>'
    with pytest.raises(Unreadable) as raised:
        parse_part(xml.encode(encoding))
    assert raised.value.fault == Fault.DTD_FORBIDDEN


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        ("<d>" * 300 + "</d>" * 300, Fault.TOO_DEEP),
        ("<d>", Fault.CORRUPT),
        ("", Fault.CORRUPT),
        ("<d>&e;</d>", Fault.CORRUPT),
    ],
)
def test_xml_that_cannot_be_read_says_why(xml: str, fault: Fault) -> None:
    with pytest.raises(Unreadable) as raised:
        parse_part(xml.encode())
    assert raised.value.fault == fault


def test_words_that_only_look_like_a_document_type_are_text() -> None:
    root = parse_part(b"<d><!-- <!DOCTYPE d> --><![CDATA[<!DOCTYPE d>]]></d>")
    assert root.text is None or "DOCTYPE" in "".join(root.itertext())
