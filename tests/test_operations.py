"""The commands that run an installation, as a newcomer and an administrator meet them."""

import gc
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from lxml import html
from sqlalchemy import func, select

from recruit import cli, serving
from recruit.db import Base, Database
from recruit.demo.command import is_demo, is_empty
from recruit.demo.load import PASSWORD
from recruit.installation import prepare
from recruit.migrate import is_current
from recruit.models import Account, Role, RoleProfile, SurveyEdition
from recruit.salaries.edition_files import EDITIONS_FOLDER
from tests import factories
from tests.postgres import database_of, run_admin
from tests.processes import (
    alive,
    descendants,
    environment,
    processor_seconds,
    wait_until,
)
from tests.processes import serving as started

HELP_SECONDS = 1.5
START_SECONDS = 5
# The worker finishes the piece in hand; on a busy machine its low priority gives it little time.
STOP_SECONDS = 30
PRODUCTION = {
    "RECRUIT_ENV": "production",
    "SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "BASE_URL": "https://jobs.example.com",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def recruit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command in this process, with settings."""
    # This process is the tests' own: it keeps its way of being stopped.
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def run(*arguments: str, typed: str = "", **settings: str) -> Result:
        env: dict[str, str | None] = {"RECRUIT_ENV": None, "SECRET_KEY": None, "RECRUIT_DEMO": None}
        env |= environment(folder) | settings
        if "DATABASE_URL" not in settings:
            env["DATABASE_URL"] = None
        return CliRunner(env=env).invoke(cli.recruit, list(arguments), input=typed)

    return run


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'agency.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"empty_{secrets.token_hex(6)}"
    run_admin(server, f'CREATE DATABASE "{name}"')
    yield database_of(server, name)
    run_admin(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def initialised(folder: Path) -> Iterator[Database]:
    """A prepared database in the data folder, with one account: no newcomer's any more."""
    database = Database(f"sqlite:///{folder / 'recruit.sqlite'}")
    prepare(database)
    with database.unit(writes=True) as session:
        factories.account(session, Role.ADMIN)
    yield database
    database.dispose()


def contents(database: Database) -> dict[str, int]:
    """Rows of each table."""
    with database.unit(writes=False) as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_init_honours_database_url_and_may_be_repeated(
    recruit: Callable[..., Result], empty_url: str, folder: Path
) -> None:
    first = recruit("init", DATABASE_URL=empty_url)
    assert (first.exit_code, first.output) == (0, "The database is ready.\n")
    database = Database(empty_url)
    assert is_current(database)
    loaded = contents(database)
    assert loaded["role_profile"] >= 4
    assert loaded["survey_cell"] == 24
    assert is_empty(database)
    assert recruit("init", DATABASE_URL=empty_url).exit_code == 0
    assert contents(database) == loaded
    database.dispose()
    assert not (folder / "recruit.sqlite").exists()


def test_init_without_settings_puts_the_database_into_the_data_folder(
    recruit: Callable[..., Result], folder: Path
) -> None:
    assert recruit("init").exit_code == 0
    database = Database(f"sqlite:///{folder / 'recruit.sqlite'}")
    with database.unit(writes=False) as session:
        slugs = set(session.scalars(select(RoleProfile.slug)))
        editions = session.scalars(select(SurveyEdition.slug)).all()
    database.dispose()
    assert {
        "chief-customer-officer",
        "director-of-customer-department",
        "head-of-customer-support",
        "head-of-customer-relations",
    } <= slugs
    assert editions == ["head-of-customer-relations-2015-04"]


def test_help_answers_at_once_and_lists_every_command() -> None:
    times = []
    for _ in range(3):
        begun = time.monotonic()
        answer = subprocess.run(
            [sys.executable, "-m", "recruit", "--help"], capture_output=True, text=True, check=True
        )
        times.append(time.monotonic() - begun)
    assert min(times) < HELP_SECONDS
    for name, (_, text) in cli.COMMANDS.items():
        assert f"  {name} " in answer.stdout
        assert text in answer.stdout


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_explains_itself_as_the_list_does(
    name: str, recruit: Callable[..., Result]
) -> None:
    answer = recruit(name, "--help")
    assert answer.exit_code == 0
    assert answer.output.startswith(f"Usage: recruit {name}")
    command = cli.recruit.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.name == name
    assert (command.help or "").startswith(cli.COMMANDS[name][1])


def test_an_unknown_command_is_wrong_usage(recruit: Callable[..., Result]) -> None:
    answer = recruit("hire")
    assert answer.exit_code == 2
    assert "No such command 'hire'" in answer.output


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "http"}, "PORT"),
        ({"DATABASE_URL": "mysql://localhost/recruit"}, "DATABASE_URL"),
        ({"AGENCY_TIMEZONE": "Moscow"}, "AGENCY_TIMEZONE"),
        ({"RECRUIT_ENV": "production"}, "SECRET_KEY"),
    ],
)
def test_a_wrong_setting_is_a_sentence(
    settings: dict[str, str],
    named: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in (environment(folder) | settings).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["recruit", "serve"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(f"recruit: {named}: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve",),
        ("worker",),
        ("account", "--email=a@example.com", "--name=A", "--password=long enough secret"),
        ("rate", "USD", "92.50"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_before_init_a_command_says_what_to_do(
    arguments: tuple[str, ...], recruit: Callable[..., Result], empty_url: str
) -> None:
    answer = recruit(*arguments, DATABASE_URL=empty_url)
    assert answer.exit_code == 1
    assert answer.output == "Error: the database is not up to date. Run: recruit init\n"


def test_a_database_that_does_not_answer_is_a_sentence(recruit: Callable[..., Result]) -> None:
    answer = recruit("init", DATABASE_URL="postgresql://recruit@127.0.0.1:1/recruit")
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: the database does not answer. Check DATABASE_URL")


def test_a_database_that_cannot_be_read_is_a_sentence(
    recruit: Callable[..., Result], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all, whatever its name says" * 100)
    answer = recruit("mail", "list", DATABASE_URL=f"sqlite:///{broken}")
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: the database cannot be read: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("rate", "USD", "1e30"),
        ("rate", "USD", "1e999999999"),
        ("rate", "USD", "NaN"),
        ("train", "--prior-weight", "nan"),
        ("train", "--prior-weight", "inf"),
        ("mail", "list", "--limit", "1" + "0" * 20),
        ("audit-fairness", "--people", "1" + "0" * 20),
    ],
)
def test_a_number_beyond_measure_is_refused(
    arguments: tuple[str, ...], recruit: Callable[..., Result], empty_url: str
) -> None:
    assert recruit("init", DATABASE_URL=empty_url).exit_code == 0
    answer = recruit(*arguments, DATABASE_URL=empty_url)
    assert answer.exit_code == 2
    assert "Error: Invalid value" in answer.output


@pytest.mark.parametrize(("slug", "collected"), [("again", "2015-04"), ("ahead", "2099-04")])
def test_a_survey_is_imported_by_the_rules_of_the_page(
    slug: str,
    collected: str,
    recruit: Callable[..., Result],
    empty_url: str,
    tmp_path: Path,
) -> None:
    assert recruit("init", DATABASE_URL=empty_url).exit_code == 0
    for path in EDITIONS_FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    (facts,) = tmp_path.glob("*.yaml")
    text = facts.read_text("utf-8").replace(f"slug: {facts.stem}", f"slug: {slug}")
    facts.write_text(text.replace("collected: 2015-04", f"collected: {collected}"), "utf-8")
    answer = recruit("survey", str(facts), DATABASE_URL=empty_url)
    assert answer.exit_code == 1
    assert f"Error: collected {collected}" in answer.output


def test_candidates_since_any_day_are_listed(
    recruit: Callable[..., Result], empty_url: str
) -> None:
    assert recruit("init", DATABASE_URL=empty_url).exit_code == 0
    answer = recruit("matches", "--since", "0001-01-01", DATABASE_URL=empty_url)
    assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_taken_port_is_told_before_anything_is_made(
    command: str, recruit: Callable[..., Result], folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = recruit(command, PORT=str(port))
    assert answer.exit_code == 1
    assert answer.output.startswith(f"Error: port {port} on 127.0.0.1 cannot be opened")
    assert "PORT=" in answer.output
    assert not (folder / "recruit.sqlite").exists()


def test_a_host_that_is_none_is_told(recruit: Callable[..., Result]) -> None:
    answer = recruit("serve", HOST="no.such.host.invalid")
    assert answer.exit_code == 1
    assert answer.output == "Error: HOST: no.such.host.invalid is no address of this machine\n"


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")],
)
def test_the_address_shown_can_be_opened(host: str, shown: str) -> None:
    with serving.listening(host, 0) as taken:
        port = taken.getsockname()[1]
        assert serving.address_of(taken) == f"http://{shown}:{port}"
        with socket.create_connection((shown, port)):
            pass


def test_what_lives_long_is_seldom_looked_through(app: Flask) -> None:
    usual, before, stop = gc.get_threshold(), gc.get_freeze_count(), Event()
    stop.set()
    try:
        serving.warm(app, stop).join()
        assert gc.get_freeze_count() > before
        assert gc.get_threshold() == serving.COLLECTING
    finally:
        gc.set_threshold(*usual)


@pytest.mark.parametrize("command", ["run", "demo"])
def test_production_refuses_the_demo_without_touching_the_database(
    command: str, recruit: Callable[..., Result], empty_url: str
) -> None:
    answer = recruit(command, **PRODUCTION, DATABASE_URL=empty_url)
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: in production ")
    database = Database(empty_url)
    assert not is_current(database)
    database.dispose()


def test_production_does_not_serve_a_database_with_the_public_password(
    recruit: Callable[..., Result], initialised: Database
) -> None:
    with initialised.unit(writes=True) as session:
        factories.account(session, Role.RECRUITER, is_demo=True)
    url = initialised.engine.url.render_as_string()
    answer = recruit("serve", **PRODUCTION, DATABASE_URL=url)
    assert answer.exit_code == 1
    assert "holds the demo" in answer.output


def test_demo_refuses_a_database_in_use(
    recruit: Callable[..., Result], initialised: Database
) -> None:
    before = contents(initialised)
    answer = recruit("demo")
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: the database is not empty.")
    assert contents(initialised) == before
    assert not is_demo(initialised)


def test_account_makes_a_person_who_can_sign_in_once(
    recruit: Callable[..., Result], initialised: Database
) -> None:
    arguments = ("account", "--email=Vera@Example.com", "--name= Вера ", "--role=admin")
    answer = recruit(*arguments, typed="correct horse\ncorrect horse\n")
    assert answer.exit_code == 0, answer.output
    with initialised.unit(writes=False) as session:
        made = session.scalars(select(Account).where(Account.email == "vera@example.com")).one()
    assert (made.role, made.name, made.is_demo) == (Role.ADMIN, "Вера", False)
    assert made.password_hash.startswith("$argon2id$")
    again = recruit(*arguments, "--password=correct horse")
    assert again.exit_code == 1
    assert again.output == "Error: there is an account with this address\n"


@pytest.mark.parametrize(
    ("wrong", "sentences"),
    [
        ({"email": "vera"}, ["--email: Write an address such as name@example.com"]),
        ({"password": "short"}, ["--password: Write at least 10 characters"]),
        ({"name": " "}, ["--name: Fill in this field"]),
        (
            {"email": "a" * 250 + "@example.com", "password": ""},
            [
                "--email: Shorten this to 254 characters; there are 262 now",
                "--password: Write at least 10 characters",
            ],
        ),
    ],
)
def test_account_asks_what_the_register_form_asks(
    wrong: dict[str, str],
    sentences: list[str],
    recruit: Callable[..., Result],
    initialised: Database,
) -> None:
    before = contents(initialised)
    typed = {"email": "vera@example.com", "name": "Вера", "password": "correct horse"} | wrong
    answer = recruit("account", *(f"--{option}={value}" for option, value in typed.items()))
    assert answer.exit_code == 2
    assert answer.output.endswith("Error: " + "\n".join(sentences) + "\n")
    assert contents(initialised) == before


def test_the_guide_to_production_names_every_setting() -> None:
    root = Path(__file__).parent.parent
    read = re.findall(
        r'(?:env\.get\(|_whole\(env, )"([A-Z_]+)"',
        (root / "recruit" / "config.py").read_text(encoding="utf-8"),
    )
    told = re.findall(
        r"^\| `([A-Z_]+)` \|",
        (root / "docs" / "production.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(told) == len(set(told))
    assert set(told) == set(read)


class Browser:
    """Speaks to a running server as a browser would: cookies, forms, redirects."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        )

    def open(self, path: str, data: dict[str, str] | None = None) -> tuple[str, str]:
        """The path where one ends up, and the page."""
        body = urlencode(data).encode() if data else None
        with self.opener.open(self.address + path, body, timeout=60) as response:
            return response.url.removeprefix(self.address), response.read().decode()

    def health(self) -> dict[str, str]:
        """What /healthz says."""
        found: dict[str, str] = json.loads(self.open("/healthz")[1])
        return found


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


def test_run_from_nothing_and_again(folder: Path) -> None:
    """A newcomer's first two starts."""
    port = free_port()
    with started(environment(folder, PORT=str(port))) as server:
        assert server.address == f"http://127.0.0.1:{port}"
        assert f"password {PASSWORD}" in server.output
        for role in ("recruiter", "employer", "candidate"):
            assert f"{role}@demo.example" in server.output
        browser = Browser(server.address)
        assert wait_until(lambda: browser.health()["worker"] == "ok", 60)
        assert browser.health() == {"status": "ok", "database": "ok", "worker": "ok"}
        page = html.fromstring(browser.open("/sign-in")[1])
        (entry,) = page.xpath("//form[contains(@action, '/demo-sign-in/recruiter')]")
        where, _ = browser.open(entry.get("action"), dict(entry.form_values()))
        assert where == "/vacancies"
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(STOP_SECONDS) == 0
    assert (folder / "recruit.sqlite").exists()
    before = sorted(path.name for path in (folder / "files").iterdir())
    with started(environment(folder)) as server:
        # Not by the clock: other tests share the machine, and this start is nearly all arithmetic.
        assert processor_seconds(server.process.pid) < START_SECONDS
        assert f"password {PASSWORD}" in server.output
    assert sorted(path.name for path in (folder / "files").iterdir()) == before


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 0), (signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)],
    ids=["ctrl-c", "terminate", "kill"],
)
def test_whatever_ends_the_server_ends_its_worker(
    number: signal.Signals, code: int, initialised: Database, folder: Path
) -> None:
    with started(environment(folder)) as server:
        browser = Browser(server.address)
        assert wait_until(lambda: browser.health()["worker"] == "ok", 60)
        family = descendants(server.process.pid)
        assert family
        os.kill(server.process.pid, number)
        assert server.process.wait(STOP_SECONDS) == code
        assert wait_until(lambda: not any(map(alive, family)), STOP_SECONDS), "orphans"
        assert server.process.stderr is not None
        assert "Traceback" not in server.process.stderr.read()


def test_real_people_are_served_without_one_click_entry(
    initialised: Database, folder: Path
) -> None:
    with started(environment(folder), "serve") as server:
        assert PASSWORD not in server.output
        assert "demo-sign-in" not in Browser(server.address).open("/sign-in")[1]


WHO_IS_ASKING = """
from flask import request
from recruit.app import create_app
from recruit.config import Config
from recruit.serving import address_of, listening, serve_until_stopped
from recruit.web import access

config = Config.from_environment()
app = create_app(config)

@app.get("/who")
@access.public
def who():
    return f"{request.scheme} {request.remote_addr}"

with listening(config.host, config.port) as taken:
    serve_until_stopped(app, taken, f"At {address_of(taken)}\\nPress Ctrl-C to stop.")
"""


@pytest.mark.parametrize(("proxies", "seen"), [("0", "http 127.0.0.1"), ("1", "https 203.0.113.7")])
def test_a_proxy_is_believed_only_when_there_is_one(
    proxies: str, seen: str, initialised: Database, folder: Path, tmp_path: Path
) -> None:
    script = tmp_path / "who.py"
    script.write_text(WHO_IS_ASKING)
    env = environment(folder, TRUSTED_PROXIES=proxies)
    with started(env, str(script), (sys.executable,), cwd=Path(__file__).parent.parent) as server:
        asked = urllib.request.Request(
            f"{server.address}/who",
            headers={"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(asked, timeout=60) as response:
            assert response.read().decode() == seen


def test_the_candidates_are_read_before_anybody_asks(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    database, base = (app.extensions[f"recruit.{name}"] for name in ("database", "candidates"))
    with database.unit(writes=True) as session:
        known = factories.candidate(session).id
    stop = Event()
    thread = serving.warm(app, stop)
    try:
        assert wait_until(lambda: base._index is not None and known in base._index, 30)
        with database.unit(writes=True) as session:
            later = factories.candidate(session).id
        assert wait_until(lambda: later in base._index, 30)
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_a_failed_warming_is_logged_and_harms_nobody(
    make_app: Callable[..., Flask],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = make_app()
    stop = Event()

    def fail(*_: object, **__: object) -> None:
        stop.set()
        raise RuntimeError("Иван Петров")

    monkeypatch.setattr(app.extensions["recruit.candidates"], "up_to_date", fail)
    serving.warm(app, stop).join(30)
    logged = capsys.readouterr().err
    assert json.loads(logged)["event"] == "following-failed"
    assert "RuntimeError" in logged
    assert "Петров" not in logged
