"""Nothing acknowledged is lost: `python -m bench.crash`, or `make crash-test`.

A recruiter sends resumes, confirms what was read of them and imports archives, while server and
worker are killed with SIGKILL at random moments. Then everything is started once more, left to
finish, and compared with what had been acknowledged; the archives are also imported into an
installation that nobody kills, and both must hold the same. One JSON line; exit 1 on any loss.
"""

import http.client
import io
import json
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click

from bench.crash_checks import Found, imported, look, sweep
from bench.site import Site
from bench.visiting import HttpVisitor

# What a client sees of a server that dies: nothing was acknowledged then.
BROKEN = (OSError, http.client.HTTPException)
BREATH_SECONDS = 0.02
LONGEST_LIFE = 4.0
RECRUITERS, PEOPLE_EACH = 3, 1_000_000
# A server takes seconds to start again, so the worker dies more often.
TARGETS = ("server", "worker", "worker", "both")
QUIET_SECONDS = 600.0
PEOPLE_AN_ARCHIVE = 4
MOST_OPEN = 40
MOST_TOLD = 20

RESUME = """{name}
Телефон: +7 9{number:09d}
Почта: person{number}@example.com
Желаемая должность: {post}
Город: Казань
Ожидаемая зарплата: 90 000 руб.

Опыт работы
03.2015 – 05.2019
ООО «Ромашка {number}»
{post}
Вела переговоры с клиентами, отвечала за договоры, работала в CRM и Excel.

Образование
Казанский федеральный университет, 2010

Навыки: переговоры, Excel, CRM
"""
NAMES = ("Анна", "Мария", "Ольга", "Елена", "Ирина", "Вера", "Нина", "Дарья")
SURNAMES = ("Петрова", "Соколова", "Орлова", "Зайцева", "Лебедева", "Козлова", "Новикова")
POSTS = ("Менеджер по работе с клиентами", "Бухгалтер", "Руководитель отдела", "Логист")


def resume_text(number: int) -> str:
    """An invented resume; each number is another person."""
    random = Random(number)  # noqa: S311  (the same people every time)
    name = f"{random.choice(SURNAMES)} {random.choice(NAMES)}"
    return RESUME.format(name=name, number=number, post=random.choice(POSTS))


def archive(first: int) -> bytes:
    """A ZIP of some people, numbered from the first on."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for number in range(first, first + PEOPLE_AN_ARCHIVE):
            member = zipfile.ZipInfo(f"{number}.txt", (2026, 1, 1, 0, 0, 0))
            target.writestr(member, resume_text(number))
    return buffer.getvalue()


@dataclass
class Recruiter:
    """Sends, confirms and imports, and remembers what was acknowledged."""

    site: Site
    random: Random
    uploaded: dict[str, int] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    confirmed: dict[str, str] = field(default_factory=dict)
    imports: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    last: int = 0
    _visitor: HttpVisitor | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Work until the end of the block."""
        self._stop.clear()
        thread = threading.Thread(target=self._work)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                visitor = self._signed_in()
                act = self.random.choice((self._upload, self._upload, self._confirm, self._import))
                act(visitor)
            except BROKEN:
                self.broken += 1
                time.sleep(BREATH_SECONDS)

    def _signed_in(self) -> HttpVisitor:
        if self._visitor is None:
            self._visitor = self.site.recruiter()
        return self._visitor

    def _next(self, people: int) -> int:
        first = self.last + 1
        self.last += people
        return first

    def _upload(self, visitor: HttpVisitor) -> None:
        if len(self.open) >= MOST_OPEN:
            return
        number = self._next(1)
        values = visitor.form("/files/new")
        file = (f"{number}.txt", resume_text(number).encode())
        answer = visitor.post("/files", values | {"file": file}, as_json=True)
        expect(answer.status, http.client.CREATED, answer.body)
        public_id = json.loads(answer.body)["id"]
        self.uploaded[public_id] = number
        self.open.append(public_id)

    def _confirm(self, visitor: HttpVisitor) -> None:
        if not self.open:
            return
        public_id = self.random.choice(self.open)
        state = json.loads(visitor.get(f"/files/{public_id}/state").body)
        if state["state"] != "read":
            return
        if state["draft_state"] != "open":  # confirmed, and the answer was lost on its way
            self.open.remove(public_id)
            return
        where = f"/files/{public_id}/review"
        # The form has no action of its own: it goes back to its page.
        values = visitor.form(where) | {"consent": "1"}
        answer = visitor.post(where, values)
        expect(answer.status, http.client.SEE_OTHER, answer.body)
        self.confirmed[public_id] = values["title"]
        self.open.remove(public_id)

    def _import(self, visitor: HttpVisitor) -> None:
        first = self._next(PEOPLE_AN_ARCHIVE)
        self.imports[send_archive(visitor, first)] = first


def expect(status: int, wanted: int, body: bytes) -> None:
    """Stop the whole run on an answer that no kill explains."""
    if status != wanted:
        raise SystemExit(f"expected {wanted}, got {status}: {body.decode()[-3000:]}")


def send_archive(visitor: HttpVisitor, first: int) -> str:
    """Import some people; the public id of the acknowledged import."""
    form = visitor.form("/imports", "imports")
    file = (f"{first}.zip", archive(first))
    answer = visitor.post("/imports", {**form, "consent_note": "на ярмарке", "files": file})
    expect(answer.status, http.client.SEE_OTHER, answer.body)
    return answer.location.rstrip("/").rpartition("/")[2]


def torment(
    site: Site, recruiters: Sequence[Recruiter], kills: int, random: Random
) -> dict[str, int]:
    """Kill and start again; how often each was killed."""
    counts = dict.fromkeys(TARGETS, 0)
    site.start_server()
    site.start_worker()
    with ExitStack() as stack:
        for recruiter in recruiters:
            stack.enter_context(recruiter.at_work())
        bar = stack.enter_context(
            click.progressbar(range(kills), label=f"{kills} kills", file=sys.stderr)
        )
        # What was acknowledged before the first kill must be there after the last.
        while not all(recruiter.uploaded for recruiter in recruiters):
            time.sleep(BREATH_SECONDS)
        for _ in bar:
            time.sleep(random.uniform(0.0, LONGEST_LIFE))
            target = random.choice(TARGETS)
            counts[target] += 1
            if target != "worker":
                site.kill_server()
            if target != "server":
                site.kill_worker()
                site.start_worker()
            if target != "worker":
                site.start_server()
    return counts


def settle(site: Site) -> Found:
    """Wait until nothing is left to do; what there is then."""
    deadline = time.monotonic() + QUIET_SECONDS
    while (found := look(site)).unfinished and time.monotonic() < deadline:
        time.sleep(0.5)
    return found


def undisturbed(folder: Path, imports: Sequence[int]) -> list[object]:
    """What the same archives come to where nobody is killed."""
    with Site(folder) as site:
        site.prepare()
        site.start_server()
        site.start_worker()
        visitor = site.recruiter()
        for first in imports:
            send_archive(visitor, first)
        settle(site)
        return imported(site, {f"{first}.zip" for first in imports})


def losses(recruiters: Sequence[Recruiter], found: Found) -> dict[str, int]:
    """What was acknowledged and is not there, and rows that point at nothing."""
    return {
        "uploads_lost": sum(
            one not in found.files for recruiter in recruiters for one in recruiter.uploaded
        ),
        "confirmations_lost": sum(
            found.titles.get(one) != title
            for recruiter in recruiters
            for one, title in recruiter.confirmed.items()
        ),
        "imports_lost": sum(
            one not in found.batches for recruiter in recruiters for one in recruiter.imports
        ),
        "dangling_rows": found.dangling,
        "unfinished": found.unfinished,
        "people_twice": found.twice,
    }


def run(folder: Path, kills: int, seed: int) -> dict[str, object]:
    """One run in a folder; what was acknowledged, what was found, what was lost."""
    with Site(folder / "killed") as site:
        site.prepare()
        recruiters = [
            Recruiter(site, Random(f"{seed} {number}"), last=number * PEOPLE_EACH)  # noqa: S311
            for number in range(RECRUITERS)
        ]
        counts = torment(site, recruiters, kills, Random(seed))  # noqa: S311  (moments)
        found = settle(site)
        imports = [first for recruiter in recruiters for first in recruiter.imports.values()]
        here = imported(site, {f"{first}.zip" for first in imports})
        swept = sweep(site)
    there = undisturbed(folder / "calm", imports)
    differing = [one for one in here if one not in there] + [
        one for one in there if one not in here
    ]
    lost = losses(recruiters, found) | {
        "imports_that_differ": len(differing),
        "orphans_left": swept.left,
    }
    return {
        "kills": sum(counts.values()),
        "killed": counts,
        "acknowledged": {
            "uploads": sum(len(one.uploaded) for one in recruiters),
            "confirmations": sum(len(one.confirmed) for one in recruiters),
            "imports": len(imports),
        },
        "requests_cut": sum(one.broken for one in recruiters),
        "orphans_swept": swept.removed,
        "lost": lost,
        "differing": sorted(map(str, differing))[:MOST_TOLD],
        "ok": not any(lost.values()),
        "seed": seed,
    }


@click.command()
@click.option("--kills", default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(kills: int, seed: int) -> None:
    """Kill server and worker at random moments; nothing acknowledged may be lost."""
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), kills, seed)
    click.echo(json.dumps(found))
    sys.exit(0 if found["ok"] else 1)


if __name__ == "__main__":
    main()
