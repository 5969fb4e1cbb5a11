"""Text of Word files: the document part of the zip, walked paragraph by paragraph.

Libraries lose text boxes and turn entity tricks into an empty text, so the XML is read here: no
document type, no entities, no network, and limits on what the zip may unpack to.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from recruit.intake.archives import opened, parse_part, read_part

DOCUMENT = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPH, TABLE, ROW, CELL = (f"{WORD}{name}" for name in ("p", "tbl", "tr", "tc"))
TEXT, BOX = f"{WORD}t", f"{WORD}txbxContent"
BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}


def read_docx(path: Path) -> str:
    """The text of the document with its tables and text boxes."""
    with opened(path) as archive:
        data = read_part(archive, DOCUMENT)
    return "\n".join(lines_of(parse_part(data)))


def lines_of(node: etree._Element) -> Iterator[str]:
    """The lines below a node, in reading order."""
    for child in node:
        if child.tag == PARAGRAPH:
            boxes: list[etree._Element] = []
            yield "".join(_runs(child, boxes))
            for box in boxes:
                yield from lines_of(box)
        elif child.tag == TABLE:
            for row in child.iterchildren(ROW):
                yield from _row_lines(row)
        elif child.tag != FALLBACK:
            yield from lines_of(child)


def _row_lines(row: etree._Element) -> Iterator[str]:
    """A row of short cells stays one line; cells that hold paragraphs follow each other."""
    cells = [[line for line in lines_of(cell) if line.strip()] for cell in row.iterchildren(CELL)]
    if all(len(cell) <= 1 for cell in cells):
        yield "\t".join(line for cell in cells for line in cell)
    else:
        for cell in cells:
            yield from cell


def _runs(node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The pieces of a paragraph; text boxes anchored in it are put aside."""
    for child in node:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        elif child.tag == BOX:
            boxes.append(child)
        elif child.tag != FALLBACK:
            yield from _runs(child, boxes)
