"""What a zip from a stranger may unpack to: Word documents and Excel workbooks are zips."""

import zipfile

from recruit.intake.faults import Fault, Unreadable

MOST_MEMBERS = 1000
MOST_BYTES = 50 * 1024 * 1024
MOST_RATIO = 100
# Below this size a high ratio is only XML being wordy.
SMALL = 1024 * 1024
ENCRYPTED_FLAG = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, or names a part twice."""
    members = archive.infolist()
    names = [member.filename for member in members]
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise Unreadable(Fault.TOO_LARGE)
    if len(set(names)) != len(names):
        raise Unreadable(Fault.BROKEN)


def check_member(member: zipfile.ZipInfo) -> None:
    """Refuse a part that is locked, or packed in a way that such files never are."""
    if member.flag_bits & ENCRYPTED_FLAG:
        raise Unreadable(Fault.ENCRYPTED)
    if member.compress_type not in METHODS:
        raise Unreadable(Fault.UNSUPPORTED)
