"""Use cases of orders: somebody asks for a survey, the agency answers. They flush."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext, lazy_pgettext
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload

from recruit.errors import Conflict, Invalid, NotFound, Stale
from recruit.models import Account, OrderState, SurveyOrder
from recruit.subscriptions.letters import ANSWERED, DECLINED, put_into_outbox, words_of

PAGE_SIZE = 20
NEW, IN_WORK = OrderState.NEW, OrderState.IN_WORK
STATE_LABELS = {
    OrderState.NEW: lazy_pgettext("order", "new"),
    OrderState.IN_WORK: lazy_pgettext("order", "in work"),
    OrderState.ANSWERED: lazy_pgettext("order", "answered"),
    OrderState.DECLINED: lazy_pgettext("order", "declined"),
}
STATE_KINDS = {NEW: "accent", IN_WORK: "note", OrderState.ANSWERED: "ok", OrderState.DECLINED: ""}
# From which states an order comes to each; what is answered stays so, the letter is on its way.
SOURCES = {
    IN_WORK: frozenset({NEW}),
    OrderState.ANSWERED: frozenset({NEW, IN_WORK}),
    OrderState.DECLINED: frozenset({NEW, IN_WORK}),
}
LETTERS = {OrderState.ANSWERED: ANSWERED, OrderState.DECLINED: DECLINED}

ANSWER = lazy_gettext("Write the answer: it goes to the person by mail")
OTHER_STATE = lazy_gettext("The order is in another state by now. Look at it and decide again.")


@dataclass(frozen=True)
class OrderPage:
    """One page of a list and the counts of the whole."""

    rows: list[SurveyOrder]
    counts: Mapping[str, int]
    total: int
    page: int
    pages: int


def place_order(
    session: Session, facts: Mapping[str, Any], language: str, now: datetime
) -> SurveyOrder:
    """Take an order in; it waits for a recruiter."""
    order = SurveyOrder(**facts, language=language, created_at=now, changed_at=now)
    session.add(order)
    session.flush()
    return order


def list_orders(session: Session, *, state: str | None = None, page: int = 1) -> OrderPage:
    """A page of the orders, those that wait for the agency first, of those the oldest."""
    counted = session.execute(select(SurveyOrder.state, func.count()).group_by(SurveyOrder.state))
    counts = {str(name): int(number) for name, number in counted}
    total = counts.get(state, 0) if state else sum(counts.values())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page, pages)
    query = select(SurveyOrder)
    if state:
        query = query.where(SurveyOrder.state == state)
    waiting = case({NEW: 0, IN_WORK: 1}, value=SurveyOrder.state, else_=2)
    oldest_first = case((waiting < 2, SurveyOrder.id), else_=-SurveyOrder.id)
    rows = session.scalars(
        query.order_by(waiting, oldest_first).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    )
    return OrderPage(list(rows), counts, total, page, pages)


def get_order(session: Session, public_id: str, *, lock: bool = False) -> SurveyOrder:
    """An order with who changed it last."""
    query = (
        select(SurveyOrder)
        .where(SurveyOrder.public_id == public_id)
        .options(joinedload(SurveyOrder.changed_by))
    )
    found = session.scalar(query.with_for_update(of=SurveyOrder) if lock else query)
    if found is None:
        raise NotFound
    return found


def next_states(state: str) -> list[OrderState]:
    """Where an order may go from a state."""
    return [target for target, sources in SOURCES.items() if state in sources]


def take_step(
    session: Session,
    account: Account,
    public_id: str,
    *,
    state: str,
    version: int,
    answer: str,
    agency: str,
    now: datetime,
) -> SurveyOrder:
    """Move an order on; an answer or a refusal goes to the person by mail.

    `Stale` when somebody has changed the order since this person has read it.
    """
    target = OrderState(state)
    order = get_order(session, public_id, lock=True)
    if (order.state, order.changed_by_id, order.answer) == (target, account.id, answer):
        return order  # the second click of a double one
    if order.version != version:
        raise Stale({"state": order.state, "answer": order.answer}, order.version)
    if order.state not in SOURCES.get(target, ()):
        raise Conflict(OTHER_STATE)
    if target in LETTERS and not answer:
        raise Invalid({"answer": ANSWER})
    order.state, order.answer = target, answer
    order.changed_at, order.changed_by_id = now, account.id
    if target in LETTERS:
        words = words_of(
            LETTERS[target],
            order.language,
            name=order.name,
            post=order.post,
            agency=agency,
            answer=answer,
        )
        put_into_outbox(session, words, to=order.email, language=order.language, now=now)
    session.flush()
    return order
