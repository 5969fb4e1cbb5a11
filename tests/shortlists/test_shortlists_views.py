"""The recruiter's page: what it shows, what it takes, whom it lets in."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from lxml.html import HtmlElement, tostring
from sqlalchemy.orm import selectinload

from recruit.catalogue.services import get_profile, load_packaged_profiles
from recruit.db import Database
from recruit.models import Account, Candidate, Role, Vacancy
from recruit.salaries.services import load_packaged_surveys
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON
from tests.shortlists.conftest import Scene, address


def names(visitor: Visitor) -> list[str]:
    return [node.text_content().strip() for node in visitor.page.xpath("//a[@class='person-name']")]


def opened(row: HtmlElement) -> str:
    """Where the script fetches what a row opens to."""
    (whole,) = row.xpath(".//details[@data-load]//a[contains(@href,'/shortlist/')]/@href")
    path, _, conditions = whole.partition("?")
    return f"{path}/row?{conditions}"


def test_all_candidates_with_score_reasons_market_and_what_is_unknown(
    recruiter: Visitor, scene: Scene
) -> None:
    assert recruiter.get(address(scene)).status_code == 200
    assert names(recruiter) == ["Сильная Ольга", "Неизвестная Анна", "Слабый Пётр"]
    assert "3 из 3" in recruiter.text
    assert "неизвестно: желаемая зарплата" in recruiter.text
    assert len(recruiter.page.xpath("//*[local-name()='svg'][@class='range']")) == 3
    bars = recruiter.page.xpath("//*[local-name()='svg'][contains(@class,'score-bar')]/@aria-label")
    assert all("Навыки" in label for label in bars)


def test_the_expectation_is_told_and_drawn_where_it_is_known(
    recruiter: Visitor, scene: Scene
) -> None:
    recruiter.get(address(scene))
    plots = recruiter.page.xpath("//li//*[local-name()='svg'][@class='range']")
    told = [plot.get("aria-label").replace("\u00a0", " ") for plot in plots]
    market = recruiter.page.get_element_by_id(plots[0].get("aria-describedby")).text_content()
    drawn = [len(plot.xpath(".//*[@href='#wish']")) for plot in plots]
    assert told[1:] == ["Ожидание неизвестно.", "Ожидание: 300\u202f000 ₽."]
    assert market.startswith("Рынок: Москва")
    assert drawn == [1, 0, 1]


def test_a_list_that_is_opened_again_tells_what_has_happened_since(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    shown = address(scene) + "?unjudged=1"
    recruiter.get(shown)
    assert names(recruiter) == ["Сильная Ольга", "Неизвестная Анна", "Слабый Пётр"]
    action = f"{scene.weak.public_id}/verdict"
    recruiter.submit(action=action, button=("verdict", "4"), values={"reason": ""})
    recruiter.get(shown)
    assert names(recruiter) == ["Сильная Ольга", "Неизвестная Анна"]
    with database.unit(writes=True) as session:
        unknown = session.get_one(
            Candidate, scene.unknown.id, options=[selectinload(Candidate.contact)]
        )
        unknown.contact.name, unknown.salary = "Названная Анна", 10_000_000
    recruiter.get(shown)
    assert "Названная Анна" in names(recruiter)
    assert "неизвестно: желаемая зарплата" not in recruiter.text


def test_the_page_in_english(app: Flask, visit: Callable[[Account], Visitor], scene: Scene) -> None:
    visitor = visit(scene.recruiter)
    visitor.get("/language/en")
    visitor.get(address(scene))
    assert "unknown: the salary expected" in visitor.text
    assert "3 of 3" in visitor.text


def test_a_list_that_is_opened_again_speaks_the_language_of_whoever_opens_it(
    recruiter: Visitor, scene: Scene
) -> None:
    def said() -> list[str]:
        recruiter.get(address(scene))
        shown = recruiter.page.xpath("//li[@data-row]//p | //li[@data-row]//*[@aria-label]")
        return [node.get("aria-label") or " ".join(node.text_content().split()) for node in shown]

    first = said()
    recruiter.get("/language/en")
    other = said()
    assert other != first
    assert not [text for text in other if "Навыки" in text or "Ожидает" in text]
    recruiter.get("/language/ru")
    assert said() == first


def test_vacancies_that_ask_the_same_lead_to_their_own_pages(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        version = session.get_one(Vacancy, scene.vacancy.id).profile_version
        twin = factories.vacancy(session, profile_version=version)
    for vacancy, other in ((scene.vacancy, twin), (twin, scene.vacancy)):
        page = recruiter.get(f"/vacancies/{vacancy.public_id}/shortlist").get_data(as_text=True)
        assert f"/vacancies/{vacancy.public_id}/shortlist/{scene.weak.public_id}" in page
        assert other.public_id not in page


def test_a_list_that_is_opened_again_is_the_same_to_the_last_mark(
    recruiter: Visitor, scene: Scene
) -> None:
    def drawn() -> tuple[str, set[str]]:
        recruiter.get(address(scene) + "?w_skills=40")
        page = recruiter.page
        for field in page.xpath("//input[@name='once' or @name='csrf_token']"):
            field.set("value", "")
        (main,) = page.xpath("//main")
        return tostring(main, encoding="unicode"), set(page.xpath("//symbol/@id"))

    main, shapes = drawn()
    assert set(re.findall('href="#(i-[^"]+)"', main)) <= shapes
    assert "i-exclamation-triangle" in shapes
    assert drawn() == (main, shapes)


def test_what_people_are_called_is_put_down_as_text(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        person = session.get_one(
            Candidate, scene.strong.id, options=[selectinload(Candidate.contact)]
        )
        person.contact.name, person.title = '<b>"Ольга" & ⟨id⟩ %s</b>', "<script>⟨rank⟩</script>"
    page = recruiter.get(address(scene) + "?query=%3Cb%3E").get_data(as_text=True)
    page += recruiter.get(address(scene)).get_data(as_text=True)
    (row,) = recruiter.page.xpath(f"//*[@id='c-{scene.strong.public_id}']")
    assert row.xpath(".//a[@class='person-name']")[0].text == '<b>"Ольга" & ⟨id⟩ %s</b>'
    assert row.xpath(".//span[@class='person-sub']")[0].text == "<script>⟨rank⟩</script>"
    assert "<script>⟨" not in page
    assert "<b>&quot;" not in page


def test_filters_and_weights_come_from_the_address(recruiter: Visitor, scene: Scene) -> None:
    recruiter.get(address(scene) + "?salary=150+000")
    assert names(recruiter) == ["Сильная Ольга", "Неизвестная Анна"]
    assert "ожидание по зарплате — 1" in recruiter.text
    zero = "&".join(f"w_{part}=0" for part in ("skills", "experience", "place", "title", "text"))
    recruiter.get(f"{address(scene)}?{zero}&w_salary=50")
    assert recruiter.page.get_element_by_id("w_salary").get("value") == "100"


def test_an_amount_that_the_english_page_offers_is_taken(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Vacancy, scene.vacancy.id).salary_to = 12_050_050
    recruiter.get("/language/en")
    recruiter.get(address(scene))
    (link,) = recruiter.page.xpath("//*[@class='side-offer']/a/@href")
    assert recruiter.get(link).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"), [("experience", "abc"), ("management", "41"), ("w_skills", "101")]
)
def test_a_wrong_choice_is_named_and_told_at_its_control(
    recruiter: Visitor, scene: Scene, field: str, typed: str
) -> None:
    assert recruiter.get(address(scene), query_string={field: typed}).status_code == 422
    assert field in recruiter.errors()
    assert recruiter.page.xpath(f"//*[@data-error-summary]//a[@href='#{field}']")


@pytest.mark.parametrize(
    ("field", "typed"), [("salary", "много"), ("query", "x" * 101), ("page", "-1"), ("page", "a")]
)
def test_a_wrong_filter_says_so_and_ranks_all_the_same(
    recruiter: Visitor, scene: Scene, field: str, typed: str
) -> None:
    response = recruiter.get(address(scene), query_string={field: typed})
    assert response.status_code == 422
    assert len(names(recruiter)) == 3
    if field != "page":
        assert field in recruiter.errors()
        assert recruiter.page.get_element_by_id(field).get("value") == typed


def test_absent_vacancies_and_candidates_are_not_found(recruiter: Visitor, scene: Scene) -> None:
    assert recruiter.get("/vacancies/0000000000000000/shortlist").status_code == 404
    recruiter.get(address(scene))
    token = recruiter.form("verdict").fields["csrf_token"]
    response = recruiter.client.post(
        f"{address(scene)}/0000000000000000/verdict", data={"csrf_token": token, "verdict": "1"}
    )
    assert response.status_code == 404


def test_the_list_is_paged_and_counts_everybody(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        for _ in range(55):
            factories.candidate(session)
    recruiter.get(address(scene))
    assert len(names(recruiter)) == 50
    assert "58 из 58" in recruiter.text
    recruiter.get(address(scene) + "?page=2")
    assert len(names(recruiter)) == 8


def test_conditions_that_bear_the_names_of_addresses_harm_nothing(
    recruiter: Visitor, scene: Scene
) -> None:
    odd = "?public_id=1&candidate_id=2&_external=1&_scheme=javascript&query=ANYBODY"
    page = recruiter.get(address(scene) + odd)
    assert page.status_code == 200
    (row,) = recruiter.page.xpath(f"//*[@id='c-{scene.strong.public_id}']") or [None]
    links = recruiter.page.xpath("//main//a/@href | //@formaction")
    assert row is None  # nobody says such a word
    assert not [link for link in links if "javascript:" in link]
    recruiter.get(address(scene) + odd.replace("ANYBODY", ""))
    (row,) = recruiter.page.xpath(f"//*[@id='c-{scene.strong.public_id}']")
    assert opened(row).startswith(f"{address(scene)}/{scene.strong.public_id}/row?public_id=1&")
    assert recruiter.get(opened(row)).status_code == 200


def test_a_full_page_is_the_last_one(recruiter: Visitor, scene: Scene, database: Database) -> None:
    with database.unit(writes=True) as session:
        for _ in range(47):
            factories.candidate(session)
    recruiter.get(address(scene))
    first = names(recruiter)
    assert len(first) == 50
    recruiter.get(address(scene) + "?page=2")
    assert names(recruiter) == first, "there is no second page"


def test_a_filter_that_removes_everybody_says_how_many(recruiter: Visitor, scene: Scene) -> None:
    assert recruiter.get(address(scene) + "?query=никогда").status_code == 200
    assert names(recruiter) == []
    assert "0 из 3" in recruiter.text
    assert "слова в резюме — 3" in recruiter.text


def test_a_row_tells_what_would_change_the_place_and_where_things_are_written(
    recruiter: Visitor, scene: Scene
) -> None:
    recruiter.get(address(scene))
    recruiter.get(opened(recruiter.page.xpath("//li[@data-row]")[1]))
    changes = recruiter.page.xpath("//ul[@class='changes']/li")

    assert any("место, плюс" in change.text_content() for change in changes)
    assert "По сравнению со средним кандидатом: профессия +" in " ".join(
        recruiter.page.text_content().split()
    )


def test_a_row_stands_where_it_stands_in_its_list(recruiter: Visitor, scene: Scene) -> None:
    recruiter.get(f"{address(scene)}?salary=150000")
    (first, *_, last) = recruiter.page.xpath("//li[@data-row]")
    assert first.xpath(".//span[@class='rank']/text()") == ["1"]
    recruiter.get(opened(last))
    assert recruiter.response.status_code == 200
    points = recruiter.page.xpath("//tfoot//td[@class='pts']")[0].text_content().split()[0]
    assert points.partition("–")[0] in last.xpath(".//div[@class='score-num']")[0].text_content()
    # Whoever no longer passes is in no list with these conditions.
    recruiter.get(opened(first).replace("150000", "1"))
    assert recruiter.response.status_code == 404


def test_a_skill_shown_at_work_is_quoted_with_its_post(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        post = {
            "title": "Начальник отдела",
            "employer": "ООО «Лютик»",
            "start": "2020-01",
            "end": None,
            "description": "Вела переговоры с директорами заводов области.",
        }
        shown = factories.candidate(session, name="Зоркая Инна", positions=[post])
    recruiter.get(f"{address(scene)}/{shown.public_id}")
    quotes = [node.text_content() for node in recruiter.page.xpath("//blockquote")]

    assert any(
        "«Вела переговоры с директорами заводов области»Начальник отдела, ООО «Лютик»" in quote
        for quote in quotes
    ), quotes


def test_the_whole_reckoning_of_one_candidate_adds_up(recruiter: Visitor, scene: Scene) -> None:
    response = recruiter.get(f"{address(scene)}/{scene.weak.public_id}")

    assert response.status_code == 200
    assert recruiter.page.xpath("string(//h1)").strip() == "3-е место: Слабый Пётр"
    cells = recruiter.page.xpath("//table[contains(@class, 'curves')]//td[@class='pts']/text()[1]")
    points = [float(cell.strip().replace(",", ".")) for cell in cells if "–" not in cell]
    assert len(points) >= 8
    score = recruiter.page.xpath("string(//div[@class='score-num']/b)")
    assert sum(points) == pytest.approx(float(score), abs=1)
    assert "Дольше всего на одном месте" in recruiter.text
    assert "300 000 ₽, предложение" in recruiter.text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_reckoning_keeps_the_weights_of_the_list(recruiter: Visitor, scene: Scene) -> None:
    zero = "&".join(f"w_{part}=0" for part in ("skills", "experience", "place", "title", "text"))
    recruiter.get(f"{address(scene)}/{scene.strong.public_id}?{zero}&w_salary=50")
    captions = [node.text_content() for node in recruiter.page.xpath("//table/caption")]

    assert [caption.replace("\xa0", " ") for caption in captions] == ["Зарплата: 100,0 из 100,0"]


def test_one_whose_consent_is_withdrawn_has_no_reckoning(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Candidate, scene.weak.id).is_matched = False
    assert recruiter.get(f"{address(scene)}/{scene.weak.public_id}").status_code == 404


def test_the_reckoning_tells_the_band_and_every_condition(
    app: Flask, database: Database, visit: Callable[[Account], Visitor]
) -> None:
    with database.unit(writes=True) as session:
        load_packaged_profiles(session, NOON)
        load_packaged_surveys(session, NOON)
        profile = get_profile(session, "head-of-customer-relations")
        vacancy = factories.vacancy(session, profile_version=profile.current)
        person = factories.candidate(session, name="Сильная Ольга")
        recruiter = factories.account(session, Role.RECRUITER)
    visitor = visit(recruiter)
    visitor.get(f"/vacancies/{vacancy.public_id}/shortlist/{person.public_id}")
    (section,) = visitor.page.xpath("//section[@aria-labelledby='bands']")
    said = " ".join(section.text_content().split()).replace("\xa0", " ")

    assert "от 3 лет во главе такого отдела" in said
    assert "от 3 лет в сфере: отдел по работе с клиентами или отдел продаж" in said
    assert len(section.xpath(".//li")) >= 18, "every condition of the four bands"
