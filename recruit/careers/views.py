"""The public site: open vacancies, one of them, and applying to it."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from recruit.careers import services
from recruit.careers.schemas import ApplicationSchema, SearchSchema
from recruit.models import Role
from recruit.salaries.cells import market
from recruit.salaries.services import newest_edition, to_survey
from recruit.vacancies.panels import panel_of_vacancy
from recruit.web import access, charts, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.once import creates

blueprint = Blueprint("careers", __name__)
NEW_FOR = timedelta(days=3)


@blueprint.get("/")
@access.public
def index() -> Any:
    """All open vacancies, to search and to read."""
    session, language = units.session(), get_language()
    form = Form(SearchSchema(), request.args)
    search = services.Search(**form.data) if form.is_valid() else services.Search()
    found = services.search_vacancies(session, search)
    slugs = {row.profile_version.profile.slug for row in found.vacancies}
    newest = {slug: newest_edition(session, slug) for slug in slugs}
    surveys = {slug: to_survey(edition) for slug, edition in newest.items() if edition}
    markets: dict[int, charts.Market] = {}
    for row in found.vacancies:
        survey = surveys.get(row.profile_version.profile.slug)
        cell = survey.cell(row.city, row.segment) if survey else None
        if survey and cell:
            markets[row.id] = market(cell, survey.currency, language)
    offers = [end for row in found.vacancies for end in (row.salary_from, row.salary_to)]
    return render_template(
        "careers/index.html",
        form=form,
        search=search,
        found=found,
        markets=markets,
        editions=[edition for edition in newest.values() if edition and markets],
        scale=charts.common_scale(markets.values(), offers) if markets else None,
        new_since=current.clock()() - NEW_FOR,
        page_size=services.PAGE_SIZE,
    )


@blueprint.get("/jobs/<public_id>")
@access.public
def show(public_id: str) -> Any:
    """One open vacancy with its market."""
    session, account = units.session(), current.account()
    vacancy = services.get_open_vacancy(session, public_id)
    applied = None
    if account is not None and account.role == Role.CANDIDATE:
        candidate = services.find_candidate(session, account)
        applied = candidate and services.find_application(session, candidate, vacancy)
    return render_template(
        "careers/show.html",
        vacancy=vacancy,
        applied=applied,
        may_apply=account is None or account.role == Role.CANDIDATE,
        panel=panel_of_vacancy(session, vacancy, today=current.today(), language=get_language()),
    )


@blueprint.route("/jobs/<public_id>/apply", methods=["GET", "POST"])
@access.candidates
@creates
def apply(public_id: str) -> Any:
    """Apply; whoever has no résumé yet writes it first and comes back here."""
    session = units.session()
    vacancy = services.get_open_vacancy(session, public_id)
    candidate = services.find_candidate(session, current.signed_in())
    here = url_for("careers.apply", public_id=public_id)
    if candidate is None:
        flash(gettext("First your résumé, then the application: you come back here by yourself."))
        return redirect(url_for("candidates.resume_form", next=here), 303)
    applied = services.find_application(session, candidate, vacancy)
    form = Form(ApplicationSchema(), request.form if request.method == "POST" else None)
    if request.method == "POST" and applied is None and form.is_valid():
        services.apply(
            session, candidate, vacancy, message=form.data["message"], now=current.clock()()
        )
        return redirect(here, 303)
    page = render_template("careers/apply.html", vacancy=vacancy, form=form, applied=applied)
    return page, 422 if form.errors else 200
