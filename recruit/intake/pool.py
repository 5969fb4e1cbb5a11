"""A child process that reads files, kept for many of them and replaced when one kills it."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from recruit.intake.faults import Fault, Unreadable

# The module that the child runs.
RESUMES = "recruit.intake.child"
SECONDS = 20.0
# Native libraries leak a little with each file.
FILES_PER_CHILD = 200
CHUNK = 1024 * 1024
# All that a Python process needs; secrets and the database's address stay with the parent.
PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")


class Pool:
    """Reads files one after another in a child process."""

    def __init__(self, seconds: float = SECONDS, module: str = RESUMES) -> None:
        self.seconds = seconds
        self.module = module
        self._child: subprocess.Popen[bytes] | None = None
        self._files = 0

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
        """The child that would read the next file, if one is running."""
        return self._child.pid if self._child else None

    def read(self, path: Path, media_type: str) -> str:
        """The text of a file, or `Unreadable`: the child may have said so, run out or died."""
        child = self._ready_child()
        request = json.dumps({"path": str(path), "media_type": media_type}) + "\n"
        try:
            line = self._ask(child, request.encode())
        except BaseException:
            self.close()
            raise
        self._files += 1
        answer: dict[str, str] = json.loads(line)
        if "fault" in answer:
            raise Unreadable(Fault(answer["fault"]))
        return answer["text"]

    def close(self) -> None:
        """End the child, whatever it is doing."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _ready_child(self) -> subprocess.Popen[bytes]:
        if self._files >= FILES_PER_CHILD or (self._child and self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._files = 0
            environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
            # Threads that nobody needs would take up the memory that the child allows itself.
            environment["OPENBLAS_NUM_THREADS"] = "1"
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

    def _ask(self, child: subprocess.Popen[bytes], request: bytes) -> bytes:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("the child was started without pipes")
        try:
            child.stdin.write(request)
            child.stdin.flush()
        except BrokenPipeError as error:
            raise Unreadable(Fault.CRASHED) from error
        deadline = time.monotonic() + self.seconds
        answer = bytearray()
        while not answer.endswith(b"\n"):
            left = deadline - time.monotonic()
            ready, _, _ = select.select([child.stdout], [], [], max(left, 0))
            if not ready:
                raise Unreadable(Fault.TOO_COMPLEX)
            chunk = os.read(child.stdout.fileno(), CHUNK)
            if not chunk:
                raise Unreadable(Fault.CRASHED)
            answer += chunk
        return bytes(answer)
