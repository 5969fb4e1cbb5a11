"""How fast files become drafts: `python -m bench.intake`, or `make bench-intake`.

One JSON line on standard output, progress on standard error. Files of all layouts of
`bench.layouts` are read and parsed by a pooled child, one at a time, all in: pipes, limits, JSON.
Beside each, in the same run, the bare text of the same file by the same library. Then files are
sent to a server over HTTP, one at a time, until their drafts are there. Nothing here needs OCR.
"""

import json
import os
import platform
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import pypdfium2
from lxml import etree, html

from bench.layouts.cases import Case, make_cases
from bench.site import Site, children_of, peak_bytes
from bench.timing import median, p95
from recruit.intake.pool import Pool
from recruit.intake.readers import read_resume, reading_pool

RECEIVED = "2026-11"
MEGABYTE = 1024 * 1024
TICKS = os.sysconf("SC_CLK_TCK")
POLL_SECONDS = 0.005
PATIENCE_SECONDS = 60.0
DONE = ("read", "unreadable", "manual")
GOAL_MS = 40.0


def pdf_text(path: Path) -> str:
    """The bare text of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def office_text(member: str) -> Callable[[Path], str]:
    """Reads the bare text of a zipped XML document."""

    def read(path: Path) -> str:
        with zipfile.ZipFile(path) as archive:
            return " ".join(etree.fromstring(archive.read(member)).itertext())

    return read


def page_text(path: Path) -> str:
    """The bare text of a web page."""
    found: str = html.fromstring(path.read_bytes()).text_content()
    return found


def plain_text(path: Path) -> str:
    """The bare text of a text."""
    return path.read_bytes().decode("utf-8", "replace")


# Rich text is read by a reader of our own, so there is no library to compare it with.
BARE: dict[str, tuple[str, Callable[[Path], str]]] = {
    "pdf": ("pypdfium2", pdf_text),
    "docx": ("lxml", office_text("word/document.xml")),
    "odt": ("lxml", office_text("content.xml")),
    "html": ("lxml", page_text),
    "txt": ("bytes.decode", plain_text),
}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds by the clock, and what came of it."""
    begun = time.perf_counter()
    found = work()
    return (time.perf_counter() - begun) * 1000, found


def processor_ms(pids: Sequence[int]) -> float:
    """The work of processes so far."""
    used = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        used += int(fields[11]) + int(fields[12])
    return used * 1000 / TICKS


def family(pool: Pool) -> list[int]:
    """The child of a pool and the processes below it."""
    return [pool.pid, *children_of(pool.pid)] if pool.pid else []


def read_all(paths: Sequence[Path]) -> dict[str, Any]:
    """Figures of each format, of the child's start and of its memory."""
    times: dict[str, list[float]] = defaultdict(list)
    bare: dict[str, list[float]] = defaultdict(list)
    spent = peak = 0.0
    with reading_pool() as pool:
        start_ms, _ = timed(partial(read_resume, pool, paths[0], RECEIVED))
        before = processor_ms(family(pool)) + time.process_time() * 1000
        with click.progressbar(paths, label=f"Reading {len(paths)}", file=sys.stderr) as bar:
            for path in bar:
                took, reading = timed(partial(read_resume, pool, path, RECEIVED))
                media = reading.document.media
                times[media].append(took)
        spent = processor_ms(family(pool)) + time.process_time() * 1000 - before
        peak = max(map(peak_bytes, family(pool)), default=0)
        for path in paths:
            media = read_resume(pool, path, RECEIVED).document.media
            if media in BARE:
                took, _ = timed(partial(BARE[media][1], path))
                bare[media].append(took)
    everything = [one for some in times.values() for one in some]
    return {
        "formats": {media: figures(times[media], media, bare[media]) for media in sorted(times)},
        "all": {"files": len(everything), "p50_ms": median(everything), "p95_ms": p95(everything)},
        "cpu_ms_a_file": round(spent / len(paths), 2),
        "child_start_ms": round(start_ms),
        "child_peak_mb": round(peak / MEGABYTE),
        "goal_p50_ms": GOAL_MS,
    }


def figures(times: Sequence[float], media: str, bare: Sequence[float]) -> dict[str, Any]:
    """What is told of one format."""
    told: dict[str, Any] = {
        "files": len(times),
        "p50_ms": median(times),
        "p95_ms": p95(times),
        "files_a_second_and_core": round(1000 * len(times) / sum(times), 1),
    }
    if bare:
        told |= {
            "bare_by": BARE[media][0],
            "bare_p50_ms": median(bare),
            "ratio": round(median(times) / median(bare), 1),
        }
    return told


def upload_all(paths: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Seconds from sending a file to its draft, over HTTP, one file at a time."""
    times = []
    with Site(folder) as site:
        site.prepare()
        site.start_server()
        site.start_worker()
        visitor = site.recruiter()
        send(visitor, paths[0])
        with click.progressbar(paths[1:], label=f"Sending {len(paths)}", file=sys.stderr) as bar:
            for path in bar:
                took, _ = timed(partial(send, visitor, path))
                times.append(took)
    return {"files": len(times), "p50_ms": median(times), "p95_ms": p95(times)}


def send(visitor: Any, path: Path) -> None:
    """Send a file and wait for its draft."""
    values = visitor.form("/files/new")
    answer = visitor.post("/files", values | {"file": (path.name, path.read_bytes())}, as_json=True)
    if answer.status != 201:
        raise RuntimeError(f"{path.name}: {answer.status} {answer.body[:200]!r}")
    sent = json.loads(answer.body)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        state = json.loads(visitor.get(f"/files/{sent['id']}/state").body)["state"]
        if state in DONE:
            return
        time.sleep(POLL_SECONDS)
    raise RuntimeError(f"{path.name}: no draft after {PATIENCE_SECONDS:.0f} seconds")


def written(cases: Sequence[Case], folder: Path) -> list[Path]:
    """The files of cases on disk."""
    folder.mkdir()
    for case in cases:
        (folder / case.file).write_bytes(case.data)
    return [folder / case.file for case in cases]


@click.command()
@click.option("--seed", default=1, show_default=True)
@click.option("--per-layout", default=6, show_default=True, help="Files of each layout.")
@click.option("--sent", default=60, show_default=True, help="Files sent over HTTP.")
def main(seed: int, per_layout: int, sent: int) -> None:
    """Measure how fast files become drafts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = written(list(make_cases(seed, per_layout)), folder / "files")
        found = read_all(paths)
        step = max(1, len(paths) // (sent + 1))
        found["upload_to_draft"] = upload_all(paths[::step][: sent + 1], folder / "site")
    found["protocol"] = {
        "seed": seed,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "pypdfium2": version("pypdfium2"),
        "lxml": version("lxml"),
        "one_at_a_time": True,
        "ocr": False,
        "times": "by the clock; cpu_ms_a_file is the work of the child and of the asking process",
    }
    click.echo(json.dumps(found))


if __name__ == "__main__":
    main()
