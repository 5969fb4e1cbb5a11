"""The gate: content decides, and a name must not lie about it."""

from pathlib import Path

import pytest

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.gate import examine
from recruit.intake.kinds import DOCX, HTML, PDF, RTF, TXT
from tests.intake import files

PAGE = f"<html><body><p>{files.LINE}</p></body></html>".encode()
RICH = rb"{\rtf1\ansi Head of the customer relations department\par}"
TAGGED = f"{files.LINE}<br><b>Казань</b>".encode()


def put(folder: Path, data: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (files.pdf(), "cv.pdf", PDF),
        (b"\xef\xbb\xbf\r\n" + files.pdf(), "cv.PDF", PDF),
        (files.word(), "резюме.docx", DOCX),
        (files.word(), "named by nobody", DOCX),
        (PAGE, "cv.doc", HTML),
        (RICH, "cv.doc", RTF),
        (RICH, "", RTF),
        (files.LINE.encode(), "cv.txt", TXT),
        (TAGGED, "cv.htm", HTML),
    ],
)
def test_honest_files_are_taken_by_their_content(
    tmp_path: Path, data: bytes, name: str, kind: str
) -> None:
    examined = examine(put(tmp_path, data), name)
    assert examined.media_type == kind
    assert examined.document.warnings == ()
    assert examined.document.lines


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (files.word(), "cv.pdf"),
        (files.pdf(), "cv.docx"),
        (RICH, "cv.docx"),
        (files.LINE.encode(), "cv.pdf"),
        (b"<html>" + files.pdf(), "cv.html"),
        (files.LINE.encode()[:40] + files.pdf(), "cv.txt"),
    ],
)
def test_a_name_that_lies_is_refused(tmp_path: Path, data: bytes, name: str) -> None:
    with pytest.raises(Unreadable) as raised:
        examine(put(tmp_path, data), name)
    assert raised.value.fault == Fault.TYPE_MISMATCH


def test_two_files_in_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        examine(put(tmp_path, files.pdf() + files.word()), "cv.pdf")
    assert raised.value.fault == Fault.POLYGLOT


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        examine(put(tmp_path, b""), "cv.pdf")
    assert raised.value.fault == Fault.EMPTY


def test_a_drawing_without_letters_is_taken_for_a_person_to_read(tmp_path: Path) -> None:
    examined = examine(put(tmp_path, files.form_bomb(1)), "cv.pdf")
    assert examined.document.lines == ()
    assert examined.document.warnings == (Oddity.NO_TEXT,)
