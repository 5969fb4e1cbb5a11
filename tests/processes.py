"""The product as a process: started, spoken to over HTTP, stopped, looked for afterwards."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CLEARED = ("DATABASE_URL", "SECRET_KEY", "RECRUIT_ENV", "RECRUIT_DEMO", "BASE_URL", "PYTHONPATH")
LAST_LINE = "Press Ctrl-C to stop."
CHECKOUT = (sys.executable, "-m", "recruit")


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """An environment of nobody's machine: a data folder, a free port, and what is asked for."""
    inherited = {name: value for name, value in os.environ.items() if name not in CLEARED}
    return inherited | {"DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": "0"} | settings


@dataclass
class Server:
    """A server that has said where it is."""

    process: subprocess.Popen[str]
    output: str
    seconds: float

    @property
    def address(self) -> str:
        """Where it listens."""
        found = re.search(r"http://\S+", self.output)
        assert found, self.output
        return found[0]


@contextmanager
def serving(
    env: Mapping[str, str],
    command: str = "run",
    program: Sequence[str] = CHECKOUT,
    cwd: Path | str | None = None,
) -> Iterator[Server]:
    """A server until the end of the block; whatever it left running is killed."""
    begun = time.monotonic()
    with subprocess.Popen(
        [*program, command], env=env, cwd=cwd, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        output = read_to(process.stdout, LAST_LINE)
        server = Server(process, output, time.monotonic() - begun)
        try:
            if LAST_LINE not in output:
                process.kill()
                raise AssertionError(f"it did not start: {output}{process.stderr.read()}")
            yield server
        finally:
            left = [process.pid, *descendants(process.pid)]
            for pid in filter(alive, left):
                os.kill(pid, 9)


def read_to(stream: IO[str], last: str) -> str:
    """Read lines up to the one that is waited for, or to the end."""
    lines = []
    for line in stream:
        lines.append(line)
        if line.strip() == last:
            break
    return "".join(lines)


def stat_of(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be noticed does not."""
    fields = stat_of(pid)
    return bool(fields) and fields[0] not in "ZX"


def processor_seconds(pid: int) -> float:
    """The work of a process so far, which a busy machine stretches less than its time."""
    user, system = stat_of(pid)[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """All processes below a process."""
    parents = {
        int(entry.name): int(fields[1])
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and (fields := stat_of(int(entry.name)))
    }
    found, rest = [], [pid]
    while rest:
        parent = rest.pop()
        below = [child for child, above in parents.items() if above == parent]
        found += below
        rest += below
    return found


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether a condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
