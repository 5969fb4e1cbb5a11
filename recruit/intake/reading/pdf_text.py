"""The words of a page of a PDF with their places, as pdfium finds them, in drawing order."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from recruit.intake.reading.pdf_covers import Covers, address_of
from recruit.intake.reading.pdf_drawings import Doubt
from recruit.intake.reading.runs import Box, Place, Run, Word, run_of

# Shares of the size of the type: a wider gap parts two words, though no space is drawn; and one
# wider than the second parts two pieces of text.
WORD_GAP = 0.3
RUN_GAP = 1.2
# Justified lines of a narrow column have such spaces; a small letter goes on with a sentence.
JUSTIFIED_GAP = 3.5
BACKWARD = -0.3
SAME_BASELINE = 0.35
# Below this, in points, letters are dust.
SMALLEST = 2.0
MOST_CHARACTERS = 200_000
PALE = 240
FAINT = 16
# In grey levels: less between the darkest and the lightest dot of a word, and nobody sees it.
LEAST_CONTRAST = 24
# The picture of a page in which words are looked for; a page may call itself as large as a field.
MOST_DOTS = 4_000_000

_BOLD = re.compile(r"bold|black|heavy|demi|extrab|ultra", re.IGNORECASE)

# How far the box of a word reaches from what it stands on, in sizes of the type.
ABOVE, BELOW = 0.92, 0.23


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look."""

    size: float = 0.0
    bold: bool = False
    unseen: bool = False


class PageText:
    """Reads one page: what is seen of it, and what is not.

    ``doubt`` tells which words are looked for in the picture of the page; the pale ones always are.
    """

    def __init__(self, page: pypdfium2.PdfPage, number: int, doubt: Doubt = Doubt.NOTHING) -> None:
        self.number = number
        self.width, self.height = page.get_size()
        self.hidden: list[str] = []
        self.runs: list[Run] = []
        self._page = page
        self._raw = page.get_textpage()
        self._fonts: dict[int, bool] = {}
        # Where the library writes its answers, one word after another.
        self._matrix = pdfium.FS_MATRIX()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_to = tuple(map(ctypes.byref, self._colour))
        self._place = upright(page)
        self._picture: tuple[bytes, int, float] | None = None
        self._doubt = doubt
        self._covers = Covers(page, self._place) if doubt == Doubt.COVERED else None
        words: list[Word] = []
        for word in self._words():
            if words and not _follows(words[-1], word):
                self.runs.append(run_of(words, number))
                words = []
            words.append(word)
        if words:
            self.runs.append(run_of(words, number))
        self._raw.close()

    def _words(self) -> Iterator[Word]:
        """The words that are seen; the others are put aside."""
        for text, box, look, first in self._pieces():
            off_page = box.x1 < 0 or box.y1 < 0 or box.x0 > self.width or box.y0 > self.height
            unseen = look.unseen or off_page or look.size < SMALLEST
            doubted = self._is_pale(first) or self._is_doubted(first, box)
            if unseen or (doubted and not self._shows(box)):
                self.hidden.append(text)
            else:
                yield Word(text, box, look.size, look.bold)

    def _pieces(self) -> Iterator[tuple[str, Box, Look, int]]:
        """Letters up to a space or a jump: text, box, look, and the number of the first."""
        letters: list[str] = []
        look = Look()
        x0 = x1 = base = 0.0
        first = 0
        for index, character, place in self._characters():
            if letters:
                reach = look.size
                jumped = place is not None and (
                    abs(place[2] - base) > SAME_BASELINE * reach
                    or not BACKWARD * reach <= place[0] - x1 <= WORD_GAP * reach
                )
                if place is None or jumped:
                    yield "".join(letters), _box(x0, x1, base, look.size), look, first
                    letters = []
            if place is None:
                continue
            if letters:
                x1 = max(x1, place[1])
            else:
                first, look = index, self._look(index)
                x0, x1, base = place
            letters.append(character)
        if letters:
            yield "".join(letters), _box(x0, x1, base, look.size), look, first

    def _characters(self) -> Iterator[tuple[int, str, tuple[float, float, float] | None]]:
        """Each character with its left and right end and what it stands on; a space has none."""
        raw, place = self._raw.raw, self._place
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_to, x_to, y_to = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        get_code, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        get_origin = pdfium.FPDFText_GetCharOrigin
        half = ""
        for index in range(min(self._raw.count_chars(), MOST_CHARACTERS)):
            code = get_code(raw, index)
            character = chr(code)
            if 0xD800 <= code < 0xDC00:
                half = character
                continue
            if half:
                pair = (half + character).encode("utf-16-le", "surrogatepass")
                character, half = pair.decode("utf-16-le", "replace"), ""
            if code == 0 or character.isspace() or not get_box(raw, index, box_to):
                yield index, " ", None
                continue
            get_origin(raw, index, x_to, y_to)
            ends = place(box.left, box.right, box.bottom, box.top, x.value, y.value)
            # pdfium marks a hyphen at the end of a line with a control character.
            yield index, "-" if code == 2 else character, ends

    def _look(self, index: int) -> Look:
        """How a letter looks."""
        raw = self._raw.raw
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix))
        scale = math.hypot(matrix.b, matrix.d) or 1.0
        size = round(pdfium.FPDFText_GetFontSize(raw, index) * scale, 1)
        text_object = pdfium.FPDFText_GetTextObject(raw, index)
        if not text_object:
            return Look(size)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        unseen = mode in (
            pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
            pdfium.FPDF_TEXTRENDERMODE_CLIP,
        )
        stroked = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        return Look(size, stroked or self._is_bold(text_object), unseen)

    def _is_bold(self, text_object: object) -> bool:
        """By the name of the font: its declared weight is often wrong."""
        font = pdfium.FPDFTextObj_GetFont(text_object)
        key = address_of(font)
        if key not in self._fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, name, 128)
            self._fonts[key] = bool(_BOLD.search(name.value.decode("utf-8", "replace")))
        return self._fonts[key]

    def _is_pale(self, index: int) -> bool:
        """Nearly white or nearly transparent: seen only on a dark ground, if at all."""
        red, green, blue, alpha = self._colour
        known = pdfium.FPDFText_GetFillColor(self._raw.raw, index, *self._colour_to)
        return bool(known) and (
            alpha.value < FAINT or min(red.value, green.value, blue.value) >= PALE
        )

    def _is_doubted(self, index: int, box: Box) -> bool:
        if self._covers is None:
            return self._doubt == Doubt.ALL
        texts_before = self._covers.over(box)
        if not texts_before:
            return False
        text_object = pdfium.FPDFText_GetTextObject(self._raw.raw, index)
        return self._covers.come_after(texts_before, text_object)

    def _shows(self, box: Box) -> bool:
        """Whether a word can be seen on the page as it is drawn."""
        if self._picture is None:
            scale = min(1.0, math.sqrt(MOST_DOTS / max(1.0, self.width * self.height)))
            bitmap = self._page.render(scale=scale, grayscale=True)
            self._picture = bytes(bitmap.buffer), bitmap.stride, scale
            bitmap.close()
        pixels, stride, scale = self._picture
        left, right = max(0, int(box.x0 * scale)), min(stride, int(box.x1 * scale) + 1)
        rows = range(
            max(0, int(box.y0 * scale)), min(len(pixels) // stride, int(box.y1 * scale) + 1)
        )
        dots = [pixels[row * stride + left : row * stride + right] for row in rows]
        dots = [row for row in dots if row]
        return bool(dots) and max(map(max, dots)) - min(map(min, dots)) >= LEAST_CONTRAST


def _follows(word: Word, after: Word) -> bool:
    """Whether a word goes on where another ends."""
    gap = after.box.x0 - word.box.x1
    height = max(word.size, after.size, 1.0)
    widest = JUSTIFIED_GAP if after.text[:1].islower() else RUN_GAP
    return (
        abs(after.box.y1 - word.box.y1) <= SAME_BASELINE * height
        and BACKWARD * height <= gap <= widest * height
    )


def _box(x0: float, x1: float, base: float, size: float) -> Box:
    """The box of a word; its height does not depend on which letters it has."""
    return Box(x0, base - ABOVE * size, x1, base + BELOW * size)


def upright(page: pypdfium2.PdfPage) -> Place:
    """How a letter of the page's own coordinates lies on the page as it is shown.

    From left, right, bottom and top of its box and the point it stands on to its ends and its base.
    """
    left, bottom, right, top = page.get_bbox()  # the others are not inherited from the file
    turned = page.get_rotation()
    if turned == 90:
        return lambda x0, x1, y0, y1, x, y: (y0 - bottom, y1 - bottom, x - left)
    if turned == 180:
        return lambda x0, x1, y0, y1, x, y: (right - x1, right - x0, y - bottom)
    if turned == 270:
        return lambda x0, x1, y0, y1, x, y: (top - y1, top - y0, right - x)
    return lambda x0, x1, y0, y1, x, y: (x0 - left, x1 - left, top - y)
