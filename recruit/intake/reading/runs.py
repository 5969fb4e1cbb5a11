"""Pieces of text with places on a page: what geometry is made of."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_BULLET_SIGN = re.compile(
    "^(?:[\u2022\u25cf\u25aa\u25a0\u25e6\u2023\u2043\u2219\u00b7\u25cb\u25ab\u25a1\u25c6\u2756"
    "\u27a2\u27a4\u25ba\u25b6\u25b8\u2713\u2714\ue000-\uf8ff\u2013\u2014*+-]|\\d{1,2}[.)])$"
)
# Letters further apart than this times the usual distance begin another word.
WIDER = 1.5
FEWEST_SPACED = 4

# From left, right, bottom and top of a box and a point in it, as a file has them, to left and right
# end and the height of the point, as the page is shown.
Place = Callable[[float, float, float, float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    def around(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between."""

    text: str
    box: Box
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other on one line of one page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    page: int = 1
    words: tuple[Word, ...] = ()

    @property
    def height(self) -> float:
        """Height of the line."""
        return self.y1 - self.y0

    @property
    def base(self) -> float:
        """About where the letters stand, whatever their size."""
        return self.y1 - 0.2 * (self.y1 - self.y0)

    @property
    def is_mark(self) -> bool:
        """Whether it is only the mark of an item."""
        return bool(_BULLET_SIGN.match(self.text))

    def lowered(self, by: float) -> "Run":
        """The run and its words further down: one cut off it later stands there, too."""
        words = tuple(
            replace(word, box=replace(word.box, y0=word.box.y0 + by, y1=word.box.y1 + by))
            for word in self.words
        )
        return replace(self, y0=self.y0 + by, y1=self.y1 + by, words=words)


def run_of(words: Sequence[Word], page: int = 1) -> Run:
    """Words as one piece of text."""
    box = words[0].box
    for word in words[1:]:
        box = box.around(word.box)
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.bold)
    return Run(
        text=_spelled(words),
        x0=box.x0,
        y0=box.y0,
        x1=box.x1,
        y1=box.y1,
        size=max(word.size for word in words),
        bold=bold * 10 >= letters * 6,
        page=page,
        words=tuple(words),
    )


def _spelled(words: Sequence[Word]) -> str:
    """The text of words; single letters that are evenly spaced out are words again."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if single >= FEWEST_SPACED and single * 10 >= len(words) * 9:
        gaps = [after.box.x0 - word.box.x1 for word, after in pairwise(words)]
        usual = max(median(gaps), 0.1)
        text = words[0].text
        for gap, word in zip(gaps, words[1:], strict=True):
            text += (" " if gap > WIDER * usual else "") + word.text
        return text
    return " ".join(word.text for word in words)
