"""From a file to the shortlist: sent, read, corrected, confirmed, found; then a second file."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import RECRUITER, Person, Site
from tests.browser.test_journey import post_vacancy, register
from tests.conftest import PASSWORD
from tests.intake.drafts import OLGA

pytestmark = pytest.mark.browser

FIRST = (
    OLGA.replace("Руководитель отдела продаж", "Руководитель отдела по работе с клиентами")
    .replace("Казань, готова к переезду", "Казань")
    .replace("05.2017 – 02.2021", "2017 – 2020")
)
SECOND = FIRST.replace("150 000", "170 000").replace("Переговоры, ", "Переговоры, Бюджетирование, ")
READ_MS = 60_000


def send(person: Person, folder: Path, name: str, text: str) -> None:
    """Send a file and wait until the page leads on to what was read."""
    file = folder / name
    file.write_text(text, "utf-8")
    person.goto("/my/files/new")
    person.page.set_input_files("main input[type='file']", file)
    person.page.click("main form[enctype] button.btn-primary")
    person.page.wait_for_url("**/review", timeout=READ_MS)
    person.look()


def marked(person: Person) -> list[str]:
    """The places of the document that are shown as the current field's."""
    found: list[str] = person.page.evaluate(
        "[...document.querySelectorAll('.hl-now')].map((mark) => mark.textContent)"
    )
    return found


def sign_in_recruiter(browser: Browser, site: Site) -> Person:
    recruiter = Person(browser, site, "ru")
    recruiter.goto("/sign-in")
    recruiter.fill({"email": RECRUITER, "password": PASSWORD})
    recruiter.click("main button[type='submit']")
    return recruiter


def test_a_file_becomes_a_profile_and_a_second_one_its_difference(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    employer, candidate = Person(browser, site, "ru"), Person(browser, site, "ru")
    vacancy = post_vacancy(employer, "intake")
    recruiter = sign_in_recruiter(browser, site)
    recruiter.goto(f"/vacancies/{vacancy}")
    recruiter.click(f"form[action$='/vacancies/{vacancy}/steps/accept'] button")

    register(candidate, "candidate", "Ольга", "olga-intake@example.com")
    send(candidate, tmp_path, "резюме.txt", FIRST)
    page = candidate.page
    assert "В файле только год: «2017 – 2020»" in candidate.text()
    assert page.input_value("[name='city']") == "Казань"
    # A field shows its place, and a place its field.
    page.focus("[name='city']")
    assert marked(candidate) == ["Казань"]
    page.hover("mark[data-of='positions-0-employer']")
    assert page.locator(".field-now [name='positions-0-employer']").count() == 1
    # A skill that only the text shows, by one button; everything typed stays.
    page.fill("[name='city']", "Москва")
    candidate.click(".chip-add:has-text('ретензи')")
    assert page.input_value("[name='city']") == "Москва"
    page.fill("[name='positions-1-start']", "2017-05")
    page.fill("[name='positions-1-end']", "2020-12")
    page.check("[name='consent']")
    candidate.click("main button.btn-primary")
    assert candidate.path() == "/my"
    assert "Откуда эти сведения" in candidate.text()

    recruiter.goto(f"/vacancies/{vacancy}/shortlist")
    assert recruiter.page.locator("[data-row]", has_text="Ветрова Ольга Сергеевна").count() == 1

    send(candidate, tmp_path, "резюме-2.txt", SECOND)
    assert page.is_checked("[name='choose_salary'][value='keep']")
    assert page.is_checked("[name='choose_city'][value='keep']")
    page.check("[name='choose_salary'][value='take']")
    candidate.click("main button.btn-primary")
    assert candidate.path() == "/my"
    assert "170 000" in candidate.text().replace("\u202f", " ").replace("\xa0", " ")
    assert "Москва" in candidate.text()
    assert "Бюджетирование" in candidate.text()

    faults = employer.faults + recruiter.faults + candidate.faults
    assert not faults, "\n".join(faults)


def test_without_a_script_the_links_lead_into_the_text(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    person = Person(browser, site, "ru")
    register(person, "candidate", "Ирина", "irina-intake@example.com")
    send(person, tmp_path, "cv.txt", FIRST)
    path = person.path()
    plain = browser.new_context(
        java_script_enabled=False,
        base_url=site.url,
        storage_state=person.page.context.storage_state(),
    ).new_page()
    plain.goto(path)
    plain.click("a[data-place='city']")
    assert plain.locator("mark:has(:target)").inner_text() == "Казань"
    plain.fill("[name='city']", "Самара")
    plain.click("button[name='take'] >> nth=0")
    assert plain.input_value("[name='city']") == "Самара"
    assert not person.faults, "\n".join(person.faults)
