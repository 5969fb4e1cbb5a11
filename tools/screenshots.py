"""Draw the pages of the demo at 1440 and 390 px into docs/screenshots.

Starts `recruit run` on a port and a data folder of its own, enters as each role with one click,
and photographs what that role sees. Needs Chromium (`make browser`).
"""

import io
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.crash import resume_text

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDTHS = {1440: 900, 390: 844}
# Lists go on below; a picture shows how they begin.
LONGEST = 1700
START_SECONDS = 180
PORT = 8091

# Name of the picture, role (None for a stranger), address; {…} is found on the role's own pages.
PAGES = (
    ("careers", None, "/"),
    ("vacancy-public", None, "/jobs/{job}"),
    ("salaries", None, "/salaries"),
    ("salary-method", None, "/salaries/method"),
    ("subscribe", None, "/salaries/subscribe"),
    ("order", None, "/salaries/order"),
    ("rules", None, "/how-we-rank"),
    ("profiles", None, "/profiles"),
    ("profile", None, "/profiles/head-of-customer-relations"),
    ("sign-in", None, "/sign-in"),
    ("vacancies", "recruiter", "/vacancies"),
    ("shortlist", "recruiter", "/vacancies/{vacancy}/shortlist"),
    ("reckoning", "recruiter", "/vacancies/{vacancy}/shortlist/{ranked}"),
    ("model", "recruiter", "/model"),
    ("editions", "recruiter", "/salaries/editions"),
    ("orders", "recruiter", "/salaries/orders"),
    ("candidates", "recruiter", "/candidates"),
    ("candidate", "recruiter", "/candidates/{candidate}"),
    ("pairs", "recruiter", "/duplicates"),
    ("pair", "recruiter", "/duplicates/{pair}"),
    ("merges", "recruiter", "/merges"),
    ("review", "recruiter", "/files/{file}/review"),
    ("imports", "recruiter", "/imports"),
    ("import", "recruiter", "/imports/{import}"),
    ("employer-vacancies", "employer", "/vacancies"),
    ("builder", "employer", "/vacancies/new/head-of-customer-relations"),
    ("submissions", "employer", "/vacancies/{vacancy}/submissions"),
    ("room", "candidate", "/my"),
    ("resume-form", "candidate", "/my/resume"),
    ("difference", "candidate", "/files/{file}/review"),
)


@contextmanager
def demo_server() -> Iterator[str]:
    """The demo on a port of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATA_DIR": folder,
            "PORT": str(PORT),
            "HOST": "127.0.0.1",
            "AGENCY_NAME": "Полдень",
        }
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "recruit", "run"]
        with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
            try:
                yield wait_for(f"http://127.0.0.1:{PORT}")
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)


def wait_for(base: str) -> str:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/healthz"):  # noqa: S310  (loopback)
                return base
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit("the demo did not start")


def enter(page: Page, base: str, role: str) -> None:
    """One click into the demo."""
    page.goto(f"{base}/sign-in")
    page.locator(f"form[action$='/demo-sign-in/{role}'] button").click()


def first_ids(page: Page, base: str, role: str | None) -> dict[str, str]:
    """Ids that stand in the addresses of a role's own lists."""
    found = {}
    # The vacancy with the survey of its city: the page that shows what is ours alone.
    flagship = "/?role=head-of-customer-relations&city=Москва"
    sources = {"job": (flagship, r"/jobs/([0-9a-f]{16})")}
    if role in ("recruiter", "employer"):
        sources["vacancy"] = (flagship, r"/jobs/([0-9a-f]{16})")
    if role == "recruiter":
        sources["candidate"] = ("/candidates", r"/candidates/([0-9a-f]{16})")
        sources["import"] = ("/imports", r"/imports/([0-9a-f]{16})")
        sources["pair"] = ("/duplicates", r"/duplicates/([0-9a-f]{16})")
        # Not the first of the list: the page tells how to rise.
        sources["ranked"] = (
            "/vacancies/{vacancy}/shortlist",
            r'(?s)id="c-.*?id="c-.*?id="c-([0-9a-f]{16})"',
        )
    if role in ("recruiter", "candidate"):
        # A file that waits to be looked at.
        waiting = "/files/queue" if role == "recruiter" else "/my"
        sources["file"] = (waiting, r"/files/([0-9a-f]{16})/review")
    for name, (address, pattern) in sources.items():
        page.goto(base + address.format(**found))
        match = re.search(pattern, page.content())
        if match:
            found[name] = match[1]
    return found


def bring_in(browser: Browser, base: str) -> None:
    """Import a folder of résumés, not all of which can be read, and wait for its end."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(1, 9):
            archive.writestr(f"Ярмарка вакансий/{number}.txt", resume_text(number))
        archive.writestr("Ярмарка вакансий/копия 3.txt", resume_text(3))
        archive.writestr("Ярмарка вакансий/пусто.txt", b"")
        archive.writestr("Ярмарка вакансий/старые.zip", buffer.getvalue())
    page = browser.new_context(locale="ru-RU").new_page()
    enter(page, base, "recruiter")
    page.goto(f"{base}/imports")
    file = {"name": "Ярмарка вакансий.zip", "mimeType": "application/zip"}
    page.set_input_files("#files", [{**file, "buffer": buffer.getvalue()}])
    page.locator("[data-import-form] button[type='submit']").click()
    page.locator("[data-progress]").wait_for(state="detached")
    page.context.close()


def tune(page: Page) -> None:
    """Type an offer, ask for less, and wait until the counts have followed."""
    page.locator("[name='salary_from']").fill("130 000")
    page.locator("[name='salary_to']").fill("170 000")
    for skill in ("Личные продажи", "Коммерческие предложения", "Презентации"):
        page.get_by_role("button", name=re.compile(skill)).first.click()
    page.wait_for_timeout(2000)


def photograph(browser: Browser, base: str, width: int, scheme: str) -> None:
    """All pages at one width."""
    for role in (None, "recruiter", "employer", "candidate"):
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            locale="ru-RU",
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        if role:
            enter(page, base, role)
        ids = first_ids(page, base, role)
        for name, wanted, address in PAGES:
            if wanted != role:
                continue
            page.goto(base + address.format(**ids))
            if name == "shortlist":
                page.locator(".row-open summary").first.click()
            if name == "builder":
                tune(page)
            suffix = "" if scheme == "light" else "-dark"
            height = page.evaluate("document.documentElement.scrollHeight")
            page.screenshot(
                path=TARGET / f"{name}-{width}{suffix}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)},
            )
            print(f"{name}-{width}{suffix}.png")
        context.close()


def main() -> None:
    """Draw everything."""
    TARGET.mkdir(parents=True, exist_ok=True)
    schemes = ("light", "dark") if "--dark" in sys.argv else ("light",)
    with demo_server() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        bring_in(browser, base)
        for scheme in schemes:
            for width in WIDTHS:
                photograph(browser, base, width, scheme)
        browser.close()


if __name__ == "__main__":
    main()
