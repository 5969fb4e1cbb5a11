"""A child that does what it is told: all that a file might make of its reader."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from recruit.intake.child import main

kept: list[bytes] = []


def recurse() -> int:
    """Call without an end."""
    return recurse() + 1


def spin() -> None:
    """Work without an end."""
    while True:
        kept.clear()


def fail() -> None:
    """Meet a bug, whose words are the file's."""
    raise ValueError("secret words of the file")


def open_many() -> None:
    """Open more files than anybody needs."""
    for _ in range(100):
        os.open(os.devnull, os.O_RDONLY)


def half() -> None:
    """Write half an answer, and die."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    for handle in range(3, soft):
        try:
            os.write(handle, b'{"text": "ha')
        except OSError:
            continue
    os._exit(1)


DEEDS: dict[str, Callable[[], object]] = {
    "pid": os.getpid,
    "print": lambda: print("a library says something"),
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exit": lambda: os._exit(0),
    "exhaust": lambda: kept.append(bytes(2**40)),
    "recurse": recurse,
    "sleep": lambda: time.sleep(3600),
    "spin": spin,
    "fail": fail,
    "open": open_many,
    "half": half,
    "program": lambda: subprocess.run(["sleep", "3600"], check=False),
    "grow": lambda: kept.append(b"x" * 200 * 1024**2),
}


def play(path: Path, task: str) -> str:
    """Do one thing, and answer with what it gives, or with the name of the file."""
    if task == "echo":
        return path.name
    if task == "write":
        path.write_bytes(b"x")
    return str(DEEDS[task]() or path.name)


if __name__ == "__main__":
    main(play)
