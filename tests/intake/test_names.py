"""Names of files as they are shown."""

import pytest

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.names import checked_name, display_name

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
    ("я" * 300 + ".docx", "я" * 125 + ".docx"),
]


@pytest.mark.parametrize(("typed", "shown"), NAMES)
def test_names_are_made_safe_to_show(typed: str | None, shown: str) -> None:
    assert display_name(typed) == shown


@pytest.mark.parametrize("typed", ["cv.pdf", "резюме.DOCX", "a.php.txt", "../x.odt", "x .htm"])
def test_names_that_resumes_have_are_taken(typed: str) -> None:
    assert checked_name(typed) == display_name(typed)


@pytest.mark.parametrize(
    "typed", ["", "resume", "..", ".htaccess", ".txt", "cv.txt.php", "cv.exe", "cv.txt\x00.txt"]
)
def test_other_names_are_refused(typed: str) -> None:
    with pytest.raises(Unreadable) as raised:
        checked_name(typed)
    assert raised.value.fault == Fault.BAD_NAME
