"""Pages of the agency's staff about editions of surveys: import, compare, retire, index."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext, lazy_gettext

from recruit.catalogue.services import list_profiles
from recruit.errors import Invalid
from recruit.models import Role, SurveyEdition
from recruit.salaries import import_page, presentation, services
from recruit.salaries.changes_page import ChangesPage, Terms, changes_page, signed_percent
from recruit.salaries.schemas import IndexSchema, RetirementSchema
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.once import creates

blueprint = Blueprint("survey_editions", __name__)

STATES = {
    "in use": (lazy_gettext("in use"), "ok"),
    "older": (lazy_gettext("older"), ""),
    "retired": (lazy_gettext("out of use"), "warn"),
}


@blueprint.record_once
def register(state: BlueprintSetupState) -> None:
    """Let templates write changes."""
    state.app.jinja_env.filters["signed_percent"] = signed_percent


@blueprint.route("/salaries/import", methods=["GET", "POST"])
@access.staff
@import_page.reads_file_first
@creates
def import_survey(sent: import_page.Sent) -> Any:
    """Check a survey, show what was understood, then store it."""
    return import_page.import_or_show(sent, role_titles())


@blueprint.get("/salaries/editions")
@access.staff
def index() -> Any:
    """All editions side by side, and two of them compared."""
    editions = services.list_all_editions(units.session())
    page, message = _compared({edition.slug: edition for edition in editions})
    return render_template(
        "salaries/editions.html",
        editions=editions,
        states=states_of(editions),
        roles=role_titles(),
        title_of=_title_of,
        index_percents=_index_percents(editions),
        before=request.args.get("before", ""),
        after=request.args.get("after", ""),
        page=page,
        message=message,
        segments=presentation.SEGMENT_NAMES,
        taxes=presentation.TAX_LABELS,
    )


@blueprint.get("/salaries/editions/<slug>")
@access.staff
def show(slug: str) -> Any:
    """One edition: what it is, what changed since the one before, its indexes, its retirement."""
    return _draw(services.get_edition(units.session(), slug))


@blueprint.post("/salaries/editions/<slug>/retire")
@access.staff
@creates
def retire(slug: str) -> Any:
    """Take an edition out of use."""
    edition = services.get_edition(units.session(), slug)
    form = Form(RetirementSchema(), request.form)
    if not form.is_valid():
        return _draw(edition, retirement=form), 422
    account, now = current.signed_in(), current.clock()()
    services.retire_edition(units.session(), edition, account, **form.data, now=now)
    flash(gettext("The edition is out of use. What was computed with it stays as it is."), "ok")
    return redirect(url_for("survey_editions.show", slug=slug), 303)


@blueprint.post("/salaries/editions/<slug>/restore")
@access.staff
def restore(slug: str) -> Any:
    """Put a retired edition back in use."""
    session = units.session()
    services.restore_edition(session, services.get_edition(session, slug))
    session.commit()
    flash(gettext("The edition is in use again."), "ok")
    return redirect(url_for("survey_editions.show", slug=slug), 303)


@blueprint.post("/salaries/editions/<slug>/indexes")
@access.admins
@creates
def set_index(slug: str) -> Any:
    """Set by how much wages have changed since an edition."""
    edition = services.get_edition(units.session(), slug)
    form = Form(IndexSchema(), request.form)
    if form.is_valid():
        try:
            services.set_index(
                units.session(),
                edition,
                current.signed_in(),
                **form.data,
                today=current.today(),
                now=current.clock()(),
            )
        except Invalid as error:
            form.add_errors(error)
        else:
            flash(gettext("The index is set. Pages show both sums."), "ok")
            return redirect(url_for("survey_editions.show", slug=slug), 303)
    return _draw(edition, indexing=form), 422


def _draw(
    edition: SurveyEdition, retirement: Form | None = None, indexing: Form | None = None
) -> str:
    """The page of one edition, with a form that was refused if one was."""
    session = units.session()
    before = services.edition_before(session, edition.role_slug, edition.collected)
    of_role = [
        one for one in services.list_all_editions(session) if one.role_slug == edition.role_slug
    ]
    return render_template(
        "salaries/edition.html",
        edition=edition,
        title=_title_of(edition),
        role=role_titles().get(edition.role_slug, edition.role_slug),
        state=states_of(of_role)[edition.slug],
        page=changes_page(before, edition.cells, terms_of(edition)) if before else None,
        form=retirement or indexing or Form(RetirementSchema()),
        retirement=retirement or Form(RetirementSchema()),
        indexing=indexing or Form(IndexSchema()),
        index_percents={
            one.id: presentation.index_percent(one, get_language()) for one in edition.indexes
        },
        may_index=current.signed_in().role == Role.ADMIN,
        years_old=services.age_in_years(edition, current.today()),
        segments=presentation.SEGMENT_NAMES,
        taxes=presentation.TAX_LABELS,
    )


def _compared(editions: Mapping[str, SurveyEdition]) -> tuple[ChangesPage | None, str]:
    """The two editions of the address compared, or what to choose instead."""
    before, after = (editions.get(request.args.get(name, "")) for name in ("before", "after"))
    if before is None or after is None:
        asked = request.args.get("before") or request.args.get("after")
        return None, gettext("Choose both editions") if asked else ""
    if before is after:
        return None, gettext("This is one and the same edition. Choose two")
    if before.role_slug != after.role_slug:
        return None, gettext("These are surveys of different posts. Choose two of one post")
    return changes_page(before, after.cells, terms_of(after)), ""


def terms_of(edition: SurveyEdition) -> Terms:
    """What the sums of an edition are."""
    return Terms(edition.currency, edition.period, edition.tax)


def states_of(editions: Sequence[SurveyEdition]) -> dict[str, tuple[Any, str]]:
    """The state of each edition in words, with the kind of its tag; the newest of a post first."""
    states: dict[str, tuple[Any, str]] = {}
    served: set[str] = set()
    for edition in editions:
        if edition.retirement is not None:
            states[edition.slug] = STATES["retired"]
            continue
        states[edition.slug] = STATES["older" if edition.role_slug in served else "in use"]
        served.add(edition.role_slug)
    return states


def role_titles() -> dict[str, str]:
    """The posts of the catalogue by slug, in the language of the page."""
    language = get_language()
    return {
        profile.slug: profile.current.title(language) for profile in list_profiles(units.session())
    }


def _title_of(edition: SurveyEdition) -> str:
    return presentation.edition_title(edition, get_language())


def _index_percents(editions: Sequence[SurveyEdition]) -> dict[str, str]:
    return {
        edition.slug: presentation.index_percent(edition.index, get_language())
        for edition in editions
        if edition.index
    }
