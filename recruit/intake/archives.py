"""What a zip from a stranger may unpack to: Word documents and Excel workbooks are zips.

Their parts are XML: no document type, no entities, no network.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO
from xml.parsers import expat

from lxml import etree

from recruit.intake.faults import Fault, Unreadable

MOST_MEMBERS = 1000
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 100
# Below this size a high ratio is only XML being wordy.
SMALL = 1024 * 1024
ENCRYPTED_FLAG = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# What zipfile raises for files that are torn, crafted, or lack a part that every document has.
TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, struct.error)

# The list of a zip ends with this and a comment; it says how many members there are.
LIST_END = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
LONGEST_END = _END.size + 0xFFFF
_LISTED = b"PK\x01\x02"
# What stands before a member's bytes, at the least.
_LOCAL_HEADER = 30
_UNIX = 3
_BAD_NAME = re.compile(r"[\\\x00-\x1f\x7f]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
_TOO_DEEP = re.compile(r"depth", re.IGNORECASE)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A document's zip, its list checked; whatever is torn inside makes the file unreadable."""
    try:
        with path.open("rb") as file:
            check_end(file)
            with zipfile.ZipFile(file) as archive:
                check_size(archive)
                check_places(archive)
                for member in archive.infolist():
                    check_name(member)
                    check_member(member)
                yield archive
    except TORN as error:
        raise Unreadable(Fault.CORRUPT) from error


def end_of_list(file: IO[bytes]) -> tuple[int, ...] | None:
    """The last words of a zip's list, or None where there is no list: a file that is no zip.

    They are the place of these words in the file, the number of members, and the size of the list.
    """
    size = file.seek(0, 2)
    start = max(0, size - LONGEST_END)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(LIST_END)
    if at < 0 or at + _END.size > len(tail):
        return None
    _, _, _, _, count, length, _, _ = _END.unpack_from(tail, at)
    return start + at, count, length


def has_list(file: IO[bytes]) -> bool:
    """Whether a program that looks for a zip in the file would find one."""
    end = end_of_list(file)
    if end is None:
        return False
    place, count, length = end
    file.seek(max(0, place - length))
    return bool(count) and length <= place and file.read(len(_LISTED)) == _LISTED


def check_end(file: IO[bytes]) -> None:
    """Refuse a zip by what its end says of it, before its list is read into memory."""
    end = end_of_list(file)
    if end is None:
        raise Unreadable(Fault.CORRUPT)
    if end[1] > MOST_MEMBERS:
        raise Unreadable(Fault.TOO_MANY_MEMBERS)
    file.seek(0)


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, or names a part twice."""
    members = archive.infolist()
    names = [member.filename.casefold() for member in members]
    if len(members) > MOST_MEMBERS:
        raise Unreadable(Fault.TOO_MANY_MEMBERS)
    if len(set(names)) != len(names):
        raise Unreadable(Fault.CORRUPT)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise Unreadable(Fault.UNPACKED_TOO_LARGE)


def check_places(archive: zipfile.ZipFile) -> None:
    """Refuse members that share bytes: a small file could be listed a thousand times."""
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    for member, after in pairwise(members):
        least = _LOCAL_HEADER + len(member.orig_filename) + member.compress_size
        if after.header_offset < member.header_offset + least:
            raise Unreadable(Fault.CORRUPT)


def check_name(member: zipfile.ZipInfo) -> None:
    """Refuse a member that would leave its folder if it were unpacked, or is a link."""
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == _UNIX else 0
    if _BAD_NAME.search(member.orig_filename) or kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Unreadable(Fault.BAD_MEMBER_NAME)


def check_member(member: zipfile.ZipInfo) -> None:
    """Refuse a part that is locked, or packed in a way that such files never are."""
    if member.flag_bits & ENCRYPTED_FLAG:
        raise Unreadable(Fault.ENCRYPTED)
    if member.compress_type not in METHODS:
        raise Unreadable(Fault.CORRUPT)


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part; ``KeyError`` where there is none."""
    member = archive.getinfo(name)
    check_member(member)
    # The sizes in the list are claims: what really comes out is counted, too.
    with archive.open(member) as part:
        data = part.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable(Fault.UNPACKED_TOO_LARGE)
    return data


class _AtRoot(Exception):
    """The prolog of an XML part is over."""


def check_prolog(data: bytes) -> None:
    """Refuse XML with a document type, in whatever encoding, before entities mean anything.

    Office programs never write one; who does, wants entities.
    """

    def forbid(*_: object) -> None:
        raise Unreadable(Fault.DTD_FORBIDDEN)

    def stop(*_: object) -> None:
        raise _AtRoot

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = forbid
    parser.StartElementHandler = stop
    try:
        parser.Parse(data, True)
    except _AtRoot:
        return
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable(Fault.CORRUPT) from error


def parse_part(data: bytes) -> etree._Element:
    """The XML of a part."""
    check_prolog(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT and _TOO_DEEP.search(error.msg)
        raise Unreadable(Fault.TOO_DEEP if deep else Fault.CORRUPT) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(Fault.DTD_FORBIDDEN)
    return root
