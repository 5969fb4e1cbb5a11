"""The widget for other sites: its headers, what it says, and that it never breaks."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from lxml import etree, html
from sqlalchemy.orm import Session

from recruit.db import Database
from recruit.models import Role
from recruit.salaries import services
from recruit.salaries.edition_files import EDITIONS_FOLDER
from recruit.salaries.picture import PALETTES
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON
from tests.test_translations import ROOT

ROLE = "head-of-customer-relations"
SLUG = f"{ROLE}-2015-04"
ROWS = list(csv.DictReader(io.StringIO((EDITIONS_FOLDER / f"{SLUG}.csv").read_text("utf-8"))))
SLUGS = {
    "Москва": "moscow",
    "Санкт-Петербург": "saint-petersburg",
    "Волгоград": "volgograd",
    "Екатеринбург": "yekaterinburg",
    "Казань": "kazan",
    "Нижний Новгород": "nizhny-novgorod",
    "Новосибирск": "novosibirsk",
    "Омск": "omsk",
    "Ростов-на-Дону": "rostov-on-don",
    "Самара": "samara",
    "Уфа": "ufa",
    "Челябинск": "chelyabinsk",
}
WIDGET = f"/salaries/widget?role={ROLE}&city=kazan&segment=agency"
PICTURE = f"/salaries/{ROLE}/kazan/agency.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def survey(database: Database) -> None:
    with database.unit(writes=True) as session:
        services.load_packaged_surveys(session, NOON)
        factories.profile_version(session)


def set_index(session: Session, basis_points: int = 8450) -> None:
    (edition,) = services.list_editions(session)
    services.set_index(
        session,
        edition,
        None,
        basis_points=basis_points,
        source="Росстат",
        as_of=date(2026, 9, 1),
        now=NOON,
        today=NOON.date(),
    )


def plain(text: str) -> str:
    return " ".join(text.split())


def texts(svg: bytes) -> list[str]:
    return [plain(one.text or "") for one in etree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        (WIDGET, ["default-src 'none'", "style-src 'self'", "img-src 'self' data:"]),
        (PICTURE, ["default-src 'none'"]),
    ],
)
def test_any_site_may_show_it_and_any_cache_may_keep_it(
    app: Flask, database: Database, address: str, policy: list[str]
) -> None:
    visitor = Visitor(app)
    with database.unit(writes=True) as session:
        email = factories.account(session, Role.RECRUITER).email
    visitor.let_in(email)
    # Whoever is signed in and has chosen a language is not told apart.
    for client in (app.test_client(), visitor.client):
        response = client.get(address, headers={"Accept-Language": "en"})
        assert response.status_code == 200
        rules = response.headers["Content-Security-Policy"].split("; ")
        assert {*policy, "frame-ancestors *"} <= set(rules)
        assert not any("script" in rule for rule in rules)
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        cache = response.cache_control
        assert (cache.public, cache.max_age, cache.no_store) == (True, 3600, False)
        assert not response.headers.getlist("Set-Cookie")
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "X-Frame-Options" not in response.headers
    assert app.test_client().get(address).data == visitor.client.get(address).data


@pytest.mark.parametrize("address", [WIDGET, PICTURE])
def test_what_has_not_changed_is_not_sent_again(
    app: Flask, database: Database, address: str, clock: Any
) -> None:
    client = app.test_client()
    first = client.get(address)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert not again.headers.getlist("Set-Cookie")
    mark = "&" if "?" in address else "?"
    others = {
        client.get(f"{address}{mark}{more}").headers["ETag"] for more in ("lang=en", "theme=dark")
    }
    others.add(client.get(address.replace("kazan", "omsk")).headers["ETag"])
    assert len(others | {tag}) == 4
    with database.unit(writes=True) as session:
        set_index(session)
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    clock.advance(days=366)
    tag = changed.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_every_cell_has_its_picture_and_its_page(app: Flask) -> None:
    client = app.test_client()
    assert len(ROWS) == 24
    for row in ROWS:
        median = f"{int(row['median']):,}"
        answer = client.get(f"/salaries/{ROLE}/{SLUGS[row['city']]}/{row['segment']}.svg")
        assert answer.mimetype == "image/svg+xml"
        root = etree.fromstring(answer.data)
        assert root.tag == f"{SVG}svg"
        lines = texts(answer.data)
        assert f"Медиана: {median.replace(',', ' ')} ₽" in lines
        place = {"agency": "агентства", "company": "компании"}[row["segment"]]
        assert f"{row['city']}, {place}" in lines
        assert row["city"] in (root.findtext(f"{SVG}title") or "")
        assert median.replace(",", "\u202f") in (root.findtext(f"{SVG}desc") or "")
        assert len(root.findall(f"{SVG}svg/{SVG}rect")) == 4
        query = {"role": ROLE, "city": SLUGS[row["city"]], "segment": row["segment"], "lang": "en"}
        page = html.fromstring(client.get("/salaries/widget", query_string=query).text)
        assert f"median ₽{median}" in plain(page.text_content())


def test_the_picture_needs_no_style_and_no_script(app: Flask) -> None:
    root = etree.fromstring(app.test_client().get(PICTURE).data)
    for element in root.iter():
        assert etree.QName(element).localname not in ("style", "script", "image", "a")
        assert not {"style", "class", "href"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith("on")]
    # Nothing reaches beyond the edge, and each line stands below the one before.
    height = int(root.get("height") or 0)
    lines = [int(one.get("y") or 0) for one in root.iter(f"{SVG}text")]
    assert lines == sorted(lines)
    assert lines[-1] < height


def test_the_colours_of_the_picture_are_those_of_the_house() -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text("utf-8")
    pairs = dict(re.findall(r"--([\w-]+): (light-dark\([^)]*\))", tokens))
    for name in PALETTES["light"]:
        pair = f"light-dark({PALETTES['light'][name]}, {PALETTES['dark'][name]})"
        assert pairs[name] == pair, name
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()


@pytest.mark.parametrize(
    ("theme", "pinned"),
    [("", None), ("auto", None), ("light", "light"), ("dark", "dark"), ("pink", None)],
)
def test_the_theme_is_the_readers_or_the_sites(app: Flask, theme: str, pinned: str) -> None:
    page = html.fromstring(app.test_client().get(f"{WIDGET}&theme={theme}").text)
    assert page.get("data-bs-theme") == pinned
    assert page.xpath("//meta[@name='color-scheme']/@content") == [pinned or "light dark"]
    assert len(page.xpath("//link[@rel='stylesheet']")) == 3
    assert not page.xpath("//script | //style | //*[@style] | //form")


def test_the_picture_has_a_dark_one(app: Flask) -> None:
    for theme, name in (("", "light"), ("dark", "dark"), ("auto", "light")):
        root = etree.fromstring(app.test_client().get(f"{PICTURE}?theme={theme}").data)
        ground = root.find(f"{SVG}rect")
        assert ground is not None
        assert ground.get("fill") == PALETTES[name]["surface"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ru",
            [
                "Руководитель отдела по работе с клиентами",
                "Казань, агентства",
                "медиана 63 000 ₽",
                "все города",
                "Обзор: апрель 2015",
                "больше 11 лет",
            ],
        ),
        (
            "en",
            ["Kazan, agencies", "median ₽63,000", "all cities", "Survey: April 2015", "11 years"],
        ),
    ],
)
def test_it_says_what_where_when_and_leads_to_the_rest(
    app: Flask, language: str, words: list[str]
) -> None:
    client = app.test_client()
    page = html.fromstring(client.get(f"{WIDGET}&lang={language}").text)
    text = plain(page.text_content())
    for word in words:
        assert word in text
    assert page.get("lang") == language
    (link,) = page.xpath("//a")
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    landed = client.get(link.get("href"), headers={"Accept-Language": "ru"})
    assert "Казань, агентства" in landed.text
    picture = " ".join(texts(client.get(f"{PICTURE}?lang={language}").data))
    for word in (words[0], words[-1]):
        assert word in plain(picture)


def test_what_is_left_out_is_the_first_there_is(app: Flask) -> None:
    page = html.fromstring(app.test_client().get("/salaries/widget").text)
    assert "Москва, компании" in plain(page.text_content())


ATTACKS = [
    "<script>alert(1)</script>",
    "\x01\x1b\uffff",
    '"><img src=x onerror=alert(1)>',
    "]]>&lt;",
    "\u202e'--",
]


@pytest.mark.parametrize("name", ["role", "city", "segment", "theme", "lang"])
def test_what_is_not_there_is_told_inside_and_nothing_is_let_through(app: Flask, name: str) -> None:
    known = {"role": ROLE, "city": "kazan", "segment": "agency"}
    for attack in (*ATTACKS, "Atlantis", "a" * 3000):
        query = known | {name: attack}
        answer = app.test_client().get("/salaries/widget", query_string=query)
        page = html.fromstring(answer.text)
        assert not page.xpath("//script | //img | //*[@onerror]")
        assert "<script>" not in answer.text
        assert answer.cache_control.public
        assert not answer.headers.getlist("Set-Cookie")
        if name not in known:
            assert answer.status_code == 200
            continue
        assert answer.status_code == 404
        assert "Показать нечего" in plain(page.text_content())
        assert "ETag" not in answer.headers
        assert page.xpath("//a[contains(@href, '/salaries')]")


@pytest.mark.parametrize("name", ["role", "city", "segment"])
def test_a_picture_of_nothing_says_so(app: Flask, name: str) -> None:
    begins = {"role": "Обзора", "city": "В обзоре нет", "segment": "Сегмента"}[name]
    for attack in (*(one.replace("/", "") for one in ATTACKS), "Atlantis"):
        known = {"role": ROLE, "city": "kazan", "segment": "agency"} | {name: attack}
        with app.test_request_context():
            address = app.url_for("salaries.picture", **known)
        answer = app.test_client().get(address)
        assert (answer.status_code, answer.mimetype) == (404, "image/svg+xml")
        assert " ".join(texts(answer.data)).startswith(begins)
        assert not list(etree.fromstring(answer.data).iter(f"{SVG}script", f"{SVG}img"))


def test_without_a_survey_it_says_so(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER)
        (edition,) = services.list_editions(session)
        services.retire_edition(session, edition, account, reason="устарел", now=NOON)
    for address in (WIDGET, PICTURE, "/salaries/widget"):
        answer = app.test_client().get(address)
        assert answer.status_code == 404
        assert "Обзора зарплат по этой должности нет" in plain(answer.text)


def test_with_an_index_both_figures_stand(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        set_index(session)
    client = app.test_client()
    page = plain(html.fromstring(client.get(WIDGET).text).text_content())
    picture = " ".join(texts(client.get(PICTURE).data))
    for text in (page, picture):
        assert "63 000 ₽" in text
        assert "С индексом +84,5 %: 116 235 ₽ (Росстат, 1 сентября 2026 г.)" in text


@pytest.fixture
def codes(app: Flask) -> dict[str, html.HtmlElement]:
    visitor = Visitor(app)
    visitor.get("/salaries?city=kazan&segment=agency")
    return {
        name: html.fromstring(visitor.page.get_element_by_id(f"code-{name}").text)
        for name in ("frame", "picture")
    }


def test_the_code_to_copy_works_on_another_site(
    app: Flask, codes: dict[str, html.HtmlElement]
) -> None:
    frame, link = codes["frame"], codes["picture"]
    (image,) = link.xpath(".//img")
    assert (frame.tag, link.tag) == ("iframe", "a")
    assert "Казань, агентства" in frame.get("title")
    assert "Казань, агентства" in image.get("alt")
    for address in (frame.get("src"), image.get("src"), link.get("href")):
        assert address.startswith("http")
        answer = app.test_client().get(address)
        assert answer.status_code == 200
        assert "63\u202f000" in answer.text


def test_the_preview_is_the_widget_itself(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries?city=kazan&segment=agency")
    (frame,) = visitor.page.xpath("//iframe")
    assert frame.get("title")
    answer = app.test_client().get(frame.get("src"))
    assert "Казань, агентства" in plain(html.fromstring(answer.text).text_content())
    # Buttons that need a script stay away without one; what they copy can be selected.
    buttons = visitor.page.xpath("//button[@data-copy]")
    assert len(buttons) == 2
    for button in buttons:
        assert button.get("hidden") is not None
        assert visitor.page.get_element_by_id(button.get("data-copy")).get("readonly") is not None
