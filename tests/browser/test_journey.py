"""The main job from end to end, in both languages: a vacancy, a résumé, a ranking, a release."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import RECRUITER, Person, Site
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

EXPECTED = {
    "ru": {"candidate": "Кандидат 1", "applied": "отклик", "market": "обзор: апрель"},
    "en": {"candidate": "Candidate 1", "applied": "applied", "market": "survey of April"},
}


def register(person: Person, kind: str, name: str, email: str, **more: str) -> None:
    person.goto("/register")
    person.click(f"main a[href^='/register/{kind}']")
    if kind == "employer":
        person.page.check("main [name='segment'][value='company']")
    person.fill({"name": name, "email": email, "password": PASSWORD, **more})
    person.click("main button[type='submit']")


def post_vacancy(employer: Person, language: str) -> str:
    """An employer builds a vacancy from a profile and sends it to the agency."""
    register(
        employer, "employer", "Семён Марков", f"employer-{language}@example.com", company="Ракурс"
    )
    employer.goto("/vacancies/new")
    employer.click("main a[href$='/vacancies/new/head-of-customer-relations']")
    assert employer.page.input_value("main [name='experience_years']") == "3"
    employer.fill(
        {
            "city": "Москва",
            "salary_from": "120 000",
            "salary_to": "160 000",
            "management_years": "3",
        }
    )
    employer.click("main form button.btn-primary")
    vacancy = employer.id_in_path()
    employer.click(f"form[action$='/vacancies/{vacancy}/steps/submit'] button")
    return vacancy


def submit_resume(candidate: Person, vacancy: str, language: str) -> None:
    """A candidate registers on the way to a vacancy, writes a résumé with consent, applies."""
    candidate.goto("/")
    candidate.click(f"a[href$='/jobs/{vacancy}']")
    register(candidate, "candidate", "Ольга Ветрова", f"olga-{language}@example.com")
    candidate.goto("/my/resume")
    candidate.fill(
        {
            "title": "Руководитель отдела по работе с клиентами",
            "city": "Москва",
            "salary": "150 000",
            "positions-0-title": "Руководитель клиентского отдела",
            "positions-0-employer": "Контур-Медиа",
            "positions-0-start": "2021-03",
            "positions-0-description": (
                "С нуля собрала клиентский отдел из 6 человек. Вела переговоры с первыми лицами, "
                "разбирала претензии, готовила презентации и коммерческие предложения."
            ),
        }
    )
    candidate.page.check("main [name='consent']")
    candidate.click("main form button[type='submit'].btn-primary")
    assert candidate.path() == "/my"
    candidate.goto(f"/jobs/{vacancy}/apply")
    candidate.click("main form button[type='submit'].btn-primary")


def upload_file(candidate: Person, folder: Path) -> None:
    """The résumé as a file: stored, then read by the worker."""
    file = folder / "резюме.txt"
    file.write_text("Ольга Ветрова\nРуководитель клиентского отдела с 2021 года.", "utf-8")
    candidate.goto("/my")
    candidate.page.set_input_files("main input[type='file']", file)
    candidate.click("form[action$='/my/files'] button[type='submit']")
    assert "резюме.txt" in candidate.text()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_the_vacancy_to_the_employers_room(
    browser: Browser, site: Site, language: str, tmp_path: Path
) -> None:
    words = EXPECTED[language]
    employer, recruiter, candidate = (Person(browser, site, language) for _ in range(3))

    vacancy = post_vacancy(employer, language)

    recruiter.goto("/sign-in")
    recruiter.fill({"email": RECRUITER, "password": PASSWORD})
    recruiter.click("main button[type='submit']")
    recruiter.goto(f"/vacancies/{vacancy}")
    recruiter.click(f"form[action$='/vacancies/{vacancy}/steps/accept'] button")

    submit_resume(candidate, vacancy, language)
    upload_file(candidate, tmp_path)

    recruiter.goto(f"/vacancies/{vacancy}/shortlist")
    row = recruiter.page.locator("[data-row]", has_text="Ольга Ветрова").filter(
        has_text=words["applied"]
    )
    assert row.count() == 1
    assert words["market"] in recruiter.text()
    identifier = (row.get_attribute("id") or "").removeprefix("c-")
    row.locator(".verdict.v1").click()
    recruiter.page.locator(f"#c-{identifier} .verdict.v1[aria-pressed='true']").wait_for()
    row.locator("summary").click()
    recruiter.click(f"#c-{identifier} button[formaction$='/release']")
    assert words["candidate"] in recruiter.text()
    recruiter.goto(f"/candidates/{identifier}")

    employer.goto(f"/vacancies/{vacancy}/submissions")
    assert words["candidate"] in employer.text()
    assert "Ветрова" not in employer.page.content()
    assert "olga" not in employer.page.content()

    faults = employer.faults + recruiter.faults + candidate.faults
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "path",
    ["/", "/salaries", "/profiles", "/profiles/head-of-customer-relations", "/how-we-rank",
     "/personal-data", "/sign-in", "/nowhere"],
)  # fmt: skip
def test_public_pages_are_accessible_by_night_too(browser: Browser, site: Site, path: str) -> None:
    person = Person(browser, site, "ru")
    person.page.emulate_media(color_scheme="dark")
    person.goto(path)
    faults = [fault for fault in person.faults if "404" not in fault]
    assert not faults, "\n".join(faults)


def at_a_shortlist(browser: Browser, site: Site, name: str) -> Person:
    """A recruiter before the list of a vacancy that somebody has applied for."""
    person = Person(browser, site, "ru")
    vacancy = post_vacancy(person, name)
    recruiter = Person(browser, site, "ru")
    recruiter.goto("/sign-in")
    recruiter.fill({"email": RECRUITER, "password": PASSWORD})
    recruiter.click("main button[type='submit']")
    recruiter.goto(f"/vacancies/{vacancy}")
    recruiter.click(f"form[action$='/vacancies/{vacancy}/steps/accept'] button")
    submit_resume(Person(browser, site, "ru"), vacancy, name)
    recruiter.goto(f"/vacancies/{vacancy}/shortlist")
    return recruiter


def test_quick_keys_and_sliders_of_the_shortlist(browser: Browser, site: Site) -> None:
    recruiter = at_a_shortlist(browser, site, "quick")
    keyboard = recruiter.page.keyboard
    keyboard.press("j")
    current = recruiter.page.locator("[data-row][aria-current='true']")
    # «z» before the answer has come takes back what was given last, and a key held gives it once.
    keyboard.down("1")
    keyboard.down("1")
    keyboard.up("1")
    keyboard.press("z")
    recruiter.page.get_by_text("Вердикт отозван").wait_for()
    current.locator(".verdict.v1[aria-pressed='false']").wait_for()
    # Whoever goes on with Tab means the row where they are.
    second = recruiter.page.locator("[data-row]").nth(1)
    if second.count():
        second.locator(".person-name").focus()
        assert second.get_attribute("aria-current") == "true"
        recruiter.page.locator("[data-row]").first.locator(".person-name").focus()
    # A slider tells what it stands at.
    recruiter.page.locator("#w_skills").press("ArrowRight")
    slider = recruiter.page.locator("#w_skills").input_value()
    assert recruiter.page.locator("output[for='w_skills']").inner_text() == slider


def test_the_shortlist_by_keyboard(browser: Browser, site: Site) -> None:
    """j, 2: the second row is current and has a verdict; z takes it back."""
    recruiter = at_a_shortlist(browser, site, "keys")
    recruiter.page.keyboard.press("j")
    current = recruiter.page.locator("[data-row][aria-current='true']")
    assert current.count() == 1
    recruiter.page.keyboard.press("2")
    current.locator(".verdict.v2[aria-pressed='true']").wait_for()
    recruiter.page.keyboard.press("z")
    current.locator(".verdict.v2[aria-pressed='false']").wait_for()
    recruiter.page.locator("[data-toast-undo]").wait_for(state="hidden")
    # A «no» asks its reason in the row, is taken back with Escape, and recorded with one.
    recruiter.page.keyboard.press("5")
    reason = current.locator(".reason-row")
    reason.locator("select:focus").wait_for()
    assert current.locator(".verdict.v5[aria-pressed='true']").count() == 0
    recruiter.look()
    recruiter.page.keyboard.press("Escape")
    reason.wait_for(state="hidden")
    current.locator(".verdict.v5:focus").wait_for()
    recruiter.page.keyboard.press("5")
    reason.locator("select").select_option("salary")
    reason.locator("[data-reason-given]").click()
    current.locator(".verdict.v5[aria-pressed='true']").wait_for()
    current.locator(".why .tag-bad").wait_for()
    reason.wait_for(state="hidden")
    assert current.locator(".reason-row").count() == 1
    # The first Enter opens the row, which fetches what the score is made of; the next the card.
    current.locator(".person-name").focus()
    recruiter.page.keyboard.press("Enter")
    current.locator("table.parts").wait_for()
    recruiter.look()
    recruiter.page.keyboard.press("Enter")
    recruiter.page.wait_for_url("**/candidates/*")
    recruiter.click("main a[href$='/vacancies']")
    assert recruiter.page.locator("[data-row], .row-c").count() >= 1
