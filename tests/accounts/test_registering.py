"""Registering: who becomes what, and that it signs in."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.db import Database
from recruit.models import Account, Role
from tests import factories
from tests.accounts.conftest import People
from tests.browsing import Visitor
from tests.conftest import NOON, PASSWORD

PERSON = {"name": " Ольга  Рябова ", "email": "Olga@Example.com", "password": PASSWORD}
COMPANY = {"company": "ООО «Рябь»", "segment": "agency", "city": "Казань"}


def account_of(database: Database, email: str) -> Account:
    with database.unit(writes=False) as session:
        return session.scalars(
            select(Account).where(Account.email == email).options(joinedload(Account.employer))
        ).one()


def register(app: Flask, kind: str, values: dict[str, str], language: str = "ru") -> Visitor:
    visitor = Visitor(app, language)
    visitor.get("/register")
    assert f"/register/{kind}" in visitor.page.xpath("//main//a/@href")
    visitor.get(f"/register/{kind}")
    visitor.submit(values)
    return visitor


def test_a_candidate_registers_and_is_in(app: Flask, database: Database) -> None:
    visitor = register(app, "candidate", PERSON, language="en")
    assert visitor.response.request.path == "/my"
    account = account_of(database, "olga@example.com")
    assert (account.role, account.employer, account.created_at) == (Role.CANDIDATE, None, NOON)
    assert account.name.startswith("Ольга")
    assert account.language == "en", "letters come in the language one registered in"


def test_an_employer_registers_with_the_company(app: Flask, database: Database) -> None:
    visitor = register(app, "employer", PERSON | COMPANY)
    assert visitor.response.request.path == "/vacancies"
    account = account_of(database, "olga@example.com")
    assert account.role == Role.EMPLOYER
    assert account.employer
    assert {name: getattr(account.employer, name) for name in ("name", "segment", "city")} == {
        "name": COMPANY["company"],
        "segment": COMPANY["segment"],
        "city": COMPANY["city"],
    }


def test_the_same_mailbox_in_other_letters_is_taken(
    app: Flask, database: Database, people: People
) -> None:
    taken = people[Role.CANDIDATE].email.upper()
    visitor = register(app, "employer", PERSON | COMPANY | {"email": taken})
    assert visitor.response.status_code == 422
    assert visitor.errors()["email"].startswith("С этим адресом уже есть")
    with database.unit(writes=False) as session:
        companies = session.scalars(
            select(Account.employer_id).where(Account.employer_id.is_not(None))
        ).all()
    assert len(companies) == 1, "no company is left behind without its person"


def test_whoever_registers_to_apply_comes_back_to_the_vacancy(
    app: Flask, database: Database
) -> None:
    """By the links of the pages: sign in, no account yet, a person who looks for work."""
    with database.unit(writes=True) as session:
        url = f"/jobs/{factories.vacancy(session).public_id}/apply"
    visitor = Visitor(app)
    visitor.get(url)
    for part in ("/register?", "/register/candidate"):
        visitor.get(visitor.page.xpath(f"//main//a[contains(@href, '{part}')]/@href")[0])
    visitor.submit(PERSON, follow=False)
    assert visitor.response.location == url


def test_registering_never_leads_to_another_site(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/register/candidate?next=//evil.example")
    visitor.submit(PERSON | {"next": "//evil.example"}, follow=False)
    assert visitor.response.location == "/my"


def test_one_machine_makes_no_accounts_by_the_hundred(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    for number in range(30):
        visitor.get(f"/register/{('candidate', 'employer')[number % 2]}")
        visitor.submit({"email": "no address"})
        assert visitor.response.status_code == 422
    for kind in ("candidate", "employer"):
        visitor.get(f"/register/{kind}")
        assert visitor.response.status_code == 200, "the page may be read"
        visitor.submit(PERSON | (COMPANY if kind == "employer" else {}))
        assert visitor.response.status_code == 429
        assert "Слишком много попыток" in visitor.text
    with database.unit(writes=False) as session:
        assert not session.scalars(select(Account)).all()
