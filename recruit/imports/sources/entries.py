"""What a source is told to hold: one entry for each file that may be a resume."""

from dataclasses import dataclass, field
from typing import Protocol

Locator = list[int]
"""The way to a file inside its source: member of an archive, place of a letter, part of it."""

MOST_BYTES = 50 * 1024 * 1024
"""A letter, or a mailbox inside of an archive, is opened up to this size."""


@dataclass(frozen=True)
class Entry:
    """One file, by the name it is shown under; ``code`` says why it will not even be read."""

    name: str
    locator: Locator
    code: str | None = None


@dataclass(frozen=True)
class Step:
    """A stretch of a source's list.

    Attributes
    ----------
    next : int or None
        Where to go on; None at the end.
    left_out : int
        Files of the system and ornaments of letters, which nobody would look for in the list.
    """

    entries: list[Entry] = field(default_factory=list)
    next: int | None = None
    left_out: int = 0


class Source(Protocol):
    """A folder's member, an archive, a mailbox: listed step by step, its files given one by one."""

    def step(self, position: int) -> Step:
        """The entries from a position on; the first position is 0."""

    def take(self, locator: Locator) -> bytes:
        """The bytes of one entry; `Unreadable` where they cannot be had."""
