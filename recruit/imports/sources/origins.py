"""Where the files of a batch lie: in one stored file, or in a folder of this machine."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from recruit.imports.codes import MOST_MEMBERS, Reason
from recruit.imports.sources.contents import is_archive
from recruit.imports.sources.entries import MOST_BYTES, Entry, Locator, Step
from recruit.imports.sources.letters import HEAD, is_letter, path_of
from recruit.imports.sources.mailboxes import is_mailbox
from recruit.imports.sources.zips import is_of_the_system, safe_path
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.pool import Pool

CHILD = "recruit.imports.sources.child"
SECONDS = 60.0
STEP_FILES = 500
CHUNK = 1024 * 1024


class Opener:
    """Opens sources in a child process."""

    def __init__(self) -> None:
        self.pool = Pool(SECONDS, CHILD)

    def step(self, path: Path, position: int) -> Step:
        """A stretch of the list of a file; `Unreadable` where it cannot be opened."""
        entries, after, left_out = json.loads(self._ask(path, {"list": position}))
        return Step([Entry(*entry) for entry in entries], after, left_out)

    def take(self, path: Path, locator: Locator) -> bytes:
        """The bytes of one entry."""
        return base64.b64decode(self._ask(path, {"take": locator}))

    def close(self) -> None:
        """End the child."""
        self.pool.close()

    def _ask(self, path: Path, task: dict[str, object]) -> str:
        return self.pool.read(path, json.dumps(task))


class Origin(Protocol):
    """A batch's source, from the side of whoever works through it."""

    def step(self, opener: Opener, position: int) -> Step:
        """A stretch of the list."""

    def take(self, opener: Opener, locator: Locator) -> bytes:
        """The bytes of one entry; `Unreadable` with the reason else."""


@dataclass(frozen=True)
class OneFile:
    """An archive, a mailbox, a letter or a resume; ``name`` is what people call it."""

    path: Path
    name: str

    def step(self, opener: Opener, position: int) -> Step:
        """A stretch of what is in it."""
        found = opener.step(self.path, position)
        entries = [Entry(e.name or self.name, e.locator, e.code) for e in found.entries]
        return Step(entries, found.next, found.left_out)

    def take(self, opener: Opener, locator: Locator) -> bytes:
        """One entry."""
        return opener.take(self.path, locator)


@dataclass(frozen=True)
class Listed:
    """A file of a folder; ``name`` is its path from there."""

    name: str
    size: int
    changed: int


class Folder:
    """A folder with all its folders. Letters and mailboxes in it are opened, archives are not."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.files: list[Listed] = []
        self.left_out = 0
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for name in sorted(names):
                self._add(Path(folder) / name)

    def _add(self, path: Path) -> None:
        relative = path.relative_to(self.root).as_posix()
        if is_of_the_system(relative) or path.is_symlink() or not path.is_file():
            self.left_out += 1
            return
        if len(self.files) == MOST_MEMBERS:
            raise Unreadable(Fault.TOO_MANY_MEMBERS)
        status = path.stat()
        self.files.append(Listed(relative, status.st_size, status.st_mtime_ns))

    @property
    def key(self) -> str:
        """What tells this folder, with just these files, from every other."""
        listing = [[file.name, file.size, file.changed] for file in self.files]
        return key_of("folder", str(self.root), json.dumps(listing))

    def step(self, opener: Opener, position: int) -> Step:
        """The next files."""
        entries: list[Entry] = []
        left_out = 0 if position else self.left_out
        for number in range(position, min(position + STEP_FILES, len(self.files))):
            found = self._file(opener, number)
            entries += found.entries
            left_out += found.left_out
            if len(entries) >= STEP_FILES:
                break
        after = number + 1 if self.files else 0
        return Step(entries, after if after < len(self.files) else None, left_out)

    def take(self, opener: Opener, locator: Locator) -> bytes:
        """One entry: a file of the folder, or what lies in a letter."""
        number, *rest = locator
        path = self.root / self.files[number].name
        if rest:
            return opener.take(path, rest)
        if self.files[number].size > MOST_BYTES:
            raise Unreadable(Fault.TOO_LARGE)
        try:
            return path.read_bytes()
        except OSError as error:
            raise Unreadable(Fault.MISSING) from error

    def _file(self, opener: Opener, number: int) -> Step:
        file = self.files[number]
        path, name = self.root / file.name, safe_path(file.name)
        try:
            with path.open("rb") as opened:
                head = opened.read(HEAD)
                if is_archive(opened):
                    return Step([Entry(name, [number], Reason.NESTED_ARCHIVE)])
            if not is_letter(head) and not is_mailbox(head):
                return Step([Entry(name, [number])])
            return _inside(opener, path, name, number)
        except OSError:
            return Step([Entry(name, [number], Fault.MISSING)])
        except Unreadable as error:
            return Step([Entry(name, [number], error.fault)])


def _inside(opener: Opener, path: Path, name: str, number: int) -> Step:
    """What lies in a letter or a mailbox of a folder."""
    entries: list[Entry] = []
    left_out = 0
    position: int | None = 0
    while position is not None:
        found = opener.step(path, position)
        entries += [
            Entry(path_of(name, e.name), [number, *e.locator], e.code) for e in found.entries
        ]
        left_out += found.left_out
        position = found.next
    return Step(entries, None, left_out)


def key_of(*facts: str) -> str:
    """The key of a batch: the same for the same source."""
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogateescape")).hexdigest()


def file_key(sha256: str) -> str:
    """The key of a source that is one file, wherever it lies."""
    return key_of("file", sha256)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
