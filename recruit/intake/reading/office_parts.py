"""What else is in the zip of an office document: programs, other files, ways to elsewhere.

Nothing of it is opened, run or followed. A program is no part of a resume, the rest is told.
"""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from recruit.intake.archives import parse_part, read_part
from recruit.intake.faults import Fault, Oddity, Unreadable

CONTENT_TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"
MOST_RELATIONS = 64

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_OPEN_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"
_ENCRYPTION = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_MACRO = re.compile(r"(?:^|/)vba(?:Project[^/]*\.bin|Data\.xml)$", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_BASIC = re.compile(r"^(?:Basic/(?!.*script-l[bc]\.xml$).+\.xml|Scripts/.+)$", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"(?:^|/)embeddings/[^/]|(?:^|/)afchunk|^Object [^/]*/."
    r"|\.(?:zip|rar|7z|exe|dll|jar|js|vbs|docx?|xlsx?|pptx?|pdf|html?)$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"(?:^|/)activeX/", re.IGNORECASE)
_RELATIONS = re.compile(r"(?:^|/)_rels/[^/]+\.rels$", re.IGNORECASE)
# Links wait for a click; templates, pictures and frames are fetched by whoever opens the file.
_WAITING = ("/hyperlink",)
_ELSEWHERE = re.compile(
    r"^\s*(?:(?!file:)[a-z][a-z0-9+.-]+:|file:/{0,2}[^/]|[\\/]{2})", re.IGNORECASE
)


def check_word(archive: zipfile.ZipFile) -> list[str]:
    """What is strange about a Word file's parts; `Unreadable` where there is a macro."""
    names = archive.namelist()
    types = read_part(archive, CONTENT_TYPES) if CONTENT_TYPES in names else b""
    if any(map(_MACRO.search, names)) or _MACRO_TYPES.search(types.replace(b"\0", b"")):
        raise Unreadable(Fault.MACRO)
    found = _embedded(names)
    if any(map(_ACTIVE.search, names)):
        found.append(Oddity.ACTIVE_CONTENT)
    relations = [name for name in names if _RELATIONS.search(name)]
    if any(_leads_elsewhere(archive, name) for name in relations[:MOST_RELATIONS]):
        found.append(Oddity.EXTERNAL_REFERENCE)
    return found


def check_open_text(archive: zipfile.ZipFile) -> list[str]:
    """What is strange about an OpenDocument file's parts; `Unreadable` for macros and locks."""
    names = archive.namelist()
    if any(map(_BASIC.search, names)):
        raise Unreadable(Fault.MACRO)
    if MANIFEST in names:
        manifest = parse_part(read_part(archive, MANIFEST))
        if next(manifest.iter(_ENCRYPTION), None) is not None:
            raise Unreadable(Fault.ENCRYPTED)
    return _embedded(names)


def outside_links(content: etree._Element) -> list[str]:
    """Whether an OpenDocument text wants pictures or sections from elsewhere."""
    fetched = (
        node.get(_XLINK, "")
        for node in content.iter(etree.Element)
        if node.tag != _OPEN_TEXT and _XLINK in node.attrib
    )
    return [Oddity.EXTERNAL_REFERENCE] if any(map(_ELSEWHERE.match, fetched)) else []


def _embedded(names: list[str]) -> list[str]:
    return [Oddity.EMBEDDED_FILE] if any(map(_EMBEDDED.search, names)) else []


def _leads_elsewhere(archive: zipfile.ZipFile, name: str) -> bool:
    return any(map(_ELSEWHERE.match, _fetched(parse_part(read_part(archive, name)))))


def _fetched(relations: etree._Element) -> Iterator[str]:
    for relation in relations.iter(_RELATION):
        waits = relation.get("Type", "").endswith(_WAITING)
        if relation.get("TargetMode") == "External" and not waits:
            yield relation.get("Target", "")
