"""Pages that are pictures: read where a program is installed, else answered plainly."""

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading import ocr
from recruit.intake.reading.pdf import read_pdf
from tests.parsing.pages import Put, column, write_pdf

LINES = ["Head of sales department", "Rose Limited, Kazan", "Led a team of seven people"]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page of text, drawn as a picture."""
    printed = [Put(60, 80, "Anna Petrova", size=22), *column(60, 130, LINES, leading=20)]
    with pypdfium2.PdfDocument(write_pdf(tmp_path / "text.pdf", printed)) as document:
        picture = document[0].render(scale=2.5).to_pil()
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.image(drawn, 0, 0, 595, 842)
    path = tmp_path / "scan.pdf"
    path.write_bytes(bytes(pdf.output()))
    return path


def test_a_scan_without_a_program_for_it_says_so(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program")
    with pytest.raises(Unreadable) as raised:
        read_pdf(scan)
    assert raised.value.fault == Fault.SCAN_WITHOUT_OCR


def test_a_scan_is_not_read_where_it_is_not_wanted(scan: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        read_pdf(scan, ocr=False)
    assert raised.value.fault == Fault.SCAN_WITHOUT_OCR


@pytest.mark.skipif(shutil.which(ocr.PROGRAM) is None, reason="tesseract is not installed")
def test_a_scan_is_read_with_places(scan: Path) -> None:
    document = read_pdf(scan)
    assert document.ocr
    assert [line.text for line in document.lines] == ["Anna Petrova", *LINES]
    assert document.lines[0].size > document.lines[1].size
    assert document.lines[0].x0 == pytest.approx(60, abs=4)
