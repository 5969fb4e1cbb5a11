"""Files chosen in a browser, stored as the one source of a batch before any transaction."""

import io
import os
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from recruit.errors import Invalid
from recruit.imports import sentences
from recruit.imports.sources.origins import file_key
from recruit.imports.sources.zips import safe_path
from recruit.intake.names import display_name
from recruit.intake.storage import store

FIELD = "files"
MEGABYTE = 1024 * 1024
# A handle for each is open while they arrive; more go into a ZIP.
MOST_FILES = 500
# The same files make the same archive, and so the same batch.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class SentFile(Protocol):
    """A file as it arrives in a form."""

    stream: IO[bytes]
    filename: str | None


@dataclass
class Parcel:
    """What was sent, safely in the store; `is_taken` once a batch names it."""

    stored_name: str
    name: str
    key: str
    is_taken: bool = False


def receive(sent: Sequence[SentFile], folder: Path, most: int) -> Parcel:
    """Store what was sent: one file as it is, several as one archive; raises `Invalid`."""
    files = [file for file in sent if file.filename]
    _check(files, most)
    if len(files) == 1:
        stored = store(files[0].stream, folder)
        return Parcel(stored.name, display_name(files[0].filename), file_key(stored.sha256))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryFile(dir=folder) as packed:
        _pack(files, packed)
        packed.seek(0)
        stored = store(packed, folder)
    name = f"{display_name(files[0].filename)} + {len(files) - 1}"
    return Parcel(stored.name, name, file_key(stored.sha256))


def _check(files: Sequence[SentFile], most: int) -> None:
    if not files:
        raise Invalid({FIELD: sentences.NO_FILES})
    if len(files) > MOST_FILES:
        raise Invalid({FIELD: sentences.too_many_files(len(files), MOST_FILES)})
    sizes = [file.stream.seek(0, os.SEEK_END) for file in files]
    for file in files:
        file.stream.seek(0)
    if len(files) == 1 and sizes[0] == 0:
        raise Invalid({FIELD: sentences.EMPTY_FILE})
    if sum(sizes) > most:
        raise Invalid({FIELD: sentences.too_large(most // MEGABYTE)})


def _pack(files: Sequence[SentFile], target: IO[bytes]) -> None:
    """Put files into an archive in the order of their names, which stay what they were called."""
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(files, key=lambda one: one.filename or ""):
            name = base = safe_path(file.filename or "").replace(" / ", "/")
            number = 1
            while name in taken:
                number += 1
                name = f"{number} {base}"
            taken.add(name)
            with archive.open(zipfile.ZipInfo(name, NO_DATE), "w", force_zip64=True) as member:
                while chunk := file.stream.read(io.DEFAULT_BUFFER_SIZE * 32):
                    member.write(chunk)
