"""What a child process must never do, made an error there; and a server that nobody may call."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CONNECTING = frozenset(("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"))
CHANGING = frozenset(
    ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "shutil.move")
)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(BaseException):
    """A child reached for the network or for the disk; nothing of ours catches this."""


def forbid(event: str, details: tuple[Any, ...]) -> None:
    """An audit hook."""
    if event in CONNECTING or event in CHANGING:
        raise Forbidden(event)
    if event == "open" and isinstance(details[2], int) and details[2] & WRITING:
        raise Forbidden(f"open {details[0]!r}")


def watch() -> None:
    """Forbid it in this process and in its copies, for good."""
    sys.addaudithook(forbid)


def peak_megabytes(pid: int) -> float:
    """The most memory that a process and those it started have had so far."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0.0  # it has ended since
    peaks = [int(line.split()[1]) / 1024 for line in status.splitlines() if "VmHWM" in line]
    return max([*peaks, *(peak_megabytes(int(child)) for child in children)], default=0.0)


class Sentinel:
    """Listens at an address that hostile files name, and counts who comes."""

    def __init__(self, port: int = 0) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        self._socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def visits(self) -> int:
        """How many connections wait to be answered."""
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@contextmanager
def sentinel(port: int = 0) -> Iterator[Sentinel]:
    """A listening sentinel."""
    listener = Sentinel(port)
    try:
        yield listener
    finally:
        listener.close()
