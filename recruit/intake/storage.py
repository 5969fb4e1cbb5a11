"""Files on disk: written, looked at, synced, renamed, and only then named in a row.

A crash at any point leaves at worst a file without a row, which nobody can reach and the worker
takes away; never a row without its file.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from matching.durable import sync

CHUNK = 256 * 1024
PART = ".part"
"""How the name of a file ends that nobody has decided to keep yet."""


@dataclass(frozen=True)
class Stored:
    """A file that is safely on disk."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Laid:
    """A file in the store that is taken away again unless it is kept."""

    folder: Path
    name: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where it lies for now."""
        return self.folder / f"{self.name}{PART}"

    def keep(self) -> Stored:
        """Make the file safe on disk under its own name."""
        sync(self.path)
        self.path.rename(self.folder / self.name)
        sync(self.folder)  # the new name, too
        return Stored(name=self.name, size=self.size, sha256=self.sha256)


@contextmanager
def laid(source: IO[bytes], folder: Path) -> Iterator[Laid]:
    """A copy of a file in the store, under a random name that says nothing of person or kind."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    temporary = folder / f"{name}{PART}"
    digest, size = hashlib.sha256(), 0
    try:
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        yield Laid(folder, name, size, digest.hexdigest())
    finally:
        temporary.unlink(missing_ok=True)


def store(source: IO[bytes], folder: Path) -> Stored:
    """Keep a file that needs no looking at."""
    with laid(source, folder) as file:
        return file.keep()
