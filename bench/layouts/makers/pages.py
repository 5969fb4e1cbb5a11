"""PDF pages where each column flows on its own, drawn in an order of choice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from fpdf import FPDF

FONTS = Path("/usr/share/fonts/truetype")
FAMILIES = {
    "sans": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "serif": ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
    "noto": ("noto/NotoSans-Regular.ttf", "noto/NotoSans-Bold.ttf"),
    "noto-serif": ("noto/NotoSerif-Regular.ttf", "noto/NotoSerif-Bold.ttf"),
}
HEIGHT = 842.0
MADE = datetime(2026, 1, 1, tzinfo=UTC)
LEADING = 1.32
VOWELS = frozenset("аеёиоуыэюяaeiouy")


def missing_fonts(family: str) -> list[str]:
    """The files of a family that this machine lacks."""
    return [name for name in FAMILIES[family] if not (FONTS / name).exists()]


@dataclass(frozen=True)
class Run:
    """One line of text in its place; ``y`` is its upper edge."""

    page: int
    x: float
    y: float
    text: str
    size: float
    bold: bool
    grey: int


class Canvas:
    """Collects runs of text and shapes, then draws them."""

    def __init__(self, family: str = "sans", top: float = 48, bottom: float = 60) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.creation_date = MADE
        regular, bold = FAMILIES[family]
        self.pdf.add_font("it", "", FONTS / regular)
        self.pdf.add_font("it", "B", FONTS / bold)
        self.top, self.bottom = top, HEIGHT - bottom
        self.runs: list[Run] = []
        self.shapes: list[tuple[int, Callable[[FPDF], None]]] = []

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """How wide a text is."""
        self.pdf.set_font("it", "B" if bold else "", size)
        return float(self.pdf.get_string_width(text))

    def wrap(
        self, text: str, size: float, bold: bool, width: float, hyphens: bool = False
    ) -> list[str]:
        """Break a text into lines, at spaces or where a syllable ends."""
        lines, line = [], ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold) <= width:
                line = longer
                continue
            head = self._head(line, word, size, bold, width) if hyphens else 0
            if head:
                lines.append(f"{line} {word[:head]}-".strip())
                line = word[head:]
            else:
                lines += [line] if line else []
                line = word
        return [*lines, line] if line else lines

    def _head(self, line: str, word: str, size: float, bold: bool, width: float) -> int:
        """How many letters of a word still fit before a hyphen."""
        if len(word) < 7 or not word.isalpha():
            return 0
        fits = (
            at
            for at in range(len(word) - 3, 2, -1)
            if word[at - 1].lower() in VOWELS and word[at].lower() not in VOWELS
            and self.width(f"{line} {word[:at]}-".strip(), size, bold) <= width
        )  # fmt: skip
        return next(fits, 0)

    def shape(self, page: int, draw: Callable[[FPDF], None]) -> None:
        """Something drawn beneath the text of a page."""
        self.shapes.append((page, draw))

    def render(
        self, order: str = "columns", random: Random | None = None,
        footer: Callable[[int, int], str] | None = None,
    ) -> bytes:  # fmt: skip
        """The file. ``order``: as it was put down, ``rows`` from top to bottom, or ``mixed``."""
        runs = list(self.runs)
        if order == "rows":
            runs.sort(key=lambda run: (run.page, round(run.y), run.x))
        if order == "mixed" and random:
            random.shuffle(runs)
        pages = max((run.page for run in runs), default=1)
        for page in range(1, pages + 1):
            self.pdf.add_page()
            for _, draw in (shape for shape in self.shapes if shape[0] == page):
                draw(self.pdf)
            for run in (run for run in runs if run.page == page):
                self.pdf.set_font("it", "B" if run.bold else "", run.size)
                self.pdf.set_text_color(run.grey)
                self.pdf.text(run.x, run.y + run.size, run.text)
            if footer:
                self.pdf.set_font("it", "", 8)
                self.pdf.set_text_color(120)
                self.pdf.text(48, HEIGHT - 28, footer(page, pages))
        return bytes(self.pdf.output())


class Column:
    """A column that text flows down, over pages."""

    def __init__(self, canvas: Canvas, x: float, width: float, y: float = 0) -> None:
        self.canvas, self.x, self.width = canvas, x, width
        self.page, self.y = 1, y or canvas.top

    def put(
        self, text: str, size: float = 10, bold: bool = False, *, before: float = 0,
        align: str = "left", grey: int = 20, hyphens: bool = False, indent: float = 0,
    ) -> None:  # fmt: skip
        """Put down a paragraph."""
        self.y += before
        width = self.width - indent
        for line in self.canvas.wrap(text, size, bold, width, hyphens):
            if self.y + size * LEADING > self.canvas.bottom:
                self.page, self.y = self.page + 1, self.canvas.top
            spare = width - self.canvas.width(line, size, bold)
            shift = {"left": 0.0, "right": spare, "center": spare / 2}[align]
            x = self.x + indent + shift
            self.canvas.runs.append(Run(self.page, x, self.y, line, size, bold, grey))
            self.y += size * LEADING

    def beside(self, text: str, size: float = 10, bold: bool = False, grey: int = 20) -> None:
        """Put a text at the right edge of the line that comes next."""
        if self.y + size * LEADING > self.canvas.bottom:
            self.page, self.y = self.page + 1, self.canvas.top
        x = self.x + self.width - self.canvas.width(text, size, bold)
        self.canvas.runs.append(Run(self.page, x, self.y, text, size, bold, grey))

    def place(self) -> tuple[int, float]:
        """Where the next line goes."""
        return self.page, self.y

    def move(self, place: tuple[int, float]) -> None:
        """Go on from a place of another column."""
        self.page, self.y = place
