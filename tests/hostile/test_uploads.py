"""Hostile files, names and requests over HTTP, against a server and a worker of their own."""

import http.client
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bench.site import Site
from recruit.db import Database
from recruit.models import Resume
from tests.hostile import corpus
from tests.processes import descendants, wait_until

MEGABYTE = 1024 * 1024
SAMPLE_EVERY = 7
GOOD = "Анна Петрова\nГлавный бухгалтер\nОпыт: 7 лет, расчёт заработной платы\nНавыки: 1С\n"
# A path, a stack or a word of the database would tell a stranger about us.
TELLTALE = ("Traceback", "sqlalchemy", "recruit/", "/tmp/", "sqlite")
numbers = count()


@dataclass
class Sender:
    """A recruiter who sends files as a program does."""

    site: Site
    cookie: str
    token: str

    def headers(self, **more: str) -> dict[str, str]:
        """Headers of a request that makes something."""
        return {
            "Accept": "application/json",
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "Idempotency-Key": secrets.token_hex(8),
        } | more

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON of one request."""
        connection = self.connection()
        try:
            connection.request(method, path, body, self.headers(**headers))
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        assert not [word for word in TELLTALE if word in text], text[:300]
        return response.status, json.loads(text)

    def send(self, data: bytes, name: str, **headers: str) -> tuple[int, dict[str, Any]]:
        """Send a file under a name."""
        body, kind = multipart([("file", name, data)])
        return self.ask("POST", "/files", body, **{"Content-Type": kind} | headers)

    def send_good(self) -> str:
        """A file that nobody has sent before is taken; its id."""
        status, told = self.send(f"{GOOD}{next(numbers)}".encode(), "cv.txt")
        assert status == 201, told
        return str(told["id"])

    def state(self, public_id: str) -> dict[str, Any]:
        """What is told of a file."""
        return self.ask("GET", f"/files/{public_id}/state")[1]

    def is_read(self, public_id: str) -> bool:
        """Whether the worker has come to an end with a file."""
        return not self.state(public_id)["is_under_way"]


def multipart(parts: list[tuple[str, str, bytes]]) -> tuple[bytes, str]:
    """A form as browsers write it, which keep line ends and quotes out of names."""
    boundary = secrets.token_hex(16)
    body = b""
    for field, name, data in parts:
        shown = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
        body += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; '
            f'filename="{shown}"\r\nContent-Type: text/plain\r\n\r\n'
        ).encode() + data + b"\r\n"  # fmt: skip
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with Site(tmp_path_factory.mktemp("site")) as site:
        site.prepare()
        site.start_server()
        site.start_worker()
        yield site


@pytest.fixture(scope="module")
def sender(site: Site) -> Sender:
    visitor = site.recruiter()
    token = visitor.form("/files/new")["csrf_token"]
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    return Sender(site, cookie, token)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    return corpus.corpus_at(tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def harmless(site: Site, sender: Sender) -> Iterator[None]:
    """Whatever a test sends, the processes live, the store is whole and the next file is taken."""
    before, pids = outside(site), (site.server, site.worker)
    yield
    public_id = sender.send_good()
    assert (site.server, site.worker) == pids
    assert site.server is not None
    assert site.worker is not None
    assert site.server.poll() is site.worker.poll() is None
    assert wait_until(lambda: sender.is_read(public_id), 60)
    assert sender.state(public_id)["state"] == "read"
    assert outside(site) == before
    assert stored(site) == rows(site)


def outside(site: Site) -> set[str]:
    """All files of the installation but those of the store."""
    return {
        str(path.relative_to(site.folder))
        for path in site.folder.rglob("*")
        if path.is_file() and path.parent.name != "files" and "sqlite" not in path.name
    }


def stored(site: Site) -> set[str]:
    return {path.name for path in (site.folder / "files").iterdir()}


def rows(site: Site) -> set[str]:
    database = Database(f"sqlite:///{site.folder / 'recruit.sqlite'}")
    with database.unit(writes=False) as session:
        found = set(session.scalars(select(Resume.stored_name)))
    database.dispose()
    return found


# ---------- files ----------


@pytest.mark.usefixtures("harmless")
def test_files_get_their_verdict(
    sender: Sender, site: Site, files: tuple[Path, dict[str, Any]]
) -> None:
    folder, manifest = files
    wrong, taken = [], {}
    for case in manifest["files"][::SAMPLE_EVERY]:
        before = rows(site)
        data = (folder / case["file"]).read_bytes()
        status, told = sender.send(data, case["upload_name"])
        codes = {case["code"], *case.get("also_ok", ())}
        if case["verdict"] == "reject":
            right = 400 <= status < 500 and told.get("error") in codes
            right = right and rows(site) == before
        else:
            right = status == 201
            taken[case["id"]] = (told.get("id", ""), case)
        if not right and not case.get("best_effort"):
            wrong.append((case["id"], case["verdict"], case["code"], status, told))
    assert not wrong
    for case_id, (public_id, _) in taken.items():
        assert wait_until(lambda public_id=public_id: sender.is_read(public_id), 60), case_id


# ---------- names ----------


@pytest.mark.usefixtures("harmless")
def test_names_get_their_verdict(sender: Sender, site: Site) -> None:
    wrong = []
    for case in corpus.names():
        before = rows(site)
        data = f"{GOOD}{next(numbers)}".encode()
        status, told = sender.send(data, case["upload_name"])
        if case["verdict"] == "accept":
            right = status == 201 and harmless_download(sender, str(told["id"]))
        else:
            right = 400 <= status < 500 and rows(site) == before
            right = right and told["error"] in ("bad_name", "no_file")
        if not right:
            wrong.append((case["upload_name"], case["verdict"], status, told))
    assert not wrong


def harmless_download(sender: Sender, public_id: str) -> bool:
    """Whether a file comes back as an attachment, with no header that its name has made."""
    connection = sender.connection()
    connection.request("GET", f"/files/{public_id}", headers={"Cookie": sender.cookie})
    response = connection.getresponse()
    response.read()
    connection.close()
    disposition = response.getheader("Content-Disposition") or ""
    return (
        response.status == 200
        and disposition.startswith("attachment;")
        and response.getheader("Set-Cookie") is None
        and response.getheader("X-Header") is None
        and "/" not in disposition.replace("UTF-8''", "")
    )


# ---------- streams ----------


def resident(site: Site) -> int:
    """Bytes of the server that lie in memory."""
    assert site.server is not None
    return int(Path(f"/proc/{site.server.pid}/statm").read_text().split()[1]) * 4096


@pytest.fixture
def growth(site: Site, sender: Sender, harmless: None) -> Iterator[None]:
    """The server does not grow by what it refuses."""
    for _ in range(3):
        sender.send_good()
    before = resident(site)
    yield
    assert resident(site) - before < 20 * MEGABYTE


def open_request(sender: Sender, *lines: str) -> socket.socket:
    """A connection on which a request has begun."""
    connection = socket.create_connection(("127.0.0.1", sender.site.port), timeout=60)
    head = ["POST /files HTTP/1.1", "Host: 127.0.0.1"]
    head += [f"{name}: {value}" for name, value in sender.headers().items()]
    head += ["Content-Type: multipart/form-data; boundary=x", *lines, "", ""]
    connection.sendall("\r\n".join(head).encode())
    return connection


def response_of(connection: socket.socket) -> tuple[int, dict[str, Any]]:
    response = http.client.HTTPResponse(connection)
    response.begin()
    told: dict[str, Any] = json.loads(response.read())
    connection.close()
    return response.status, told


@pytest.mark.usefixtures("growth")
def test_a_large_body_is_refused_before_it_is_read(sender: Sender) -> None:
    begun = time.monotonic()
    status, told = response_of(open_request(sender, f"Content-Length: {100 * MEGABYTE}"))
    assert (status, told["error"]) == (413, "too_large")
    assert time.monotonic() - begun < 5


@pytest.mark.usefixtures("growth")
@pytest.mark.parametrize("how", ["length", "chunks"])
def test_whoever_sends_on_gets_the_answer(sender: Sender, how: str) -> None:
    """A torn connection would look like our failure, and be tried again."""
    header = "Transfer-Encoding: chunked"
    connection = open_request(
        sender, header if how == "chunks" else f"Content-Length: {100 * MEGABYTE}"
    )
    piece = bytes(MEGABYTE)
    chunk = b"%x\r\n%s\r\n" % (MEGABYTE, piece) if how == "chunks" else piece
    for _ in range(100):
        connection.sendall(chunk)
    status, told = response_of(connection)
    assert (status, told["error"]) == (413, "too_large")


@pytest.mark.usefixtures("growth")
def test_a_body_that_breaks_off_leaves_nothing(sender: Sender, site: Site) -> None:
    before = rows(site)
    connection = open_request(sender, f"Content-Length: {10 * MEGABYTE}")
    connection.sendall(bytes(1024))
    connection.close()
    time.sleep(0.5)
    assert rows(site) == stored(site) == before


@pytest.mark.usefixtures("growth")
def test_slow_senders_hold_nobody_up(sender: Sender) -> None:
    slow = [open_request(sender, f"Content-Length: {MEGABYTE}") for _ in range(32)]
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(1.0):
            for connection in slow:
                connection.sendall(b"x")

    dripping = threading.Thread(target=drip)
    dripping.start()
    times = []
    for _ in range(60):
        begun = time.monotonic()
        assert sender.ask("GET", "/healthz")[0] == 200
        times.append(time.monotonic() - begun)
    stop.set()
    dripping.join()
    for connection in slow:
        connection.close()
    assert sorted(times)[58] < 1.0


@pytest.mark.usefixtures("growth")
def test_many_parts_are_too_many(sender: Sender) -> None:
    body, kind = multipart([(f"file{number}", "cv.txt", b"x") for number in range(5000)])
    status, told = sender.ask("POST", "/files", body, **{"Content-Type": kind})
    assert (status, told["error"]) == (413, "too_large")


@pytest.mark.usefixtures("growth")
def test_many_fields_are_too_many(sender: Sender) -> None:
    body = "&".join(f"field{number}=value" for number in range(20_000)).encode()
    kind = "application/x-www-form-urlencoded"
    status, told = sender.ask("POST", "/files", body, **{"Content-Type": kind})
    assert (status, told["error"]) == (413, "too_large")


@pytest.mark.usefixtures("growth")
def test_deep_json_is_no_file(sender: Sender) -> None:
    body = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    status, told = sender.ask("POST", "/files", body, **{"Content-Type": "application/json"})
    assert 400 <= status < 500
    assert told["error"] == "no_file"


@pytest.mark.usefixtures("growth")
def test_one_key_sent_fifty_times_makes_one_row(sender: Sender, site: Site) -> None:
    before = len(rows(site))
    data = f"{GOOD}{next(numbers)}".encode()
    with ThreadPoolExecutor(50) as threads:
        answers = list(
            threads.map(
                lambda _: sender.send(data, "cv.txt", **{"Idempotency-Key": "one key"}), range(50)
            )
        )
    assert {status for status, _ in answers} == {201}
    assert len({told["id"] for _, told in answers}) == 1
    assert len(rows(site)) == before + 1


def test_no_reader_is_left_alone_when_the_processes_are_killed(site: Site, sender: Sender) -> None:
    """Run last: it ends the site."""
    sender.send_good()
    below = [pid for one in (site.server, site.worker) if one for pid in descendants(one.pid)]
    assert len(below) >= 2
    site.kill_server()
    site.kill_worker()
    assert wait_until(lambda: not any(map(lives, below)), 10)


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}/cmdline").exists() and bool(Path(f"/proc/{pid}/cmdline").read_bytes())
