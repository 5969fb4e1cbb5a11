"""The processes that open files from strangers: poor in rights, ready to die.

There are two. The *warden* loads once what reading needs, gives up what it does not need, and then
only watches. The *reader* is a copy of it that opens the files. Where a reader has died, has taken
too long or has grown, the warden makes another copy, which costs milliseconds, and answers with a
fault. Neither knows a secret or a database; they can write no file and open few.

The parent writes one JSON request a line, ``{"path": …, "task": …, "seconds": …}``, and gets one
JSON object a line: first ``{"ready": true}``, then ``{"text": …}`` or ``{"fault": code}`` each.
"""

import gc
import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from recruit.intake.faults import Fault, Unreadable

# On top of what is loaded.
MEMORY = 384 * 1024**2
OPEN_FILES = 32
CHUNK = 1024 * 1024
# Seconds are those of the processor: on a busy machine they last longer by the clock, and no file
# is to blame for that. A reader that only waits is ended after so many times as long.
BY_THE_CLOCK = 3.0
# Native libraries leak a little with each file, and keep what the largest one needed.
FILES_PER_READER = 500
GROWTH = 160 * 1024**2

# From a path and a task, in words that it and the parent agree on, to a text, or `Unreadable`.
Reader = Callable[[Path, str], str]

_PAGE = resource.getpagesize()


class ParentGone(Exception):
    """Nobody waits for an answer any more."""


def main(read: Reader, prepare: Callable[[], object] | None = None) -> None:
    """Answer with what `read` makes of each file until standard input closes."""
    # Libraries may print; their words must not end up among the answers.
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if prepare is not None:
        prepare()
    _limit()
    # What is loaded stays where it is, so that a copy shares it.
    gc.collect()
    gc.freeze()
    warden = Warden(read)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _write(answers, b'{"ready": true}\n')
        while request := warden.next_request():
            _write(answers, warden.answer(request))
    except (ParentGone, BrokenPipeError):
        return
    finally:
        warden.end_reader()


def _limit() -> None:
    """Give up what reading does not need."""
    memory = MEMORY + _size_of(os.getpid(), 0)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _size_of(pid: int, field: int) -> int:
    """Bytes of a process: field 0 all that it addresses, 1 what lies in memory; 0 if unknown."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[field]) * _PAGE
    except (OSError, IndexError):
        return 0


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


class Warden:
    """Keeps a reader, and answers for it when it cannot."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._pending = bytearray()
        self._pid = 0
        self._requests = self._replies = -1
        self._files = 0
        self._own_size = _size_of(os.getpid(), 1)

    def next_request(self) -> bytes:
        """The next line of standard input, empty at its end."""
        while b"\n" not in self._pending:
            chunk = os.read(0, CHUNK)
            if not chunk:
                return b""
            self._pending += chunk
        line, _, rest = bytes(self._pending).partition(b"\n")
        self._pending[:] = rest
        return line + b"\n"

    def answer(self, request: bytes) -> bytes:
        """The reader's line about one file, or a fault if it did not come to write one."""
        deadline = time.monotonic() + BY_THE_CLOCK * json.loads(request)["seconds"]
        if not self._pid:
            self._start_reader()
        try:
            _write(self._requests, request)
            reply = self._reply(deadline)
        except TimeoutError:
            self.end_reader()
            return _fault(Fault.TOO_COMPLEX)
        except (EOFError, BrokenPipeError):
            status = self.end_reader()
            out_of_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
            return _fault(Fault.TOO_COMPLEX if out_of_time else Fault.CRASHED)
        self._files += 1
        if self._files >= FILES_PER_READER or _size_of(self._pid, 1) > self._own_size + GROWTH:
            self.end_reader()
        return reply

    def end_reader(self) -> int:
        """End the reader and whatever it has started; how it ended."""
        pid, self._pid = self._pid, 0
        if not pid:
            return 0
        os.close(self._requests)
        os.close(self._replies)
        # It may be gone already; a program that it started may not.
        for target in (os.killpg, os.kill):
            try:
                target(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return os.waitpid(pid, 0)[1]

    def _reply(self, deadline: float) -> bytes:
        reply = bytearray()
        while not reply.endswith(b"\n"):
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._replies, 0], [], [], max(0.0, left))
            if not ready:
                raise TimeoutError
            if 0 in ready:
                self._hear_parent()
            if self._replies in ready:
                chunk = os.read(self._replies, CHUNK)
                if not chunk:
                    raise EOFError
                reply += chunk
        return bytes(reply)

    def _hear_parent(self) -> None:
        """While a file is read, standard input has nothing to say but that the parent is gone."""
        chunk = os.read(0, CHUNK)
        if not chunk:
            raise ParentGone
        self._pending += chunk

    def _start_reader(self) -> None:
        to_reader, from_reader = os.pipe(), os.pipe()
        pid = os.fork()
        if not pid:
            try:
                _become_reader(self._read, to_reader[0], from_reader[1])
            finally:
                os._exit(1)
        os.close(to_reader[0])
        os.close(from_reader[1])
        self._pid, self._files = pid, 0
        self._requests, self._replies = to_reader[1], from_reader[0]


def _become_reader(read: Reader, requests: int, replies: int) -> None:
    """In the copy: read files until the warden closes the pipe, or worse."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The answers of the warden and its input are not the reader's to use.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for handle in range(3, OPEN_FILES):
        if handle not in (requests, replies):
            try:
                os.close(handle)
            except OSError:
                continue
    for line in os.fdopen(requests, "rb"):
        _write(replies, answer(json.loads(line), read))


def _allow_seconds(seconds: float) -> None:
    """Let the next file use so much processor time; the limit itself counts from the start."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def answer(request: dict[str, str], read: Reader) -> bytes:
    """What one file is; a bug of ours costs its file alone."""
    _allow_seconds(float(request["seconds"]))
    try:
        text = read(Path(request["path"]), request["task"])
        return json.dumps({"text": text}).encode() + b"\n"
    except Unreadable as error:
        return _fault(error.fault)
    except MemoryError:
        return _fault(Fault.TOO_COMPLEX)
    except RecursionError:
        return _fault(Fault.TOO_DEEP)
    except Exception as error:
        return _fault(Fault.CRASHED, place_of(error))


def place_of(error: BaseException) -> str:
    """Kind and place of an error in our code: what it says itself may hold words of the file."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place


def _fault(fault: Fault, detail: str = "") -> bytes:
    return json.dumps({"fault": fault.value, "detail": detail}).encode() + b"\n"
