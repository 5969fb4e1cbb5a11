"""Public pages of salaries: the survey by city, its method and files, the widget."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import force_locale

from matching.bands import BAND_NAMES
from recruit.catalogue.services import list_profiles
from recruit.errors import NotFound
from recruit.models import SurveyEdition
from recruit.salaries import presentation, services, widget
from recruit.salaries.market import OwnMarket, market_of
from recruit.salaries.methodology import MARKET_RULES, worked_example
from recruit.salaries.picture import PALETTES, lay_out
from recruit.salaries.workbooks import to_xlsx
from recruit.web import access, current, units
from recruit.web.i18n import LANGUAGES, get_language
from recruit.web.pages import public_url

blueprint = Blueprint("salaries", __name__)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.record_once
def register(state: BlueprintSetupState) -> None:
    """Let every page that shows numbers of a survey tell its age and its index."""
    state.app.jinja_env.globals.update(
        survey_age=lambda edition: services.age_in_years(edition, current.today()),
        indexed_sum=services.indexed,
        index_words=lambda index: presentation.index_percent(index, get_language()),
    )


@blueprint.get("/salaries")
@access.public
def index() -> Any:
    """What a post pays in each city, for one chosen city first."""
    editions = services.list_editions(units.session())
    edition = _asked_edition(editions)
    if edition is None:
        return render_template("salaries/none.html")
    profiles = {profile.slug: profile for profile in list_profiles(units.session())}
    profile, language = profiles.get(edition.role_slug), get_language()
    page = presentation.survey_page(
        edition,
        facts=services.packaged_facts().get(edition.slug),
        content=profile.current.content if profile else None,
        city=request.args.get("city", ""),
        segment=request.args.get("segment", ""),
        sort=request.args.get("sort", ""),
        today=current.today(),
        language=language,
    )
    titles = {slug: one.current.title(language) for slug, one in profiles.items()}
    newest = next((one for one in editions if one.role_slug == edition.role_slug), None)
    band = _asked_band()
    return render_template(
        "salaries/index.html",
        page=page,
        editions=editions,
        roles=presentation.role_choices(editions, titles, language),
        profile=profile,
        band_asked=band,
        own=_own_market(page.chosen, edition.role_slug, band) if edition is newest else None,
        embed=widget.embed_codes(edition, page.chosen, language),
        frame=(widget.FRAME_WIDTH, widget.frame_height(edition)),
        **_names(edition, language),
    )


def _asked_edition(editions: list[SurveyEdition]) -> SurveyEdition | None:
    """The edition of the address, even a retired one; else the newest of its post; else of all."""
    slug, role = request.args.get("edition", ""), request.args.get("role", "")
    asked = services.find_edition(units.session(), slug) if slug else None
    # Whoever chooses another post on the page of an edition wants that post.
    if asked is not None and role in ("", asked.role_slug):
        return asked
    of_role = (one for one in editions if one.role_slug == role)
    return next(of_role, None) or next(iter(editions), None)


def _asked_band() -> int | None:
    asked = request.args.get("band", "")
    return BAND_NAMES.index(asked) + 1 if asked in BAND_NAMES else None


def _own_market(line: presentation.Line, role: str, band: int | None) -> OwnMarket:
    return market_of(
        units.session(),
        role=role,
        city=line.city,
        segment=line.segment,
        band=band,
        today=current.today(),
    )


def _names(edition: SurveyEdition, language: str) -> dict[str, Any]:
    """What the templates of an edition write with."""
    index = edition.index
    return {
        "index_percent": presentation.index_percent(index, language) if index else "",
        "segments": presentation.SEGMENT_NAMES,
        "sorts": presentation.SORTS,
        "taxes": presentation.TAX_LABELS,
    }


@blueprint.get("/salaries/method")
@access.public
def method() -> Any:
    """How each number is made, with an example reckoned from the edition."""
    editions = services.list_editions(units.session())
    edition = _asked_edition(editions)
    if edition is None:
        return render_template("salaries/none.html")
    language = get_language()
    facts = services.packaged_facts().get(edition.slug)
    return render_template(
        "salaries/methodology.html",
        edition=edition,
        title=presentation.edition_title(edition, language),
        editions=editions,
        example=worked_example(services.to_survey(edition), language),
        market=MARKET_RULES,
        years_old=services.age_in_years(edition, current.today()),
        notes=[note[language] for note in facts.notes] if facts else [],
        **_names(edition, language),
    )


@blueprint.get("/salaries/<slug>.csv")
@access.public
def download(slug: str) -> Response:
    """The survey as a table that a spreadsheet opens and the import takes back."""
    edition = services.get_edition(units.session(), slug)
    # The mark tells a spreadsheet that the file is UTF-8.
    return Response(
        "\ufeff" + presentation.to_csv(edition),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )


@blueprint.get("/salaries/<slug>.xlsx")
@access.public
def download_workbook(slug: str) -> Response:
    """The same as a workbook, with a sheet that tells what the numbers are."""
    edition = services.get_edition(units.session(), slug)
    return Response(
        to_xlsx(edition),
        content_type=WORKBOOK,
        headers={"Content-Disposition": f'attachment; filename="{slug}.xlsx"'},
    )


@blueprint.get("/salaries/widget", endpoint="widget")
@access.public
def show_widget() -> Response:
    """One city and segment for a frame on another site."""
    theme, language = _choice("theme", widget.THEMES, "auto"), _widget_language()
    with force_locale(language):
        card, sentence = _card(*(request.args.get(key, "") for key in ("role", "city", "segment")))
        body = widget.drawn(
            "salaries/widget.html",
            card=card,
            sentence=sentence,
            theme=theme,
            all_cities=card.url if card else public_url("salaries.index"),
        )
    return widget.answer(
        body, mimetype="text/html", policy=widget.FRAME_POLICY, missing=card is None
    )


@blueprint.get("/salaries/<role>/<city>/<segment>.svg")
@access.public
def picture(role: str, city: str, segment: str) -> Response:
    """The same as a picture at an address that stays."""
    theme, language = _choice("theme", tuple(PALETTES), "light"), _widget_language()
    with force_locale(language):
        card, sentence = _card(role, city, segment)
        body = widget.drawn(
            "salaries/widget.svg",
            card=card,
            picture=lay_out(card, sentence),
            sentence=sentence,
            colours=PALETTES[theme],
        )
    return widget.answer(
        body, mimetype="image/svg+xml", policy=widget.PICTURE_POLICY, missing=card is None
    )


def _choice(key: str, known: tuple[str, ...], default: str) -> str:
    asked = request.args.get(key, "")
    return asked if asked in known else default


def _widget_language() -> str:
    """The language of the address alone: what is in a shared cache is the same for everybody."""
    return _choice("lang", LANGUAGES, current.config().default_language)


def _card(role: str, city: str, segment: str) -> tuple[widget.Card | None, str]:
    """The card of an address, or why there is none."""
    try:
        card = widget.find_card(
            units.session(),
            role=role,
            city=city,
            segment=segment,
            today=current.today(),
            language=get_language(),
        )
    except NotFound as missing:
        return None, str(missing.sentence)
    return card, ""
