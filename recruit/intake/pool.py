"""Child processes that read files, kept for many of them and replaced when one kills them."""

import json
import math
import os
import queue
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

import structlog

from recruit.intake.child import BY_THE_CLOCK
from recruit.intake.faults import Fault, Unreadable

log = structlog.get_logger()

# The module that a child runs, if no other is named.
RESUMES = "recruit.intake.document_child"
SECONDS = 20.0
# Loading what the parser knows takes some seconds, more on a busy machine.
START_SECONDS = 120.0
# The child ends a reading in time itself; this much later it is taken for dead.
GRACE_SECONDS = 5.0
STOP_SECONDS = 2.0
CHUNK = 1024 * 1024
LONGEST_ANSWER = 128 * CHUNK
# How long a thread waits for one of the children that it shares with others.
WAIT_SECONDS = 10.0
# All that a Python process needs; secrets and the database's address stay with the parent.
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")


class Busy(Exception):
    """All children are at work."""


class Child(Protocol):
    """Whatever reads files for us."""

    def read(self, path: Path, task: str = "", seconds: float | None = None) -> str:
        """The answer of a child, or `Unreadable`."""


class Pool:
    """Reads files one after another in a child process; for one thread at a time.

    ``seconds`` is the patience with one file, ``module`` what the child runs: one that calls
    `recruit.intake.child.main`.
    """

    def __init__(self, seconds: float = SECONDS, module: str = RESUMES) -> None:
        self.seconds = seconds
        self.module = module
        self._child: subprocess.Popen[bytes] | None = None
        self._is_ready = False

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child, if one is running."""
        return self._child.pid if self._child else None

    def read(self, path: Path, task: str = "", seconds: float | None = None) -> str:
        """What the child makes of a file, or `Unreadable`: it may have said so, run out or died."""
        child = self._ready_child()
        seconds = self.seconds if seconds is None else seconds
        request = {"path": str(path), "task": task, "seconds": seconds}
        try:
            patience = BY_THE_CLOCK * seconds + GRACE_SECONDS
            line = self._ask(child, json.dumps(request).encode() + b"\n", patience)
        except BaseException:
            self.close()
            raise
        answer: dict[str, str] = json.loads(line)
        if "fault" in answer:
            if answer.get("detail"):
                log.error("file-reader-failed", error=answer["detail"])
            raise Unreadable(Fault(answer["fault"]))
        return answer["text"]

    def warm(self) -> None:
        """Start the child, without waiting until it is ready."""
        if self._child is None:
            self._start()

    def is_ready(self) -> bool:
        """Whether the child has loaded what it knows, or has died of it; starts it, and waits for
        nothing."""
        child = self._child or self._start()
        if not self._is_ready and child.stdout is not None and child.poll() is None:
            if not _has_told(child.stdout, 0):
                return False
            self._ready_child()
        return True

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        child.terminate()  # it takes the reader with it
        try:
            child.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        # Threads that nobody needs would take up the memory that the child allows itself.
        environment["OPENBLAS_NUM_THREADS"] = "1"
        self._is_ready = False
        self._child = subprocess.Popen(  # noqa: S603  (a module of our own)
            [sys.executable, "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # Ctrl-C is for the worker, which lets the file in hand be finished.
            start_new_session=True,
        )
        return self._child

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._child and self._child.poll() is not None:
            self.close()
        child = self._child or self._start()
        if not self._is_ready:
            try:
                self._ask(child, b"", START_SECONDS)
            except BaseException:
                self.close()
                raise
            self._is_ready = True
        return child

    def _ask(self, child: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("the child was started without pipes")
        try:
            child.stdin.write(request)
            child.stdin.flush()
        except BrokenPipeError as error:
            raise Unreadable(Fault.CRASHED) from error
        deadline = time.monotonic() + seconds
        answer = bytearray()
        while not answer.endswith(b"\n"):
            left = deadline - time.monotonic()
            if not _has_told(child.stdout, left):
                raise Unreadable(Fault.TOO_COMPLEX)
            chunk = os.read(child.stdout.fileno(), CHUNK)
            if not chunk or len(answer) > LONGEST_ANSWER:
                raise Unreadable(Fault.CRASHED)
            answer += chunk
        return bytes(answer)


def _has_told(pipe: IO[bytes], seconds: float) -> bool:
    """Wait so long at most for something to read, or for the end."""
    # Not select(), which knows no descriptor above 1023: a server that has much open has such.
    waiting = select.poll()
    waiting.register(pipe, select.POLLIN)
    return bool(waiting.poll(math.ceil(max(seconds, 0) * 1000)))


class Crew:
    """A few children that the threads of a process share; started when they are needed."""

    def __init__(self, size: int, seconds: float, module: str) -> None:
        self._pools = [Pool(seconds, module) for _ in range(size)]
        # Last in, first out: whoever is warm works on, the others are not even started.
        self._idle: queue.LifoQueue[Pool] = queue.LifoQueue()
        for pool in self._pools:
            self._idle.put(pool)

    def read(self, path: Path, task: str = "", seconds: float | None = None) -> str:
        """As `Pool.read`; waits while all children are at work, and raises `Busy` in the end."""
        with self._taken() as pool:
            return pool.read(path, task, seconds)

    def warm(self) -> None:
        """Start one child, without waiting until it is ready."""
        with self._taken() as pool:
            pool.warm()

    def close(self) -> None:
        """End all children, whatever they are doing."""
        for pool in self._pools:
            pool.close()

    @contextmanager
    def _taken(self) -> Iterator[Pool]:
        try:
            pool = self._idle.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise Busy from error
        try:
            yield pool
        finally:
            self._idle.put(pool)
