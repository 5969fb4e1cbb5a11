"""Pages of a PDF for tests: lines of Latin text, each put where it is wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

LEADING = 14.0


@dataclass(frozen=True)
class Put:
    """A line of text at a place, in points from the upper left corner."""

    x: float
    y: float
    text: str
    size: float = 10.0
    bold: bool = False
    spacing: float = 0.0
    colour: int = 0


def column(
    x: float, y: float, texts: Iterable[str], *, bold: bool = False, leading: float = LEADING
) -> list[Put]:
    """Lines one under another."""
    return [
        Put(x, y + leading * place, text, bold=bold) for place, text in enumerate(texts) if text
    ]


def write_pdf(
    path: Path, *pages: Iterable[Put], ground: tuple[float, float, float, float] | None = None
) -> Path:
    """Write pages; ``ground`` is a black rectangle on each: left, top, width, height."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    for page in pages:
        pdf.add_page()
        if ground:
            left, top, width, height = ground
            pdf.set_fill_color(0)
            pdf.rect(x=left, y=top, w=width, h=height, style="F")
        for put in page:
            pdf.set_font("helvetica", "B" if put.bold else "", put.size)
            pdf.set_char_spacing(put.spacing)
            pdf.set_text_color(put.colour)
            pdf.text(put.x, put.y, put.text)
    path.write_bytes(bytes(pdf.output()))
    return path
