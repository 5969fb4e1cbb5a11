"""The widget: one cell of a survey for other sites, as a page in a frame and as a picture.

Neither knows who is asking: no cookie is read or set, so that any cache may keep them.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, current_app, request
from flask_babel import gettext, ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from matching.profiles import SEGMENTS
from recruit.catalogue.services import find_profile
from recruit.cities import canonical_city, city_label
from recruit.errors import NotFound
from recruit.models import SurveyEdition
from recruit.salaries import presentation, services
from recruit.web import current
from recruit.web.charts import Market
from recruit.web.formats import date_long, money, month
from recruit.web.pages import public_url

THEMES = ("auto", "light", "dark")
# A frame of another site: no script, nothing of a third party, and anybody may show it.
FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors *; "
    "base-uri 'none'; form-action 'none'"
)
PICTURE_POLICY = "default-src 'none'; frame-ancestors *"
KEPT_SECONDS = 3600
# Somebody may be mending the address.
MISSING_SECONDS = 60
LONGEST_QUOTE = 60
FRAME_WIDTH, FRAME_HEIGHT, FRAME_HEIGHT_INDEXED = 360, 230, 280


@dataclass(frozen=True)
class Card:
    """What a widget says of a post in one city and segment, in one language."""

    title: str
    market: Market
    sentence: str
    median: str
    indexed: str
    source: str
    age: str
    url: str


def find_card(
    session: Session, *, role: str, city: str, segment: str, today: date, language: str
) -> Card:
    """What the newest survey of a post says; the first that there is for what is left out.

    Raises `NotFound` with a sentence for the reader where no survey has such a cell.
    """
    edition = _edition(session, role)
    cells = {(cell.city, cell.segment): cell for cell in edition.cells}
    name = canonical_city(city) if city else edition.cells[0].city
    segment = segment or presentation.DEFAULT_SEGMENT
    if segment not in SEGMENTS:
        known = ", ".join(SEGMENTS)
        raise NotFound(
            gettext(
                "There is no segment “%(value)s”. Write one of these: %(segments)s",
                value=_quoted(segment),
                segments=known,
            )
        )
    if (name, segment) not in cells:
        sentence = gettext("The survey has no city “%(city)s”. Check the name", city=_quoted(city))
        raise NotFound(sentence)
    label = city_label(name, language)
    market = presentation.cell_market(cells[name, segment], label, edition.currency)
    profile = find_profile(session, edition.role_slug)
    title = presentation.edition_title(edition, language)
    return Card(
        title=profile.current.title(language) if profile else title,
        market=market,
        sentence=_sentence(market, language),
        median=money(market.median, market.currency, language),
        indexed=_indexed(market, edition, language),
        source=gettext(
            "Survey: %(month)s, %(source)s",
            month=month(edition.collected, language),
            source=edition.source,
        ),
        age=_age(edition, today),
        url=public_url(
            "salaries.index",
            role=edition.role_slug,
            city=presentation.city_slug(name),
            segment=segment,
        ),
    )


def _quoted(asked: str) -> str:
    """What stood in an address, short, and without what may not stand in XML."""
    return "".join(filter(str.isprintable, asked))[:LONGEST_QUOTE]


def _edition(session: Session, role: str) -> SurveyEdition:
    editions = services.list_editions(session)
    found = next((one for one in editions if role in ("", one.role_slug)), None)
    if found is None:
        raise NotFound(gettext("There is no salary survey of this post"))
    return found


def _sentence(market: Market, language: str) -> str:
    low, high, median = (
        money(sum_, market.currency, language) for sum_ in (market.low, market.high, market.median)
    )
    sentence: str = gettext(
        "Market: %(place)s, from %(low)s to %(high)s, median %(median)s.",
        place=market.place,
        low=low,
        high=high,
        median=median,
    )
    return sentence


def _indexed(market: Market, edition: SurveyEdition, language: str) -> str:
    """The median with the edition's index, whose it is and of when; empty where none is set."""
    indexed, index = presentation.indexed_market(market, edition), edition.index
    if indexed is None or index is None:
        return ""
    sentence: str = gettext(
        "With the index of %(percent)s: %(sum)s (%(source)s, %(date)s)",
        percent=presentation.index_percent(index, language),
        sum=money(indexed.median, market.currency, language),
        source=index.source,
        date=date_long(index.as_of, language),
    )
    return sentence


def _age(edition: SurveyEdition, today: date) -> str:
    years = services.age_in_years(edition, today)
    if not years:
        return ""
    sentence: str = ngettext(
        "The figures are more than %(num)s year old: compare cities, not sums",
        "The figures are more than %(num)s years old: compare cities, not sums",
        years,
    )
    return sentence


def embed_codes(edition: SurveyEdition, line: presentation.Line, language: str) -> dict[str, str]:
    """What another site puts into its page: the frame, and the picture that is a link."""
    place = {"role": edition.role_slug, "city": line.slug, "segment": line.segment}
    title = f"{presentation.edition_title(edition, language)}. {line.market.place}"
    named = {} if language == current.config().default_language else {"lang": language}
    frame = Markup(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
        'style="border: 0; max-width: 100%"></iframe>'
    )
    picture = Markup('<a href="{}"><img src="{}" alt="{}" width="{}"></a>')
    return {
        "frame": frame.format(
            public_url("salaries.widget", **place | named),
            title,
            FRAME_WIDTH,
            frame_height(edition),
        ),
        "picture": picture.format(
            public_url("salaries.index", **place),
            public_url("salaries.picture", **place | named),
            title,
            FRAME_WIDTH,
        ),
    }


def frame_height(edition: SurveyEdition) -> int:
    """How high a frame must be for what the widget says, in pixels."""
    return FRAME_HEIGHT_INDEXED if edition.index else FRAME_HEIGHT


def drawn(template: str, **values: Any) -> str:
    """A template without the shell around pages, which would ask for the account and its cookie."""
    return current_app.jinja_env.get_template(template).render(values)


def answer(body: str, *, mimetype: str, policy: str, missing: bool) -> Response:
    """The widget under headers of its own; nothing but 304 where the asker has it already."""
    response = Response(body, 404 if missing else 200, mimetype=mimetype)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.cache_control.public = True
    response.cache_control.max_age = MISSING_SECONDS if missing else KEPT_SECONDS
    if not missing:
        response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32])
        response.make_conditional(request)
    return response
