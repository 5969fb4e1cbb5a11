"""What is drawn over the letters of a page, and so may hide them."""

import ctypes
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from recruit.intake.reading.runs import Box, Place

# Smaller things than a word in small type hide nothing.
NARROWEST, LOWEST = 8.0, 4.0
MOST_COVERS = 500
_SHAPES = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)


class Covers:
    """The shapes of a page that are drawn after some letters, each with its turn."""

    def __init__(self, page: pypdfium2.PdfPage, place: Place) -> None:
        self._texts: list[object] = []
        # Sides of each shape, and how many pieces of text are drawn before it.
        self._covers: list[tuple[float, float, float, float, int]] = []
        raw, kind_of, find = page.raw, pdfium.FPDFPageObj_GetType, pdfium.FPDFPage_GetObject
        for turn in range(pdfium.FPDFPage_CountObjects(raw)):
            drawn = find(raw, turn)
            kind = kind_of(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(drawn)
            elif kind in _SHAPES and self._texts and len(self._covers) < MOST_COVERS:
                box = _box_of(drawn, place)
                if box.x1 - box.x0 >= NARROWEST and box.y1 - box.y0 >= LOWEST:
                    self._covers.append((box.x0, box.y0, box.x1, box.y1, len(self._texts)))

    def over(self, box: Box) -> int:
        """How many pieces of text come before the last shape over the middle of a word."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        most = 0
        for x0, y0, x1, y1, texts_before in self._covers:
            if texts_before > most and x0 <= x <= x1 and y0 <= y <= y1:
                most = texts_before
        return most

    def come_after(self, texts_before: int, text_object: object) -> bool:
        """Whether a piece of text is one of the first; those inside of drawings count as such."""
        place = self._places.get(address_of(text_object), 0)
        return place < texts_before

    @cached_property
    def _places(self) -> dict[int, int]:
        return {address_of(text): place for place, text in enumerate(self._texts)}


def address_of(drawn: Any) -> int:
    """What tells one object of a page from another; 0 for none."""
    return ctypes.addressof(drawn.contents) if drawn else 0


def _box_of(drawn: object, place: Place) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(
        drawn, *(ctypes.byref(side) for side in (left, bottom, right, top))
    )
    sides = left.value, right.value, bottom.value, top.value
    x0, x1, first = place(*sides, left.value, bottom.value)
    _, _, second = place(*sides, right.value, top.value)
    return Box(x0, min(first, second), x1, max(first, second))
