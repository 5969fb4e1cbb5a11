"""Pages of the catalogue: role profiles to read, compare, download, edit and add."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from recruit.catalogue import differences, presentation, services
from recruit.catalogue.band_editing import EMPTY, NUMERALS, control, split_control
from recruit.catalogue.band_presentation import bands_of
from recruit.catalogue.editing import content_with, values_of
from recruit.catalogue.groups import groups
from recruit.catalogue.schemas import EditedProfileSchema, NewProfileSchema
from recruit.errors import Invalid, Stale
from recruit.models import RoleProfile, RoleProfileVersion
from recruit.salaries.services import newest_edition
from recruit.terms import EDUCATION, LANGUAGE_LEVELS
from recruit.terms import LANGUAGES as FOREIGN_LANGUAGES
from recruit.web import access, current, units
from recruit.web.forms import Form, flatten, places_in
from recruit.web.i18n import get_language
from recruit.web.once import creates

blueprint = Blueprint("catalogue", __name__)

LONGEST_QUERY = 200
# What the form carries for itself; everything else in it is the profile.
SERVICE_FIELDS = frozenset({"csrf_token", "once", "based_on", "remove_bands"})


@blueprint.get("/profiles")
@access.public
def index() -> Any:
    """The catalogue, or what of it answers a search."""
    query = request.args.get("q", "").strip()[:LONGEST_QUERY]
    session = units.session()
    found = services.find_profiles(session, query)
    return render_template(
        "catalogue/index.html",
        query=query,
        groups=groups(found, get_language()),
        count=len(found),
    )


@blueprint.get("/profiles/<slug>")
@access.public
def show(slug: str) -> Any:
    """The newest version of a profile."""
    profile = services.get_profile(units.session(), slug)
    return _page(profile, profile.current)


@blueprint.get("/profiles/<slug>/versions/<int:number>")
@access.public
def version(slug: str, number: int) -> Any:
    """A version as it was, or what changed between it and another one."""
    session = units.session()
    shown = services.get_version(session, slug, number)
    against = request.args.get("against", type=int)
    if against is None:
        return _page(shown.profile, shown)
    other = services.get_version(session, slug, against)
    old, new = sorted((shown, other), key=lambda one: one.number)
    return render_template(
        "catalogue/compare.html",
        profile=shown.profile,
        old=old,
        new=new,
        changes=differences.changes(old.content, new.content, get_language()),
    )


def _page(profile: RoleProfile, shown: RoleProfileVersion) -> str:
    language = get_language()
    return render_template(
        "catalogue/show.html",
        profile=profile,
        version=shown,
        parts=presentation.parts_of(shown.content, language),
        years=presentation.years_words,
        bands=bands_of(shown.content, language),
        market=presentation.market(
            newest_edition(units.session(), profile.slug),
            city=request.args.get("city", ""),
            segment=request.args.get("segment", ""),
            language=language,
        ),
        authors=services.authors_of(units.session(), profile),
    )


@blueprint.get("/profiles/<slug>/versions/<int:number>.yaml")
@access.public
def download(slug: str, number: int) -> Response:
    """A version as a file in the format of the package's own profiles."""
    content = services.get_version(units.session(), slug, number).content
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    return Response(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-{number}.yaml"'},
    )


@blueprint.route("/profiles/new", methods=["GET", "POST"])
@access.staff
@creates
def new() -> Any:
    """Describe a post that the catalogue lacks."""
    form = Form(NewProfileSchema(), request.form if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        slug = form.data.pop("slug")
        try:
            services.create_profile(
                units.session(),
                current.signed_in(),
                slug,
                content_with({}, form.data),
                now=current.clock()(),
            )
        except Invalid as error:
            form.add_errors(error)
        else:
            return redirect(url_for("catalogue.show", slug=slug), 303)
    return _form_page(form, None)


@blueprint.route("/profiles/<slug>/edit", methods=["GET", "POST"])
@access.staff
def edit(slug: str) -> Any:
    """Make the next version of a profile."""
    newest = services.get_profile(units.session(), slug).current
    stored = presentation.typed(values_of(newest.content), get_language())
    sent = settled(request.form, flatten(stored)) if request.method == "POST" else None
    form = Form(EditedProfileSchema(), sent, stored | {"based_on": newest.number})
    if sent is None or not form.is_valid():
        return _form_page(form, newest)
    based_on = form.data.pop("based_on")
    base = services.get_version(units.session(), slug, based_on)
    try:
        made = services.edit_profile(
            units.session(),
            current.signed_in(),
            slug,
            content_with(base.content, form.data),
            based_on=based_on,
            now=current.clock()(),
        )
    except Stale as error:
        newest = services.get_version(units.session(), slug, error.facts["version"])
        return _conflict_page(form, base, newest, sent)
    units.session().commit()
    flash(_saved(made, newest.number), "ok" if made.number != newest.number else "")
    return redirect(url_for("catalogue.show", slug=slug), 303)


def _saved(made: RoleProfileVersion, before: int) -> str:
    if made.number == before:
        return gettext("Nothing was changed, so there is no new version")
    return gettext("Version %(number)d is saved", number=made.number)


def settled(sent: MultiDict[str, str], stored: Mapping[str, Any]) -> MultiDict[str, str]:
    """What was sent, with the stored value wherever the page about two edits chose it."""
    chosen = {
        key.removeprefix("keep_")
        for key, value in sent.items()
        if key.startswith("keep_") and value == "theirs"
    }

    kept = [pair for pair in sent.items(multi=True) if differences.part_of(pair[0]) not in chosen]
    taken = [
        (key, str(value))
        for key, value in stored.items()
        if differences.part_of(key) in chosen
        and value is not None
        and value is not False
        and value != ""
    ]
    return MultiDict(kept + taken)


def _form_page(form: Form, newest: RoleProfileVersion | None) -> tuple[str, int]:
    page = render_template(
        "catalogue/form.html",
        form=form,
        newest=newest,
        # One row more than is filled in, and three at least: there is always room for another.
        language_rows=max(3, form.count("languages") + 1),
        bands=list(_bands_to_draw(form)),
        has_bands=any(map(split_control, (*_filled(form), *form.errors))),
        education=EDUCATION,
        foreign_languages=FOREIGN_LANGUAGES,
        levels=LANGUAGE_LEVELS,
        needs=presentation.NEED_LABELS,
    )
    return page, 422 if form.errors else 200


def _filled(form: Form) -> list[str]:
    """The controls in which something stands."""
    values = form.sent if form.is_bound else form.initial
    return [name for name, value in values.items() if value not in EMPTY]


def _bands_to_draw(form: Form) -> Iterator[tuple[int, str, int]]:
    """Each band's number, its numeral, and rows for its languages: one more than is filled in."""
    filled = _filled(form)
    for number, numeral in NUMERALS.items():
        rows = places_in(filled, control(number, "languages"))
        yield number, numeral, max(rows, default=-1) + 2


def _conflict_page(
    form: Form, base: RoleProfileVersion, newest: RoleProfileVersion, sent: MultiDict[str, str]
) -> tuple[str, int]:
    rows = differences.conflict_rows(
        values_of(base.content), values_of(newest.content), form.data, get_language()
    )
    is_without_bands = form.data["remove_bands"]
    typed = [
        (key, value)
        for key, value in sent.items(multi=True)
        if key not in SERVICE_FIELDS
        and not key.startswith("keep_")
        # Bands taken away are empty from here on: the others' may be chosen in their place.
        and not (is_without_bands and split_control(key))
    ]
    authors = services.authors_of(units.session(), newest.profile)
    page = render_template(
        "catalogue/conflict.html",
        base=base,
        newest=newest,
        author=authors.get(newest.number),
        rows=rows,
        typed=typed,
    )
    return page, 409
