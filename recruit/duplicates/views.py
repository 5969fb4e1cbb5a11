"""Pages of the staff: suggested pairs, two profiles side by side, merges and their undoing."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from recruit.candidates.editing import LABELS
from recruit.duplicates import services
from recruit.duplicates.comparing import compare_profiles
from recruit.duplicates.merging import PairChanged, merge
from recruit.duplicates.schemas import MergeSchema
from recruit.duplicates.sentences import told
from recruit.duplicates.undoing import undo
from recruit.errors import Conflict, Invalid
from recruit.models import DuplicatePair, PairState
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.once import creates

blueprint = Blueprint("duplicates", __name__)


@blueprint.get("/duplicates")
@access.staff
def index() -> Any:
    """Pairs that may be one person and wait for a decision."""
    page = request.args.get("page", 1, type=int)
    found = services.open_pairs(units.session(), page)
    return render_template("duplicates/index.html", found=found, told=told, page_size=services.PAGE)


@blueprint.get("/duplicates/<public_id>")
@access.staff
def show(public_id: str) -> Any:
    """Both profiles of a pair, field by field."""
    pair = services.get_pair(units.session(), public_id)
    if pair.state == PairState.MERGED or pair.first.is_merged or pair.second.is_merged:
        return redirect(url_for("duplicates.merges"))
    return _page(pair)


def _page(pair: DuplicatePair, form: Form | None = None, *, changed: bool = False) -> str:
    comparison = compare_profiles(units.session(), pair, get_language())
    if form is None:
        form = Form(MergeSchema(), None, comparison.initial)
    return render_template(
        "duplicates/show.html",
        pair=pair,
        people={"first": pair.first, "second": pair.second},
        comparison=comparison,
        reasons=told(pair.reasons),
        form=form,
        changed=changed,
    )


@blueprint.post("/duplicates/<public_id>/merge")
@access.staff
@creates
def merge_pair(public_id: str) -> Any:
    """Make one profile of the two, as chosen."""
    session, account = units.session(), current.signed_in()
    pair = services.get_pair(session, public_id)
    form = Form(MergeSchema(), request.form)
    if not form.is_valid():
        return _page(pair, form), 422
    try:
        made = merge(session, account, pair, form.data, current.clock()())
    except PairChanged:
        session.rollback()
        pair = services.get_pair(session, public_id)
        return _page(pair, _with_versions(pair), changed=True), 409
    except Invalid as error:
        session.rollback()
        form.add_errors(error)
        return _page(services.get_pair(session, public_id), form), 422
    flash(gettext("The two profiles are one now. This can be undone for 90 days."), "ok")
    return redirect(url_for("candidates.show", public_id=made.kept.public_id), 303)


def _with_versions(pair: DuplicatePair) -> Form:
    """What was chosen, on top of the versions that are stored now."""
    sent = request.form.copy()
    sent["first_version"], sent["second_version"] = (
        str(pair.first.version),
        str(pair.second.version),
    )
    return Form(MergeSchema(), sent)


@blueprint.post("/duplicates/<public_id>/different")
@access.staff
def keep_apart(public_id: str) -> Any:
    """Remember that these are two people."""
    session = units.session()
    pair = services.get_pair(session, public_id)
    services.decide_different(session, current.signed_in(), pair, current.clock()())
    session.commit()
    flash(gettext("Remembered: these are two people. They are not suggested again."), "ok")
    return redirect(url_for("duplicates.index"), 303)


@blueprint.get("/merges")
@access.staff
def merges() -> Any:
    """All merges: who made them, when, and until when they can be undone."""
    page = request.args.get("page", 1, type=int)
    found = services.list_merges(units.session(), page, current.clock()())
    return render_template("duplicates/merges.html", found=found, page_size=services.PAGE)


@blueprint.post("/merges/<public_id>/undo")
@access.staff
def undo_merge(public_id: str) -> Any:
    """Bring both profiles back as they were."""
    session = units.session()
    found = services.get_merge(session, public_id)
    try:
        stayed = undo(session, current.signed_in(), found, current.clock()())
    except Conflict as obstacle:
        session.rollback()
        flash(str(obstacle.sentence), "warn")
        return redirect(url_for("duplicates.merges"), 303)
    session.commit()
    flash(_undone_words(stayed), "ok")
    return redirect(url_for("candidates.show", public_id=found.kept.public_id), 303)


def _undone_words(stayed: list[str]) -> str:
    if not stayed:
        words: str = gettext("The merge is undone: both profiles are as they were.")
        return words
    fields = ", ".join(str(LABELS[name]) for name in stayed)
    changed: str = gettext(
        "The merge is undone. What was changed since stays as it is: %(fields)s.", fields=fields
    )
    return changed
