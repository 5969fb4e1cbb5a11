"""The salary map as people use it: an offer tuned, one's own place read, a visitor, a widget."""

import re
import sqlite3
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Person, Site
from tests.browser.test_journey import register

pytestmark = pytest.mark.browser

PROFILE = "head-of-customer-relations"


def plain(text: str) -> str:
    """A text with plain spaces, as one would type it."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def told(person: Person, selector: str) -> str:
    return plain(person.page.locator(selector).first.inner_text())


def test_an_employer_tunes_the_offer_while_typing(browser: Browser, site: Site) -> None:
    """The counts, the curve and the market follow the form, and nothing is saved by that."""
    candidate = Person(browser, site, "ru")
    register(candidate, "candidate", "Инна Дальняя", "inna@example.com")
    candidate.goto("/my/resume")
    candidate.fill(
        {
            "title": "Руководитель отдела по работе с клиентами",
            "city": "Самара",
            "salary": "90 000",
            "management_years": "4",
            "experience_years": "9",
            "positions-0-title": "Руководитель отдела по работе с клиентами",
            "positions-0-description": (
                "Знаю методы работы с клиентами, веду переговоры и презентации, отвечаю за "
                "работу с претензиями. Пишу коммерческие предложения, веду личные продажи."
            ),
            "education": "higher",
        }
    )
    candidate.page.check("main [name='consent']")
    candidate.click("main form button[type='submit'].btn-primary")

    employer = Person(browser, site, "ru")
    register(employer, "employer", "Глеб Самарин", "gleb@example.com", company="Волна")
    employer.goto(f"/vacancies/new/{PROFILE}")
    employer.fill({"city": "Самара", "salary_from": "60 000", "salary_to": "80 000"})
    says = employer.page.locator("[data-says]")
    says.filter(has_text=re.compile(r"80.000")).wait_for()
    assert "не подходит никто" in plain(says.inner_text())
    assert "Самара" in told(employer, "[data-market-panel]")

    employer.fill({"salary_to": "95 000"})
    says.filter(has_text=re.compile(r"95.000")).wait_for()
    assert "подходит 1 человек" in plain(says.inner_text())
    assert employer.page.locator("svg.supply").count() == 1

    employer.page.locator("main [name='languages-0-code']").select_option("en")
    employer.page.locator("main [name='languages-0-level']").select_option("fluent")
    says.filter(has_text=re.compile("английский")).wait_for()
    assert "ещё 1" in plain(says.inner_text()), "what the requirement costs"

    employer.fill({"salary_from": "", "salary_to": "25 000", "management_years": "3"})
    panel = employer.page.locator("[data-market-panel]")
    panel.filter(has_text=re.compile("ниже")).wait_for()
    employer.look()
    employer.goto("/vacancies")
    assert employer.page.locator("main a[href^='/vacancies/']:not([href$='new'])").count() == 0
    assert not employer.faults
    assert not candidate.faults


def test_a_candidate_reads_where_they_stand(browser: Browser, site: Site) -> None:
    candidate = Person(browser, site, "ru")
    candidate.goto("/")
    register(candidate, "candidate", "Пётр Местный", "petr-map@example.com")
    candidate.goto("/my/resume")
    candidate.fill(
        {
            "title": "Руководитель отдела по работе с клиентами",
            "city": "Казань",
            "salary": "58 000",
            "education": "higher",
            "positions-0-title": "Руководитель отдела по работе с клиентами",
            "positions-0-start": "2021-01",
            "positions-0-description": "Вёл переговоры с первыми лицами и разбирал претензии.",
        }
    )
    candidate.page.check("main [name='consent']")
    candidate.click("main form button[type='submit'].btn-primary")
    said = told(candidate, "section[aria-labelledby='my-map']")
    assert "ровно медиана компаний, город Казань" in said
    assert "Чтобы подтвердить диапазон" in said

    candidate.page.locator("section[aria-labelledby='my-map'] summary").click()
    candidate.look()
    said = told(candidate, "section[aria-labelledby='my-map']")
    assert "от 3 лет во главе такого отдела" in said
    assert "разбирал претензии" in said, "the place in the résumé that shows it"
    assert not candidate.faults


def letter_to(site: Site, address: str) -> str:
    """The last letter in the outbox to an address."""
    with sqlite3.connect(site.data_dir / "recruit.sqlite") as database:
        (body,) = database.execute(
            'SELECT body FROM outbox_message WHERE "to" = ? ORDER BY id DESC LIMIT 1', (address,)
        ).fetchone()
    return str(body)


def test_a_visitor_finds_kazan_in_two_clicks_and_subscribes(browser: Browser, site: Site) -> None:
    visitor = Person(browser, site, "ru")
    visitor.goto("/")
    visitor.click("header a[href='/salaries']")
    visitor.click("#cities a:has-text('Казань')")
    assert "58 000 ₽" in told(visitor, "#chosen .big")

    visitor.page.locator("main form[action$='/subscribe'] [name='email']").fill(
        "reader@example.com"
    )
    visitor.click("main form[action$='/subscribe'] button")
    link = re.search(r"https?://\S+/confirm/\S+", letter_to(site, "reader@example.com"))
    assert link
    visitor.goto(re.sub(r"^https?://[^/]+", "", link[0]))
    visitor.click("main form button[type='submit']")
    assert "reader@example.com" in visitor.text()
    assert not visitor.faults


@pytest.fixture
def foreign_page(site: Site) -> Iterator[str]:
    """Somebody else's site, that has put the code of the widget and the picture into a page."""
    page = f"""<!doctype html><html lang="ru"><title>Блог</title><main><h1>Блог</h1>
    <iframe src="{site.url}/salaries/widget?city=kazan&amp;segment=company" title="Зарплаты"
      width="360" height="220"></iframe>
    <img src="{site.url}/salaries/{PROFILE}/kazan/company.svg" alt="Зарплаты в Казани" width="360">
    </main></html>"""

    class Blog(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Blog) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_widget_in_a_foreign_page(
    browser: Browser, site: Site, foreign_page: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(foreign_page)
    frame = page.frame_locator("iframe")
    assert "58 000 ₽" in plain(frame.locator("body").inner_text())
    picture = page.locator("img")
    assert picture.evaluate("node => node.complete && node.naturalWidth > 0")
    assert context.cookies() == [], "the widget leaves nothing behind"
    ink = frame.locator("body").evaluate("node => getComputedStyle(node).color")
    is_dark_ink = sum(map(int, re.findall(r"\d+", ink)[:3])) < 3 * 128
    assert is_dark_ink is (scheme == "light")
    assert not [fault for fault in faults if "favicon" not in fault]
    context.close()


def test_the_words_of_an_applicant_reach_the_market_of_our_own_base(
    browser: Browser, site: Site
) -> None:
    """One person is too few to be told of: the page says so, and shows no sum."""
    visitor = Person(browser, site, "ru")
    visitor.goto("/salaries?city=kazan")
    own = told(visitor, "#own")
    assert "меньше" in own or "мало" in own or "нечего" in own
    assert not visitor.faults
