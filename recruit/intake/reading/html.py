"""Web pages: what a browser would show of them, block by block."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.plain_text import decode
from recruit.intake.reading.flow import Block, Flow, Paragraph, Table
from recruit.intake.reading.oddities import is_torn
from recruit.parsing.document import Document

_DROPPED = frozenset((
    "script", "style", "nav", "footer", "template", "head", "noscript", "iframe", "svg", "math",
    "object", "embed", "audio", "video", "button", "select", "textarea", "input", "canvas", "map",
    "dialog",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr", "o:p",
))  # fmt: skip
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,30})""")
_RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"^(?:[a-z][a-z0-9]*)?([.#][\w-]+)$|^([a-z][a-z0-9]*)$")
_HIDING = re.compile(
    r"display:none|visibility:hidden|opacity:0(?:\.0+)?(?:;|$)|font-size:0(?:px|pt|em|%)?(?:;|$)"
    r"|(?:left|top|text-indent):-\d{3,}|mso-hide:all|clip:rect\(0"
)
_WHITE = re.compile(r"(?:^|;)color:(?:#fff(?:fff)?|white|rgb\(255,255,255\)|transparent)(?:;|!|$)")
_GROUND = re.compile(r"background(?:-color|-image)?:(?!#fff(?:fff)?\b|white|transparent|none)")
_WEIGHT = re.compile(r"font-weight:(bold|[6-9]00|normal|[1-4]00)")
_SIZE = re.compile(r"font-size:(\d{1,3}(?:\.\d{1,3})?)(px|pt)")
_SPACE = re.compile(r"[ \t\r\n\f]+")
DEEPEST = 200
# Part of a header that is links, from which it is a menu.
MENU = 0.6
# A page that was saved with its pictures in it; its text is far shorter.
MOST_BYTES = 16 * 1024 * 1024
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_EMPTY = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"))


def read_html(path: Path) -> Document:
    """Read a web page saved to disk."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES)
    text = decode_html(data)
    root, cut = _parsed(text.replace("\x00", ""))
    if cut:
        root, _ = _parsed(shallow(text.replace("\x00", "")))
    reader = Reader(root)
    flow = Flow()
    body = root.find("body")
    flow.add(reader.blocks(root if body is None else body))
    for hidden in reader.hidden:
        flow.hide(hidden)
    return flow.document("html", [Oddity.REPAIRED] if is_torn(text) else [])


def _parsed(text: str) -> tuple[etree._Element, bool]:
    """The page, and whether the parser gave up because of its depth."""
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable(Fault.NO_TEXT) from error
    limit = etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return root, any(entry.type == limit for entry in parser.error_log)


def _is_menu(header: etree._Element) -> bool:
    """Whether a header names nobody and only leads elsewhere on its site."""
    if header.find(".//h1") is not None or header.find(".//h2") is not None:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in header.iter("a"))
    return linked >= MENU * max(1, len("".join(header.itertext()).strip()))


def shallow(text: str) -> str:
    """The page without tags that are nested deeper than anybody lays out a page."""
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag[1], tag[2]
        if name.lower() in _EMPTY:
            return tag[0]
        depth += -1 if closing else 1
        is_deep = depth >= DEEPEST if closing else depth > DEEPEST
        depth = max(depth, 0)
        return " " if is_deep else tag[0]

    return _TAG.sub(kept, text)


def decode_html(data: bytes) -> str:
    """The page as text: a byte order mark first, then what the page says of itself."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data)
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        # Where the page is wrong about itself, what was guessed stands.
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            text = data.decode(declared[1].decode("ascii"))
    # An encoding named in the text itself would be refused, as it is text already.
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)


class Look:
    """What an element inherits."""

    __slots__ = ("bold", "heading", "on_ground", "size", "white")

    def __init__(self, size: float, bold: bool, heading: int, white: bool, on_ground: bool) -> None:
        self.size, self.bold, self.heading = size, bold, heading
        self.white, self.on_ground = white, on_ground


class Reader:
    """Walks the page and gathers blocks."""

    def __init__(self, root: etree._Element) -> None:
        self.hidden: list[str] = []
        self._rules = dict(_style_rules(root))
        self._pieces: list[tuple[str, Look]] = []
        self._bullet = False

    def blocks(self, node: etree._Element) -> list[Block]:
        """All that the page shows."""
        look = Look(0.0, False, 0, False, False)
        return [*self._inside(node, look, 0), *self._flush()]

    def _inside(self, node: etree._Element, look: Look, depth: int) -> Iterator[Block]:
        self._put(node.text, look)
        for child in node:
            if isinstance(child.tag, str):
                yield from self._element(child, look, depth + 1)
            self._put(child.tail, look)

    def _element(self, node: etree._Element, look: Look, depth: int) -> Iterator[Block]:
        tag = node.tag
        if tag in _DROPPED or (tag == "header" and _is_menu(node)):
            return
        style = self._style(node)
        if "hidden" in node.attrib or _HIDING.search(style):
            self.hidden.append(" ".join(node.itertext()))
        elif depth > DEEPEST:
            self._put(" ".join(node.itertext()), look)
        elif tag == "br":
            self._pieces.append(("\n", look))
        elif tag == "table":
            yield from self._flush()
            yield self._table(node, self._look(node, style, look), depth)
        elif tag in _INLINE:
            self._part_from_before(node)
            yield from self._inside(node, self._look(node, style, look), depth)
        else:
            yield from self._flush()
            self._bullet = tag == "li"
            yield from self._inside(node, self._look(node, style, look), depth)
            yield from self._flush()

    def _part_from_before(self, node: etree._Element) -> None:
        """Two spans side by side are two things, set apart by their style."""
        before = node.getprevious()
        alone = before is not None and not before.tail and before.tag == node.tag
        if alone and node.tag in ("span", "a") and self._pieces:
            self._pieces.append(("\t", self._pieces[-1][1]))

    def _table(self, node: etree._Element, look: Look, depth: int) -> Table:
        table = Table()
        for row in node.iter("tr"):
            if next(row.iterancestors("table")) is not node:
                continue
            cells: list[list[Block]] = []
            for cell in row.iterchildren("td", "th"):
                inner = self._look(cell, self._style(cell), look)
                cells.append([*self._inside(cell, inner, depth + 1), *self._flush()])
            table.rows.append(cells)
        return table

    def _put(self, text: str | None, look: Look) -> None:
        if text:
            self._pieces.append((_SPACE.sub(" ", text), look))

    def _flush(self) -> Iterator[Paragraph]:
        pieces, self._pieces = self._pieces, []
        bullet = self._bullet
        seen = []
        for text, look in pieces:
            if look.white and not look.on_ground and text.strip():
                self.hidden.append(text)
            else:
                seen.append((text, look))
        if not any(piece.strip() for piece, _ in seen):
            return
        self._bullet = False
        for line in _by_weight(seen):
            yield self._paragraph(line, bullet)
            bullet = False

    @staticmethod
    def _paragraph(seen: list[tuple[str, Look]], bullet: bool) -> Paragraph:
        text = "".join(piece for piece, _ in seen)
        letters = [(len(piece.strip()), look) for piece, look in seen if piece.strip()]
        return Paragraph(
            text,
            size=max(look.size for _, look in letters),
            bold=sum(count for count, look in letters if look.bold) * 10
            >= sum(count for count, _ in letters) * 6,
            heading=letters[0][1].heading,
            bullet=bullet,
        )

    def _look(self, node: etree._Element, style: str, look: Look) -> Look:
        weight, size = _WEIGHT.search(style), _SIZE.search(style)
        bold = look.bold or node.tag in _BOLD
        if weight:
            bold = weight[1] == "bold" or weight[1][0] in "6789"
        points = look.size
        if size:
            points = float(size[1]) * (0.75 if size[2] == "px" else 1.0)
        ground = bool(_GROUND.search(style)) or node.get("bgcolor", "#ffffff").lower() != "#ffffff"
        white = look.white
        if "color" in style or node.get("color"):
            white = bool(_WHITE.search(style)) or node.get("color", "").lower() in (
                "#ffffff", "white",
            ) or (look.white and ";color:" not in ";" + style)  # fmt: skip
        return Look(
            points, bold, _HEADINGS.get(node.tag, look.heading), white, look.on_ground or ground
        )

    def _style(self, node: etree._Element) -> str:
        own = re.sub(r"\s+", "", node.get("style", "").lower())
        if not self._rules:
            return own
        names = [node.tag, *("." + name for name in node.get("class", "").split())]
        names.append("#" + node.get("id", ""))
        return ";".join([*(self._rules[name] for name in names if name in self._rules), own])


def _by_weight(pieces: list[tuple[str, Look]]) -> Iterator[list[tuple[str, Look]]]:
    """Pieces cut at line breaks where a line is bold as a whole and the next is not, or is."""
    lines: list[list[tuple[str, Look]]] = [[]]
    for text, look in pieces:
        lines[-1].append((text, look))
        if text == "\n":
            lines.append([])
    groups: list[list[tuple[str, Look]]] = []
    weight: bool | None = None
    for line in lines:
        told = [look for text, look in line if text.strip()]
        if not told:
            continue
        bold = all(look.bold for look in told)
        if groups and bold == weight:
            groups[-1].extend(line)
        else:
            groups.append(line)
            weight = bold
    yield from groups


def _style_rules(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The simple rules of the page's own style sheets: a tag, a class or an id."""
    for sheet in root.iter("style"):
        parts = (sheet.text or "")[:200_000].split("*/")
        text = "".join(part.partition("/*")[0] for part in parts)
        for selectors, rules in _RULE.findall(text):
            for selector in selectors.lower().split(","):
                found = _SIMPLE.match(selector.strip())
                if found:
                    yield found[1] or found[2], re.sub(r"\s+", "", rules.lower())
