"""Rich text: control words turned into paragraphs, tables and boxes.

What job sites hand out as ``.doc`` is this. Only what text needs is understood; pictures, objects
and unknown destinations are passed over.
"""

import re
from dataclasses import replace
from pathlib import Path

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.reading.flow import Flow, Paragraph, Table
from recruit.intake.reading.rtf_words import (
    BULLET_SIGN,
    FEET,
    FETCHED,
    HEADS,
    MARKS,
    OBJECTS,
    PAGES,
    SIGNS,
    SKIPPED,
    STARRED,
    TOKEN,
    State,
    Story,
    end_of_group,
    end_table,
    known_page,
    unicode,
    whole_pairs,
)
from recruit.parsing.document import Document

MOST_BYTES = 32 * 1024 * 1024
DEEPEST = 1000
SMALLEST = 2.0


class Reader:
    """Reads the tokens of a file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.fonts: dict[int, str] = {}
        self.headings: dict[int, int] = {}
        self.whites: set[int] = set()
        self.default_page = "cp1252"
        self.default_font = 0
        self.hidden: list[str] = []
        self.warnings: list[str] = [Oddity.EXTERNAL_REFERENCE] if FETCHED.search(data) else []
        self.boxes: list[Story] = []
        self.heads: list[Story] = []
        self.feet: list[Story] = []
        self.main = Story()
        self._state = State()
        self._groups: list[tuple[State, Story]] = []
        self._story = self.main
        self._raw = bytearray()
        self._skip = 0
        self._starred = False

    def read(self) -> None:
        """Read all tokens."""
        place = 0
        while match := TOKEN.search(self.data, place):
            place = match.end()
            word, number, code, sign, brace, text = match.groups()
            if word:
                place = self._word(word.decode(), number, place)
            elif code:
                self._bytes(bytes([int(code, 16)]), 1)
            elif brace == b"{":
                self._open(place)
            elif brace == b"}":
                self._close()
            elif sign:
                self._sign(sign)
            elif text:
                self._bytes(text, len(text))
        self._decode()
        self._end_paragraph(self.main)
        end_table(self.main)

    def _open(self, place: int) -> None:
        self._decode()
        if len(self._groups) > DEEPEST:
            raise Unreadable(Fault.TOO_DEEP)
        self._groups.append((self._state, self._story))
        self._state = replace(self._state)
        self._starred = False
        self._tables(place)

    def _close(self) -> None:
        self._decode()
        if not self._groups:
            return
        story = self._story
        self._state, self._story = self._groups.pop()
        self._starred = False
        if story is not self._story:
            self._end_paragraph(story)
            end_table(story)

    def _tables(self, place: int) -> None:
        """Fonts, colours and styles: small tables at the head, read by expressions of their own."""
        head = self.data[place : place + 12]
        if not head.startswith((b"\\fonttbl", b"\\colortbl", b"\\stylesheet")):
            return
        body = self.data[place : end_of_group(self.data, place)]
        if head.startswith(b"\\fonttbl"):
            for font, charset in re.findall(rb"\\f(\d+)[^{};]*?\\fcharset(\d+)", body):
                self.fonts[int(font)] = PAGES.get(int(charset), "")
        elif head.startswith(b"\\colortbl"):
            for number, colour in enumerate(body.split(b";")):
                if b"\\red255\\green255\\blue255" in colour.replace(b" ", b""):
                    self.whites.add(number)
        else:
            for style, name in re.findall(
                rb"\\s(\d{1,4})\b[^{};]*?((?:heading|\xe7\xe0\xe3\xee\xeb"
                rb"\xee\xe2\xee\xea) [1-6])\b",
                body,
            ):
                self.headings[int(style)] = int(name[-1:])
        self._state.skipped = True

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign == b"~":
            self._text("\u00a0")
        elif sign == b"_":
            self._text("-")
        elif sign in b"\\{}":
            self._bytes(sign, 1)
        elif sign in b"\r\n":
            self._end_paragraph(self._story)

    def _bytes(self, data: bytes, count: int) -> None:
        if self._skip:
            data, self._skip = data[self._skip :], max(0, self._skip - count)
        if data and not self._state.skipped:
            self._raw += data

    def _decode(self) -> None:
        """Turn the bytes gathered so far into text by the font's code page."""
        if not self._raw:
            return
        raw, self._raw = bytes(self._raw), bytearray()
        page = self._state.page
        if page is None:
            page = self.fonts.get(self.default_font)
        page = page or self.default_page
        if page == "symbol":
            self._text("".join(BULLET_SIGN if byte > 0x7E else chr(byte) for byte in raw))
        else:
            self._text(raw.decode(page, "replace"))

    def _text(self, text: str) -> None:
        self._decode()
        if self._state.skipped:
            return
        if self._state.marking:
            self._story.bullet = True
        else:
            self._story.pieces.append((text, self._state))

    def _word(self, word: str, digits: bytes | None, place: int) -> int:
        """Obey a control word; returns where to read on."""
        self._decode()
        starred, self._starred = self._starred, False
        number = int(digits) if digits else None
        if word == "bin":
            if place + max(0, number or 0) > len(self.data):
                raise Unreadable(Fault.CORRUPT)
            return place + max(0, number or 0)
        if word == "u" and number is not None:
            self._text(unicode(number))
            self._skip = self._state.skip_after_unicode
            return place
        self._skip = 0
        if word in OBJECTS:
            self.warnings.append(OBJECTS[word])
        if self._state.skipped and word != "uc":
            return place
        if word in SKIPPED or (starred and word not in STARRED):
            self._state.skipped = True
        elif word in SIGNS:
            self._text(SIGNS[word])
        elif word in MARKS:
            self._state.marking = True
        elif word == "shptxt" or word in HEADS or word in FEET:
            self._story = Story()
            (self.boxes if word == "shptxt" else self.heads if word in HEADS else self.feet).append(
                self._story
            )
        elif self._state.marking or not self._paragraph_word(word, number):
            self._letter_word(word, number)
        return place

    def _paragraph_word(self, word: str, number: int | None) -> bool:
        story = self._story
        if word in ("par", "sect", "page"):
            self._end_paragraph(story)
        elif word in ("cell", "nestcell"):
            self._end_paragraph(story, in_cell=True)
            story.row.append(story.cell)
            story.cell = []
        elif word in ("row", "nestrow"):
            story.table = story.table or Table()
            story.table.rows.append(story.row)
            story.row = []
        elif word == "pard":
            story.in_table, story.heading, story.bullet = False, 0, False
        elif word == "intbl":
            story.in_table = True
        elif word == "ls":
            story.bullet = bool(number)
        elif word == "outlinelevel" and number is not None:
            story.heading = number + 1 if number < 6 else 0
        elif word == "s" and number in self.headings:
            story.heading = self.headings[number]
        else:
            return False
        return True

    def _letter_word(self, word: str, number: int | None) -> None:
        state = replace(self._state)
        if word == "plain":
            state.bold = state.hidden = state.white = False
            state.size, state.page = 12.0, None
        elif word == "deff":
            self.default_font = number or 0
        elif word == "f":
            state.page = self.fonts.get(number or 0, "")
        elif word == "fs" and number:
            state.size = number / 2
        elif word == "b":
            state.bold = number != 0
        elif word == "v":
            state.hidden = number != 0
        elif word == "cf":
            state.white = number in self.whites
        elif word in ("highlight", "cb", "chcbpat") and number:
            state.white = False
        elif word == "uc" and number is not None:
            state.skip_after_unicode = min(max(number, 0), 8)
        elif word == "ansicpg" and number:
            self.default_page = known_page(number)
        elif word in ("mac", "pc", "pca"):
            self.default_page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        else:
            return
        self._state = state

    def _end_paragraph(self, story: Story, in_cell: bool = False) -> None:
        pieces, story.pieces = story.pieces, []
        seen = []
        for text, state in pieces:
            if text.strip() and (state.hidden or state.white or state.size < SMALLEST):
                self.hidden.append(text)
            else:
                seen.append((text, state))
        letters = [(len(text.strip()), state) for text, state in seen if text.strip()]
        paragraph = Paragraph(
            "".join(text for text, _ in seen),
            size=max((state.size for _, state in letters), default=0.0),
            bold=bool(letters)
            and sum(count for count, state in letters if state.bold) * 10
            >= sum(count for count, _ in letters) * 6,
            heading=story.heading,
            bullet=story.bullet,
        )
        if in_cell or story.in_table:
            story.cell.append(paragraph)
        else:
            end_table(story)
            story.blocks.append(paragraph)


def read_rtf(path: Path) -> Document:
    """Read a rich text file."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable(Fault.UNPACKED_TOO_LARGE)
    reader = Reader(data)
    reader.read()
    flow = Flow()
    for story in reader.heads[:1]:
        flow.add_aside(whole_pairs(story.blocks))
    flow.add(whole_pairs(reader.main.blocks))
    for story in (*reader.boxes, *reader.feet[:1]):
        flow.add_aside(whole_pairs(story.blocks))
    for text in reader.hidden:
        flow.hide(text)
    return flow.document("rtf", reader.warnings)
