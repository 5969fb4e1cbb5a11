"""A PDF opened for reading, after it has been looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.pdf_checks import MOST_PAGES, Checked, checked_pdf

# More than anybody may send; the file is held in memory.
MOST_BYTES = 64 * 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[tuple[pypdfium2.PdfDocument, Checked]]:
    """A PDF of a bearable number of pages, and what its objects say of it.

    `Unreadable` if it is locked, torn, a book, or made to wear its readers out.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    checked = checked_pdf(data)
    try:
        document = pypdfium2.PdfDocument(checked.data)
    except pypdfium2.PdfiumError as error:
        wrong_password = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(Fault.ENCRYPTED if wrong_password else Fault.CORRUPT) from error
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable(Fault.TOO_MANY_PAGES)
        yield document, checked
