"""The process that opens files from strangers: poor in rights, ready to die.

It reads one JSON request a line from standard input and answers one JSON object a line. It can
write no file, open few, use little memory and little time; it knows no secret and no database.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from recruit.intake.extract import extract
from recruit.intake.faults import Unreadable

MEMORY = 1024**3
OPEN_FILES = 32
CPU_SECONDS = 20

# From a path and a media type to a text, or `Unreadable`.
Reader = Callable[[Path, str], str]


def limit() -> None:
    """Give up what reading does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_seconds(seconds: int) -> None:
    """Let the next file use so much processor time; the limit itself counts from the start."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def answer(request: dict[str, str], read: Reader) -> dict[str, str]:
    """Read one file."""
    try:
        return {"text": read(Path(request["path"]), request["media_type"])}
    except Unreadable as error:
        return {"fault": error.fault.value}


def main(read: Reader = extract) -> None:
    """Answer with what `read` makes of each file until standard input closes."""
    # Libraries may print; their words must not end up among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    limit()
    for line in sys.stdin:
        allow_seconds(CPU_SECONDS)
        answers.write(json.dumps(answer(json.loads(line), read)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
