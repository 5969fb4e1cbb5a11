"""The widget as a picture: where its words and bars stand, in which colours."""

import textwrap
from dataclasses import dataclass, field

from flask_babel import gettext

from recruit.salaries.widget import FRAME_WIDTH, Card
from recruit.web.formats import money
from recruit.web.i18n import get_language
from recruit.web.typography import typo

WIDTH, MARGIN = FRAME_WIDTH, 16
BAR_HEIGHT = 20
# How many letters go on a line: without a browser nobody knows how wide a face is.
TITLE_LETTERS, NOTE_LETTERS = 36, 46

# A picture holds no style sheet, so these repeat the tokens of `tokens.css`; a test compares them.
PALETTES = {
    "light": {
        "surface": "#ffffff",
        "line": "#e4e1d9",
        "ink": "#1d2022",
        "ink-2": "#474c4f",
        "ink-3": "#63686a",
        "band-1": "#d3e6e9",
        "band-2": "#9cc7cf",
        "band-3": "#4d93a1",
        "band-4": "#125567",
        "mark": "#b5481d",
    },
    "dark": {
        "surface": "#191c1e",
        "line": "#2b3033",
        "ink": "#edebe6",
        "ink-2": "#bfc3c3",
        "ink-3": "#9aa0a2",
        "band-1": "#24444c",
        "band-2": "#2f6b79",
        "band-3": "#58a3b3",
        "band-4": "#a9dfea",
        "mark": "#f0a27c",
    },
}


@dataclass(frozen=True)
class Words:
    """A line of text: its base line in pixels from the top, and how it is written."""

    y: int
    text: str
    size: int
    colour: str
    weight: int = 400
    at_end: bool = False


@dataclass
class Picture:
    """A card laid out line by line; `height` is how far it has come, in pixels."""

    height: int = MARGIN - 6
    bars_y: int = 0
    words: list[Words] = field(default_factory=list)

    def write(
        self, text: str, *, size: int, colour: str = "ink-2", weight: int = 400, letters: int = 0
    ) -> None:
        """Add a text below what is there, on as many lines as it needs."""
        for line in textwrap.wrap(text, letters or NOTE_LETTERS):
            self.height += size + 6
            self.words.append(Words(self.height, line, size, colour, weight))


def lay_out(card: Card | None, sentence: str) -> Picture:
    """Where everything of a card stands, or the sentence that tells why there is none."""
    picture, language = Picture(), get_language()
    if card is None:
        picture.write(sentence, size=12, colour="ink")
        picture.height += MARGIN
        return picture
    picture.write(typo(card.title), size=15, colour="ink", weight=600, letters=TITLE_LETTERS)
    picture.write(card.market.place, size=13)
    picture.bars_y = picture.height + 18
    picture.height = picture.bars_y + BAR_HEIGHT + 20
    low, high = (
        money(end, card.market.currency, language) for end in (card.market.low, card.market.high)
    )
    picture.words += [
        Words(picture.height, low, 12, "ink-3"),
        Words(picture.height, high, 12, "ink-3", at_end=True),
    ]
    median = gettext("Median: %(sum)s", sum=card.median)
    picture.write(median, size=16, colour="ink", weight=600)
    for note in (card.indexed, card.source, card.age):
        picture.write(note, size=12)
    picture.height += MARGIN
    return picture
