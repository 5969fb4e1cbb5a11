"""Word files of before 2007: turned into DocBook by ``antiword``, where it is installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.flow import Block, Flow, Paragraph, Table
from recruit.parsing.document import Document

CONVERTER = "antiword"
SECONDS = 10
# All that the program needs of ours: where its character tables are, and letters of all languages.
ENVIRONMENT = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
# What holds the programs of an old Word file, as its directory writes it.
MACROS = "_VBA_PROJECT".encode("utf-16-le")
_LISTS = ("itemizedlist", "orderedlist")
_SECTION = re.compile(r"sect([1-6])")


def read_doc(path: Path) -> Document:
    """Read an old Word file."""
    if MACROS in path.read_bytes():
        raise Unreadable(Fault.MACRO)
    program = shutil.which(CONVERTER)
    if program is None:
        raise Unreadable(Fault.CONVERTER_MISSING)
    try:
        book = etree.fromstring(
            _converted(program, path),
            etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False),
        )
    except etree.XMLSyntaxError as error:
        raise Unreadable(Fault.CORRUPT) from error
    if book is None:
        raise Unreadable(Fault.CORRUPT)
    flow = Flow()
    flow.add(_blocks(book))
    return flow.document("doc")


def _converted(program: str, path: Path) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  (a fixed program; the path is our own)
            [program, "-x", "db", str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, **ENVIRONMENT},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Fault.TOO_COMPLEX) from error
    if done.returncode or b"<book" not in done.stdout:
        locked = b"ncrypted" in done.stderr
        raise Unreadable(Fault.ENCRYPTED if locked else Fault.CORRUPT)
    return done.stdout


def _blocks(node: etree._Element, bullet: bool = False) -> Iterator[Block]:
    """The paragraphs and tables of a book, without its own title, which is no part of the text."""
    for child in node:
        if child.tag == "para" or (child.tag == "title" and node.tag != "book"):
            yield from _paragraph(child, bullet)
            bullet = False
        elif child.tag == "listitem":
            yield from _blocks(child, bullet=True)
        elif child.tag == "informaltable":
            yield _table(child)
        elif isinstance(child.tag, str) and child.tag != "bookinfo":
            yield from _blocks(child)


def _paragraph(node: etree._Element, bullet: bool) -> Iterator[Block]:
    tables = list(node.iterchildren("informaltable"))
    if tables:
        yield from map(_table, tables)
        return
    text = "".join(node.itertext()).strip("\n")
    bold = sum(
        len("".join(part.itertext()).strip())
        for part in node.iter("emphasis")
        if part.get("role") == "bold"
    )
    section = _SECTION.fullmatch(str(getattr(node.getparent(), "tag", "")))
    is_title = node.tag == "title" and section is not None
    yield Paragraph(
        text,
        bold=bold * 10 >= max(1, len(text.strip())) * 6,
        heading=int(section[1]) if section and is_title else 0,
        bullet=bullet,
    )


def _table(node: etree._Element) -> Table:
    return Table(
        [[list(_cell(entry)) for entry in row.iterchildren("entry")] for row in node.iter("row")]
    )


def _cell(entry: etree._Element) -> Iterator[Block]:
    """A cell: its paragraphs are lines of one text, with lists and emphasis between."""
    if any(entry.iter("para", *_LISTS)):
        yield from _blocks(entry)
        return
    bold = {
        "".join(part.itertext()).strip()
        for part in entry.iter("emphasis")
        if part.get("role") == "bold"
    }
    for line in "".join(entry.itertext()).split("\n"):
        if line.strip():
            yield Paragraph(line, bold=line.strip() in bold)
