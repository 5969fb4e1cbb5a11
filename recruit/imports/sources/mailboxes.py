"""A mailbox in one file (mbox): letters one after another, each after a line «From …»."""

from collections.abc import Callable, Iterator
from typing import IO

from recruit.imports.sources.entries import MOST_BYTES, Entry, Locator, Step
from recruit.imports.sources.letters import HEADER, letter_step, take_part
from recruit.intake.faults import Fault, Unreadable

MARK = b"From "
LONGEST_LINE = 64 * 1024
STEP_LETTERS = 100
STEP_BYTES = 16 * 1024 * 1024


def is_mailbox(head: bytes) -> bool:
    """Whether a file begins as mailboxes do: a line «From …», then a header."""
    lines = head.split(b"\n", 2)
    return len(lines) > 2 and lines[0].startswith(MARK) and _begins_letter(lines[1] + b"\n")


def _begins_letter(line: bytes) -> bool:
    return bool(HEADER.match(line)) or line.startswith(b">From ")


def places(file: IO[bytes], position: int) -> Iterator[tuple[int, int]]:
    """Where the letters from a position on stand: offset of the headers, and length."""
    file.seek(position)
    at, begun, after_blank = position, None, True
    mark: int | None = None
    while line := file.readline(LONGEST_LINE):
        if mark is not None:
            if _begins_letter(line):
                if begun is not None:
                    yield begun, mark - begun
                begun = at
            mark = None
        elif after_blank and line.startswith(MARK):
            mark = at
        after_blank = not line.strip()
        at += len(line)
    if begun is not None:
        yield begun, at - begun


class Mailbox:
    """A mailbox as a source; ``open_file`` gives its bytes anew each time.

    Its letters are opened one at a time. ``place`` is the way to the mailbox itself.
    """

    def __init__(self, open_file: Callable[[], IO[bytes]], place: Locator | None = None) -> None:
        self.open_file = open_file
        self.place = place or []

    def step(self, position: int) -> Step:
        """The files of the next letters."""
        entries: list[Entry] = []
        left_out = letters = size = 0
        with self.open_file() as file:
            for offset, length in places(file, position):
                if letters == STEP_LETTERS or (letters and size + length > STEP_BYTES):
                    return Step(entries, _mark_before(file, offset), left_out)
                found = self._letter(file, offset, length)
                entries += found.entries
                left_out += found.left_out
                letters, size = letters + 1, size + length
        return Step(entries, None, left_out)

    def take(self, locator: Locator) -> bytes:
        """A part of a letter."""
        offset, length, number = locator
        with self.open_file() as file:
            return take_part(_bytes(file, offset, length), number)

    def _letter(self, file: IO[bytes], offset: int, length: int) -> Step:
        place = [*self.place, offset, length]
        if length > MOST_BYTES:
            return Step([Entry(f"@{offset}", place, Fault.TOO_LARGE)])
        after = file.tell()
        found = letter_step(_bytes(file, offset, length), place)
        file.seek(after)
        return found


def _bytes(file: IO[bytes], offset: int, length: int) -> bytes:
    if length > MOST_BYTES:
        raise Unreadable(Fault.TOO_LARGE)
    file.seek(offset)
    return file.read(length)


def _mark_before(file: IO[bytes], offset: int) -> int:
    """Where the line «From …» above a letter begins."""
    start = max(0, offset - LONGEST_LINE)
    file.seek(start)
    above = file.read(offset - start)
    return start + above.rstrip(b"\n").rfind(b"\n") + 1
