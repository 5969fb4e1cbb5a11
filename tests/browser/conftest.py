"""A real installation and a real Chromium: commands, processes, clicks."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.conftest import PASSWORD

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    # Containers give little shared memory; Chromium dies when it runs out.
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RECRUITER = "vera@example.com"
START_SECONDS = 60
ATTEMPTS = 3
PHONE, DESKTOP = 390, 1440
# The elements that reach beyond the page, innermost last.
WIDEST = """width => [...document.querySelectorAll("body *")]
  .filter(element => element.getBoundingClientRect().right > width + 1)
  .map(element => `${element.tagName}.${element.className} «${element.textContent.trim()
    .slice(0, 60)}»`).slice(-8).join("; ")"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM.exists():
        return
    skip = pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}; to get it: make browser")
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(skip)


@dataclass(frozen=True)
class Site:
    """A running installation."""

    url: str
    data_dir: Path


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("the server did not answer in time")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`recruit init`, an account, then server and worker, each as a user would start it."""
    data_dir, port = tmp_path_factory.mktemp("site"), free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DATA_DIR": str(data_dir), "PORT": str(port), "AGENCY_NAME": "Полдень"}
    recruit = [sys.executable, "-m", "recruit"]

    def command(*arguments: str, answers: str = "") -> None:
        subprocess.run([*recruit, *arguments], env=environment, check=True, input=answers.encode())

    command("init")
    command(
        "account", "--email", RECRUITER, "--name", "Вера Климова",
        answers=f"{PASSWORD}\n{PASSWORD}\n",
    )  # fmt: skip
    with ExitStack() as processes:
        server = processes.enter_context(subprocess.Popen([*recruit, "serve"], env=environment))
        processes.callback(server.terminate)
        worker = processes.enter_context(subprocess.Popen([*recruit, "worker"], env=environment))
        processes.callback(worker.terminate)
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/healthz", server)
        yield Site(url, data_dir)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Chromium, whose pages are closed after each test: open ones go on working."""
    yield chromium
    for context in chromium.contexts:
        context.close()


class Person:
    """One person at one browser. Every page they come to is checked for accessibility."""

    def __init__(self, browser: Browser, site: Site, language: str) -> None:
        self.site = site
        context = browser.new_context(
            viewport={"width": DESKTOP, "height": 900}, base_url=site.url, locale="ru-RU"
        )
        context.set_default_timeout(45_000)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on(
            "console",
            lambda message: (
                self.faults.append(f"console: {message.text}") if message.type == "error" else None
            ),
        )
        self.page.goto(f"/language/{language}")

    def goto(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(path)
        self.look()

    def click(self, selector: str) -> None:
        """Click what leads to another page, and look at that."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look()

    def look(self) -> None:
        """Axe at both widths; nothing may make the page scroll sideways."""
        for width in (PHONE, DESKTOP):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.faults += self._at_rest(width)

    def _at_rest(self, width: int) -> list[str]:
        """What is wrong with the page at a width."""
        for _ in range(ATTEMPTS):
            try:
                return self._wrong(width)
            except Error as error:
                # A page that waits for a file to be read goes on by itself when it has been.
                if "Execution context was destroyed" not in error.message:
                    raise
                self.page.wait_for_load_state()
        raise AssertionError(f"{self.page.url} never came to rest")

    def _wrong(self, width: int) -> list[str]:
        found = []
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            told = self.page.evaluate(WIDEST, width)
            found.append(f"{self.page.url} is {wide} px wide at {width}: {told}")
        result = Axe().run(self.page)
        if result.violations_count:
            found.append(f"{self.page.url} at {width}: {result.generate_report()}")
        return found

    def fill(self, values: dict[str, str]) -> None:
        """Type into fields by their names."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def path(self) -> str:
        """The path of the open page."""
        return self.page.evaluate("location.pathname")

    def id_in_path(self) -> str:
        """The public id in the address of the open page."""
        found = re.search(r"[0-9a-f]{16}", self.path())
        assert found, self.path()
        return found[0]

    def text(self) -> str:
        """The text of the page, spaces folded."""
        return " ".join(self.page.locator("main").inner_text().split())
