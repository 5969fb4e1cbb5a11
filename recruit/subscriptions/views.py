"""Pages of subscriptions: ask, confirm, leave; and the letters that the agency sends."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext, ngettext

from recruit.errors import Invalid, NotFound
from recruit.models import Subscription
from recruit.salaries.services import list_editions
from recruit.subscriptions import services
from recruit.subscriptions.letters import Study, Words, edition_words, study_words, with_farewell
from recruit.subscriptions.schemas import (
    EditionLetterSchema,
    StudyLetterSchema,
    SubscriptionSchema,
)
from recruit.subscriptions.tokens import Tokens
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import LANGUAGES, get_language
from recruit.web.limits import limiter
from recruit.web.once import creates
from recruit.web.pages import public_url
from recruit.web.security import csrf

blueprint = Blueprint("subscriptions", __name__)
BROKEN_LINK = lazy_gettext(
    "The link is not whole. Copy it from the letter once more, to its very end."
)


def tokens() -> Tokens:
    """The links' tokens, signed with this installation's key."""
    return Tokens(current.config().secret_key)


def accepted(response: Response) -> bool:
    """Whether a form counts: mistakes do not use up anybody's tries."""
    return response.status_code < 400


# ---------- for everybody ----------


@blueprint.route("/salaries/subscribe", methods=["GET", "POST"])
@access.public
@limiter.limit("20 per hour", methods=["POST"], deduct_when=accepted)
@creates
def subscribe() -> Any:
    """Ask for letters; the answer is the same whoever the address belongs to."""
    form = Form(SubscriptionSchema(), request.form if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        subscription = services.subscribe(
            units.session(),
            form.data["email"],
            get_language(),
            agency=current.config().agency_name,
            now=current.clock()(),
            link=lambda one: public_url("subscriptions.confirm", token=tokens().confirmation(one)),
        )
        token = tokens().confirmation(subscription) if shows_links() else None
        return redirect(url_for("subscriptions.asked", token=token), 303)
    return render_template("subscriptions/subscribe.html", form=form), 422 if form.errors else 200


def shows_links() -> bool:
    """Whether pages show what letters would: in a demo that sends none."""
    return current.config().demo and current.config().smtp is None


@blueprint.get("/salaries/subscribe/asked")
@access.public
def asked() -> Any:
    """What happens next. The demo sends no mail and hands the link over right here."""
    token = request.args.get("token", "")
    is_shown = shows_links() and tokens().read_confirmation(token) is not None
    return render_template("subscriptions/asked.html", token=token if is_shown else None)


@blueprint.route("/salaries/subscribe/confirm/<token>", methods=["GET", "POST"])
@access.public
def confirm(token: str) -> Any:
    """Confirm by a button: mail scanners open links, but press nothing."""
    read = tokens().read_confirmation(token)
    if read is None:
        raise NotFound(BROKEN_LINK)
    public_id, asked_at = read
    session, now, writes = units.session(), current.clock()(), request.method == "POST"
    subscription = services.find_subscription(session, public_id, lock=writes)
    if subscription is None or services.has_run_out(subscription, asked_at, now):
        return render_template("subscriptions/run_out.html"), 410
    if writes:
        services.confirm(session, subscription, now)
        session.commit()
        return redirect(url_for("subscriptions.confirm", token=token), 303)
    return render_template(
        "subscriptions/confirm.html",
        subscription=subscription,
        is_active=services.is_active(subscription),
    )


@csrf.exempt  # mail programs press the button without ever having seen the page (RFC 8058)
@blueprint.route("/salaries/unsubscribe/<token>", methods=["GET", "POST"])
@access.public
def unsubscribe(token: str) -> Any:
    """Leave by a button, here or in the mail program; again is as good as once."""
    public_id = tokens().read_leaving(token)
    if public_id is None:
        raise NotFound(BROKEN_LINK)
    session = units.session()
    if request.method == "POST":
        services.unsubscribe(session, public_id, current.clock()())
        session.commit()
    subscription = services.find_subscription(session, public_id)
    has_left = subscription is None or subscription.unsubscribed_at is not None
    return render_template("subscriptions/unsubscribe.html", has_left=has_left)


# ---------- letters to all subscribers ----------


@blueprint.route("/salaries/announce", methods=["GET", "POST"])
@access.staff
@creates
def announce() -> Any:
    """Tell the subscribers of an edition: first look at the letter, then send it."""
    editions = [one for one in list_editions(units.session()) if one.retirement is None]
    form = Form(
        EditionLetterSchema(),
        request.form if request.method == "POST" else None,
        {"edition": request.args.get("edition", "")},
    )
    letters: dict[str, Words] = {}
    if request.method == "POST" and form.is_valid():
        try:
            edition = services.check_edition(
                units.session(), form.data["edition"], again=form.data["again"]
            )
        except Invalid as error:
            form.add_errors(error)
        else:
            agency = current.config().agency_name
            link = public_url("salaries.index", edition=edition.slug)
            letters = {
                language: edition_words(edition, language, agency=agency, link=link)
                for language in LANGUAGES
            }
            if form.data["step"] == "send":
                return sent(
                    services.announce_edition(units.session(), edition, mailing(), link=link)
                )
    return draw("subscriptions/announce.html", form, letters, editions=editions)


@blueprint.route("/salaries/announce/study", methods=["GET", "POST"])
@access.staff
@creates
def announce_study() -> Any:
    """Tell the subscribers of a study: write, look, send."""
    form = Form(StudyLetterSchema(), request.form if request.method == "POST" else None)
    letters: dict[str, Words] = {}
    if request.method == "POST" and form.is_valid():
        study = Study(
            subject={language: form.data[f"subject_{language}"] for language in LANGUAGES},
            text={language: form.data[f"text_{language}"] for language in LANGUAGES},
            link=form.data["link"],
        )
        letters = {language: study_words(study, language) for language in LANGUAGES}
        if form.data["step"] == "send":
            return sent(services.announce_study(units.session(), study, mailing()))
    return draw("subscriptions/announce_study.html", form, letters)


def mailing() -> services.Mailing:
    """What the letters of a mailing share."""
    return services.Mailing(
        agency=current.config().agency_name, now=current.clock()(), unsubscribe=leaving_link
    )


def leaving_link(subscription: Subscription) -> str:
    """The address that ends a subscription."""
    return public_url("subscriptions.unsubscribe", token=tokens().leaving(subscription))


def sent(count: int) -> Any:
    """Back to the page, with how many letters wait to go out."""
    flash(ngettext("%(num)s letter goes out", "%(num)s letters go out", count), "ok")
    return redirect(url_for("subscriptions.announce"), 303)


def draw(template: str, form: Form, letters: dict[str, Words], **facts: Any) -> Any:
    """The form, and below it the letters as subscribers would read them."""
    example = f"{public_url('salaries.index')}/unsubscribe/…"
    page = render_template(
        template,
        form=form,
        letters={
            language: with_farewell(words, language, example) for language, words in letters.items()
        },
        readers=services.count_subscribers(units.session()),
        **facts,
    )
    return page, 422 if form.errors else 200
