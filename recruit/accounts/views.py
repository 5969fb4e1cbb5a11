"""Pages of signing in, signing out and registering."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask_limiter.util import get_remote_address
from marshmallow import Schema
from sqlalchemy import select

from recruit.accounts import services
from recruit.accounts.schemas import (
    LONGEST_ADDRESS,
    EmployerAccountSchema,
    PersonSchema,
    SignInSchema,
)
from recruit.errors import Invalid, NotFound
from recruit.models import Account, Role
from recruit.typed_text import clean
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.limits import limiter
from recruit.web.navigation import home_of
from recruit.web.once import creates
from recruit.web.pages import local_path

blueprint = Blueprint("accounts", __name__)


def forget() -> None:
    """End this browser's session, wherever its cookie was copied to."""
    token = session.get(current.TOKEN)
    if isinstance(token, str):
        services.close_session(units.session(), token)
    session.clear()


def remember(account: Account) -> None:
    """Sign in with a fresh session: nothing that was known before is worth anything after."""
    forget()
    token = services.open_session(
        units.session(), account, now=current.clock()(), hours=current.config().session_hours
    )
    session[current.TOKEN] = token
    session.permanent = True


def sign_in_key() -> str:
    """Failed tries are counted by address and machine, so that nobody can lock another out."""
    email = clean(request.form.get("email", "")).casefold()
    # The counter keeps the key for minutes: no longer than an address may be.
    return f"{get_remote_address()}|{email[:LONGEST_ADDRESS]}"


def failed(response: Response) -> bool:
    """Whether a try counts."""
    return response.status_code >= 400


def check_password(email: str, password: str) -> Account:
    """The account that may come in, looked up apart from what this request will write.

    Hashing is slow on purpose; on SQLite all writers would wait for it.
    """
    config = current.config()
    with units.database().unit(writes=False) as reading:
        return services.check_password(
            reading,
            email=email,
            password=password,
            memory=config.password_memory,
            allow_demo=config.demo or not config.production,
        )


# Both forms count together, mistakes too; an office behind one address stays below it.
registrations = limiter.shared_limit("30 per 5 minutes", scope="register", methods=["POST"])


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.public
@limiter.limit("10 per 5 minutes", key_func=sign_in_key, methods=["POST"], deduct_when=failed)
# One machine that goes through many addresses; an office behind one address stays below it.
@limiter.limit("100 per 5 minutes", methods=["POST"], deduct_when=failed)
def sign_in() -> Any:
    """Ask for address and password."""
    back = local_path(request.values.get("next"), "")
    form = Form(SignInSchema(), request.form if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            account = check_password(**form.data)
        except Invalid as error:
            form.add_errors(error)
        else:
            remember(account)
            units.session().commit()
            return redirect(back or url_for(home_of(account)), 303)
    status = 422 if form.errors else 200
    return render_template("accounts/sign_in.html", form=form, back=back), status


@blueprint.post("/sign-out")
@access.public
def sign_out() -> Any:
    """End the session, here and wherever its cookie was copied to."""
    forget()
    units.session().commit()
    return redirect(url_for("careers.index"), 303)


@blueprint.get("/register")
@access.public
def register() -> Any:
    """Choose: looking for work, or for people."""
    return render_template("accounts/register.html")


@blueprint.route("/register/candidate", methods=["GET", "POST"])
@access.public
@registrations
@creates
def register_candidate() -> Any:
    """An account for a person who looks for work."""
    create = partial(services.create_account, role=Role.CANDIDATE)
    return ask_newcomer("accounts/register_candidate.html", PersonSchema(), create)


@blueprint.route("/register/employer", methods=["GET", "POST"])
@access.public
@registrations
@creates
def register_employer() -> Any:
    """An account for a client."""
    return ask_newcomer(
        "accounts/register_employer.html", EmployerAccountSchema(), services.register_employer
    )


def ask_newcomer(template: str, schema: Schema, create: Callable[..., Account]) -> Any:
    """A form for a new account; whoever has filled it in is signed in."""
    form = Form(schema, request.form if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            account = create(
                units.session(),
                **form.data,
                language=get_language(),
                now=current.clock()(),
                memory=current.config().password_memory,
            )
        except Invalid as error:
            form.add_errors(error)
        else:
            remember(account)
            back = local_path(request.form.get("next"), "")
            return redirect(back or url_for(home_of(account)), 303)
    return render_template(template, form=form), 422 if form.errors else 200


@blueprint.post("/demo-sign-in/<role>")
@access.public
def demo_sign_in(role: str) -> Any:
    """One click into the demo; in any other installation there is no such page."""
    if not current.config().demo:
        raise NotFound
    account = units.session().scalar(
        select(Account)
        .where(Account.is_demo, Account.role == role, Account.disabled_at.is_(None))
        .order_by(Account.id)
    )
    if account is None:
        raise NotFound
    remember(account)
    units.session().commit()
    return redirect(url_for(home_of(account)), 303)
