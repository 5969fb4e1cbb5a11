"""Files of a batch, taken out of their source and read, ahead of the transactions that keep them.

Nothing here writes to the database. A file lies as ``….part`` in the store until its turn comes;
a crash leaves it without a row, as any upload that was cut off.
"""

import hashlib
import io
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from matching.durable import sync
from recruit.imports.codes import Reason
from recruit.imports.sources.contents import is_archive
from recruit.imports.sources.entries import Locator
from recruit.imports.sources.origins import Opener, Origin
from recruit.intake.document_json import dump_layout
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import TXT, document_kind
from recruit.intake.pool import Pool
from recruit.intake.proposals import Proposal, proposed
from recruit.intake.readers import Reading, read_resume, reading_pool
from recruit.intake.storage import PART
from recruit.parsing.document import Document

log = structlog.get_logger()

OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")

Known = Callable[[str], bool]


@dataclass(frozen=True)
class Wanted:
    """An item whose file is to be read."""

    item_id: int
    locator: Locator
    name: str


@dataclass(frozen=True)
class Arrival:
    """What came of one item's file: what was read, or the code that says why nothing was.

    ``stored_name`` names the file in the store, while it may still be kept. All that takes time is
    worked out here already, so that the transaction that keeps it is short.
    """

    item_id: int
    name: str
    sha256: str | None = None
    size: int = 0
    media_type: str = ""
    stored_name: str | None = None
    code: str | None = None
    document: Document | None = None
    layout: str | None = None
    draft: dict[str, Any] | None = None
    proposal: Proposal | None = None


class Reader:
    """Takes files out of a source and reads them, in two child processes; for one thread."""

    def __init__(self, files_dir: Path, most: int, pool: Pool | None = None) -> None:
        self.files_dir = files_dir
        self.most = most
        self.opener = Opener()
        self.pool = pool or reading_pool()
        files_dir.mkdir(parents=True, exist_ok=True, mode=0o700)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Start the child that reads: it takes some seconds to load what it knows."""
        self.pool.warm()

    def is_ready(self) -> bool:
        """Whether both children have loaded what they know; starts them, and waits for nothing."""
        return all([self.opener.pool.is_ready(), self.pool.is_ready()])

    def close(self) -> None:
        """End the children."""
        self.opener.close()
        self.pool.close()

    def arrival(self, origin: Origin, wanted: Wanted, month: str, is_known: Known) -> Arrival:
        """Take one file out and read it, unless its very bytes are known already."""
        sha256 = None
        try:
            data = origin.take(self.opener, wanted.locator)
            self._check(data)
            sha256 = hashlib.sha256(data).hexdigest()
            if is_known(sha256):
                return Arrival(wanted.item_id, wanted.name, sha256, len(data))
            return self._read(wanted, data, sha256, month)
        except Unreadable as error:
            return Arrival(wanted.item_id, wanted.name, sha256, code=error.fault)
        except Nested:
            return Arrival(wanted.item_id, wanted.name, code=Reason.NESTED_ARCHIVE)

    def _check(self, data: bytes) -> None:
        if not data.strip():
            raise Unreadable(Fault.EMPTY)
        if is_archive(io.BytesIO(data)) or data.startswith(OTHER_ARCHIVES):
            raise Nested
        if len(data) > self.most:
            raise Unreadable(Fault.TOO_LARGE)

    def _read(self, wanted: Wanted, data: bytes, sha256: str, month: str) -> Arrival:
        media = document_kind(io.BytesIO(data)) or ""
        name = lay(data, self.files_dir)
        code: str | None = None
        reading = None
        try:
            reading = read_resume(self.pool, self.files_dir / part(name), month)
        except Unreadable as error:
            code = error.fault
        if reading is not None and reading.draft is None:
            log.error("import-parse-failed", item=wanted.item_id, error=reading.failure)
            code = Reason.PARSER_FAILED
        arrival = Arrival(wanted.item_id, wanted.name, sha256, len(data), media or TXT, name, code)
        return arrival if reading is None else _with_reading(arrival, reading)


def _with_reading(arrival: Arrival, reading: Reading) -> Arrival:
    return replace(
        arrival,
        document=reading.document,
        layout=dump_layout(reading.document),
        draft=reading.draft,
        proposal=proposed(reading.draft).with_whole_positions() if reading.draft else None,
    )


class Nested(Exception):
    """An archive inside of an archive, a folder or a letter."""


# ---------- the store ----------


def part(name: str) -> str:
    """What a file is called until it is safe on disk."""
    return name + PART


def lay(data: bytes, folder: Path) -> str:
    """Write a file that nothing depends on yet; returns the name that it will have."""
    name = secrets.token_hex(16)
    handle = os.open(folder / part(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return name


def keep(names: Iterable[str], folder: Path) -> None:
    """Make laid files safe on disk under their names: all of them, then the folder once."""
    kept = list(names)
    for name in kept:
        sync(folder / part(name))
        (folder / part(name)).rename(folder / name)
    if kept:
        sync(folder)


def drop(names: Iterable[str], folder: Path) -> None:
    """Take away files that no row names."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
        (folder / part(name)).unlink(missing_ok=True)
