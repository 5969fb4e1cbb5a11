"""PDF: words with places, columns found again from them; scans are read by an OCR program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading import ocr as scans
from recruit.intake.reading.columns import Placed, Reader, Row, rows_of
from recruit.intake.reading.flow import FEWEST_LETTERS, LONGEST, MOST_LINES, checked, with_hidden
from recruit.intake.reading.layout import (
    is_page_mark,
    join_broken_words,
    repeated,
    without_page_number,
)
from recruit.intake.reading.oddities import oddities_of
from recruit.intake.reading.pdf_checks import Checked
from recruit.intake.reading.pdf_file import opened
from recruit.intake.reading.pdf_text import PageText
from recruit.intake.reading.placed_lines import lines_of
from recruit.intake.reading.runs import Run
from recruit.parsing.document import Document, Line

# A scan may have a line of text on each page: the name of the program that made it.
FEWEST_LETTERS_ON_PAGE = 60
# What a page without text may show.
PICTURES, LINES, NOTHING = "pictures", "lines", ""
# Rows at the top and bottom of a page that may be its running head and foot.
EDGE_ROWS = 3
# Share of the height of a page in which its head and its foot stand.
EDGE = 0.1
# In heights of the type: what stands so far below the text is its foot, even on a single page.
FAR = 2.5


@dataclass(frozen=True, slots=True)
class Page:
    """The pieces of text of a page and its size."""

    runs: list[Run]
    width: float
    height: float


def read_pdf(path: Path, *, ocr: bool = True) -> Document:
    """Read a PDF; one of pictures only through OCR, if that is wanted and installed."""
    with opened(path) as (file, look):
        pages, hidden, drawn = _pages(file, look)
        letters = sum(len(run.text) for page in pages for run in page.runs)
        if letters > LONGEST:
            raise Unreadable(Fault.UNPACKED_TOO_LARGE)
        # Letters may be drawn as lines, too; a page with lines and letters is no picture of one.
        fewest = FEWEST_LETTERS_ON_PAGE * len(pages) if drawn == PICTURES else FEWEST_LETTERS
        scanned = drawn != NOTHING and letters < fewest
        if scanned:
            if not ocr or not scans.is_installed():
                raise Unreadable(Fault.SCAN_WITHOUT_OCR)
            pages = [
                Page(scans.runs_of(file[number], number + 1), *file[number].get_size())
                for number in range(min(len(file), scans.MOST_PAGES))
            ]
    oddities = oddities_of(run.text for page in pages for run in page.runs)
    return checked(
        Document(
            lines=tuple(arranged(pages)),
            media="pdf",
            pages=max(1, len(pages)),
            hidden=tuple(hidden),
            warnings=with_hidden((*look.warnings, *oddities), () if scanned else hidden),
            ocr=scanned,
        )
    )


def _pages(file: pypdfium2.PdfDocument, look: Checked) -> tuple[list[Page], list[str], str]:
    """The pages, their unseen texts, and what else there is on pages with few letters."""
    pages: list[Page] = []
    hidden: list[str] = []
    drawn = NOTHING
    for number in range(len(file)):
        try:
            page = file[number]
        except pypdfium2.PdfiumError:
            continue  # one torn page does not take the others with it
        text = PageText(page, len(pages) + 1, look.doubt(number, len(file)))
        if text.hidden:
            hidden.append(" ".join(text.hidden))
        few = sum(len(run.text) for run in text.runs) < FEWEST_LETTERS_ON_PAGE
        if few and drawn != PICTURES:
            drawn = _drawn_on(page) or drawn
        pages.append(Page(text.runs, text.width, text.height))
        page.close()
    return pages, hidden, drawn


def _drawn_on(page: pypdfium2.PdfPage) -> str:
    if any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], 3)):
        return PICTURES
    return LINES if any(True for _ in page.get_objects(max_depth=1)) else NOTHING


def arranged(pages: Sequence[Page]) -> list[Line]:
    """The lines of pages in reading order, running heads and page numbers gone."""
    body, heads, feet = _without_running_heads(pages)
    offsets = [0.0]
    for page in pages:
        offsets.append(offsets[-1] + page.height)
    stacked = [
        run.lowered(offset) for runs, offset in zip(body, offsets, strict=False) for run in runs
    ]
    tallest = max((page.height for page in pages), default=1.0)
    reader = Reader(tallest)
    placed = reader.read(stacked)[:MOST_LINES]
    aside = max((part.column for part in placed), default=0) + 1
    flat = [0.0] * (len(pages) + 1)
    lines = [
        *lines_of([Placed(row, column=aside) for row in heads], flat),
        *lines_of(placed, offsets),
        *lines_of([Placed(row, column=aside + 1) for row in feet], flat),
    ]
    return join_broken_words(_numbered(lines))


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """Blocks counted through, as heads, body and feet were counted apart."""
    result: list[Line] = []
    block, before = 0, None
    for line in lines:
        block += before is None or (line.column, line.block) != before
        before = line.column, line.block
        result.append(replace(line, block=block))
    return result


def _without_running_heads(
    pages: Sequence[Page],
) -> tuple[list[list[Run]], list[Row], list[Row]]:
    """What each page says, and the heads and feet that pages share, once."""
    rows = [rows_of(page.runs) for page in pages]
    tops = [_edge(page, found, top=True) for page, found in zip(pages, rows, strict=True)]
    bottoms = [_edge(page, found, top=False) for page, found in zip(pages, rows, strict=True)]
    heads = repeated([[row.text for row in page] for page in tops]) if len(pages) > 1 else set()
    feet = repeated([[row.text for row in page] for page in bottoms]) if len(pages) > 1 else set()
    kept: dict[str, tuple[Row, bool]] = {}
    body: list[list[Run]] = []
    for found, top, bottom in zip(rows, tops, bottoms, strict=True):
        dropped: set[int] = set()
        for edge, running, at_top in ((top, heads, True), (bottom, feet, False)):
            for row in edge:
                text = without_page_number(row.text)
                if is_page_mark(row.text):
                    dropped.add(id(row))
                elif text in running or (not at_top and _stands_off(row, found)):
                    dropped.add(id(row))
                    kept.setdefault(text, (_unnumbered(row), at_top))
        body.append([run for row in found if id(row) not in dropped for run in row.runs])
    return (
        body,
        [row for row, at_top in kept.values() if at_top],
        [row for row, at_top in kept.values() if not at_top],
    )


def _stands_off(row: Row, rows: list[Row]) -> bool:
    """Whether a row at the foot of a page is the last and far below all others."""
    if row is not rows[-1] or len(rows) < 2:
        return False
    return row.base - rows[-2].base > FAR * row.height and row.size < 0.95 * rows[-2].size


def _unnumbered(row: Row) -> Row:
    """A running head or foot without the number of its page."""
    runs = tuple(run for run in row.runs if not is_page_mark(run.text))
    return replace(row, runs=runs or row.runs)


def _edge(page: Page, rows: list[Row], *, top: bool) -> list[Row]:
    if top:
        return [row for row in rows[:EDGE_ROWS] if row.base < EDGE * page.height]
    return [row for row in rows[-EDGE_ROWS:] if row.base > (1 - EDGE) * page.height]
