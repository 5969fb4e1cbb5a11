"""A candidate's room and resume, and the recruiters' pages of candidates."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from recruit.db import Database
from recruit.models import (
    Account,
    Application,
    Candidate,
    Consent,
    Purpose,
    Resume,
    Role,
    Submission,
)
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON, FrozenClock

RESUME = {
    "title": "Руководитель клиентского отдела",
    "city": "Питер",
    "relocation": "yes",
    "remote": "no",
    "salary": "125 000",
    "salary_currency": "RUB",
    "tax": "net",
    "management_years": "3",
    "experience_years": "9",
    "positions-0-title": "Руководитель отдела",
    "positions-0-employer": "ООО «Контур»",
    "positions-0-start": "2023-07",
    "positions-0-description": "Собрал отдел из 6 человек.",
    "skills": "Переговоры\nПлетение корзин",
    "education": "higher",
    "education_text": "Маркетинг",
    "languages-0-code": "en",
    "languages-0-level": "spoken",
    "text": "Люблю порядок.",
    "name": "Илья Громов",
    "email": "ilya@example.com",
    "phone": "8 (900) 000-14-25",
    "consent": "1",
}


@pytest.fixture
def person(database: Database) -> Account:
    with database.unit(writes=True) as session:
        return factories.account(session, Role.CANDIDATE, name="Илья Громов")


@pytest.fixture
def visitor(app: Flask, person: Account) -> Visitor:
    visitor = Visitor(app)
    visitor.let_in(person.email)
    return visitor


@pytest.fixture
def recruiter(app: Flask, database: Database) -> Visitor:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER, name="Вера Климова")
    visitor = Visitor(app)
    visitor.let_in(account.email)
    return visitor


def stored(database: Database) -> Candidate:
    """The only candidate, with the contact."""
    with database.unit(writes=False) as session:
        candidate = session.scalars(select(Candidate)).one()
        session.refresh(candidate, ["contact", "positions"])
        return candidate


def submit_resume(visitor: Visitor, **changes: object) -> None:
    visitor.get("/my/resume")
    visitor.submit(RESUME | changes)


def test_a_new_candidate_is_led_to_the_form(visitor: Visitor) -> None:
    visitor.get("/my")
    assert "Резюме пока нет" in visitor.text
    assert visitor.page.xpath("//main//a[@href='/my/resume']")


def test_a_resume_is_saved_as_typed(visitor: Visitor, database: Database) -> None:
    submit_resume(visitor)
    assert visitor.response.request.path == "/my"
    candidate = stored(database)
    assert candidate.title == RESUME["title"]
    assert candidate.city == "Санкт-Петербург"
    assert (candidate.relocation, candidate.remote) == (True, False)
    assert (candidate.salary, candidate.currency, candidate.tax) == (12_500_000, "RUB", "net")
    assert candidate.skills == ["negotiation", "Плетение корзин"]
    assert candidate.languages == {"en": "spoken"}
    assert [(p.title, p.start, p.end) for p in candidate.positions] == [
        ("Руководитель отдела", "2023-07", None)
    ]
    assert candidate.contact.name == "Илья Громов"
    assert candidate.contact.phone == "+79000001425"
    assert candidate.is_matched


def test_the_form_begins_with_the_accounts_name_and_address(
    visitor: Visitor, person: Account
) -> None:
    visitor.get("/my/resume")
    assert visitor.page.get_element_by_id("name").get("value") == "Илья Громов"
    assert visitor.page.get_element_by_id("email").get("value") == person.email


def test_all_that_may_stay_unknown_stays_unknown(visitor: Visitor, database: Database) -> None:
    visitor.get("/my/resume")
    visitor.submit({"title": "Юрист", "consent": "1"})
    assert visitor.errors() == {}
    candidate = stored(database)
    unknown = ("city", "relocation", "remote", "salary", "education", "languages")
    assert [getattr(candidate, name) for name in unknown] == [None] * len(unknown)
    assert candidate.experience_years is None
    assert candidate.tax == "unknown"


def test_the_consent_is_recorded_with_version_time_and_channel(
    visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    with database.unit(writes=False) as session:
        consent = session.scalars(select(Consent)).one()
    assert (consent.purpose, consent.text_version, consent.channel) == ("processing", "1", "room")
    assert consent.given_at == NOON
    assert consent.recorded_by_id is None


def test_nothing_is_stored_without_consent(
    visitor: Visitor, database: Database, app: Flask
) -> None:
    submit_resume(visitor, consent=None, file=(io.BytesIO(b"resume " * 9), "cv.txt"))
    assert visitor.response.status_code == 422
    assert visitor.errors() == {"consent": "Без согласия мы не можем хранить резюме"}
    assert visitor.page.get_element_by_id("title").get("value") == RESUME["title"]
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Candidate.id))) == 0
    files_dir = app.extensions["recruit.config"].files_dir
    assert not files_dir.exists() or not list(files_dir.iterdir())


def test_a_double_click_makes_one_resume(visitor: Visitor, database: Database) -> None:
    visitor.get("/my/resume")
    form = dict(visitor.form().form_values()) | RESUME
    first, second = (visitor.client.post("/my/resume", data=form) for _ in range(2))
    assert first.status_code == second.status_code == 303
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Candidate.id))) == 1


WRONG = [
    ("title", ""),
    ("title", "я" * 201),
    ("city", "я" * 101),
    ("relocation", "perhaps"),
    ("remote", "perhaps"),
    ("salary", "сто двадцать"),
    ("salary_currency", "XXX"),
    ("tax", "black"),
    ("experience_years", "много"),
    ("experience_years", "61"),
    ("management_years", "-1"),
    ("management_years", "10"),
    ("positions-0-title", ""),
    ("positions-0-start", "вчера"),
    ("positions-0-start", "2026-12"),
    ("positions-0-end", "2023-06"),
    ("positions-0-end", "2027-01"),
    ("skills", "\n".join(f"навык {n}" for n in range(61))),
    ("education", "genius"),
    ("education_text", "я" * 2001),
    ("languages-0-level", ""),
    ("languages-0-code", "xx"),
    ("text", "я" * 20_001),
    ("name", ""),
    ("email", "nowhere"),
    ("phone", "12"),
]


def test_each_wrong_field_says_so_and_keeps_what_was_typed(visitor: Visitor) -> None:
    """One visitor sends every wrong form: the pages are the same, and signing in is slow."""
    for field, value in WRONG:
        submit_resume(visitor, **{field: value})
        case = f"{field}={value[:20]!r}"
        assert visitor.response.status_code == 422, case
        assert visitor.page.xpath("//div[@data-error-summary]//a/@href") == [f"#{field}"], case
        typed = {"phone": RESUME["phone"], "salary": RESUME["salary"]} | {field: value}
        for control in ("phone", "salary"):
            kept = visitor.page.get_element_by_id(control).get("value")
            assert kept == typed[control], case
        if field != "salary_currency":  # the select stands within the field of the sum
            assert visitor.page.get_element_by_id(f"{field}-error").text_content(), case


def test_an_end_without_a_start_asks_for_the_start(visitor: Visitor) -> None:
    submit_resume(visitor, **{"positions-0-start": "", "positions-0-end": "2024-01"})
    assert "positions-0-start" in visitor.errors()


def test_a_language_is_named_once(visitor: Visitor) -> None:
    submit_resume(visitor, **{"languages-1-code": "en", "languages-1-level": "basic"})
    assert visitor.errors() == {"languages-1-code": "Этот язык уже есть в списке"}


def test_some_contact_is_needed(visitor: Visitor) -> None:
    submit_resume(visitor, email="", phone="")
    assert visitor.errors()["email"].startswith("Укажите почту или телефон")


def test_errors_stand_at_their_rows_even_with_gaps(visitor: Visitor) -> None:
    submit_resume(visitor, **{"positions-4-title": "Курьер", "positions-4-start": "2031-01"})
    assert list(visitor.errors()) == ["positions-4-start"]


def test_rows_are_added_and_removed_without_script(visitor: Visitor, database: Database) -> None:
    visitor.get("/my/resume")
    visitor.submit(RESUME, button=("add", "positions"))
    assert visitor.response.status_code == 200
    assert visitor.page.get_element_by_id("positions-1-title").get("value") == ""
    assert visitor.page.get_element_by_id("positions-0-title").get("value") == "Руководитель отдела"
    visitor.submit({"positions-1-title": "Курьер"}, button=("remove", "positions-0"))
    assert visitor.page.get_element_by_id("positions-0-title").get("value") == "Курьер"
    assert visitor.page.get_element_by_id("positions-1-title", None) is None
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Candidate.id))) == 0


def test_an_edit_changes_what_was_changed(
    visitor: Visitor, database: Database, clock: FrozenClock
) -> None:
    submit_resume(visitor)
    before = stored(database)
    clock.advance(hours=1)
    visitor.get("/my/resume")
    assert visitor.page.get_element_by_id("city").get("value") == "Санкт-Петербург"
    visitor.submit({"positions-0-end": "2026-10", "positions-0-title": "Директор"})
    assert visitor.response.request.path == "/my"
    after = stored(database)
    assert [(p.title, p.end) for p in after.positions] == [("Директор", "2026-10")]
    assert after.version > before.version
    assert after.salary == before.salary
    assert after.skills == before.skills
    assert after.relocation is True


def test_a_change_of_positions_alone_makes_a_new_version(
    visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    before = stored(database).version
    visitor.get("/my/resume")
    visitor.submit({"positions-0-title": "Директор"})
    assert stored(database).version > before


def test_a_stale_edit_shows_both_versions_and_loses_nothing(
    visitor: Visitor, recruiter: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    candidate = stored(database)
    visitor.get("/my/resume")
    recruiter.get(f"/candidates/{candidate.public_id}/edit")
    recruiter.submit({"city": "Казань", "text": "Исправлено рекрутером."})
    visitor.submit({"text": "Исправлено мной.", "salary": "150 000"})
    assert visitor.response.status_code == 409
    page = visitor.page
    chosen = {radio.get("name"): radio.get("value") for radio in page.xpath("//input[@checked]")}
    assert chosen == {"keep_city": "theirs", "keep_text": "mine", "keep_salary": "mine"}
    assert "Исправлено рекрутером." in visitor.text
    assert "Исправлено мной." in visitor.text
    visitor.submit()
    assert visitor.response.request.path == "/my"
    after = stored(database)
    assert after.city == "Казань"
    assert after.text == "Исправлено мной."
    assert after.salary == 15_000_000
    assert [p.title for p in after.positions] == ["Руководитель отдела"]


def test_the_other_version_can_be_kept_in_a_conflict(
    visitor: Visitor, recruiter: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    candidate = stored(database)
    visitor.get("/my/resume")
    recruiter.get(f"/candidates/{candidate.public_id}/edit")
    recruiter.submit(
        {
            "positions-1-title": "Курьер",
            "skills": "Переговоры",
            "salary": "",
            "languages-0-code": "de",
        }
    )
    visitor.submit({"skills": "Продажи", "positions-0-title": "Директор", "salary": "1"})
    visitor.submit(
        {
            "keep_skills": "theirs",
            "keep_positions": "theirs",
            "keep_salary": "theirs",
            "keep_languages": "theirs",
        }
    )
    after = stored(database)
    assert after.skills == ["negotiation"]
    assert [p.title for p in after.positions] == ["Руководитель отдела", "Курьер"]
    assert after.salary is None
    assert after.languages == {"de": "spoken"}


def test_an_optional_file_comes_with_the_first_resume(visitor: Visitor, database: Database) -> None:
    submit_resume(visitor, file=(io.BytesIO("Илья Громов, резюме".encode()), "резюме.txt"))
    with database.unit(writes=False) as session:
        resume = session.scalars(select(Resume)).one()
    assert (resume.original_name, resume.state) == ("резюме.txt", "received")
    assert "читаем файл" in visitor.text


def test_a_wrong_file_keeps_the_first_resume_on_the_page(
    visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor, file=(io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(99)), "cv.pdf"))
    assert visitor.response.status_code == 422
    assert visitor.errors()["file"].startswith("файл не того вида")
    assert visitor.page.get_element_by_id("title").get("value") == RESUME["title"]
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Candidate.id))) == 0


def test_one_returns_to_the_vacancy_after_the_resume(visitor: Visitor, database: Database) -> None:
    visitor.get("/my/resume?next=/personal-data")
    visitor.submit(RESUME)
    assert visitor.response.request.path == "/personal-data"


def test_nobody_is_led_to_another_site(visitor: Visitor) -> None:
    visitor.get("/my/resume?next=//evil.example")
    visitor.submit(RESUME)
    assert visitor.response.request.path == "/my"


def test_the_room_says_what_recruiters_will_miss(visitor: Visitor) -> None:
    submit_resume(visitor, salary="", **{"languages-0-code": "", "languages-0-level": ""})
    links = visitor.page.xpath("//section[@aria-labelledby='missing']//a/@href")
    missing = ["/my/resume#salary", "/my/resume#skills", "/my/resume#languages"]
    # And one listed skill that no position shows.
    assert links == [*missing, "/my/resume#skills"]


def test_withdrawing_the_consent_ends_the_matching_at_once(
    visitor: Visitor, database: Database, clock: FrozenClock
) -> None:
    submit_resume(visitor)
    clock.advance(hours=1)
    visitor.submit(action="/withdraw")
    assert "Согласие отозвано" in visitor.text
    assert not stored(database).is_matched
    with database.unit(writes=False) as session:
        assert session.scalars(select(Consent)).one().withdrawn_at == clock()
    assert not visitor.page.xpath("//form[@action='/my/files']")
    visitor.submit(action="/consents/give")
    assert stored(database).is_matched
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Consent.id))) == 2


def test_a_consent_withdrawn_by_two_presses_is_withdrawn(visitor: Visitor) -> None:
    submit_resume(visitor)
    visitor.get("/my")
    page = visitor.response
    for _ in range(2):
        visitor.response = page
        visitor.submit(action="/withdraw")
        assert visitor.response.status_code == 200
        assert "Согласие отозвано" in visitor.text


def test_an_edit_after_the_withdrawal_needs_the_consent_again(
    visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    visitor.submit(action="/withdraw")
    visitor.get("/my/resume")
    visitor.submit({"title": "Юрист"})
    assert visitor.response.status_code == 422
    assert "consent" in visitor.errors()
    visitor.submit({"consent": "1"})
    assert stored(database).title == "Юрист"
    assert stored(database).is_matched


def release(database: Database, company: str = "Ракурс") -> str:
    """Show the only candidate to a client; returns the client's public id."""
    with database.unit(writes=True) as session:
        candidate = session.scalars(select(Candidate)).one()
        vacancy = factories.vacancy(session, employer=factories.employer(session, name=company))
        session.add(Application(candidate=candidate, vacancy=vacancy, created_at=NOON))
        account = factories.account(session, Role.RECRUITER)
        session.add(
            Submission(
                vacancy=vacancy, candidate=candidate, number=2, account_id=account.id, at=NOON
            )
        )
        return vacancy.employer.public_id


def test_a_consent_to_a_client_is_given_and_withdrawn(visitor: Visitor, database: Database) -> None:
    submit_resume(visitor)
    release(database)
    visitor.get("/my")
    assert "работодатель видит «Кандидат 2»" in visitor.text
    assert "представлен работодателю" in visitor.text
    visitor.submit(action="/consents/give")
    with database.unit(writes=False) as session:
        consent = session.scalars(select(Consent).order_by(Consent.id.desc())).first()
        assert consent is not None
        assert consent.employer is not None
        assert (consent.purpose, consent.employer.name) == (Purpose.SUBMISSION, "Ракурс")
    visitor.get("/my")
    visitor.submit(action=f"/{consent.id}/withdraw")
    assert "не дано" in visitor.text
    assert stored(database).is_matched


def test_withdrawing_the_first_consent_withdraws_all(visitor: Visitor, database: Database) -> None:
    submit_resume(visitor)
    release(database)
    visitor.get("/my")
    visitor.submit(action="/consents/give")
    visitor.submit(action="/withdraw")
    with database.unit(writes=False) as session:
        assert all(consent.withdrawn_at for consent in session.scalars(select(Consent)))


def test_no_consent_goes_to_a_client_who_was_not_shown_the_candidate(
    visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    release(database)
    visitor.get("/my")
    with database.unit(writes=True) as session:
        stranger = factories.employer(session).public_id
    visitor.submit({"client": stranger}, action="/consents/give")
    assert visitor.response.status_code == 404


def test_a_page_from_before_the_withdrawal_opens_nothing_to_a_client(
    visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    release(database)
    visitor.get("/my")
    old_page = visitor.response
    visitor.submit(action="/withdraw")
    visitor.response = old_page
    visitor.submit(action="/consents/give")
    assert visitor.response.status_code == 409
    with database.unit(writes=False) as session:
        assert session.scalars(select(Consent)).one().withdrawn_at


def test_consents_given_and_edits_saved_at_once_wait_for_each_other(
    app: Flask, visitor: Visitor, database: Database
) -> None:
    submit_resume(visitor)
    client_id = release(database)
    cookie = visitor.client.get_cookie("recruit")
    assert cookie
    visitor.get("/my/resume")
    edit = dict(visitor.form().form_values())

    def post(number: int, url: str, data: dict[str, str]) -> int:
        client = app.test_client()
        client.set_cookie("recruit", cookie.value)
        return client.post(url, data=data | {"once": f"key {number}"}).status_code

    consent = {"csrf_token": edit["csrf_token"], "client": client_id}
    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(lambda n: post(n, "/my/consents/give", consent), range(4)))
        saved = list(
            pool.map(lambda n: post(n, "/my/resume", edit | {"title": f"Пост {n}"}), range(4))
        )
    assert given == [303] * 4
    assert sorted(saved) == [303, 409, 409, 409]
    with database.unit(writes=False) as session:
        consents = session.scalars(select(Consent).where(Consent.purpose == Purpose.SUBMISSION))
        assert len(consents.all()) == 1


def test_a_foreign_consent_cannot_be_withdrawn(visitor: Visitor, database: Database) -> None:
    submit_resume(visitor)
    with database.unit(writes=True) as session:
        other = factories.candidate(session)
        foreign = session.scalars(select(Consent.id).where(Consent.candidate_id == other.id)).one()
    token = dict(visitor.form("/withdraw").form_values())
    answers = [
        visitor.client.post(f"/my/consents/{number}/withdraw", data=token)
        for number in (foreign, 999_999)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    with database.unit(writes=False) as session:
        assert session.get_one(Consent, foreign).withdrawn_at is None


def test_the_text_of_a_consent_is_open_to_read(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/consents/processing/1")
    assert "агентству «Полдень»" in visitor.text
    assert visitor.get("/consents/processing/99").status_code == 404
    english = Visitor(app, "en")
    english.get("/consents/submission/1")
    assert "I allow the agency “Полдень”" in english.text


@pytest.mark.parametrize(("language", "name"), [("ru", "Переговоры"), ("en", "Negotiation")])
def test_skills_are_suggested_in_the_language_of_the_page(
    app: Flask, language: str, name: str
) -> None:
    visitor = Visitor(app, language)
    assert name in visitor.get(f"/skills/suggest?q={name[:6].lower()}").get_json()
    assert visitor.get("/skills/suggest").get_json() == []


# ---------- recruiters ----------


def test_a_recruiter_enters_a_candidate_by_hand(recruiter: Visitor, database: Database) -> None:
    recruiter.get("/candidates/new")
    assert recruiter.page.get_element_by_id("name").get("value") == ""
    recruiter.submit(RESUME)
    candidate = stored(database)
    assert recruiter.response.request.path == f"/candidates/{candidate.public_id}"
    assert candidate.account_id is None
    with database.unit(writes=False) as session:
        consent = session.scalars(select(Consent)).one()
        assert consent.channel == "recruiter"
        assert consent.recorded_by is not None
        assert consent.recorded_by.name == "Вера Климова"
    assert "записал сотрудник: Вера Климова" in recruiter.text


def test_the_card_shows_the_whole_profile(recruiter: Visitor, database: Database) -> None:
    with database.unit(writes=True) as session:
        candidate = factories.candidate(session, name="Ольга Ветрова", phone="+79000001111")
        session.add(
            Resume(
                candidate_id=candidate.id,
                stored_name="a" * 32,
                original_name="vetrova.pdf",
                media_type="application/pdf",
                size=1,
                sha256="0" * 64,
                state="read",
                text="Первая строка файла",
                received_at=NOON,
                read_at=NOON,
            )
        )
    recruiter.get(f"/candidates/{candidate.public_id}")
    for part in (
        "Ольга Ветрова",
        "+7 900 000-11-11",
        "130 000 ₽",
        "ООО «Ромашка»",
        "vetrova.pdf",
        "Первая строка файла",
        "прочитан",
    ):
        assert part in recruiter.text, part


def test_a_withdrawal_told_to_a_recruiter_is_recorded(
    recruiter: Visitor, database: Database
) -> None:
    with database.unit(writes=True) as session:
        candidate = factories.candidate(session)
    recruiter.get(f"/candidates/{candidate.public_id}")
    recruiter.submit(action="/withdraw")
    assert not stored(database).is_matched
    recruiter.submit(action="/consents/give")
    assert stored(database).is_matched


@pytest.mark.parametrize("query", ["ветров", "БУХГАЛТЕР", "казан", "переговоры", "Плетение корзин"])
def test_candidates_are_found_by_name_post_city_and_skill(
    recruiter: Visitor, database: Database, query: str
) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(
            session,
            name="Ольга Ветрова",
            title="Главный бухгалтер",
            city="Казань",
            skills=["negotiation", "Плетение корзин"],
        )
        factories.candidate(session, name="Иван Другой", title="Юрист", city="Уфа", skills=["law"])
    recruiter.get("/candidates", query_string={"q": query})
    assert "Ольга Ветрова" in recruiter.text
    assert "Иван Другой" not in recruiter.text
    assert "2 резюме" in recruiter.text


@pytest.mark.parametrize("query", ["Kazan", "артем", "Семенов", "водитель-экспедитёр"])
def test_candidates_are_found_however_a_name_is_spelt(
    recruiter: Visitor, database: Database, query: str
) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(
            session, name="Артём Семёнов", title="Водитель-экспедитер", city="Казань"
        )
    recruiter.get("/candidates", query_string={"q": query})
    assert "Артём Семёнов" in recruiter.text


def test_a_search_takes_its_letters_literally(recruiter: Visitor, database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session)
    for query in ("%", "_", "' OR 1=1 --", "\\"):
        recruiter.get("/candidates", query_string={"q": query})
        assert "никого" in recruiter.text, query


def test_the_list_is_paged_and_says_how_many_there_are(
    recruiter: Visitor, database: Database
) -> None:
    with database.unit(writes=True) as session:
        for number in range(51):
            factories.candidate(session, name=f"Человек {number}", is_matched=number != 0)
    recruiter.get("/candidates")
    assert "51 резюме, 50 участвуют в подборе" in recruiter.text
    assert len(recruiter.page.xpath("//tbody/tr")) == 50
    recruiter.get("/candidates?page=2")
    assert len(recruiter.page.xpath("//tbody/tr")) == 1
    assert recruiter.get("/candidates?page=99").status_code == 200
    assert recruiter.get("/candidates?page=x").status_code == 200


STAFF_PAGES = ("/candidates", "/candidates/new", "/candidates/{id}", "/candidates/{id}/edit")


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.CANDIDATE])
def test_others_see_no_candidates(app: Flask, database: Database, role: Role) -> None:
    with database.unit(writes=True) as session:
        candidate = factories.candidate(session, name="Ольга Ветрова")
        account = (
            factories.employer_account(session)
            if role == Role.EMPLOYER
            else factories.account(session, role)
        )
    visitor = Visitor(app)
    visitor.let_in(account.email)
    for page in STAFF_PAGES:
        answer = visitor.get(page.format(id=candidate.public_id))
        assert answer.status_code == 403, page
        assert "Ветрова" not in answer.get_data(as_text=True)


def test_guests_are_asked_to_sign_in(app: Flask) -> None:
    visitor = Visitor(app)
    for page in ("/my", "/my/resume", "/candidates"):
        visitor.get(page)
        assert visitor.response.request.path == "/sign-in"


def test_an_absent_candidate_is_not_found(recruiter: Visitor) -> None:
    assert recruiter.get("/candidates/0123456789abcdef").status_code == 404


def test_the_pages_speak_english(make_app: Callable[..., Flask], database: Database) -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER, language="en")
        candidate = factories.candidate(session, city="Казань")
    visitor = Visitor(make_app(), "en")
    visitor.let_in(account.email)
    visitor.get(f"/candidates/{candidate.public_id}")
    assert "Kazan" in visitor.text
    assert "takes part in the selection" in visitor.text
