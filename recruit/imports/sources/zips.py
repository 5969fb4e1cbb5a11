"""A ZIP of resumes: its list checked first, its members unpacked one at a time, never to names."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from recruit.imports.codes import MOST_MEMBERS, Reason
from recruit.imports.sources.entries import MOST_BYTES, Entry, Locator, Step
from recruit.imports.sources.letters import HEAD, is_letter, letter_step, take_part
from recruit.imports.sources.mailboxes import Mailbox, is_mailbox
from recruit.intake.archives import ENCRYPTED_FLAG, METHODS, MOST_RATIO, SMALL, TORN
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.names import display_name

MOST_UNPACKED = 4 * 1024**3
STEP_MEMBERS = 500
STEP_BYTES = 16 * 1024 * 1024
UTF8_FLAG = 0x800
# What computers put beside people's files.
OF_THE_SYSTEM = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$", re.IGNORECASE
)
# The least that one member takes in the list at the end of an archive, and where its size stands.
LEAST_LISTED = 46
END = b"PK\x05\x06"
LONGEST_END = 22 + 65_535


def is_of_the_system(name: str) -> bool:
    """Whether a file is nothing that a person has put there."""
    return bool(OF_THE_SYSTEM.search(name))


def check_list(file: IO[bytes]) -> None:
    """Refuse an archive whose list alone would take more memory than all lists that we take."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - LONGEST_END))
    tail = file.read()
    at = tail.rfind(END)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MOST_MEMBERS * 1024:
        raise Unreadable(Fault.TOO_MANY_MEMBERS)
    file.seek(0)


class Archive:
    """An archive as a source; letters in it are opened, archives are not."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            check_list(file)
        try:
            self.archive = zipfile.ZipFile(path)
        except TORN as error:
            raise Unreadable(Fault.CORRUPT) from error
        self.members = self.archive.infolist()
        opened = (one.file_size for one in self.members if fault_of(one) is None)
        if len(self.members) > MOST_MEMBERS:
            raise Unreadable(Fault.TOO_MANY_MEMBERS)
        if sum(opened) > MOST_UNPACKED:
            raise Unreadable(Fault.UNPACKED_TOO_LARGE)

    def step(self, position: int) -> Step:
        """The next members."""
        entries: list[Entry] = []
        left_out = size = 0
        for number in range(position, min(position + STEP_MEMBERS, len(self.members))):
            if size > STEP_BYTES:
                return Step(entries, number, left_out)
            found = self._member(number)
            entries += found.entries
            left_out += found.left_out
            size += HEAD if len(found.entries) < 2 else self.members[number].file_size
        end = position + STEP_MEMBERS
        return Step(entries, end if end < len(self.members) else None, left_out)

    def take(self, locator: Locator) -> bytes:
        """A member, or a part of a letter in one."""
        number, *rest = locator
        if not 0 <= number < len(self.members):
            raise Unreadable(Fault.MISSING)
        data = self._read(number, MOST_BYTES)
        if not rest:
            return data
        if len(rest) == 1:
            return take_part(data, rest[0])
        return Mailbox(lambda: io.BytesIO(data)).take(rest)

    def _member(self, number: int) -> Step:
        member = self.members[number]
        written = written_path(member)
        if member.is_dir() or is_of_the_system(written):
            return Step(left_out=0 if member.is_dir() else 1)
        name = safe_path(written)
        if fault := fault_of(member):
            return Step([Entry(name, [number], fault)])
        try:
            head = self._read(number, HEAD, whole=False)
            if is_letter(head):
                found = letter_step(self._read(number, MOST_BYTES), [number], name)
            elif is_mailbox(head):
                found = self._mailbox(number)
            else:
                found = Step([Entry(name, [number])])
        except Unreadable as error:
            return Step([Entry(name, [number], error.fault)])
        return found

    def _mailbox(self, number: int) -> Step:
        data = self._read(number, MOST_BYTES)
        return joined(all_steps(Mailbox(lambda: io.BytesIO(data), [number])))

    def _read(self, number: int, most: int, *, whole: bool = True) -> bytes:
        """The first bytes of a member. The sizes in the list are claims: what comes out counts."""
        try:
            with self.archive.open(self.members[number]) as file:
                data = file.read(most + whole)
        except (*TORN, RuntimeError, OSError) as error:
            raise Unreadable(Fault.CORRUPT) from error
        if len(data) > most:
            raise Unreadable(Fault.UNPACKED_TOO_LARGE)
        return data


def fault_of(member: zipfile.ZipInfo) -> str | None:
    """Why a member is not unpacked at all, if so: by what the list says of it."""
    if member.flag_bits & ENCRYPTED_FLAG:
        return Reason.ENCRYPTED_MEMBER
    if member.compress_type not in METHODS:
        return Reason.UNKNOWN_PACKING
    if member.file_size > max(SMALL, MOST_RATIO * member.compress_size):
        return Fault.UNPACKED_TOO_LARGE
    return Fault.TOO_LARGE if member.file_size > MOST_BYTES else None


def written_path(member: zipfile.ZipInfo) -> str:
    """The path of a member as people wrote it; never followed.

    Without a mark for UTF-8 a name is in UTF-8 all the same, or in the page of a Russian Windows.
    """
    name = member.filename
    if not member.flag_bits & UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866")
    return name


def safe_path(name: str) -> str:
    """A path for the eye: steps upwards and signs that nobody sees are taken out."""
    steps = [step for step in re.split(r"[\\/]", name) if step.strip(". ")]
    return " / ".join(display_name(step) for step in steps[-3:]) or display_name(name)


def all_steps(source: Mailbox) -> Iterator[Step]:
    """All steps of a source, one after another."""
    position: int | None = 0
    while position is not None:
        found = source.step(position)
        yield found
        position = found.next


def joined(steps: Iterator[Step]) -> Step:
    """Several steps as one."""
    entries: list[Entry] = []
    left_out = 0
    for step in steps:
        entries += step.entries
        left_out += step.left_out
        if len(entries) > MOST_MEMBERS:
            raise Unreadable(Fault.TOO_MANY_MEMBERS)
    return Step(entries, None, left_out)
