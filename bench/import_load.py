"""Does the site answer while resumes pour in: `python -m bench.import_load`, `make bench-import`.

A demo agency gets a ZIP of generated text resumes through its imports page; the worker imports
them, and meanwhile a recruiter opens a shortlist again and again. Afterwards, with the same people
in the base and nothing going on, the same page is opened as often. One JSON line last.
"""

import http.client
import io
import json
import os
import platform
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import click
import numpy as np

from bench.layouts import plain_texts
from bench.layouts.cases import make_cases
from bench.site import Site
from bench.timing import median, p95
from bench.visiting import HttpVisitor

TEXTS = tuple(layout.name for layout in plain_texts.LAYOUTS)
# A recruiter who never rests: two pages a second.
PAUSE_SECONDS = 0.5
CALM_PAGES = 300
LOOK_EVERY = 10
PATIENCE_SECONDS = 3600.0


def archive(count: int, seed: int) -> bytes:
    """A ZIP of so many text resumes."""
    per_layout = -(-count // len(TEXTS))
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
        click.progressbar(
            make_cases(seed, per_layout, TEXTS), count, label=f"Writing {count}", file=sys.stderr
        ) as bar,
    ):
        for number, case in enumerate(bar):
            if number == count:
                break
            target.writestr(f"{number:05d}-{case.file}", case.data)
    return buffer.getvalue()


def prepared(site: Site) -> tuple[HttpVisitor, str]:
    """A demo agency that is served; the recruiter and the address of a shortlist."""
    site.run("init")
    site.run("demo")
    site.add_recruiter()
    site.start_server()
    site.start_worker()
    visitor = site.recruiter()
    links = visitor.get("/vacancies").page.xpath("//main//a[contains(@href, '/shortlist')]/@href")
    if not links:
        raise RuntimeError("the demo has no shortlist")
    return visitor, links[0]


def page_ms(visitor: HttpVisitor, path: str) -> float:
    """Open a page; milliseconds by the clock."""
    begun = time.perf_counter()
    answer = visitor.get(path)
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return (time.perf_counter() - begun) * 1000


def asked_anew(path: str, turn: int) -> str:
    """The same shortlist with weights that nobody has set yet: a list that is asked for twice is
    not ranked twice."""
    joint = "&" if "?" in path else "?"
    skills, text = 20 + turn % 40, 5 + turn // 40
    weights = {"experience": 25, "salary": 15, "place": 10, "title": 10}
    told = "&".join(f"w_{part}={weight}" for part, weight in weights.items())
    return f"{path}{joint}w_skills={skills}&w_text={text}&{told}"


def bring_in(visitor: HttpVisitor, data: bytes) -> str:
    """Send the archive; the address of its progress."""
    form = visitor.form("/imports", "imports")
    file = ("resumes.zip", data)
    answer = visitor.post("/imports", {**form, "consent_note": "generated", "files": file})
    if answer.status != http.client.SEE_OTHER:
        raise RuntimeError(f"the archive was not taken: {answer.status}")
    return answer.location.rstrip("/") + "/progress"


def during(visitor: HttpVisitor, shortlist: str, progress: str, count: int) -> list[float]:
    """Times of the page until the import is done."""
    times = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    with click.progressbar(length=count, label=f"Importing {count}", file=sys.stderr) as bar:
        while time.monotonic() < deadline:
            times.append(page_ms(visitor, asked_anew(shortlist, len(times))))
            if len(times) % LOOK_EVERY == 0:
                told = json.loads(visitor.get(progress).body)
                bar.update(told["done"] - bar.pos)
                if not told["is_running"]:
                    return times
            time.sleep(PAUSE_SECONDS)
    raise RuntimeError("the import has not come to its end")


def p99(times: list[float]) -> float:
    """The 99th percentile, to a thousandth."""
    return round(float(np.percentile(times, 99)), 3)


def told(times: list[float]) -> dict[str, float]:
    """What is told of many pages."""
    return {
        "pages": len(times),
        "p50_ms": median(times),
        "p95_ms": p95(times),
        "p99_ms": p99(times),
        "worst_ms": round(max(times), 1),
    }


def measure(folder: Path, count: int, seed: int) -> dict[str, object]:
    """All figures of one run."""
    data = archive(count, seed)
    with Site(folder) as site:
        visitor, shortlist = prepared(site)
        page_ms(visitor, shortlist)  # not counted: the first one waits for the warming
        begun = time.monotonic()
        busy = during(visitor, shortlist, bring_in(visitor, data), count)
        seconds = time.monotonic() - begun
        page_ms(visitor, shortlist)
        calm = []
        for turn in range(CALM_PAGES):
            calm.append(page_ms(visitor, asked_anew(shortlist, turn)))
            time.sleep(PAUSE_SECONDS / 5)
    return {
        "resumes": count,
        "import_s": round(seconds, 1),
        "files_a_second": round(count / seconds, 1),
        "under_load": told(busy),
        "calm": told(calm),
        "ratio_p99": round(p99(busy) / p99(calm), 2),
        "goal_ratio_p99": 2.0,
        "protocol": {
            "seed": seed,
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "database": "SQLite",
            "pause_s": PAUSE_SECONDS,
            "load_average": round(os.getloadavg()[0], 1),
        },
    }


@click.command()
@click.option("--resumes", default=10_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(resumes: int, seed: int) -> None:
    """Open a shortlist while resumes are imported, and when all is calm."""
    with tempfile.TemporaryDirectory() as folder:
        click.echo(json.dumps(measure(Path(folder), resumes, seed)))


if __name__ == "__main__":
    main()
