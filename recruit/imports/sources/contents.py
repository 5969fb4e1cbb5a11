"""Any source by its content: an archive, a mailbox, a letter, or one file as it is."""

from pathlib import Path
from typing import IO

from recruit.imports.sources.entries import MOST_BYTES, Entry, Locator, Source, Step
from recruit.imports.sources.letters import HEAD, is_letter, letter_step, take_part
from recruit.imports.sources.mailboxes import Mailbox, is_mailbox
from recruit.imports.sources.zips import Archive
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import ZIP, document_kind

EMPTY_ZIP = b"PK\x05\x06"


def is_archive(file: IO[bytes]) -> bool:
    """Whether it is a ZIP of files, and no document that is one inside."""
    file.seek(0)
    head = file.read(len(ZIP))
    return head == EMPTY_ZIP or (head == ZIP and document_kind(file) is None)


def open_source(path: Path) -> Source:
    """The source at a path; `Unreadable` where it cannot be opened at all."""
    if not path.is_file():
        raise Unreadable(Fault.MISSING)
    with path.open("rb") as file:
        head = file.read(HEAD)
        packed = is_archive(file)
    if packed:
        return Archive(path)
    if is_mailbox(head):
        return Mailbox(lambda: path.open("rb"))
    return Letter(path) if is_letter(head) else SingleFile(path)


class Letter:
    """One letter in a file of its own."""

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(Fault.TOO_LARGE)
        self.data = path.read_bytes()

    def step(self, position: int) -> Step:
        """All its files at once."""
        return letter_step(self.data, []) if position == 0 else Step()

    def take(self, locator: Locator) -> bytes:
        """One of its parts."""
        (number,) = locator
        return take_part(self.data, number)


class SingleFile:
    """A file that is a resume, or is nothing that we open."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def step(self, position: int) -> Step:
        """The file itself, nameless: who asks knows what it is called."""
        return Step([Entry("", [])]) if position == 0 else Step()

    def take(self, _locator: Locator) -> bytes:
        """The file as it is."""
        with self.path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Unreadable(Fault.TOO_LARGE)
        return data
