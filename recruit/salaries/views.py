"""Pages of salaries: the survey by city, its download, the import of another one."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from recruit.catalogue.services import find_profile, list_profiles
from recruit.errors import Invalid, NotFound
from recruit.models import SurveyEdition
from recruit.salaries import presentation, services
from recruit.salaries.edition_files import Heading
from recruit.salaries.fault_sentences import fault_place, fault_sentence
from recruit.salaries.faults import SurveyErrors, SurveyFault
from recruit.salaries.schemas import CURRENCIES, survey_schema
from recruit.salaries.survey_files import SurveyTable, decoded
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.once import creates

blueprint = Blueprint("salaries", __name__)


@blueprint.get("/salaries")
@access.public
def index() -> Any:
    """What a post pays in each city, for one chosen city first."""
    editions = services.list_editions(units.session())
    if not editions:
        return render_template("salaries/none.html")
    asked = request.args.get("edition", "")
    edition = next((one for one in editions if one.slug == asked), editions[0])
    profile = find_profile(units.session(), edition.role_slug)
    page = presentation.survey_page(
        edition,
        facts=services.packaged_facts().get(edition.slug),
        content=profile.current.content if profile else None,
        city=request.args.get("city", ""),
        segment=request.args.get("segment", ""),
        sort=request.args.get("sort", ""),
        today=current.clock()().date(),
        language=get_language(),
    )
    return render_template(
        "salaries/index.html",
        page=page,
        editions=editions,
        profile=profile,
        segments=presentation.SEGMENT_NAMES,
        sorts=presentation.SORTS,
        taxes=presentation.TAX_LABELS,
    )


@blueprint.get("/salaries/<slug>.csv")
@access.public
def download(slug: str) -> Response:
    """The survey as a table that a spreadsheet opens and the import takes back."""
    found = {edition.slug: edition for edition in services.list_editions(units.session())}
    if slug not in found:
        raise NotFound
    # The mark tells a spreadsheet that the file is UTF-8.
    return Response(
        "\ufeff" + presentation.to_csv(found[slug]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )


@blueprint.route("/salaries/import", methods=["GET", "POST"])
@access.staff
@creates
def import_survey() -> Any:
    """Check a survey, show what was understood, then store it."""
    roles = {
        profile.slug: profile.current.title(get_language())
        for profile in list_profiles(units.session())
    }
    sent, unreadable = _with_file() if request.method == "POST" else (None, "")
    form = Form(survey_schema(roles), sent, {"currency": "RUB", "tax": "unknown"})
    if sent is None:
        return _import_page(form, roles)
    table, faults = _check(form, unreadable)
    if table is None or form.errors or sent.get("step") != "import":
        return _import_page(form, roles, table, faults)
    edition = _store(form, table)
    count = len(edition.cells)
    flash(ngettext("%(num)s row is imported", "%(num)s rows are imported", count), "ok")
    return redirect(url_for("salaries.index", edition=edition.slug), 303)


def _with_file() -> tuple[MultiDict[str, str], str]:
    """The form with the text of a chosen file in its table, where it can be seen and mended."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return request.form, ""
    filled = MultiDict(request.form)
    try:
        filled["table"] = decoded(upload.read())
    except SurveyErrors as error:
        return filled, fault_sentence(error.faults[0])
    return filled, ""


def _check(form: Form, unreadable: str) -> tuple[SurveyTable | None, tuple[SurveyFault, ...]]:
    """The table of the form, or its faults; whatever else is wrong goes to the form's fields."""
    form.is_valid()
    role = "" if "role" in form.errors else form.value("role")
    text = form.value("table")
    if unreadable:
        form.add_errors(Invalid({"file": unreadable}))
        return None, ()
    if "table" in form.errors:
        return None, ()
    if not text.strip():
        form.add_errors(Invalid({"file": gettext("Choose a file, or paste the table below")}))
        return None, ()
    if form.data:
        try:
            services.check_edition(units.session(), role, form.data["collected"], current.clock()())
        except Invalid as error:
            form.add_errors(error)
    try:
        return services.check_table(units.session(), role, text.encode()), ()
    except SurveyErrors as error:
        count = len(error.faults)
        message = ngettext(
            "The table has %(num)s fault; it is listed at the table",
            "The table has %(num)s faults; they are listed at the table",
            count,
        )
        form.add_errors(Invalid({"table": message}))
        return None, error.faults


def _store(form: Form, table: SurveyTable) -> SurveyEdition:
    session, now, facts = units.session(), current.clock()(), form.data
    heading = Heading(
        slug=services.check_edition(session, facts["role"], facts["collected"], now),
        role=facts["role"],
        title={"ru": facts["title_ru"], "en": facts["title_en"]},
        source=facts["source"],
        collected=facts["collected"],
        published=facts["published"],
        currency=facts["currency"],
        period="month",
        tax=facts["tax"],
    )
    return services.import_edition(session, heading, table, now)


def _import_page(
    form: Form,
    roles: dict[str, str],
    table: SurveyTable | None = None,
    faults: tuple[SurveyFault, ...] = (),
) -> tuple[str, int]:
    currency = form.data.get("currency", "RUB")
    page = render_template(
        "salaries/import.html",
        form=form,
        roles=sorted(roles.items(), key=lambda pair: pair[1].casefold()),
        currencies=[(code, code) for code in CURRENCIES],
        taxes=presentation.TAX_LABELS,
        faults=[(fault_place(fault), fault_sentence(fault, currency)) for fault in faults],
        lines=presentation.preview(table, currency, get_language()) if table else [],
        table=table,
    )
    return page, 422 if form.errors else 200
