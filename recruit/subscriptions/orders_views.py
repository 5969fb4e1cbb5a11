"""Pages of orders: the public form, the recruiters' list and the answer."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext

from recruit.errors import Conflict, Invalid
from recruit.models import OrderState, SurveyOrder
from recruit.subscriptions import orders
from recruit.subscriptions.schemas import OrderListSchema, OrderSchema, OrderStepSchema
from recruit.subscriptions.views import accepted
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.limits import limiter
from recruit.web.once import creates

blueprint = Blueprint("orders", __name__)
DONE = {
    OrderState.IN_WORK: lazy_gettext("The order is in work."),
    OrderState.ANSWERED: lazy_gettext("The answer goes out by mail."),
    OrderState.DECLINED: lazy_gettext("The refusal goes out by mail."),
}


@blueprint.route("/salaries/order", methods=["GET", "POST"])
@access.public
@limiter.limit("10 per hour", methods=["POST"], deduct_when=accepted)
@creates
def new() -> Any:
    """Order a survey of a post."""
    account = current.account()
    initial = {"name": account.name, "email": account.email} if account else {}
    form = Form(OrderSchema(), request.form if request.method == "POST" else None, initial)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.data.items() if name != "consent"}
        orders.place_order(units.session(), facts, get_language(), current.clock()())
        return redirect(url_for("orders.placed"), 303)
    return render_template("subscriptions/order.html", form=form), 422 if form.errors else 200


@blueprint.get("/salaries/order/placed")
@access.public
def placed() -> Any:
    """What happens with an order next."""
    return render_template("subscriptions/order_placed.html")


@blueprint.get("/salaries/orders")
@access.staff
def index() -> Any:
    """All orders, those that wait first."""
    query = Form(OrderListSchema(), request.args)
    query.is_valid()
    state = query.data.get("state")
    listed = orders.list_orders(units.session(), state=state, page=query.data.get("page", 1))
    return render_template(
        "subscriptions/orders.html",
        listed=listed,
        state=state,
        page_size=orders.PAGE_SIZE,
        labels=orders.STATE_LABELS,
        kinds=orders.STATE_KINDS,
    )


@blueprint.get("/salaries/orders/<public_id>")
@access.staff
def show(public_id: str) -> Any:
    """An order, and what can be done with it."""
    order = orders.get_order(units.session(), public_id)
    return draw_order(order, Form(OrderStepSchema(), None, {"answer": order.answer}))


@blueprint.post("/salaries/orders/<public_id>/step")
@access.staff
def take_step(public_id: str) -> Any:
    """Take into work, answer, decline."""
    session, form = units.session(), Form(OrderStepSchema(), request.form)
    if form.is_valid():
        try:
            orders.take_step(
                session,
                current.signed_in(),
                public_id,
                **form.data,
                agency=current.config().agency_name,
                now=current.clock()(),
            )
        except Invalid as error:
            form.add_errors(error)
        except Conflict:
            # What was typed is shown beside what the other person has done.
            return draw_order(orders.get_order(session, public_id), form, is_stale=True), 409
        else:
            session.commit()
            flash(DONE[form.data["state"]], "ok")
            return redirect(url_for("orders.show", public_id=public_id), 303)
    return draw_order(orders.get_order(session, public_id), form), 422


def draw_order(order: SurveyOrder, form: Form, *, is_stale: bool = False) -> str:
    """The page of an order; ``is_stale`` when somebody was faster."""
    return render_template(
        "subscriptions/order_show.html",
        order=order,
        form=form,
        is_stale=is_stale,
        next_states=orders.next_states(order.state),
        labels=orders.STATE_LABELS,
        kinds=orders.STATE_KINDS,
    )
