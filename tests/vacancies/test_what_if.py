"""How many people a vacancy would find, and what each condition costs, before it is posted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from lxml import html
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from recruit.db import Database
from recruit.models import Account, Candidate, CandidateContact
from recruit.vacancies.supply import Condition, Rise, legible_facts, sentence
from recruit.vacancies.supply_curve import SupplyCurve, offers_around
from tests import factories
from tests.browsing import Visitor
from tests.vacancies.conftest import SignIn

RUBLE = factories.RUBLE
THOUSAND = 1000 * RUBLE
SLUG = "head-of-customer-relations"
NEW = f"/vacancies/new/{SLUG}"
ASK = f"{NEW}/what-if"
TITLE = "Руководитель отдела по работе с клиентами"
ASKED = {"title": TITLE, "city": "москва", "must": "negotiation", "salary_to": "130 000"}


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def ask(visitor: Visitor, **typed: str) -> html.HtmlElement:
    answer = visitor.get(ASK, query_string=ASKED | typed)
    assert answer.status_code == 200
    return html.fragment_fromstring(answer.get_data(as_text=True), create_parent="div")


def says(fragment: html.HtmlElement) -> str:
    return plain(fragment.xpath(".//*[@data-says]")[0].text_content())


def table(fragment: html.HtmlElement) -> dict[str, str]:
    """The rows of «what if one condition changed», the names without how many meet them."""
    rows = fragment.xpath(".//section[@aria-labelledby='one-change']//tbody/tr")
    return {plain(row[0].xpath("text()")[0]): plain(row[1].text_content()) for row in rows}


@pytest.fixture
def base(database: Database, people: dict[str, Account]) -> None:
    """Three heads at 110, 130 and 150 thousand; the others lack one thing each."""
    with database.unit(writes=True) as session:
        for salary in (110, 130, 150):
            factories.candidate(session, salary=salary * THOUSAND, languages={"en": "fluent"})
        factories.candidate(session, languages={"en": "fluent"}, city="Казань", relocation=False)
        for _ in range(2):
            factories.candidate(session, languages={})
        factories.candidate(session, languages={"en": "fluent"}, salary=None)
        factories.candidate(session, title="Бухгалтер", positions=[], text="Веду учёт.")
        factories.candidate(session, is_matched=False)


# ---------- the endpoint ----------


@pytest.mark.usefixtures("base")
def test_the_fragment_counts_the_people_of_the_base(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    fragment = ask(visitor, **{"languages-0-code": "en", "languages-0-level": "spoken"})

    assert says(fragment) == (
        "При 130 000 ₽ подходят 2 человека, при 156 000 ₽ — 3; "
        "без требования «английский, разговорный» — ещё 2."
    )
    assert table(fragment) == {
        "зарплата до 143 000 ₽ (+10 %)": "0",
        "зарплата до 156 000 ₽ (+20 %)": "+1",
        "зарплата до 169 000 ₽ (+30 %)": "+1",
        "без требования «английский, разговорный»": "+2",
        "без требования «Москва или переезд туда»": "+1",
        "без требования «Переговоры»": "0",
    }
    words = plain(fragment.text_content())
    assert "Возможно, подойдёт ещё 1 человек" in words
    assert "Всего в базе 7 человек этой профессии" in words
    assert "отвечают 5 из 7" in words


@pytest.mark.usefixtures("base")
def test_the_fragment_speaks_english(sign_in: SignIn) -> None:
    visitor = sign_in("employer", "en")
    spoken = {"languages-0-code": "en", "languages-0-level": "spoken", "city": "Moscow"}
    assert says(ask(visitor, **spoken)) == (
        "At ₽130,000 2 people fit, at ₽156,000 — 3; "
        "without the requirement “English, spoken” 2 more."
    )


@pytest.mark.usefixtures("base")
def test_the_chart_says_the_same_in_words_and_in_a_table(sign_in: SignIn) -> None:
    fragment = ask(sign_in("employer"))
    (chart,) = fragment.xpath(".//svg[@role='img']")
    rows = fragment.xpath(".//details[not(@id='what-if-others')]//tbody/tr")
    points = [[plain(cell.text_content()) for cell in row] for row in rows]

    assert plain(chart.get("aria-label")).startswith("Сколько человек подходит в зависимости")
    assert "4 человека при 140 000 ₽; 5 человек при 170 000 ₽" in plain(chart.get("aria-label"))
    assert "сейчас: 4" in plain(chart.text_content())
    assert ["130 000 ₽", "4"] in points
    assert [int(count) for _, count in points] == sorted(int(count) for _, count in points)
    assert not fragment.xpath(".//*[@style]")


@pytest.mark.usefixtures("base")
def test_without_a_salary_it_counts_regardless_and_asks_for_one(sign_in: SignIn) -> None:
    fragment = ask(sign_in("employer"), salary_to="")
    # Those whose wish is not known are among them.
    assert says(fragment).startswith("Если не смотреть на деньги, подходят 6 человек;")
    assert "Назовите зарплату" in plain(fragment.text_content())
    assert not [name for name in table(fragment) if name.startswith("зарплата")]


@pytest.mark.usefixtures("base", "survey")
def test_without_a_salary_the_curve_spans_the_market(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    assert ask(visitor, salary_to="").xpath(".//svg[@role='img']")
    assert not ask(visitor, salary_to="", city="Урюпинск").xpath(".//svg[@role='img']")


@pytest.mark.usefixtures("base")
def test_nobody_is_named(database: Database, sign_in: SignIn) -> None:
    page = sign_in("employer").get(ASK, query_string=ASKED).get_data(as_text=True)
    with database.unit(writes=False) as session:
        told = [*session.scalars(select(Candidate.public_id))]
        told += session.scalars(select(CandidateContact.name))
    assert len(told) == 18
    assert not [word for word in told if word in page]
    assert "Ромашка" not in page


GARBAGE: list[dict[str, Any]] = [
    {},
    dict.fromkeys(ASKED, ""),
    {"salary_from": "сто", "salary_to": "-5", "experience_years": "много", "education": "mba"},
    {"salary_to": "0,01", "title": "Повар"},
    {"salary_to": "999 999 999", "title": "\x07\u202e", "city": "\u0301" * 90},
    {"title": "а" * 300, "city": "б" * 200, "must": "в" * 400, "segment": "bank"},
    {"must": "\n".join(f"навык {n}" for n in range(99)), "nice": ["a", "b"], "remote": "да"},
    {"languages-0-code": "en", "languages-1-level": "fluent", "languages-999-code": "xx"},
    {"languages-0-code": "en", "languages-0-level": "spoken", "languages-x-code": "de"},
    {"unknown": "1", "must": "<script>alert(1)</script>"},
    {"experience_years": "0", "management_years": "0", "education": "none"},
    {"experience_years": "60", "management_years": "60", "remote": "1", "city": ""},
]


@pytest.mark.usefixtures("base", "survey")
@pytest.mark.parametrize("typed", GARBAGE, ids=range(len(GARBAGE)))
def test_it_answers_to_what_is_legible(sign_in: SignIn, typed: dict[str, Any]) -> None:
    answer = sign_in("employer").get(ASK, query_string=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "data-says" in page
    assert "<html" not in page
    assert "<script" not in page


def test_what_is_illegible_does_not_hide_the_rest() -> None:
    typed = MultiDict(
        {
            "title": TITLE,
            "city": "питер",
            "salary_to": "много",
            "must": "Переговоры",
            "languages-0-code": "en",
            "languages-2-code": "de",
            "languages-2-level": "fluent",
        }
    )
    facts = legible_facts(typed)
    assert facts["title"] == TITLE
    assert facts["city"] == "Санкт-Петербург"
    assert facts["must"] == ["negotiation"]
    assert facts["languages"] == {"de": "fluent"}
    assert facts["salary_to"] is None
    assert facts["segment"] == "company"


def test_only_employers_and_the_agency_may_ask(sign_in: SignIn, app: Flask) -> None:
    assert sign_in("employer").get(ASK).status_code == 200
    assert sign_in("recruiter").get(ASK).status_code == 200
    assert sign_in("candidate").get(ASK).status_code == 403
    visitor = Visitor(app)
    visitor.get(ASK)
    assert visitor.response.request.path == "/sign-in"
    assert sign_in("employer").get("/vacancies/new/no-such-role/what-if").status_code == 404


# ---------- the builder without a script ----------


@pytest.mark.usefixtures("base")
def test_the_builder_arrives_with_the_counts_and_check_renews_them(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    visitor.get(NEW)
    assert says(visitor.page).startswith("Если не смотреть на деньги, подходят 6 человек")
    visitor.submit({"salary_to": "130 000", "management_years": "", "action": "check"})
    assert says(visitor.page).startswith("При 130 000 ₽ подходят 4 человека, при 156 000 ₽ — 5;")
    visitor.submit({"city": "", "salary_to": "130 000", "action": "check"})
    assert visitor.response.status_code == 422
    assert says(visitor.page).startswith("При 130 000 ₽ подходят 5 человек")


@pytest.mark.usefixtures("base")
def test_the_script_finds_its_addresses_and_places(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    visitor.get(NEW)
    (form,) = visitor.page.xpath("//form[@data-market and @data-what-if]")
    assert form.get("data-what-if") == ASK
    assert visitor.page.xpath("//*[@data-what-if-panel]//*[@data-says]")
    assert visitor.page.xpath("//*[@data-what-if-says and @role='status']")


# ---------- the sentence ----------


@pytest.fixture
def words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


HIGHER = [Rise(10, 9_900_000, 1), Rise(20, 10_800_000, 17), Rise(30, 11_700_000, 20)]
ENGLISH = Condition("английский", 40, 9)
SENTENCES = [
    (14, 9_000_000, HIGHER, [ENGLISH], "При 90 000 ₽ подходят 14 человек, при 108 000 ₽ — 31; "
     "без требования «английский» — ещё 9."),
    (1, 9_000_000, HIGHER, [], "При 90 000 ₽ подходит 1 человек, при 108 000 ₽ — 18."),
    (21, 9_000_000, HIGHER[:1], [],
     "При 90 000 ₽ подходит 21 человек, и при 99 000 ₽ их не больше."),
    (0, 9_000_000, HIGHER[:1], [], "При 90 000 ₽ не подходит никто, и при 99 000 ₽ тоже."),
    (3, None, [], [ENGLISH], "Если не смотреть на деньги, подходят 3 человека; "
     "без требования «английский» — ещё 9."),
    (0, None, [], [], "Если не смотреть на деньги, не подходит никто."),
]  # fmt: skip


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("fitting", "offer", "rises", "costly", "said"), SENTENCES)
def test_one_sentence_says_it(
    fitting: int, offer: int | None, rises: list[Rise], costly: list[Condition], said: str
) -> None:
    with force_locale("ru"):
        assert plain(sentence(fitting, offer, rises, costly, "ru")) == said


@pytest.mark.usefixtures("words")
def test_the_sentence_in_english() -> None:
    with force_locale("en"):
        said = sentence(14, 9_000_000, HIGHER, [replace(ENGLISH, name="English")], "en")
        assert said == (
            "At ₽90,000 14 people fit, at ₽108,000 — 31; without the requirement “English” 9 more."
        )
        assert sentence(1, None, [], [], "en") == "Whatever they want to earn, 1 person fits."


# ---------- the curve ----------


def test_the_curve_is_drawn_through_round_offers_and_the_present_one() -> None:
    offers = offers_around(9_150_000)
    assert offers == sorted({*range(6_000_000, 15_000_000, 1_000_000), 9_150_000})
    curve = SupplyCurve.of(offers, list(range(len(offers))), 9_150_000)
    assert curve is not None
    assert curve.now == (9_150_000, 4)
    assert curve.marks == (0, 5, 10)
    places = [int(place) for place in re.findall(r"H(\d+)", curve.line)]
    heights = [int(place) for place in re.findall(r"V(\d+)", curve.line)]
    assert places == sorted(places)
    assert places[-1] == 1000
    assert heights == sorted(heights, reverse=True)
    assert (curve.told[0], curve.told[-1]) == (curve.points[0], curve.points[-1])


@pytest.mark.parametrize("most", [1, 3, 4, 5, 19, 20, 21, 999, 20_000])
def test_the_marks_count_whole_people_and_hold_the_curve(most: int) -> None:
    curve = SupplyCurve.of([1, 2, 3, 4], [0, 0, 0, most], None)
    assert curve is not None
    assert curve.now is None
    assert curve.marks[0] == 0
    assert curve.marks[-1] >= most
    assert len(set(curve.marks)) == len(curve.marks) <= 7


def test_nobody_at_any_offer_is_no_curve() -> None:
    assert SupplyCurve.of([1, 2, 3, 4], [0, 0, 0, 0], 2) is None
    assert SupplyCurve.of(offers_around(1), [1, 1], 1) is None
    assert SupplyCurve.of([], [], None) is None
