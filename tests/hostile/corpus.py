"""A corpus of hostile files, names and requests, made when tests run.

``python -m tests.hostile.corpus FOLDER`` writes it as files with a manifest. Whoever has another
one of the same shape names its folder in the environment variable ``HOSTILE``, and the tests run
on that instead.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.hostile import office_files, pdf_files, text_files
from tests.hostile.case import ACCEPT, KEYWORD, MEDIA, REJECT, STATUSES, Case

MANIFEST = "manifest.json"
# Nobody answers there.
NOWHERE = "http://127.0.0.1:9"
BODY = "ok_txt"
NAMES = (
    ("../../../etc/cron.daily/y.txt", ACCEPT),
    ("..\\..\\windows\\y.txt", ACCEPT),
    ("/etc/shadow.txt", ACCEPT),
    ("~/.ssh/config.txt", ACCEPT),
    ("cv.txt\x00.sh", REJECT),
    ("cv\u202etxt.exe", REJECT),
    ("ж" * 280 + ".txt", ACCEPT),
    ("NUL.txt", ACCEPT),
    ("'\"><svg onload=out(1)>.txt", ACCEPT),
    ("b\r\nX-Header: 1.txt", ACCEPT),
    ("=1+cmd|' /C calc'!B1.txt", ACCEPT),
    ("{{7*7}}${7*7}.txt", ACCEPT),
    ("", REJECT),
    ("..", REJECT),
    (".htaccess", REJECT),
    ("cv", REJECT),
    ("cv.txt.php", REJECT),
    ("Йожик и\u0306.txt", ACCEPT),
    ("резюме; filename*=y.php.txt", ACCEPT),
    ("%2e%2e%2f%2e%2e%2fy.txt", ACCEPT),
)
MEGABYTE = 1024 * 1024
# Requests that are too much or never end; whoever sends them makes their bodies.
STREAMS = (
    ("big_100mb", "content_length", 100 * MEGABYTE, REJECT, "too_large"),
    ("big_chunked", "chunked", 100 * MEGABYTE, REJECT, "too_large"),
    ("lying_length", "content_length_short", 10 * MEGABYTE, REJECT, "bad_request"),
    ("slow_body", "slow", MEGABYTE, REJECT, "timeout"),
    ("many_parts", "multipart_parts", 5000, REJECT, "too_large"),
    ("many_fields", "form_fields", 20_000, REJECT, "too_large"),
    ("deep_json", "json_depth", 100_000, REJECT, "bad_request"),
    ("same_file_x50", "repeat", 50, ACCEPT, "idempotent"),
)


def cases(away: str = NOWHERE) -> Iterator[Case]:
    """All files; ``away`` is an address that some want to visit."""
    yield from text_files.cases(away)
    yield from office_files.cases(away)
    yield from pdf_files.cases(away)


def manifest(files: list[dict[str, Any]], away: str = NOWHERE) -> dict[str, Any]:
    """What is in the corpus and what must become of it."""
    listed = [
        {
            "id": f"name_{number:02d}",
            "upload_name": name,
            "body_from": BODY,
            "content_type": MEDIA["txt"],
            "verdict": verdict,
            "http": STATUSES[verdict],
        }
        for number, (name, verdict) in enumerate(NAMES, start=1)
    ]
    fields = ("id", "kind", "size", "verdict", "code")
    return {
        "meta": {"format": 1, "keyword": KEYWORD, "sentinel": away},
        "files": files,
        "names": listed,
        "streams": [dict(zip(fields, row, strict=True)) for row in STREAMS],
    }


def write_corpus(folder: Path, away: str = NOWHERE) -> dict[str, Any]:
    """Write all files and their manifest."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    entries = []
    for case in cases(away):
        (folder / case.file).write_bytes(case.data)
        entries.append(case.entry())
    told = manifest(entries, away)
    (folder / MANIFEST).write_text(json.dumps(told, indent=1), encoding="utf-8")
    return told


def given() -> Path | None:
    """The folder of another corpus, if one is named."""
    named = os.environ.get("HOSTILE")
    return Path(named) if named else None


def told_at(folder: Path) -> dict[str, Any]:
    """The manifest of a corpus."""
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return told


def names() -> list[dict[str, Any]]:
    """The names of the corpus that is tested."""
    folder = given()
    listed: list[dict[str, Any]] = (told_at(folder) if folder else manifest([]))["names"]
    return listed


def corpus_at(folder: Path, away: str = NOWHERE) -> tuple[Path, dict[str, Any]]:
    """The corpus that ``HOSTILE`` names, else our own, written to a folder."""
    other = given()
    return (other, told_at(other)) if other else (folder, write_corpus(folder, away))


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]))
