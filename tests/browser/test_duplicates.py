"""One person twice: entered by hand, hinted at, compared, merged, undone; in both languages."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import RECRUITER, Person, Site
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

WORDS = {
    "ru": {"hint": "Возможно, это тот же человек", "done": "Теперь это один профиль",
           "undone": "Объединение отменено", "apart": "это два человека"},
    "en": {"hint": "May be the same person as", "done": "The two profiles are one now",
           "undone": "The merge is undone", "apart": "these are two people"},
}  # fmt: skip
SURNAMES = {"ru": ("Щукина", "Shchukina"), "en": ("Вяземская", "Viazemskaia")}
PHONES = {"ru": "8 916 204-11-35", "en": "8 916 204-11-36"}


def enter_candidate(recruiter: Person, name: str, phone: str, **more: str) -> str:
    """A recruiter enters somebody with the consent; returns the id of the card."""
    recruiter.page.goto("/candidates/new")
    recruiter.fill(
        {"name": name, "phone": phone, "title": "Логист", "city": "Москва"}
        | {name.replace("_", "-", 2): value for name, value in more.items()}
    )
    recruiter.page.check("main [name='consent']")
    recruiter.click("main form button[type='submit'].btn-primary")
    return recruiter.id_in_path()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_pair_is_merged_and_the_merge_undone(browser: Browser, site: Site, language: str) -> None:
    words, (russian, latin) = WORDS[language], SURNAMES[language]
    recruiter = Person(browser, site, language)
    recruiter.goto("/sign-in")
    recruiter.fill({"email": RECRUITER, "password": PASSWORD})
    recruiter.click("main button[type='submit']")

    first = enter_candidate(
        recruiter, f"{russian} Анна Петровна", PHONES[language], positions_0_title="Диспетчер",
        positions_0_employer="АО «Узел»", positions_0_start="2013-06",
    )  # fmt: skip
    second = enter_candidate(
        recruiter, f"Anna {latin}", "+7 " + PHONES[language][2:], text="Ищу работу в логистике.",
    )  # fmt: skip
    assert words["hint"] in recruiter.text()

    recruiter.goto("/candidates")
    recruiter.click("main a[href$='/duplicates']")
    assert latin in recruiter.text()
    recruiter.goto(f"/candidates/{second}")
    recruiter.click("main a[href*='/duplicates/']")
    pair = recruiter.path()
    recruiter.page.check("main [name='keep'][value='first']")
    recruiter.page.check("main [name='name'][value='first']")
    recruiter.click("form[action$='/merge'] button")
    assert recruiter.id_in_path() == first
    assert words["done"] in recruiter.text()
    assert "Ищу работу в логистике." in recruiter.text()
    recruiter.goto(f"/candidates/{second}")
    assert recruiter.id_in_path() == first

    recruiter.goto("/merges")
    recruiter.click("form[action$='/undo'] button")
    assert words["undone"] in recruiter.text()
    assert "Ищу работу в логистике." not in recruiter.text()
    recruiter.goto(f"/candidates/{second}")
    assert recruiter.id_in_path() == second

    recruiter.goto(pair)
    recruiter.click("form[action$='/different'] button")
    assert words["apart"] in recruiter.text()
    assert not recruiter.faults, "\n".join(recruiter.faults)
