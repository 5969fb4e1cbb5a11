"""Orders: taken from anybody, answered by a recruiter, one answer each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.errors import Stale
from recruit.models import Account, OrderState, SurveyOrder
from recruit.subscriptions.orders import PAGE_SIZE, SOURCES, next_states, take_step
from tests.browsing import Visitor
from tests.conftest import NOON, FrozenClock
from tests.subscriptions.conftest import SignIn, letters

FORM = {
    "post": "Логист",
    "cities": "Казань, Пермь",
    "note": "Склад.\nДоставка.",
    "name": "Ольга Рябова",
    "organisation": "ООО «Рябь»",
    "email": "Olga@Example.com",
    "consent": "1",
}
ANSWER = "Обзор выйдет в марте. Скидка 10%."


@pytest.fixture
def add(database: Database) -> Callable[..., SurveyOrder]:
    def make(**facts: object) -> SurveyOrder:
        with database.unit(writes=True) as session:
            order = SurveyOrder(
                **{
                    "post": "Логист",
                    "name": "Ольга",
                    "email": "olga@example.com",
                    "language": "ru",
                    "created_at": NOON,
                    "changed_at": NOON,
                }
                | facts
            )
            session.add(order)
            session.flush()
            return order

    return make


def stored(database: Database) -> SurveyOrder:
    with database.unit(writes=False) as session:
        return session.scalars(select(SurveyOrder)).one()


def posts(visitor: Visitor) -> list[str]:
    return [link.text_content() for link in visitor.page.xpath("//tbody//a/b")]


def test_an_order_comes_to_the_recruiters(app: Flask, database: Database, sign_in: SignIn) -> None:
    visitor = Visitor(app, "en")
    visitor.get("/salaries/order")
    assert visitor.page.xpath("//main//a[@href='/personal-data']")
    visitor.submit(FORM)
    assert "The order is with us" in visitor.text
    order = stored(database)
    assert (order.email, order.language, order.state) == ("olga@example.com", "en", "new")
    assert (order.created_at, order.note) == (NOON, "Склад.\nДоставка.")
    recruiter = sign_in("recruiter")
    recruiter.get("/salaries/orders")
    assert "1 заказ ждёт ответа" in recruiter.text
    recruiter.get(recruiter.page.xpath("//tbody//a/@href")[0])
    for words in ("Логист", "Казань, Пермь", "Доставка.", "Ольга Рябова", "ООО «Рябь»"):
        assert words in recruiter.text


def test_without_consent_no_order(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries/order")
    visitor.submit(FORM | {"consent": None})
    assert visitor.response.status_code == 422
    assert "consent" in visitor.errors()
    visitor.submit({"consent": "1"})
    assert stored(database).post == "Логист", "what was typed was kept"


def test_who_is_signed_in_does_not_write_the_name_again(
    sign_in: SignIn, people: dict[str, Account]
) -> None:
    visitor = sign_in("employer")
    visitor.get("/salaries/order")
    form = dict(visitor.form().form_values())
    assert (form["name"], form["email"]) == (people["employer"].name, people["employer"].email)


@pytest.mark.parametrize(
    ("button", "state", "words"),
    [
        ("answered", "answered", "Our answer:"),
        ("declined", "declined", "We cannot make it. The reason:"),
    ],
)
def test_an_answer_goes_out_in_the_language_of_the_order(
    sign_in: SignIn,
    database: Database,
    add: Callable[..., SurveyOrder],
    people: dict[str, Account],
    *,
    button: str,
    state: str,
    words: str,
) -> None:
    url = f"/salaries/orders/{add(language='en', post='Clerk, 50%').public_id}"
    visitor = sign_in("recruiter")
    visitor.get(url)
    visitor.submit({"answer": ""}, button=("state", "in_work"))
    assert "Заказ в работе" in visitor.text
    assert letters(database) == []
    visitor.submit({"answer": ANSWER}, button=("state", button))
    order = stored(database)
    assert (order.state, order.answer) == (state, ANSWER)
    assert order.changed_by_id == people["recruiter"].id
    (letter,) = letters(database)
    assert (letter.to, letter.language) == ("olga@example.com", "en")
    assert letter.subject == "Your order of a salary survey: Clerk, 50%"
    assert words in letter.body
    assert ANSWER in letter.body
    assert not visitor.page.xpath("//main//form"), "what is answered stays so"
    assert ANSWER in visitor.text


@pytest.mark.parametrize("state", ["answered", "declined"])
def test_an_answer_needs_words(
    sign_in: SignIn, database: Database, add: Callable[..., SurveyOrder], state: str
) -> None:
    visitor = sign_in("recruiter")
    visitor.get(f"/salaries/orders/{add().public_id}")
    visitor.submit({"answer": " \n "}, button=("state", state))
    assert visitor.response.status_code == 422
    assert visitor.errors()["answer"].startswith("Напишите ответ")
    assert (stored(database).state, letters(database)) == ("new", [])


def test_who_was_slower_sees_what_happened_and_keeps_the_text(
    sign_in: SignIn, database: Database, add: Callable[..., SurveyOrder]
) -> None:
    url = f"/salaries/orders/{add().public_id}"
    slow, quick = sign_in("recruiter"), sign_in("colleague")
    slow.get(url)
    quick.get(url)
    quick.submit({"answer": ""}, button=("state", "in_work"))
    slow.submit({"answer": ANSWER}, button=("state", "answered"))
    assert slow.response.status_code == 409
    assert "Антон Рыжов" in slow.text
    assert "«в работе»" in slow.text
    assert dict(slow.form("/step").form_values())["answer"].strip() == ANSWER
    assert letters(database) == []
    slow.submit(button=("state", "answered"))
    assert slow.response.status_code == 200, "decided again, on what is there now"
    assert [ANSWER in letter.body for letter in letters(database)] == [True]


def test_an_answer_to_what_is_answered_is_not_lost_and_not_sent(
    sign_in: SignIn, database: Database, add: Callable[..., SurveyOrder]
) -> None:
    url = f"/salaries/orders/{add().public_id}"
    slow, quick = sign_in("recruiter"), sign_in("colleague")
    slow.get(url)
    quick.get(url)
    quick.submit({"answer": "Сделаем."}, button=("state", "answered"))
    slow.submit({"answer": ANSWER}, button=("state", "declined"))
    assert slow.response.status_code == 409
    assert "Ваш текст, не отправлен" in slow.text
    assert ANSWER in slow.text
    assert [letter.to for letter in letters(database)] == ["olga@example.com"]
    assert stored(database).answer == "Сделаем."


def test_two_answers_at_once_are_one(
    app: Flask, database: Database, add: Callable[..., SurveyOrder], people: dict[str, Account]
) -> None:
    order, together = add(), Barrier(2)

    def run(name: str) -> str:
        together.wait()
        try:
            with app.app_context(), database.unit(writes=True) as session:
                take_step(
                    session, people[name], order.public_id, state="answered", version=1,
                    answer=name, agency="Полдень", now=NOON,
                )  # fmt: skip
        except Stale:
            return "stale"
        return name

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(run, ["recruiter", "colleague"]))
    assert outcomes.count("stale") == 1
    assert len(letters(database)) == 1


def test_where_an_order_may_go() -> None:
    assert {str(state): [str(one) for one in next_states(state)] for state in OrderState} == {
        "new": ["in_work", "answered", "declined"],
        "in_work": ["answered", "declined"],
        "answered": [],
        "declined": [],
    }
    assert OrderState.NEW not in SOURCES, "nothing becomes new again"


def test_the_list_shows_what_waits_first_and_by_state(
    sign_in: SignIn, add: Callable[..., SurveyOrder]
) -> None:
    visitor = sign_in("recruiter")
    visitor.get("/salaries/orders")
    assert "Заказов ещё нет" in visitor.text
    for number, state in enumerate(["answered", "new", "declined", "in_work", "new"]):
        add(post=f"Заказ {number}", state=state)
    visitor.get("/salaries/orders")
    assert posts(visitor) == ["Заказ 1", "Заказ 4", "Заказ 3", "Заказ 2", "Заказ 0"]
    visitor.get("/salaries/orders?state=new")
    assert posts(visitor) == ["Заказ 1", "Заказ 4"]
    visitor.get("/salaries/orders?state=nonsense&page=many")
    assert len(posts(visitor)) == 5


def test_many_orders_are_paged(sign_in: SignIn, add: Callable[..., SurveyOrder]) -> None:
    for number in range(PAGE_SIZE + 2):
        add(post=f"Заказ {number}")
    visitor = sign_in("recruiter")
    visitor.get("/salaries/orders")
    first = posts(visitor)
    assert f"Показаны 1–{PAGE_SIZE} из {PAGE_SIZE + 2}" in visitor.text
    visitor.get("/salaries/orders?page=2")
    assert len(set(first + posts(visitor))) == PAGE_SIZE + 2


@pytest.mark.parametrize("who", ["employer", "candidate"])
def test_others_do_not_see_orders(
    sign_in: SignIn, add: Callable[..., SurveyOrder], who: str
) -> None:
    order, visitor = add(), sign_in(who)
    for url in ("/salaries/orders", f"/salaries/orders/{order.public_id}"):
        assert visitor.get(url).status_code == 403


def test_strangers_are_asked_to_sign_in(app: Flask, add: Callable[..., SurveyOrder]) -> None:
    visitor = Visitor(app)
    visitor.get(f"/salaries/orders/{add().public_id}")
    assert visitor.response.request.path == "/sign-in"


def test_a_flood_of_orders_is_stopped(app: Flask, database: Database, clock: FrozenClock) -> None:
    visitor = Visitor(app)
    for number in range(11):
        visitor.get("/salaries/order")
        visitor.submit(FORM)
        assert visitor.response.status_code == (200 if number < 10 else 429)
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(SurveyOrder)).all()) == 10
