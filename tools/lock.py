"""One lock for every Python and every extra: `requirements.lock`.

``python tools/lock.py update`` resolves `pyproject.toml` anew (needs uv, which the dev extra
does not bring: `pip install uv`). ``python tools/lock.py select runtime dev`` prints the part of
the lock for those extras in pip's own format; it uses the standard library only, because the
Makefile runs it before anything is installed.

Each block of the lock starts with a line ``# for: …`` that names the extras that need it;
``runtime`` stands for the package without extras. Versions differ by Python through markers
(numpy and scipy drop old Pythons early), every file is pinned by its hash, and no index is named,
so that the lock works with whatever index pip is set up for.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = (
    "# Exact versions with hashes for Python 3.11 to 3.13, all extras.\n"
    "# Made by `python tools/lock.py update` from pyproject.toml; do not edit by hand.\n"
    "# pyproject: {fingerprint}\n"
)


def requirements(project: Path = ROOT / "pyproject.toml") -> dict[str, list[str]]:
    """The declared requirements by extra; ``runtime`` is the package itself."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    return {"runtime": table["dependencies"], **table["optional-dependencies"]}


def fingerprint() -> str:
    """The declared requirements in one line: what the lock must have been made from."""
    declared = requirements()
    return " | ".join(
        f"{extra}: {', '.join(sorted(declared[extra]))}" for extra in sorted(declared)
    )


def blocks(text: str) -> list[str]:
    """Split pip's format into one block a requirement (its line and its hashes)."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace():
            found[-1] += line + "\n"
        else:
            found.append(line + "\n")
    return found


def name_of(block: str) -> str:
    """The distribution's name at the start of a block."""
    return re.split(r"[=\[ ]", block, maxsplit=1)[0]


def resolve(*options: str) -> str:
    """Ask uv for a resolution that holds on every supported Python."""
    command = [
        "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
        "--no-header", "--no-annotate", "--no-emit-index-url", *options,
    ]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def update() -> None:
    """Write the lock from the newest versions that `pyproject.toml` allows."""
    everything = resolve("--all-extras", "--generate-hashes")
    pins = ROOT / ".lock-pins.tmp"
    pins.write_text(re.sub(r" \\\n(?:    --hash=.*\n)+", "\n", everything), encoding="utf-8")
    try:
        users: dict[str, list[str]] = {}
        for extra in requirements():
            options = () if extra == "runtime" else ("--extra", extra)
            for block in blocks(resolve("--constraint", str(pins), *options)):
                names = users.setdefault(name_of(block), [])
                if extra not in names:
                    names.append(extra)
    finally:
        pins.unlink()
    parts = [HEADER.format(fingerprint=fingerprint())]
    parts += [f"# for: {' '.join(users[name_of(block)])}\n{block}" for block in blocks(everything)]
    LOCK.write_text("\n".join(parts), encoding="utf-8")


def select(extras: list[str]) -> str:
    """The requirements of ``extras`` in pip's format."""
    wanted = set(extras)
    chosen = []
    for part in LOCK.read_text(encoding="utf-8").split("\n# for: ")[1:]:
        users, block = part.split("\n", maxsplit=1)
        if wanted & set(users.split()):
            chosen.append(block)
    return "".join(chosen)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["select", *extras] if extras:
            print(select(extras), end="")
        case _:
            sys.exit("usage: lock.py update | lock.py select EXTRA [EXTRA ...]")
