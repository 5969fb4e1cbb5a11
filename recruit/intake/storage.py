"""Files on disk: written, synced, renamed, and only then named in a row.

A crash at any point leaves at worst a file without a row, which nobody can reach; never a row
without its file.
"""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 256 * 1024


@dataclass(frozen=True)
class Stored:
    """A file that is safely on disk."""

    name: str
    size: int
    sha256: str


def store(source: IO[bytes], folder: Path) -> Stored:
    """Write a file under a random name that says nothing of the person or the kind."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    temporary = folder / f"{name}.part"
    digest, size = hashlib.sha256(), 0
    try:
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            target.flush()
            os.fsync(target.fileno())
        temporary.rename(folder / name)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(folder)
    return Stored(name=name, size=size, sha256=digest.hexdigest())


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
