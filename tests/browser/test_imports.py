"""Many résumés at once, as a recruiter brings them in: send, watch, look, record the consent."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import RECRUITER, Person, Site
from tests.conftest import PASSWORD
from tests.imports import resumes
from tests.imports.resumes import ANNA, BORIS

pytestmark = pytest.mark.browser

GROUND = "Прислали резюме на ящик вакансии"


@pytest.fixture
def recruiter(browser: Browser, site: Site) -> Person:
    person = Person(browser, site, "ru")
    person.goto("/sign-in")
    person.fill({"email": RECRUITER, "password": PASSWORD})
    person.click("main button[type='submit']")
    return person


def test_an_archive_is_brought_in_while_one_watches(recruiter: Person, tmp_path: Path) -> None:
    archive = tmp_path / "Резюме.zip"
    archive.write_bytes(
        resumes.zipped(
            {
                "Анна.txt": resumes.resume(email="anna.import@example.com"),
                "почта.mbox": resumes.mailbox(resumes.letter("", {"b.txt": resumes.boris()})),
                "пусто.txt": b"",
                "архив.zip": resumes.zipped({"x.txt": b"x"}),
            }
        )
    )
    recruiter.goto("/candidates")
    recruiter.click("main a[href='/imports']")
    recruiter.page.set_input_files("#files", archive)
    assert "Выбрано: 1" in recruiter.text()
    recruiter.click("[data-import-form] button[type='submit']")
    where = recruiter.path()
    # The page keeps up by itself: nobody reloads it.
    recruiter.page.get_by_text("Готово файлов: 4 из 4").wait_for()
    recruiter.page.locator("[data-progress]").wait_for(state="detached")
    recruiter.look()
    for told in (ANNA, BORIS, "пусто.txt", "архив внутри архива"):
        assert told in recruiter.text()
    recruiter.click(f"main a[href='{where}?state=rejected#files']")
    assert ANNA not in recruiter.text()
    recruiter.goto(where)
    recruiter.fill({"consent_note": GROUND})
    recruiter.click("form[action$='/consent'] button")
    recruiter.page.get_by_text("не участвуют в подборе").wait_for(state="detached")
    recruiter.click(f"main a.person-name:has-text('{ANNA}')")
    assert "участвует в подборе" in recruiter.text()
    assert re.fullmatch(r"/candidates/[0-9a-f]{16}", recruiter.path())
    assert not recruiter.faults, "\n".join(recruiter.faults)


def test_too_many_files_are_told_before_they_are_sent(recruiter: Person, tmp_path: Path) -> None:
    for number in range(501):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    recruiter.goto("/imports")
    recruiter.page.set_input_files("#files", sorted(tmp_path.glob("*.txt")))
    assert "Выбрано файлов: 501" in recruiter.text()
    recruiter.page.locator("[data-import-form] button[type='submit']").click()
    assert recruiter.path() == "/imports"
    assert "Прежние загрузки" in recruiter.text()
    assert not recruiter.faults, "\n".join(recruiter.faults)
