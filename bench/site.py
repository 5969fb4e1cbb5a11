"""An installation to be measured or tormented: a folder, a server and a worker as processes."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from bench.visiting import HttpVisitor

COMMAND = (sys.executable, "-m", "recruit")
# Settings of the machine that would lead elsewhere.
CLEARED = ("DATABASE_URL", "SECRET_KEY", "RECRUIT_ENV", "RECRUIT_DEMO", "BASE_URL")
RECRUITER, PASSWORD = "recruiter@example.com", "a long enough password"
LAST_LINE = "Press Ctrl-C to stop."


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Site:
    """The processes of one installation; all are killed at the end of the block."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if name not in CLEARED}
        settings = {"DATA_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(self.port)}
        if database_url:
            settings["DATABASE_URL"] = database_url
        self.environment = inherited | settings
        self.server: subprocess.Popen[str] | None = None
        self.worker: subprocess.Popen[str] | None = None

    def __enter__(self) -> "Site":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.kill_server()
        self.kill_worker()

    @property
    def address(self) -> str:
        """Where the server listens, or will."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str) -> str:
        """Run a command of the product to its end; what it printed."""
        done = subprocess.run(  # noqa: S603  (our own command)
            [*COMMAND, *arguments], env=self.environment, text=True, check=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return done.stdout

    def prepare(self) -> None:
        """A database with one recruiter in it."""
        self.run("init")
        self.add_recruiter()

    def add_recruiter(self) -> None:
        """One recruiter more, who can sign in."""
        self.run("account", "--email", RECRUITER, "--name", "Рекрутёр", "--password", PASSWORD)

    def start_server(self) -> None:
        """Start the server; returns when it answers."""
        self.server = self._start("serve", subprocess.PIPE)
        if self.server.stdout is None:
            raise RuntimeError("the server was started without a pipe")
        for line in self.server.stdout:
            if line.strip() == LAST_LINE:
                return
        raise RuntimeError("the server has not started")

    def start_worker(self) -> None:
        """Start the worker; it is not waited for."""
        self.worker = self._start("worker", subprocess.DEVNULL)

    def kill_server(self) -> None:
        """SIGKILL: no chance to tidy anything."""
        _kill(self.server)
        self.server = None

    def kill_worker(self) -> None:
        """SIGKILL: no chance to tidy anything."""
        _kill(self.worker)
        self.worker = None

    def recruiter(self) -> HttpVisitor:
        """The recruiter, signed in."""
        visitor = HttpVisitor(self.address)
        visitor.sign_in(RECRUITER, PASSWORD)
        return visitor

    def _start(self, command: str, output: int) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603  (our own command)
            [*COMMAND, command], env=self.environment, text=True,
            stdout=output, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _kill(process: subprocess.Popen[str] | None) -> None:
    """Kill a process alone: its children must find out by themselves."""
    if process is not None:
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def children_of(pid: int) -> Sequence[int]:
    """The processes that a process has started, and theirs."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "status").read_text()
            except OSError:
                continue
            found = re.search(r"^PPid:\t(\d+)", status, re.MULTILINE)
            parents[int(entry.name)] = int(found[1]) if found else 0
    known, rest = [], [pid]
    while rest:
        below = [child for child, parent in parents.items() if parent == rest[0]]
        known += below
        rest = [*rest[1:], *below]
    return known


def peak_bytes(pid: int) -> int:
    """The most memory that a process has held, 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
