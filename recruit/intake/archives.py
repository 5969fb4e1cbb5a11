"""What a zip from a stranger may unpack to: Word documents and Excel workbooks are zips.

Their parts are XML: no document type, no entities, no network.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A document's zip, its size checked; whatever is torn inside makes the file unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_size(archive)
            yield archive
    except TORN as error:
        raise Unreadable(Fault.CORRUPT) from error


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, or names a part twice."""
    members = archive.infolist()
    names = [member.filename for member in members]
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise Unreadable(Fault.UNPACKED_TOO_LARGE)
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise Unreadable(Fault.UNPACKED_TOO_LARGE)
    if len(set(names)) != len(names):
        raise Unreadable(Fault.CORRUPT)


def check_member(member: zipfile.ZipInfo) -> None:
    """Refuse a part that is locked, or packed in a way that such files never are."""
    if member.flag_bits & ENCRYPTED_FLAG:
        raise Unreadable(Fault.ENCRYPTED)
    if member.compress_type not in METHODS:
        raise Unreadable(Fault.TYPE_MISMATCH)


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


def parse_part(data: bytes) -> etree._Element:
    """The XML of a part."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(Fault.CORRUPT) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(Fault.CORRUPT)  # office programs never write one; who does, wants entities
    return root
