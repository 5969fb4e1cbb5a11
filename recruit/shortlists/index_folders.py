"""Index files of an installation: numbered folders, the highest one is in service.

A folder takes its name when everything in it is on the disk. Whatever else lies there was left by
a process that died while it wrote. Processes that have mapped an older folder keep what they
mapped when it is removed.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from matching.durable import sync

KEPT = 2
"""Folders that are left, the newest ones: who is about to open the last but one still can."""

DRAFT = ".draft-"
LOCK = ".writing"
_NAME = re.compile(r"index-(\d{6,})")


class IndexBusy(Exception):
    """Another process is writing an index at this moment."""


def numbered(folder: Path) -> list[tuple[int, Path]]:
    """The index folders, oldest first; the folder they are in need not be there."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    found = ((_NAME.fullmatch(name), folder / name) for name in names)
    return sorted((int(match[1]), path) for match, path in found if match)


def newest(folder: Path) -> Path | None:
    """The index in service, if there is one."""
    found = numbered(folder)
    return found[-1][1] if found else None


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only one who writes; also tidies up after writers that died.

    Raises
    ------
    IndexBusy
        If another process does. Its lock ends with it, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusy from error
        for draft in folder.glob(f"{DRAFT}*"):
            shutil.rmtree(draft)
        yield


def publish(folder: Path, write: Callable[[Path], None]) -> Path:
    """Have an index written and put it in service, inside of :func:`writing`."""
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
    write(draft)
    found = numbered(folder)
    path = draft.rename(folder / f"index-{(found[-1][0] if found else 0) + 1:06d}")
    sync(folder)
    for _, older in numbered(folder)[:-KEPT]:
        shutil.rmtree(older, ignore_errors=True)
    return path
