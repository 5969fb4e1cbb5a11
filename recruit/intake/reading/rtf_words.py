"""What rich text is made of: its tokens, code pages and signs, and what groups carry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recruit.intake.faults import Oddity
from recruit.intake.reading.flow import Block, Paragraph, Table

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)"
)
PAGES = {
    0: "", 1: "", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk",
    136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp866",
}  # fmt: skip
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "tab": "\t", "line": "\n", "emspace": " ", "enspace": " ",
    "softline": "\n", "lbr": "\n",
}  # fmt: skip
SKIPPED = frozenset((
    "colortbl", "info", "pict", "object", "themedata", "colorschememapping", "datastore",
    "xmlnstbl", "listtable", "listoverridetable", "rsidtbl", "generator", "fldinst", "pntxta",
    "pntxtb", "shprslt", "nonshppict", "filetbl", "revtbl", "footnote", "annotation", "atnid",
    "atnauthor", "comment", "bkmkstart", "bkmkend", "latentstyles", "mmathPr", "wgrffmtfilter",
    "sp", "sn", "sv", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
))  # fmt: skip
HEADS = frozenset(("header", "headerl", "headerr", "headerf"))
FEET = frozenset(("footer", "footerl", "footerr", "footerf"))
STARRED = frozenset(("shpinst", "shptxt", "pnseqval"))
MARKS = frozenset(("listtext", "pntext"))
OBJECTS = {
    "object": Oddity.EMBEDDED_FILE,
    "objdata": Oddity.EMBEDDED_FILE,
    "objupdate": Oddity.ACTIVE_CONTENT,
    "objautlink": Oddity.EXTERNAL_REFERENCE,
}
# Pictures and templates that whoever opens the file fetches from elsewhere.
FETCHED = re.compile(
    rb"(?:INCLUDE(?:PICTURE|TEXT)\b|\\\*\\template)[^{}]{0,40}?(?:(?:https?|ftp):|\\{4})",
    re.IGNORECASE,
)
BULLET_SIGN = "•"


@dataclass(slots=True)
class State:
    """What a group changes and its end gives back."""

    page: str | None = None
    size: float = 12.0
    bold: bool = False
    hidden: bool = False
    white: bool = False
    skipped: bool = False
    marking: bool = False
    skip_after_unicode: int = 1


@dataclass
class Story:
    """A run of paragraphs and tables: the text, a box, a head of pages."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[tuple[str, State]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[list[Block]] = field(default_factory=list)
    table: Table | None = None
    in_table: bool = False
    heading: int = 0
    bullet: bool = False


def end_table(story: Story) -> None:
    """Close a table that the text has left; a row without its end counts as well."""
    if story.cell:
        story.row.append(story.cell)
    if story.row:
        story.table = story.table or Table()
        story.table.rows.append(story.row)
    if story.table:
        story.blocks.append(story.table)
    story.cell, story.row, story.table = [], [], None


def known_page(number: int) -> str:
    """The name of a code page, or of the commonest where nobody knows it."""
    name = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 20866: "koi8-r"}.get(
        number, f"cp{number}"
    )
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def unicode(number: int) -> str:
    """A UTF-16 unit, written as a signed number; halves of pairs are joined later."""
    return chr(number % 0x10000)


def end_of_group(data: bytes, place: int) -> int:
    """Where the group ends in which a place is."""
    depth = 1
    for brace in re.finditer(rb"\\[{}\\]|[{}]", data[place : place + 500_000]):
        if brace[0] in (b"{", b"}"):
            depth += 1 if brace[0] == b"{" else -1
        if not depth:
            return place + brace.start()
    return place


def whole_pairs(blocks: list[Block]) -> Iterator[Block]:
    """Letters beyond the first plane, written as two halves, joined."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield replace(
                block,
                text=block.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"),
            )
        else:
            yield Table([[list(whole_pairs(cell)) for cell in row] for row in block.rows])
