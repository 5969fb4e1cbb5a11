"""Pages where employers build vacancies and the agency checks them."""

import json
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.datastructures import MultiDict

from recruit.catalogue.groups import groups
from recruit.catalogue.services import find_profiles, get_profile, get_version
from recruit.cities import city_label, city_names
from recruit.errors import Conflict, Invalid, Stale
from recruit.models import RoleProfileVersion, Vacancy, VacancyState
from recruit.skills import label
from recruit.terms import EDUCATION, LANGUAGE_LEVELS, LANGUAGES, SEGMENTS, TAXES, language_words
from recruit.vacancies import services
from recruit.vacancies.descriptions import blocks, requirements, summary
from recruit.vacancies.differences import between, from_profile
from recruit.vacancies.facts import facts_of_form, facts_of_vacancy, form_of, form_of_profile
from recruit.vacancies.panels import panel_of_form, panel_of_vacancy
from recruit.vacancies.schemas import ListSchema, StepSchema, VacancySchema
from recruit.vacancies.states import (
    STATE_KINDS,
    STATE_LABELS,
    STEPS,
    may_edit,
    side_of,
    steps_from,
)
from recruit.vacancies.supply import WhatIf, count_people, typed_in
from recruit.web import access, current, units
from recruit.web.forms import Form, read_carried
from recruit.web.i18n import get_language
from recruit.web.once import creates
from recruit.web.pages import public_url

blueprint = Blueprint("vacancies", __name__)
LONGEST_QUERY = 200
FEWEST_LANGUAGE_ROWS = 2


@blueprint.record_once
def register(state: BlueprintSetupState) -> None:
    """Give every template the words for codes, ids and states."""
    environment = state.app.jinja_env
    environment.filters.update(
        language_lines=language_words,
        skill_name=lambda skill: label(skill, get_language()),
        city_name=lambda city: city_label(city, get_language()),
        requirement_lines=lambda vacancy: requirements(vacancy, get_language()),
        text_blocks=blocks,
        text_summary=summary,
    )
    environment.globals.update(
        education_labels=EDUCATION,
        language_labels=LANGUAGES,
        level_labels=LANGUAGE_LEVELS,
        segment_labels=SEGMENTS,
        tax_labels=TAXES,
        vacancy_state_labels=STATE_LABELS,
        vacancy_state_kinds=STATE_KINDS,
    )


@blueprint.get("/vacancies")
@access.employers_and_staff
def index() -> Any:
    """The account's vacancies; for the agency those of all employers."""
    query = Form(ListSchema(), request.args)
    query.is_valid()
    page = services.list_vacancies(
        units.session(),
        current.signed_in(),
        state=query.data.get("state"),
        page=query.data.get("page", 1),
    )
    return render_template(
        "vacancies/index.html",
        listed=page,
        state=query.data.get("state"),
        states=list(VacancyState),
        page_size=services.PAGE_SIZE,
    )


@blueprint.get("/vacancies/new")
@access.employers
def choose() -> Any:
    """Choose the role profile to build from."""
    query = request.args.get("q", "")[:LONGEST_QUERY]
    found = groups(find_profiles(units.session(), query), get_language())
    return render_template("vacancies/choose.html", groups=found, query=query)


@blueprint.route("/vacancies/new/<slug>", methods=["GET", "POST"])
@access.employers
@creates
def new(slug: str) -> Any:
    """Build a vacancy; the form arrives filled from the profile's current version."""
    session, account = units.session(), current.signed_in()
    number = request.form.get("profile_version", type=int)
    profile = get_profile(session, slug)
    version = get_version(session, slug, number) if number else profile.current
    initial = form_of_profile(version, account.employer, get_language())
    form = Form(VacancySchema(), request.form if request.method == "POST" else None, initial)
    if request.method == "POST" and form.is_valid():
        facts = facts_of_form(form.data)
        try:
            services.check(facts)
            if not is_check():
                vacancy = services.create_vacancy(
                    session, account, version, facts, current.clock()()
                )
                return redirect(url_for("vacancies.show", public_id=vacancy.public_id), 303)
        except Invalid as error:
            form.add_errors(error)
    return draw_form(form, version, vacancy=None)


@blueprint.get("/vacancies/<public_id>")
@access.employers_and_staff
def show(public_id: str) -> Any:
    """A vacancy as candidates see it, with its state and the steps to take."""
    vacancy = services.get_vacancy(units.session(), current.signed_in(), public_id)
    return draw_vacancy(vacancy, Form(StepSchema()))


@blueprint.route("/vacancies/<public_id>/edit", methods=["GET", "POST"])
@access.employers_and_staff
def edit(public_id: str) -> Any:
    """Change a vacancy; an edit of an old version shows both versions side by side."""
    session, account = units.session(), current.signed_in()
    writes = request.method == "POST"
    vacancy = services.get_vacancy(session, account, public_id, lock=writes)
    if not may_edit(vacancy.state, side_of(account)):
        raise Conflict(services.NOT_EDITABLE)
    stored = facts_of_vacancy(vacancy)
    form = Form(VacancySchema(), request.form if writes else None, form_of(stored, get_language()))
    if writes and form.is_valid():
        facts = facts_of_form(form.data)
        facts |= {
            name: stored[name] for name in facts if request.form.get(f"keep_{name}") == "theirs"
        }
        try:
            services.check(facts)
            if not is_check():
                number = request.form.get("version", type=int)
                services.edit_vacancy(
                    session, account, vacancy, facts, version=number, now=current.clock()()
                )
                session.commit()
                return redirect(url_for("vacancies.show", public_id=public_id), 303)
        except Invalid as error:
            form.add_errors(error)
        except Stale:
            return draw_conflict(vacancy, facts), 409
    return draw_form(form, vacancy.profile_version, vacancy)


@blueprint.get("/vacancies/new/<slug>/market")
@access.employers_and_staff
def market(slug: str) -> Any:
    """The market panel alone, for a script that asks while one types."""
    panel = panel_of_form(
        units.session(), slug, request.args, today=current.today(), language=get_language()
    )
    return render_template("vacancies/market.html", panel=panel)


@blueprint.get("/vacancies/new/<slug>/what-if")
@access.employers_and_staff
def what_if(slug: str) -> Any:
    """How many people there are for what is typed so far, alone, for the same script."""
    version = get_profile(units.session(), slug).current
    return render_template("vacancies/what_if.html", what_if=people_for(version, request.args))


@blueprint.post("/vacancies/<public_id>/steps/<step>")
@access.employers_and_staff
def take_step(public_id: str, step: str) -> Any:
    """Send, accept, send back, pause, open again, take back, close."""
    session, account = units.session(), current.signed_in()
    form = Form(StepSchema(), request.form)
    page = public_url("vacancies.show", public_id=public_id)
    if form.is_valid():
        try:
            services.take_step(
                session, account, public_id, step, **form.data, link=page, now=current.clock()()
            )
        except Invalid as error:
            form.add_errors(error)
        else:
            session.commit()
            flash(STEPS[step].done, "ok")
            return redirect(url_for("vacancies.show", public_id=public_id), 303)
    vacancy = services.get_vacancy(session, account, public_id)
    return draw_vacancy(vacancy, form, asked=step), 422


def people_for(version: RoleProfileVersion, typed: MultiDict[str, str]) -> WhatIf:
    """How many people there are for a form, from the candidates this process holds in memory."""
    return count_people(
        units.session(),
        current_app.extensions["recruit.candidates"],
        version,
        typed,
        today=current.today(),
        language=get_language(),
    )


def is_check() -> bool:
    """Whether «Check» was pressed: show what the market and the form have to say, save nothing."""
    return request.form.get("action") == "check"


def draw_form(form: Form, version: Any, vacancy: Vacancy | None) -> Any:
    """The builder: the form, and the market beside it."""
    language = get_language()
    slug = version.profile.slug
    typed = typed_in(form)
    facts = facts_of_form(form.data) if form.data else None
    if facts is None and vacancy is not None:
        facts = facts_of_vacancy(vacancy)
    page = render_template(
        "vacancies/form.html",
        form=form,
        version=version,
        newest=version.profile.current,
        vacancy=vacancy,
        base=base_of(vacancy),
        differences=from_profile(facts, version.content, language) if facts else [],
        cities=city_names(language),
        language_rows=language_rows(form),
        panel=panel_of_form(units.session(), slug, typed, today=current.today(), language=language),
        what_if=people_for(version, typed),
    )
    return page, 422 if form.errors else 200


def language_rows(form: Form) -> int:
    """How many rows of languages to draw: those that hold something, and one to write in."""
    filled = [
        place
        for place in range(form.count("languages", 0))
        if form.value(f"languages-{place}-code") or form.value(f"languages-{place}-level")
    ]
    return max([FEWEST_LANGUAGE_ROWS, *(place + 2 for place in filled)])


def base_of(vacancy: Vacancy | None) -> str:
    """What an edit began from, carried by its form: tells later which side changed a field."""
    if vacancy is None:
        return ""
    sent = request.form.get("base")
    return sent if sent else json.dumps(facts_of_vacancy(vacancy), ensure_ascii=False)


def draw_conflict(vacancy: Vacancy, mine: dict[str, Any]) -> str:
    """Both versions, only what differs, and everything that was typed."""
    stored = facts_of_vacancy(vacancy)
    base = read_carried(request.form.get("base", ""))
    return render_template(
        "vacancies/conflict.html",
        vacancy=vacancy,
        editor=services.last_editor(vacancy),
        rows=between(stored, mine, base, get_language()),
        typed=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name in TYPED or name.startswith("languages-")
        ],
        base=json.dumps(stored, ensure_ascii=False),
    )


TYPED = frozenset(VacancySchema().fields)


def draw_vacancy(vacancy: Vacancy, form: Form, asked: str = "") -> str:
    """The page of a vacancy; ``asked`` is the step whose reason is missing."""
    account, language = current.signed_in(), get_language()
    facts = facts_of_vacancy(vacancy)
    return render_template(
        "vacancies/show.html",
        vacancy=vacancy,
        form=form,
        asked=asked,
        steps=steps_from(vacancy.state, side_of(account)),
        can_edit=may_edit(vacancy.state, side_of(account)),
        counts=services.counts_of(units.session(), vacancy),
        differences=from_profile(facts, vacancy.profile_version.content, language),
        newest=vacancy.profile_version.profile.current,
        panel=panel_of_vacancy(units.session(), vacancy, today=current.today(), language=language),
    )
