"""Word files: the document part of the zip, with what styles, tables and text boxes say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from recruit.intake.archives import opened, parse_part, read_part
from recruit.intake.reading.flow import Block, Flow, Paragraph, Table, letter_count
from recruit.intake.reading.office_parts import check_word
from recruit.intake.reading.words import HEADING_STYLE, TITLE_STYLES
from recruit.parsing.document import Document

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARAGRAPH, TABLE, ROW, CELL = (f"{WORD}{name}" for name in ("p", "tbl", "tr", "tc"))
RUN_TEXT, BOX = f"{WORD}t", f"{WORD}txbxContent"
BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
_ASIDE_PART = re.compile(r"word/(header|footer)\d*\.xml")
_HEADING_NAME = re.compile(rf"(?:{HEADING_STYLE})\s*([1-9])", re.IGNORECASE)
_SKIPPED = frozenset(f"{WORD}{name}" for name in ("pPr", "rPr", "moveFrom", "instrText", "del"))
_OFF = ("0", "false", "off", "none")
# Below this, in points, letters are dust.
SMALLEST = 2.0
# Boxes that hold nearly all of the text are its flow, not beside it.
BOXES_ARE_FLOW = 4
BOX_AT_HEAD = 3


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look, by a style or by themselves."""

    size: float = 0.0
    bold: bool = False
    hidden: bool = False
    white: bool = False
    heading: int = 0
    bullet: bool = False


def _attribute(node: etree._Element | None, name: str = "val") -> str | None:
    return None if node is None else node.get(f"{WORD}{name}")


def _switch(properties: etree._Element, name: str, before: bool) -> bool:
    node = properties.find(f"{WORD}{name}")
    return before if node is None else (_attribute(node) or "1") not in _OFF


def _run_look(properties: etree._Element | None, look: Look) -> Look:
    """The look of a run on top of what its paragraph has."""
    if properties is None:
        return look
    size = _attribute(properties.find(f"{WORD}sz"))
    colour = _attribute(properties.find(f"{WORD}color"))
    shaded = _is_dark(properties.find(f"{WORD}shd"))
    return Look(
        size=int(size) / 2 if size and size.isdigit() else look.size,
        bold=_switch(properties, "b", look.bold),
        hidden=_switch(properties, "vanish", look.hidden),
        white=look.white if colour is None else colour.upper() == "FFFFFF" and not shaded,
        heading=look.heading,
        bullet=look.bullet,
    )


def _is_dark(shading: etree._Element | None) -> bool:
    fill = _attribute(shading, "fill")
    return fill is not None and fill.lower() not in ("auto", "ffffff")


def _paragraph_look(properties: etree._Element | None, look: Look) -> Look:
    """Heading level and list of a paragraph on top of its style."""
    if properties is None:
        return look
    level = _attribute(properties.find(f"{WORD}outlineLvl"))
    heading = look.heading
    if level is not None and level.isdigit():
        heading = int(level) + 1 if int(level) < 6 else 0
    numbering = properties.find(f"{WORD}numPr")
    bullet = look.bullet
    if numbering is not None:
        bullet = _attribute(numbering.find(f"{WORD}numId")) != "0"
    return Look(look.size, look.bold, look.hidden, look.white, heading, bullet)


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._looks: dict[str, Look] = {}
        self.plain = Look()
        self._default = ""
        if root is None:
            return
        defaults = root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr")
        self.plain = _run_look(defaults, self.plain)
        for node in root.iterchildren(f"{WORD}style"):
            name = _attribute(node, "styleId")
            if name is not None:
                self._nodes[name] = node
                if node.get(f"{WORD}type") == "paragraph" and node.get(f"{WORD}default") == "1":
                    self._default = name

    def look(self, name: str | None, depth: int = 0) -> Look:
        """The look that a style gives."""
        name = name or self._default
        if name not in self._nodes or depth > 12:
            return self.plain
        if name not in self._looks:
            node = self._nodes[name]
            based = _attribute(node.find(f"{WORD}basedOn"))
            look = self.look(based, depth + 1) if based else self.plain
            look = _run_look(node.find(f"{WORD}rPr"), look)
            look = _paragraph_look(node.find(f"{WORD}pPr"), look)
            heading = look.heading or _heading_of(_attribute(node.find(f"{WORD}name")) or "")
            self._looks[name] = Look(
                look.size, look.bold, look.hidden, look.white, heading, look.bullet
            )
        return self._looks[name]


def _heading_of(style_name: str) -> int:
    found = _HEADING_NAME.search(style_name)
    if found:
        return min(int(found[1]), 6)
    return 1 if style_name.strip().lower() in TITLE_STYLES else 0


class Reader:
    """Walks a part of the document and gathers blocks; boxes are put aside."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.hidden: list[str] = []
        self.boxes: list[tuple[int, list[Block]]] = []
        self._seen = 0

    def blocks(self, node: etree._Element, coloured: bool = False) -> list[Block]:
        """The paragraphs and tables below a node, in reading order."""
        return list(self._blocks(node, coloured))

    def _blocks(self, node: etree._Element, coloured: bool) -> Iterator[Block]:
        for child in node:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child, coloured)
            elif child.tag == TABLE:
                yield self._table(child, coloured)
            elif child.tag != FALLBACK and child.tag not in _SKIPPED:
                yield from self._blocks(child, coloured)

    def _table(self, node: etree._Element, coloured: bool) -> Table:
        table = Table()
        for row in node.iter(ROW):
            if next(row.iterancestors(TABLE)) is not node:
                continue
            cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(ROW)) is row]
            table.rows.append([self._cell(cell, coloured) for cell in cells])
        return table

    def _cell(self, node: etree._Element, coloured: bool) -> list[Block]:
        shading = node.find(f"{WORD}tcPr/{WORD}shd")
        return self.blocks(node, coloured or _is_dark(shading))

    def _paragraph(self, node: etree._Element, coloured: bool) -> Iterator[Paragraph]:
        properties = node.find(f"{WORD}pPr")
        style = None if properties is None else _attribute(properties.find(f"{WORD}pStyle"))
        look = _paragraph_look(properties, self.styles.look(style))
        shading = None if properties is None else properties.find(f"{WORD}shd")
        boxes: list[etree._Element] = []
        pieces = list(self._runs(node, look, boxes))
        coloured = coloured or _is_dark(shading)
        seen = []
        for text, how in pieces:
            white = how.white and not coloured
            if text.strip() and (how.hidden or white or 0 < how.size < SMALLEST):
                self.hidden.append(text)
            else:
                seen.append((text, how))
        text = "".join(piece for piece, _ in seen)
        self._seen += bool(text.strip())
        letters = sum(len(piece.strip()) for piece, _ in seen)
        bold = sum(len(piece.strip()) for piece, how in seen if how.bold)
        yield Paragraph(
            text,
            size=max((how.size for piece, how in seen if piece.strip()), default=look.size),
            bold=letters > 0 and bold * 10 >= letters * 6,
            heading=look.heading,
            bullet=look.bullet,
        )
        for box in boxes:
            self.boxes.append((self._seen, self.blocks(box, coloured=True)))

    def _runs(
        self, node: etree._Element, look: Look, boxes: list[etree._Element]
    ) -> Iterator[tuple[str, Look]]:
        """The pieces of a paragraph with their looks."""
        if node.tag == f"{WORD}r":
            properties = node.find(f"{WORD}rPr")
            if properties is not None:
                style = _attribute(properties.find(f"{WORD}rStyle"))
                if style:
                    inherited = self.styles.look(style)
                    look = Look(
                        inherited.size if inherited.size != self.styles.plain.size else look.size,
                        inherited.bold or look.bold,
                        inherited.hidden or look.hidden,
                        inherited.white or look.white,
                        look.heading,
                        look.bullet,
                    )
                look = _run_look(properties, look)
        for child in node:
            if child.tag == RUN_TEXT:
                yield child.text or "", look
            elif child.tag in BREAKS:
                yield BREAKS[child.tag], look
            elif child.tag == f"{WORD}sym":
                yield "\u2022 ", look
            elif child.tag == BOX:
                boxes.append(child)
            elif child.tag != FALLBACK and child.tag not in _SKIPPED:
                yield from self._runs(child, look, boxes)


def read_docx(path: Path) -> Document:
    """Read a Word file."""
    with opened(path) as archive:
        warnings = check_word(archive)
        root = parse_part(read_part(archive, DOCUMENT))
        names = archive.namelist()
        styles = Styles(parse_part(read_part(archive, STYLES)) if STYLES in names else None)
        asides = {
            name: parse_part(read_part(archive, name))
            for name in sorted(names)
            if _ASIDE_PART.fullmatch(name)
        }
    reader = Reader(styles)
    flow = Flow()
    heads, feet = _heads_and_feet(asides, styles)
    for blocks in heads:
        flow.add_aside(blocks)
    _add_body(flow, reader, reader.blocks(root))
    for blocks in feet:
        flow.add_aside(blocks)
    for text in reader.hidden:
        flow.hide(text)
    return flow.document("docx", warnings)


def _heads_and_feet(
    parts: dict[str, etree._Element], styles: Styles
) -> tuple[list[list[Block]], list[list[Block]]]:
    """Running heads and feet, each text once: first, even and odd pages often repeat it."""
    known: set[str] = set()
    heads: list[list[Block]] = []
    feet: list[list[Block]] = []
    for name, root in parts.items():
        reader = Reader(styles)
        blocks = reader.blocks(root)
        for _, boxed in reader.boxes:
            blocks.extend(boxed)
        words = " ".join("".join(root.itertext()).split())
        if letter_count(blocks) and words not in known:
            known.add(words)
            (heads if name.startswith("word/header") else feet).append(blocks)
    return heads, feet


def _add_body(flow: Flow, reader: Reader, blocks: list[Block]) -> None:
    """The text with its boxes: those at its head before it, others after it, none inside."""
    in_boxes = sum(letter_count(boxed) for _, boxed in reader.boxes)
    if in_boxes > BOXES_ARE_FLOW * letter_count(blocks):
        for _, boxed in reader.boxes:
            flow.add(boxed)
        flow.add(blocks)
        return
    for place, boxed in reader.boxes:
        if place <= BOX_AT_HEAD:
            flow.add_aside(boxed)
    flow.add(blocks)
    for place, boxed in reader.boxes:
        if place > BOX_AT_HEAD:
            flow.add_aside(boxed)
