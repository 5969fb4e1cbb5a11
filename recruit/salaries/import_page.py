"""The import of a survey: read the file, check the table, show what changes, then store it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict

from recruit.errors import Invalid
from recruit.models import SurveyEdition
from recruit.salaries import presentation, services
from recruit.salaries.changes_page import ChangesPage, Terms, changes_page
from recruit.salaries.edition_files import Heading
from recruit.salaries.fault_sentences import fault_place, fault_sentence
from recruit.salaries.faults import SurveyErrors, SurveyFault
from recruit.salaries.schemas import CURRENCIES, survey_schema
from recruit.salaries.survey_files import SurveyTable
from recruit.salaries.table_files import table_text
from recruit.tables.files import is_workbook
from recruit.web import current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language

PERIOD = "month"
# More than anybody mends by a list; the rest shows when these are mended.
MOST_FAULTS_SHOWN = 100


@dataclass(frozen=True)
class Sent:
    """What was sent: the form, its table filled from a chosen file, or why the file cannot be."""

    form: MultiDict[str, str] | None = None
    unreadable: str = ""


def reads_file_first(view: Callable[[Sent], Any]) -> Callable[[], Any]:
    """Hand a view what was sent, read before its transaction.

    A workbook is read by another process, and nobody else can write while a transaction waits.
    """

    @wraps(view)
    def wrapper() -> Any:
        return view(_with_file() if request.method == "POST" else Sent())

    return wrapper


def _with_file() -> Sent:
    """The form with the text of a chosen file in its table, where it can be seen and mended."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return Sent(request.form)
    content, filled = upload.read(), MultiDict(request.form)
    if is_workbook(content):
        units.discard()
    try:
        filled["table"] = table_text(content)
    except SurveyErrors as error:
        return Sent(filled, fault_sentence(error.faults[0]))
    return Sent(filled)


def import_or_show(sent: Sent, roles: Mapping[str, str]) -> Any:
    """Store a faultless survey where that was asked for; else the page with what was found."""
    initial = {"currency": "RUB", "tax": "unknown"}
    form = Form(survey_schema(list(roles)), sent.form, initial)
    if sent.form is None:
        return _page(form, roles)
    table, faults = _check(form, sent.unreadable)
    if table is None or form.errors or sent.form.get("step") != "import":
        return _page(form, roles, table, faults)
    edition = _store(form, table)
    count = len(edition.cells)
    flash(ngettext("%(num)s row is imported", "%(num)s rows are imported", count), "ok")
    return redirect(url_for("salaries.index", edition=edition.slug), 303)


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
    currency = form.value("currency")
    try:
        return services.check_table(units.session(), role, text.encode(), currency), ()
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
        period=PERIOD,
        tax=facts["tax"],
    )
    return services.import_edition(session, heading, table, now)


def _changes(form: Form, table: SurveyTable) -> ChangesPage | None:
    """What the table changes against the edition before its month, if there is one."""
    facts = form.data
    before = services.edition_before(units.session(), facts["role"], facts["collected"])
    if before is None:
        return None
    return changes_page(before, table.rows, Terms(facts["currency"], PERIOD, facts["tax"]))


def _page(
    form: Form,
    roles: Mapping[str, str],
    table: SurveyTable | None = None,
    faults: tuple[SurveyFault, ...] = (),
) -> tuple[str, int]:
    currency = form.data.get("currency", "RUB")
    is_checked = table is not None and not form.errors
    page = render_template(
        "salaries/import.html",
        form=form,
        roles=sorted(roles.items(), key=lambda pair: pair[1].casefold()),
        currencies=[(code, code) for code in CURRENCIES],
        taxes=presentation.TAX_LABELS,
        faults=[
            (fault_place(fault), fault_sentence(fault, currency))
            for fault in faults[:MOST_FAULTS_SHOWN]
        ],
        faults_left=max(0, len(faults) - MOST_FAULTS_SHOWN),
        lines=presentation.preview(table, currency, get_language()) if table else [],
        table=table,
        is_checked=is_checked,
        segments=presentation.SEGMENT_NAMES,
        changes=_changes(form, table) if table and is_checked else None,
    )
    return page, 422 if form.errors else 200
