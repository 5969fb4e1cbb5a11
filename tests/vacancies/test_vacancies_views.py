"""Building, checking and steering vacancies in the browser."""

from typing import Any

from sqlalchemy import select

from recruit.db import Database
from recruit.models import Account, Employer, RoleProfileVersion, Vacancy
from tests import factories
from tests.browsing import Visitor
from tests.vacancies.conftest import SignIn

RUBLE = factories.RUBLE
SLUG = "head-of-customer-relations"
NEW = f"/vacancies/new/{SLUG}"
FILLED = {
    "city": "питер",
    "salary_from": "110 000",
    "salary_to": "140 000,50",
    "action": "save",
}


def make(database: Database, account: Account, **facts: Any) -> Vacancy:
    with database.unit(writes=True) as session:
        employer = session.get_one(Employer, account.employer_id)
        return factories.vacancy(session, employer=employer, **facts)


def reload(database: Database, vacancy: Vacancy) -> Vacancy:
    with database.unit(writes=False) as session:
        return session.get_one(Vacancy, vacancy.id)


def value(visitor: Visitor, name: str) -> str:
    control = visitor.page.get_element_by_id(name)
    return " ".join((control.get("value") or control.text_content()).split())


def test_the_form_arrives_filled_from_the_profile(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    visitor.get("/vacancies/new")
    assert "Руководитель отдела по работе с клиентами" in visitor.text
    visitor.get(NEW)
    assert value(visitor, "title") == "Руководитель отдела по работе с клиентами"
    assert value(visitor, "city") == "Москва"
    assert visitor.page.xpath("//select[@id='segment']/option[@selected]/@value") == ["company"]
    assert len(value(visitor, "must").split()) > 1
    assert value(visitor, "experience_years") == "3"
    text = visitor.page.get_element_by_id("text").text_content()
    assert "Отвечает за клиентов." in text
    assert "- Руководит отделом" in text
    assert "английский, разговорный" in text


def test_the_form_speaks_the_language_of_the_page(sign_in: SignIn) -> None:
    visitor = sign_in("employer", "en")
    visitor.get(NEW)
    assert value(visitor, "title") == "Head of customer relations"
    assert value(visitor, "city") == "Moscow"
    assert "Answers for the customers." in visitor.page.get_element_by_id("text").text_content()


def test_profiles_are_found_by_another_name_of_the_post(sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    visitor.get("/vacancies/new?q=НАЧАЛЬНИК")
    assert visitor.page.xpath(f"//main//a[@href='{NEW}']")
    visitor.get("/vacancies/new?q=водитель")
    assert "«водитель» профилей нет" in visitor.text
    assert not visitor.page.xpath(f"//main//a[@href='{NEW}']")


def test_saving_makes_one_draft_however_often_it_is_sent(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    visitor = sign_in("employer")
    visitor.get(NEW)
    form_page = visitor.response
    visitor.submit(FILLED)
    assert visitor.response.status_code == 200
    first = visitor.response.request.path
    visitor.response = form_page
    visitor.submit(FILLED)
    assert visitor.response.request.path == first
    with database.unit(writes=False) as session:
        vacancy = session.scalars(select(Vacancy)).one()
        assert vacancy.state == "draft"
        assert vacancy.employer_id == people["employer"].employer_id
        assert vacancy.city == "Санкт-Петербург"
        assert (vacancy.salary_from, vacancy.salary_to) == (110_000 * RUBLE, 14_000_050)
        assert vacancy.must == ["negotiation", "claims-handling"]
        assert vacancy.nice == ["customer-retention"]
    assert "110 000–140 000,50 ₽".replace(" ", "") in visitor.text.replace("\u202f", "").replace(
        "\u00a0", ""
    ).replace(" ", "")


WRONG = [
    ("title", "", "Заполните это поле"),
    ("title", "а" * 201, "Сократите до 200 знаков"),
    ("city", "", "Заполните это поле"),
    ("segment", "bank", "Выберите один из предложенных"),
    ("salary_from", "сто двадцать", "Запишите число, например 120 000"),
    ("salary_to", "100 000", "Верхняя граница зарплаты меньше нижней"),
    ("tax", "cash", "Выберите один из предложенных"),
    ("openings", "0", "Запишите число от 1 до 999"),
    ("must", "\n".join(f"навык {n}" for n in range(61)), "Оставьте не больше 60 строк"),
    ("nice", "а" * 121, "Сократите «"),
    ("experience_years", "много", "Запишите целое число"),
    ("management_years", "4", "Это больше, чем весь требуемый опыт"),
    ("education", "mba", "Выберите один из предложенных"),
    ("languages-0-code", "xx", "Выберите один из предложенных"),
    ("text", "", "Заполните это поле"),
]


def test_a_wrong_field_says_so_and_keeps_what_was_typed(
    database: Database, sign_in: SignIn
) -> None:
    visitor = sign_in("employer")
    for name, typed, message in WRONG:
        visitor.get(NEW)
        visitor.submit(FILLED | {name: typed})
        assert visitor.response.status_code == 422, name
        assert visitor.errors()[name].replace("\u00a0", " ").startswith(message)
        if visitor.page.get_element_by_id(name).tag != "select":
            assert value(visitor, name) == " ".join(typed.split())
        assert value(visitor, "city") == ("" if name == "city" else "питер")
    with database.unit(writes=False) as session:
        assert session.scalars(select(Vacancy)).all() == []


def test_a_language_stands_in_the_list_once(database: Database, sign_in: SignIn) -> None:
    visitor = sign_in("employer")
    visitor.get(NEW)
    rows = {"code": "en", "level": "fluent"}, {"code": "en", "level": "basic"}
    sent = {f"languages-{n}-{key}": told for n, row in enumerate(rows) for key, told in row.items()}
    visitor.submit(FILLED | sent)
    assert visitor.response.status_code == 422
    assert visitor.errors()["languages-1-code"] == "Этот язык уже есть в списке"
    # The panel beside the form goes on counting.
    visitor.submit(FILLED | sent | {"action": "check"})
    assert visitor.response.status_code in (200, 422)


def test_check_shows_the_market_and_saves_nothing(
    database: Database, sign_in: SignIn, survey: None
) -> None:
    visitor = sign_in("employer")
    visitor.get(NEW)
    assert "медиана 105" in visitor.text
    visitor.submit(
        FILLED | {"city": "москва", "salary_to": "140 000", "title": "Иное", "action": "check"}
    )
    assert visitor.response.status_code == 200
    assert value(visitor, "title") == "Иное"
    assert "в диапазоне IV" in visitor.text
    assert "20 000 ₽ выше медианы" in visitor.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "Изменён 1 пункт" in visitor.text
    with database.unit(writes=False) as session:
        assert session.scalars(select(Vacancy)).all() == []


ANSWERS = [
    ("city=Мск&segment=agency&salary_from=55000&salary_to=55000", "в диапазоне I,"),
    ("city=Москва&segment=agency&salary_to=40000", "ниже всех диапазонов"),
    ("city=Москва&segment=agency&salary_from=900000", "выше всех диапазонов"),
    ("city=Урюпинск&segment=agency", "Этого города в обзоре нет: Урюпинск"),
    ("city=&segment=agency", "Укажите город"),
    ("city=Москва&segment=wrong&salary_from=wrong", "медиана 105"),
]


def test_the_market_fragment_answers_to_what_is_legible(sign_in: SignIn, survey: None) -> None:
    visitor = sign_in("employer")
    for query, said in ANSWERS:
        answer = visitor.get(f"{NEW}/market?{query}")
        words = " ".join(answer.get_data(as_text=True).split())
        assert answer.status_code == 200
        assert said in words
        assert "<html" not in words


def test_a_post_without_a_survey_says_so(sign_in: SignIn) -> None:
    answer = sign_in("employer").get(f"{NEW}/market?city=Москва")
    assert "обзора зарплат ещё нет" in " ".join(answer.get_data(as_text=True).split())


def test_from_draft_to_the_public_site_and_back(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(database, people["employer"], state="draft", opened_at=None)
    page = f"/vacancies/{vacancy.public_id}"
    employer, recruiter = sign_in("employer"), sign_in("recruiter")
    employer.get(page)
    assert "Это черновик" in employer.text
    employer.submit(action="/submit")
    assert "Вакансия у агентства" in employer.text
    recruiter.get("/vacancies")
    assert "1 вакансия ждёт вашей проверки" in recruiter.text
    recruiter.get(page)
    recruiter.submit({"reason": ""}, action="/reject")
    assert recruiter.response.status_code == 422
    assert recruiter.errors()["reason"] == "Напишите причину: её прочитает другая сторона"
    assert recruiter.page.xpath("//details[@open]//textarea[@id='reason']")
    recruiter.submit({"reason": "Нет зарплаты"}, action="/reject")
    employer.get(page)
    assert "Агентство вернуло вакансию. Причина: Нет зарплаты" in employer.text
    employer.submit(action="/submit")
    recruiter.get(page)
    recruiter.submit(action="/accept")
    assert "Вакансия открыта" in recruiter.text
    assert reload(database, vacancy).state == "open"
    visitor = Visitor(recruiter.app)
    assert visitor.get(f"/jobs/{vacancy.public_id}").status_code == 200
    employer.get(page)
    employer.submit(action="/pause")
    assert visitor.get(f"/jobs/{vacancy.public_id}").status_code == 404


def test_a_recruiter_does_not_accept_what_has_changed_meanwhile(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(database, people["employer"], state="submitted", opened_at=None)
    page = f"/vacancies/{vacancy.public_id}"
    recruiter, employer = sign_in("recruiter"), sign_in("employer")
    recruiter.get(page)
    employer.get(f"{page}/edit")
    employer.submit({"title": "Другая", "action": "save"})
    recruiter.submit(action="/accept")
    assert recruiter.response.status_code == 409
    assert reload(database, vacancy).state == "submitted"


def test_a_stale_edit_keeps_what_was_typed_and_merges_field_by_field(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(database, people["employer"], state="submitted", opened_at=None)
    edit = f"/vacancies/{vacancy.public_id}/edit"
    recruiter, employer = sign_in("recruiter"), sign_in("employer")
    employer.get(edit)
    recruiter.get(edit)
    recruiter.submit({"salary_to": "150 000", "openings": "2", "action": "save"})
    employer.submit({"management_years": "2", "openings": "3", "action": "save"})
    assert employer.response.status_code == 409
    assert people["recruiter"].name in employer.text
    kept = employer.page.xpath("//input[@type='radio' and @checked]")
    assert {(radio.get("name"), radio.get("value")) for radio in kept} == {
        ("keep_salary_to", "theirs"),
        ("keep_management_years", "mine"),
        ("keep_openings", "mine"),
    }
    stored = reload(database, vacancy)
    assert (stored.salary_to, stored.management_years) == (150_000 * RUBLE, 1)
    employer.submit({"keep_openings": "theirs"})
    stored = reload(database, vacancy)
    assert (stored.salary_to, stored.management_years, stored.openings) == (
        *(150_000 * RUBLE, 2, 2),
    )


def test_a_conflict_escapes_what_people_wrote(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(database, people["employer"], state="draft", opened_at=None)
    visitor = sign_in("employer")
    visitor.get(f"/vacancies/{vacancy.public_id}/edit")
    text = "Ищем руководителя отдела по работе с клиентами.\n<script>alert(1)</script>"
    visitor.submit({"text": text, "must": "<b>", "version": "999", "action": "save"})
    page = visitor.response.get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in page
    assert "<ins>&lt;b&gt;</ins>" in page


def test_a_stale_edit_survives_a_forged_base(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(database, people["employer"], state="draft", opened_at=None)
    visitor = sign_in("employer")
    for base in ("", "[1]", "{"):
        visitor.get(f"/vacancies/{vacancy.public_id}/edit")
        visitor.submit({"title": "Моё", "base": base, "version": "999", "action": "save"})
        assert visitor.response.status_code == 409
        assert visitor.page.xpath("//input[@name='keep_title' and @value='mine' and @checked]")


def test_the_page_tells_what_differs_from_the_profile(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(
        database,
        people["employer"],
        must=["negotiation", "Дзюдо"],
        experience_years=5,
        education="higher",
        text="Отвечает за клиентов.",
    )
    with database.unit(writes=True) as session:
        stored = session.get_one(Vacancy, vacancy.id)
        session.add(
            RoleProfileVersion(
                profile_id=stored.profile_version.profile_id,
                number=2,
                content=stored.profile_version.content,
                created_at=vacancy.created_at,
            )
        )
    visitor = sign_in("recruiter")
    visitor.get(f"/vacancies/{vacancy.public_id}")
    assert "версия 1" in visitor.text
    assert "Изменено 4 пункта" in visitor.text  # a skill less, one more, the years, the text
    assert "новая версия, 2" in visitor.text
    assert "Дзюдо" in [node.text for node in visitor.page.xpath("//ins")]


def test_a_foreign_vacancy_answers_like_an_absent_one(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    vacancy = make(database, people["employer"], state="draft")
    stranger = sign_in("stranger")
    for suffix in ("", "/edit", "/submissions"):
        assert stranger.get(f"/vacancies/{vacancy.public_id}{suffix}").status_code == 404
        assert stranger.get(f"/vacancies/{'0' * 16}{suffix}").status_code == 404


def test_steps_of_a_foreign_vacancy_are_not_there(
    database: Database, people: dict[str, Account], sign_in: SignIn
) -> None:
    mine = make(database, people["stranger"], state="draft")
    foreign = make(database, people["employer"], state="draft")
    stranger = sign_in("stranger")
    stranger.get(f"/vacancies/{mine.public_id}")
    data = dict(stranger.form("/submit").form_values())
    answer = stranger.client.post(f"/vacancies/{foreign.public_id}/steps/submit", data=data)
    assert answer.status_code == 404
    assert reload(database, foreign).state == "draft"


def test_only_the_right_roles_come_in(sign_in: SignIn, app: Any) -> None:
    assert sign_in("candidate").get("/vacancies").status_code == 403
    assert sign_in("recruiter").get(NEW).status_code == 403
    visitor = Visitor(app)
    visitor.get(NEW)
    assert visitor.response.request.path == "/sign-in"
