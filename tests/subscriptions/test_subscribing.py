"""Double opt-in, and leaving with one click."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from recruit.config import SmtpServer
from recruit.db import Database
from recruit.models import OutboxMessage, Subscription
from recruit.subscriptions.letters import Study, leaving_headers
from recruit.subscriptions.services import (
    CONFIRMATION_LASTS,
    Mailing,
    announce_study,
    is_active,
    subscribe,
)
from recruit.subscriptions.tokens import Tokens
from tests.browsing import Visitor
from tests.conftest import NOON, FrozenClock
from tests.subscriptions.conftest import add_reader, letters, link_in, subscription

EMAIL = "anna@example.com"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def ask(app: Flask, email: str = EMAIL, language: str = "ru") -> Visitor:
    visitor = Visitor(app, language)
    visitor.get("/salaries/subscribe")
    visitor.submit({"email": email})
    assert visitor.response.status_code == 200, visitor.errors()
    return visitor


def leaving_path(app: Flask, reader: Subscription) -> str:
    token = Tokens(app.extensions["recruit.config"].secret_key).leaving(reader)
    return f"/salaries/unsubscribe/{token}"


def test_a_subscription_begins_with_the_button_behind_the_link(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    ask(app, " Anna@Example.com ")
    (letter,) = letters(database)
    assert (letter.to, letter.language, letter.created_at) == (EMAIL, "ru", NOON)
    assert letter.subject == "Подтвердите подписку на обзоры зарплат"
    assert "Полдень" in letter.body
    reader = Visitor(app)
    clock.advance(days=6, hours=23)
    for _ in range(2):  # a mail scanner opens links, and not only once
        reader.get(link_in(letter, "confirm"))
        assert reader.response.status_code == 200
        assert not is_active(subscription(database, EMAIL))
    reader.submit()
    assert "Новые обзоры и исследования будут приходить на anna@example.com" in reader.text
    assert subscription(database, EMAIL).confirmed_at == clock()
    clock.advance(days=30)
    reader.get(link_in(letter, "confirm"))
    assert "Вы подписаны" in reader.text
    assert subscription(database, EMAIL).confirmed_at == NOON + timedelta(days=6, hours=23)
    assert len(letters(database)) == 1


def test_the_letter_is_in_the_language_of_the_page(app: Flask, database: Database) -> None:
    ask(app, language="en")
    (letter,) = letters(database)
    assert letter.subject == "Confirm the subscription to salary surveys"
    assert (letter.language, subscription(database, EMAIL).language) == ("en", "en")


def test_links_lead_to_the_configured_site(
    make_app: Callable[..., Flask], database: Database
) -> None:
    ask(make_app(base_url="https://jobs.example.com"))
    assert "https://jobs.example.com/salaries/subscribe/confirm/" in letters(database)[0].body


def test_nobody_learns_whether_an_address_is_known(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    add_reader(database, "waits@example.com", confirmed=None)
    add_reader(database, "reads@example.com")
    add_reader(database, "left@example.com", unsubscribed_at=NOON)
    pages = set()
    for name in ("new", "waits", "reads", "left"):
        visitor = Visitor(app)
        visitor.get("/salaries/subscribe")
        visitor.submit({"email": f"{name}@example.com"}, follow=False)
        place = visitor.response.location
        visitor.get(place)
        pages.add((place, visitor.text))
    assert len(pages) == 1
    assert [letter.to for letter in letters(database)] == ["new@example.com"]


def test_an_address_gets_one_letter_an_hour(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    for minutes, count in ((0, 1), (1, 1), (58, 1), (1, 2), (59, 2), (1, 3)):
        clock.advance(minutes=minutes)
        ask(app)
        assert len(letters(database)) == count
    first, *_, last = letters(database)
    reader = Visitor(app)
    reader.get(link_in(last, "confirm"))
    reader.submit()
    assert is_active(subscription(database, EMAIL))
    reader.get(link_in(first, "confirm"))
    assert "Вы подписаны" in reader.text


def test_a_confirmed_address_is_left_alone(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    before = add_reader(database, EMAIL)
    clock.advance(days=1)
    ask(app, language="en")
    after = subscription(database, EMAIL)
    assert (after.language, after.confirmed_at) == ("ru", before.confirmed_at)
    assert letters(database) == []


def test_a_link_runs_out_and_says_what_to_do(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    ask(app)
    (letter,) = letters(database)
    clock.advance(seconds=CONFIRMATION_LASTS.total_seconds())
    reader = Visitor(app)
    reader.get(link_in(letter, "confirm"))
    assert reader.response.status_code == 410
    assert "Ссылка больше не действует" in reader.text
    assert reader.page.xpath("//main//a[@href='/salaries/subscribe']")
    reader.client.post(link_in(letter, "confirm"))
    assert not is_active(subscription(database, EMAIL))


def test_addresses_that_nobody_confirms_are_forgotten(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    ask(app, "old@example.com")
    add_reader(database, "left@example.com", confirmed=None, unsubscribed_at=NOON)
    add_reader(database, "reads@example.com")
    old = link_in(letters(database)[0], "confirm")
    clock.advance(days=7)
    ask(app, "new@example.com")
    with database.unit(writes=False) as session:
        kept = set(session.scalars(select(Subscription.email)))
    assert kept == {"left@example.com", "reads@example.com", "new@example.com"}
    assert Visitor(app).get(old).status_code == 410


@pytest.mark.parametrize("change", [lambda one: one[:-1], lambda one: one + "a", str.upper])
def test_a_link_that_is_not_whole_is_told(
    app: Flask, database: Database, change: Callable[[str], str]
) -> None:
    ask(app)
    path = link_in(letters(database)[0], "confirm")
    folder, token = path.rsplit("/", 1)
    reader = Visitor(app)
    reader.get(f"{folder}/{change(token)}")
    assert reader.response.status_code == 404
    assert "Ссылка неполная" in reader.text


def test_a_link_is_good_for_one_thing(app: Flask, database: Database) -> None:
    ask(app)
    token = link_in(letters(database)[0], "confirm").rsplit("/", 1)[1]
    reader = Visitor(app)
    assert reader.client.post(f"/salaries/unsubscribe/{token}").status_code == 404
    leaving = leaving_path(app, subscription(database, EMAIL)).rsplit("/", 1)[1]
    assert reader.get(f"/salaries/subscribe/confirm/{leaving}").status_code == 404
    forged = Tokens("another secret key").confirmation(subscription(database, EMAIL))
    assert reader.get(f"/salaries/subscribe/confirm/{forged}").status_code == 404


def test_a_mail_program_leaves_with_one_click(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    """RFC 8058: a bare POST, without cookies, without a page before it, whenever it comes."""
    reader = add_reader(database, EMAIL)
    clock.advance(days=3650)
    for _ in range(2):
        bare = app.test_client(use_cookies=False)
        answer = bare.post(leaving_path(app, reader), data=ONE_CLICK)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert subscription(database, EMAIL).unsubscribed_at == clock()


def test_looking_at_the_page_leaves_nothing(app: Flask, database: Database) -> None:
    reader = add_reader(database, EMAIL)
    visitor = Visitor(app)
    visitor.get(leaving_path(app, reader))
    assert is_active(subscription(database, EMAIL))
    assert "Отписаться?" in visitor.text
    visitor.submit()
    assert visitor.response.status_code == 200
    assert "Вы отписались" in visitor.text
    assert not is_active(subscription(database, EMAIL))
    visitor.get(leaving_path(app, reader))
    assert "Вы отписались" in visitor.text


def test_a_link_of_a_forgotten_address_is_answered_all_the_same(
    app: Flask, database: Database
) -> None:
    reader = add_reader(database, EMAIL)
    with database.unit(writes=True) as session:
        session.delete(session.get_one(Subscription, reader.id))
    answer = app.test_client().post(leaving_path(app, reader), data=ONE_CLICK)
    assert answer.status_code == 200


def test_who_has_left_comes_back_only_by_asking_again(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    ask(app)
    old = link_in(letters(database)[0], "confirm")
    reader = Visitor(app)
    reader.get(old)
    reader.submit()
    clock.advance(hours=2)
    app.test_client().post(leaving_path(app, subscription(database, EMAIL)), data=ONE_CLICK)
    assert reader.get(old).status_code == 410, "an old letter brings nobody back"
    ask(app)
    new = link_in(letters(database)[1], "confirm")
    reader.get(new)
    reader.submit()
    assert is_active(subscription(database, EMAIL))


def test_who_leaves_and_asks_again_within_the_hour_gets_a_letter_and_no_more_than_one(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    ask(app)
    reader = Visitor(app)
    reader.get(link_in(letters(database)[0], "confirm"))
    reader.submit()
    clock.advance(minutes=20)
    app.test_client().post(leaving_path(app, subscription(database, EMAIL)), data=ONE_CLICK)
    for _ in range(3):
        clock.advance(minutes=5)
        ask(app)
    assert len(letters(database)) == 2
    assert reader.get(link_in(letters(database)[1], "confirm")).status_code == 200


def test_letters_that_wait_do_not_reach_who_has_left(app: Flask, database: Database) -> None:
    reader, other = add_reader(database, EMAIL), add_reader(database, "boris@example.com")
    mailing = leaving_headers("https://x.example")
    with database.unit(writes=True) as session:
        for to in (EMAIL, other.email):
            for sent_at, headers in ((None, mailing), (NOON, mailing), (None, {})):
                facts = {"to": to, "sent_at": sent_at, "headers": headers, "created_at": NOON}
                session.add(OutboxMessage(subject="", body="", language="ru", **facts))
    app.test_client().post(leaving_path(app, reader), data=ONE_CLICK)
    left = [(one.to, one.sent_at is None, bool(one.headers)) for one in letters(database)]
    assert left == [
        (EMAIL, False, True),
        (EMAIL, True, False),
        (other.email, True, True),
        (other.email, False, True),
        (other.email, True, False),
    ]


def test_too_many_addresses_from_one_machine(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    for number in range(20):
        visitor.get("/salaries/subscribe")
        visitor.submit({"email": "no address"})
        assert visitor.response.status_code == 422, "a mistake does not count"
        visitor.submit({"email": f"person{number}@example.com"})
        assert visitor.response.status_code == 200
    visitor.get("/salaries/subscribe")
    visitor.submit({"email": "one-more@example.com"})
    assert visitor.response.status_code == 429
    assert len(letters(database)) == 20


def test_the_demo_hands_the_link_over(make_app: Callable[..., Flask], database: Database) -> None:
    visitor = ask(make_app(demo=True))
    assert "Демонстрация писем не рассылает" in visitor.text
    visitor.get(visitor.page.xpath("//main//a[contains(@href, '/confirm/')]/@href")[0])
    visitor.submit()
    assert is_active(subscription(database, EMAIL))


@pytest.mark.parametrize(
    "settings", [{}, {"demo": True, "smtp": SmtpServer("127.0.0.1", 25, is_tls=False)}]
)
def test_no_other_page_hands_a_link_over(
    make_app: Callable[..., Flask], database: Database, settings: dict[str, object]
) -> None:
    app = make_app(**settings)
    visitor = ask(app)
    assert "token" not in visitor.response.request.full_path
    token = link_in(letters(database)[0], "confirm").rsplit("/", 1)[1]
    visitor.get(f"/salaries/subscribe/asked?token={token}")
    assert not visitor.page.xpath("//main//a[contains(@href, '/confirm/')]")


def test_two_requests_at_once_are_one_subscription_and_one_letter(
    app: Flask, database: Database
) -> None:
    together = Barrier(4)

    def run(_number: int) -> None:
        together.wait()
        with app.app_context(), database.unit(writes=True) as session:
            subscribe(session, EMAIL, "ru", agency="Полдень", now=NOON, link=lambda _: "https://x")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Subscription)) == 1
    assert len(letters(database)) == 1


def test_who_has_not_confirmed_or_has_left_gets_no_letters(app: Flask, database: Database) -> None:
    add_reader(database, "waits@example.com", confirmed=None)
    add_reader(database, "left@example.com", unsubscribed_at=NOON)
    add_reader(database, EMAIL)
    words = {"ru": "Текст", "en": "Text"}
    mailing = Mailing(agency="Полдень", now=NOON, unsubscribe=lambda one: f"https://x/{one.id}")
    with app.app_context(), database.unit(writes=True) as session:
        study = Study(subject=words, text=words, link="https://example.com")
        assert announce_study(session, study, mailing) == 1
    assert [letter.to for letter in letters(database)] == [EMAIL]
