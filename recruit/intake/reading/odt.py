"""OpenDocument texts: content.xml with what its styles say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from recruit.intake.archives import opened, parse_part, read_part
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.flow import Block, Flow, Paragraph, Table, letter_count
from recruit.intake.reading.office_parts import check_open_text, outside_links
from recruit.parsing.document import Document

CONTENT, STYLES = "content.xml", "styles.xml"
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{{{_URN}office:1.0}}", f"{{{_URN}text:1.0}}", f"{{{_URN}table:1.0}}"
STYLE, DRAW = f"{{{_URN}style:1.0}}", f"{{{_URN}drawing:1.0}}"
FO = f"{{{_URN}xsl-fo-compatible:1.0}}"
_LENGTH = re.compile(r"([0-9.]+)(pt|cm|mm|in|px)?")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75, None: 1.0}
_SKIPPED = frozenset(
    {f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms"}
    | {f"{TEXT}{name}" for name in ("tracked-changes", "note", "page-number", "page-count")}
    | {f"{TEXT}{name}" for name in ("sequence-decls", "table-of-content")}
)
_HIDDEN = frozenset(f"{TEXT}{name}" for name in ("hidden-text", "hidden-paragraph"))
MOST_SPACES = 40
SMALLEST = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look by their styles."""

    size: float = 0.0
    bold: bool = False
    hidden: bool = False
    white: bool = False
    coloured: bool = False
    heading: int = 0


class Styles:
    """The named and automatic styles of a document, each with what it inherits."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._looks: dict[str, Look] = {}
        self.plain = Look()
        for root in roots:
            for node in root.iter(f"{STYLE}style"):
                self._nodes[node.get(f"{STYLE}name", "")] = node
            for node in root.iter(f"{STYLE}default-style"):
                if node.get(f"{STYLE}family") == "paragraph":
                    self.plain = _with(node, self.plain, 0.0)

    def look(self, name: str | None, depth: int = 0) -> Look:
        """The look that a style gives."""
        node = self._nodes.get(name or "")
        if node is None or depth > 12:
            return self.plain
        if name not in self._looks:
            before = self.look(node.get(f"{STYLE}parent-style-name"), depth + 1)
            self._looks[str(name)] = _with(node, before, before.size)
        return self._looks[str(name)]

    def on(self, look: Look, name: str | None) -> Look:
        """The look of a span in a paragraph."""
        node = self._nodes.get(name or "")
        return look if node is None else _with(node, look, look.size)


def _with(node: etree._Element, look: Look, size: float) -> Look:
    properties = node.find(f"{STYLE}text-properties")
    level = node.get(f"{STYLE}default-outline-level")
    if level and level.isdigit():
        look = replace(look, heading=min(int(level), 6))
    for kind in ("paragraph", "table-cell"):
        ground = node.find(f"{STYLE}{kind}-properties")
        if ground is not None and ground.get(f"{FO}background-color") not in (
            None, "transparent", "#ffffff",
        ):  # fmt: skip
            look = replace(look, coloured=True)
    if properties is None:
        return look
    weight, colour = properties.get(f"{FO}font-weight"), properties.get(f"{FO}color")
    ground = properties.get(f"{FO}background-color")
    return replace(
        look,
        size=_points(properties.get(f"{FO}font-size"), size),
        bold=look.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
        hidden=look.hidden or properties.get(f"{TEXT}display") == "none",
        white=look.white if colour is None else colour.lower() == "#ffffff",
        coloured=look.coloured or ground not in (None, "transparent", "#ffffff"),
    )


def _points(length: str | None, before: float) -> float:
    if length and length.endswith("%"):
        share = length[:-1]
        return before * float(share) / 100 if share.replace(".", "", 1).isdigit() else before
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found and found[1].strip(".") else before


class Reader:
    """Walks the content and gathers blocks; boxes are put aside."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.hidden: list[str] = []
        self.boxes: list[list[Block]] = []

    def blocks(self, node: etree._Element, in_list: bool = False) -> list[Block]:
        """The paragraphs and tables below a node."""
        return list(self._blocks(node, in_list))

    def _blocks(self, node: etree._Element, in_list: bool) -> Iterator[Block]:
        for child in node:
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(child, in_list)
                in_list = False
            elif child.tag == f"{TABLE}table":
                yield self._table(child)
            elif child.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                yield from self._blocks(child, child.tag == f"{TEXT}list-item")
            elif child.tag in _HIDDEN:
                self.hidden.append("".join(child.itertext()))
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._blocks(child, in_list)

    def _table(self, node: etree._Element) -> Table:
        rows = [
            row for row in node.iter(f"{TABLE}table-row")
            if next(row.iterancestors(f"{TABLE}table")) is node
        ]  # fmt: skip
        return Table(
            [[self.blocks(cell) for cell in row.iterchildren(f"{TABLE}table-cell")] for row in rows]
        )

    def _paragraph(self, node: etree._Element, bullet: bool) -> Iterator[Paragraph]:
        look = self.styles.look(node.get(f"{TEXT}style-name"))
        boxes: list[etree._Element] = []
        seen = []
        for text, how in self._runs(node, look, boxes):
            unseen = how.hidden or (how.white and not how.coloured) or 0 < how.size < SMALLEST
            if text.strip() and unseen:
                self.hidden.append(text)
            else:
                seen.append((text, how))
        letters = sum(len(text.strip()) for text, _ in seen)
        bold = sum(len(text.strip()) for text, how in seen if how.bold)
        heading = look.heading
        if node.tag == f"{TEXT}h":
            level = node.get(f"{TEXT}outline-level", "1")
            heading = min(int(level), 6) if level.isdigit() else 1
        yield Paragraph(
            "".join(text for text, _ in seen),
            size=max((how.size for text, how in seen if text.strip()), default=look.size),
            bold=letters > 0 and bold * 10 >= letters * 6,
            heading=heading,
            bullet=bullet,
        )
        self.boxes.extend(self.blocks(box) for box in boxes)

    def _runs(
        self, node: etree._Element, look: Look, boxes: list[etree._Element]
    ) -> Iterator[tuple[str, Look]]:
        yield node.text or "", look
        for child in node:
            if child.tag == f"{TEXT}s":
                count = child.get(f"{TEXT}c", "1")
                yield " " * min(int(count) if count.isdigit() else 1, MOST_SPACES), look
            elif child.tag == f"{TEXT}tab":
                yield "\t", look
            elif child.tag == f"{TEXT}line-break":
                yield "\n", look
            elif child.tag == f"{DRAW}text-box":
                boxes.append(child)
            elif child.tag in _HIDDEN:
                hidden = child.get(f"{TEXT}string-value") or "".join(child.itertext())
                yield hidden, replace(look, hidden=True)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                inner = self.styles.on(look, child.get(f"{TEXT}style-name"))
                yield from self._runs(child, inner, boxes)
            yield child.tail or "", look


def read_odt(path: Path) -> Document:
    """Read an OpenDocument text."""
    with opened(path) as archive:
        warnings = check_open_text(archive)
        content = parse_part(read_part(archive, CONTENT))
        named = archive.namelist()
        styles = parse_part(read_part(archive, STYLES)) if STYLES in named else None
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(Fault.CORRUPT)
    warnings += outside_links(content)
    reader = Reader(Styles([content] if styles is None else [styles, content]))
    flow = Flow()
    heads: list[list[Block]] = []
    feet: list[list[Block]] = []
    for master in () if styles is None else styles.iter(f"{STYLE}master-page"):
        heads.extend(reader.blocks(head) for head in master.iterchildren(f"{STYLE}header"))
        feet.extend(reader.blocks(foot) for foot in master.iterchildren(f"{STYLE}footer"))
    blocks = reader.blocks(body)
    for aside in heads[:1]:
        flow.add_aside(aside)
    if sum(map(letter_count, reader.boxes)) > 4 * letter_count(blocks):
        for boxed in reader.boxes:
            flow.add(boxed)
        reader.boxes.clear()
    flow.add(blocks)
    for aside in (*reader.boxes, *feet[:1]):
        flow.add_aside(aside)
    for text in reader.hidden:
        flow.hide(text)
    return flow.document("odt", warnings)
