"""Letters to all subscribers: looked at, sent once, left with one click."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.config import SmtpServer
from recruit.db import Database
from recruit.errors import Invalid
from recruit.messages.delivery import deliver, post_of
from recruit.models import Role, SurveyEdition, SurveyRetirement
from recruit.salaries.services import load_packaged_surveys
from recruit.subscriptions.services import (
    Mailing,
    announce_edition,
    check_edition,
    is_active,
)
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON, FrozenClock
from tests.messages.conftest import Mailbox, smtp_server
from tests.subscriptions.conftest import SignIn, add_reader, letters, link_in, subscription

SLUG = "head-of-customer-relations-2015-04"
SEND = ("step", "send")
LOOK = ("step", "preview")
STUDY = {
    "subject_ru": "Кого ищут в ноябре",
    "subject_en": "Who is wanted in November",
    "text_ru": "Спрос на 100% вырос.",
    "text_en": "Demand has grown by 100%.",
    "link": "https://example.com/study",
}


@pytest.fixture(autouse=True)
def edition(database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)


@pytest.fixture
def readers(database: Database) -> None:
    add_reader(database, "anna@example.com")
    add_reader(database, "ben@example.com", "en")
    add_reader(database, "left@example.com", unsubscribed_at=NOON)
    add_reader(database, "waits@example.com", confirmed=None)


def test_an_edition_is_looked_at_and_then_told_of(
    sign_in: SignIn, database: Database, readers: None
) -> None:
    visitor = sign_in("recruiter")
    visitor.get("/salaries/announce")
    assert "2 подписчика: по-русски 1, по-английски 1" in visitor.text
    visitor.submit({"edition": SLUG}, button=LOOK)
    assert "Новый обзор зарплат: Руководитель отдела по работе с клиентами" in visitor.text
    assert "A new salary survey: Head of the customer relations department" in visitor.text
    assert letters(database) == []
    visitor.submit(button=SEND)
    assert "2 письма уйдут подписчикам" in visitor.text
    russian, english = letters(database)
    assert (russian.to, russian.language, english.to, english.language) == (
        "anna@example.com", "ru", "ben@example.com", "en",
    )  # fmt: skip
    assert russian.subject.startswith("Новый обзор зарплат")
    assert english.subject.startswith("A new salary survey")
    for letter in (russian, english):
        assert link_in(letter, "edition=").endswith(f"/salaries?edition={SLUG}")
        leaving = letter.headers["List-Unsubscribe"].strip("<>")
        assert leaving in letter.body
        assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert russian.headers["List-Unsubscribe"] != english.headers["List-Unsubscribe"]


def test_an_edition_is_told_of_once_unless_one_insists(
    sign_in: SignIn, database: Database, readers: None
) -> None:
    visitor = sign_in("recruiter")
    visitor.get("/salaries/announce")
    visitor.submit({"edition": SLUG}, button=SEND)
    assert len(letters(database)) == 2
    visitor.get("/salaries/announce")
    visitor.submit({"edition": SLUG}, button=SEND)
    assert visitor.response.status_code == 422
    assert "уже писали" in visitor.errors()["again"]
    assert len(letters(database)) == 2
    visitor.submit({"again": "1"}, button=LOOK)
    visitor.submit(button=SEND)
    assert len(letters(database)) == 4


def test_two_recruiters_at_once_tell_once(app: Flask, database: Database, readers: None) -> None:
    together = Barrier(2)
    mailing = Mailing(agency="Полдень", now=NOON, unsubscribe=lambda one: f"https://x/{one.id}")

    def run(_number: int) -> int:
        together.wait()
        try:
            with app.app_context(), database.unit(writes=True) as session:
                edition = check_edition(session, SLUG, again=False)
                return announce_edition(session, edition, mailing, link="https://x.example")
        except Invalid:
            return 0

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [0, 2]
    assert len(letters(database)) == 2


def test_a_retired_edition_is_not_told_of(
    sign_in: SignIn, database: Database, readers: None
) -> None:
    visitor = sign_in("recruiter")
    visitor.get("/salaries/announce")
    with database.unit(writes=True) as session:
        found = session.scalars(select(SurveyEdition)).one()
        session.add(SurveyRetirement(edition_id=found.id, reason="Ошибка", retired_at=NOON))
    visitor.submit({"edition": SLUG}, button=SEND)
    assert visitor.response.status_code == 422
    assert "Такого обзора больше нет" in visitor.errors()["edition"]
    assert letters(database) == []


def test_a_study_goes_out_as_it_was_written(
    sign_in: SignIn, database: Database, readers: None
) -> None:
    visitor = sign_in("recruiter", "en")
    visitor.get("/salaries/announce/study")
    visitor.submit(STUDY, button=LOOK)
    assert "Who is wanted in November" in visitor.text
    assert letters(database) == []
    visitor.submit(button=SEND)
    russian, english = letters(database)
    assert (russian.subject, english.subject) == (STUDY["subject_ru"], STUDY["subject_en"])
    assert english.body.startswith("Demand has grown by 100%.\n\nhttps://example.com/study\n")
    assert "Чтобы отписаться" in russian.body.replace("\xa0", " ")


def test_pressing_enter_sends_nothing(sign_in: SignIn, database: Database, readers: None) -> None:
    visitor = sign_in("recruiter")
    visitor.get("/salaries/announce/study")
    visitor.submit(STUDY)
    assert visitor.response.status_code == 200
    assert letters(database) == []


def test_without_subscribers_there_is_no_button_to_send(sign_in: SignIn) -> None:
    visitor = sign_in("recruiter")
    visitor.get("/salaries/announce")
    visitor.submit({"edition": SLUG}, button=LOOK)
    assert "отправлять некому" in visitor.text
    assert not visitor.page.xpath("//button[@value='send']")


@pytest.mark.parametrize("url", ["/salaries/announce", "/salaries/announce/study"])
@pytest.mark.parametrize("who", ["employer", "candidate"])
def test_others_do_not_write_to_subscribers(sign_in: SignIn, who: str, url: str) -> None:
    assert sign_in(who).get(url).status_code == 403


def test_a_letter_comes_and_its_button_works(
    make_app: Callable[..., Flask], database: Database, clock: FrozenClock, readers: None
) -> None:
    """From the recruiter's page over SMTP to the button of a mail program."""
    mailbox = Mailbox()
    with smtp_server(mailbox) as server:
        app = mailing_app(make_app, server)
        visitor = Visitor(app)
        visitor.get("/sign-in")
        visitor.let_in(add_recruiter(database))
        visitor.get("/salaries/announce")
        visitor.submit({"edition": SLUG}, button=SEND)
        post = post_of(app.extensions["recruit.config"], database, clock)
        assert post
        assert len(deliver(post)) == 2
    (mail,) = [one for one in mailbox.letters if one["To"] == "anna@example.com"]
    link = urlsplit(str(mail["List-Unsubscribe"]).strip("<>"))
    assert (link.scheme, link.netloc) == ("https", "jobs.example.com")
    name, value = str(mail["List-Unsubscribe-Post"]).split("=")
    answer = app.test_client(use_cookies=False).post(link.path, data={name: value})
    assert answer.status_code == 200
    assert not is_active(subscription(database, "anna@example.com"))
    assert is_active(subscription(database, "ben@example.com"))


def mailing_app(make_app: Callable[..., Flask], server: SmtpServer) -> Flask:
    app = make_app(base_url="https://jobs.example.com", smtp=server, mail_from="jobs@example.com")
    # The test's client speaks plain HTTP.
    app.config.update(SESSION_COOKIE_SECURE=False, SESSION_COOKIE_NAME="recruit")
    app.config["WTF_CSRF_SSL_STRICT"] = False
    return app


def add_recruiter(database: Database) -> str:
    with database.unit(writes=True) as session:
        return factories.account(session, Role.RECRUITER).email
