"""Text of PDF files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from recruit.intake.faults import Fault, Unreadable

MOST_PAGES = 100


def read_pdf(path: Path, longest: int) -> str:
    """The text of all pages, up to ``longest`` characters."""
    with opened(path) as document:
        return _pages_text(document, longest)


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF of a bearable number of pages; `Unreadable` if it is locked, torn or a book."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        wrong_password = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(Fault.ENCRYPTED if wrong_password else Fault.CORRUPT) from error
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable(Fault.UNPACKED_TOO_LARGE)
        yield document


def _pages_text(document: pypdfium2.PdfDocument, longest: int) -> str:
    texts: list[str] = []
    left = longest
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue  # one torn page does not take the others with it
        text_page = page.get_textpage()
        texts.append(text_page.get_text_bounded())
        text_page.close()
        page.close()
        left -= len(texts[-1])
        if left <= 0:
            break
    return "\n".join(texts)
