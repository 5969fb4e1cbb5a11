"""A survey as its page shows it: lines in an order, one chosen city, one common scale."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from flask_babel import gettext, lazy_gettext

from matching.bands import BAND_NAMES
from matching.profiles import SEGMENTS
from recruit.catalogue.band_presentation import bands_of
from recruit.cities import canonical_city, city_label
from recruit.models import SurveyCell, SurveyEdition, SurveyIndex
from recruit.money import MINOR_UNITS
from recruit.salaries import services
from recruit.salaries.edition_files import EditionFacts
from recruit.salaries.survey_files import AMOUNT_COLUMNS, COLUMNS, SurveyTable
from recruit.web.charts import Market, Scale, common_scale
from recruit.web.formats import percent

SEGMENT_NAMES = {
    "agency": lazy_gettext("agencies"),
    "company": lazy_gettext("companies"),
}
SORTS = {"median": lazy_gettext("by the median"), "name": lazy_gettext("by the name")}
TAX_LABELS = {
    "gross": lazy_gettext("before tax"),
    "net": lazy_gettext("after tax"),
    "unknown": lazy_gettext("before or after tax: the source does not say"),
}
DEFAULT_SEGMENT = "company"


@dataclass(frozen=True)
class Line:
    """One cell of the survey: what a city's segment pays."""

    city: str
    city_name: str
    segment: str
    market: Market
    is_first: bool
    is_chosen: bool
    indexed: Market | None = None

    @property
    def segment_name(self) -> Any:
        """The segment in words."""
        return SEGMENT_NAMES[self.segment]

    @property
    def slug(self) -> str:
        """The city in an address."""
        return city_slug(self.city)


@dataclass(frozen=True)
class BandText:
    """A band: its numeral, what leads into it and what the chosen cell pays in it.

    One of `any_of` is enough; `assets` are valued by some and decide nothing.
    """

    numeral: str
    title: str
    conditions: str
    any_of: str
    assets: str
    low: int
    high: int


@dataclass(frozen=True)
class SurveyPage:
    """Everything the page of a survey draws; `indexed` markets stand beside, never alone."""

    edition: SurveyEdition
    title: str
    question: str
    lines: list[Line]
    here: list[Line]
    chosen: Line
    bands: list[BandText]
    scale: Scale
    years_old: int
    notes: list[str]
    portrait: list[tuple[int, str]]
    sort: str
    cities: list[tuple[str, str]]


def survey_page(
    edition: SurveyEdition,
    *,
    facts: EditionFacts | None,
    content: Mapping[str, Any] | None,
    city: str,
    segment: str,
    sort: str,
    today: date,
    language: str,
) -> SurveyPage:
    """The page of a survey; what is asked for and not there falls back to the first that is."""
    cells = {(cell.city, cell.segment): cell for cell in edition.cells}
    names = {name: city_label(name, language) for name, _ in cells}
    segment = segment if segment in SEGMENTS else DEFAULT_SEGMENT
    city = canonical_city(city)
    city = city if city in names else next(iter(names))
    sort = sort if sort in SORTS else "median"

    def rank(name: str) -> tuple[int, str]:
        median = cells[name, segment].median if sort == "median" else 0
        return -median, names[name].casefold().replace("ё", "е")

    lines = [
        _line(cells[name, part], names[name], (city, segment), edition, is_first=not place)
        for name in sorted(names, key=rank)
        for place, part in enumerate(SEGMENTS)
    ]
    here = [line for line in lines if line.city == city]
    chosen = next(line for line in here if line.segment == segment)
    return SurveyPage(
        edition=edition,
        title=edition_title(edition, language),
        question=_question(edition, language),
        lines=lines,
        here=here,
        chosen=chosen,
        bands=_bands(chosen.market, facts, content, language),
        scale=common_scale(line.market for line in lines),
        years_old=services.age_in_years(edition, today),
        notes=[note[language] for note in facts.notes] if facts else [],
        portrait=[(line["percent"], line[language]) for line in facts.portrait] if facts else [],
        sort=sort,
        cities=sorted(
            ((city_slug(name), label) for name, label in names.items()),
            key=lambda pair: pair[1].casefold().replace("ё", "е"),
        ),
    )


def _line(
    cell: SurveyCell,
    name: str,
    chosen: tuple[str, str],
    edition: SurveyEdition,
    *,
    is_first: bool,
) -> Line:
    market = cell_market(cell, name, edition.currency)
    return Line(
        city=cell.city,
        city_name=name,
        segment=cell.segment,
        market=market,
        is_first=is_first,
        is_chosen=(cell.city, cell.segment) == chosen,
        indexed=indexed_market(market, edition),
    )


def cell_market(cell: SurveyCell, city_name: str, currency: str) -> Market:
    """A cell as it is drawn."""
    place = gettext("%(city)s, %(segment)s", city=city_name, segment=SEGMENT_NAMES[cell.segment])
    return Market(place, services.ranges(cell), cell.median, currency)


def indexed_market(market: Market, edition: SurveyEdition) -> Market | None:
    """The same market with the index that an administrator has set; None where none is."""
    if edition.index is None:
        return None

    def raised(minor: int) -> int:
        return cast(int, services.indexed(minor, edition))  # there is an index

    bands = [(raised(low), raised(high)) for low, high in market.bands]
    return Market(market.place, bands, raised(market.median), market.currency)


def city_slug(name: str) -> str:
    """A city in an address: its English name, `nizhny-novgorod`; it never changes."""
    return city_label(name, "en").casefold().replace(" ", "-")


def edition_title(edition: SurveyEdition, language: str) -> str:
    """What an edition is called."""
    return edition.title_en if language == "en" else edition.title_ru


def _question(edition: SurveyEdition, language: str) -> str:
    """What a visitor asks of an edition, in words that one of its role's files gives."""
    packaged = services.packaged_facts()
    of_role = (facts for facts in packaged.values() if facts.role == edition.role_slug)
    facts = packaged.get(edition.slug) or next(of_role, None)
    return facts.question[language] if facts else edition_title(edition, language)


def role_choices(
    editions: Iterable[SurveyEdition], titles: Mapping[str, str], language: str
) -> list[tuple[str, str]]:
    """The posts that have a survey, by name; `titles` are those of the catalogue."""
    names: dict[str, str] = {}
    for edition in editions:
        title = titles.get(edition.role_slug) or edition_title(edition, language)
        names.setdefault(edition.role_slug, title)
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def index_percent(index: SurveyIndex, language: str) -> str:
    """By how much an index changes a sum: `+84,5 %`."""
    hundredths = index.basis_points % 100
    digits = 0 if not hundredths else 1 if hundredths % 10 == 0 else 2
    figure = percent(index.basis_points / 10_000, language, digits)
    return f"+{figure}" if index.basis_points > 0 else figure


def _bands(
    market: Market,
    facts: EditionFacts | None,
    content: Mapping[str, Any] | None,
    language: str,
) -> list[BandText]:
    asked = {band.numeral: band for band in bands_of(content or {}, language)}
    texts = []
    for numeral, (low, high) in zip(BAND_NAMES, market.bands, strict=True):
        band = asked.get(numeral)
        texts.append(
            BandText(
                numeral=numeral,
                title=facts.bands[numeral][language] if facts else "",
                conditions=_in_a_row(band.conditions if band else ()),
                any_of=_in_a_row(band.any_of if band else ()),
                assets=_in_a_row(band.assets if band else ()),
                low=low,
                high=high,
            )
        )
    return texts


def _in_a_row(sentences: Iterable[str]) -> str:
    return "; ".join(map(_continued, sentences))


def _continued(text: str) -> str:
    """A sentence as a part of a longer one; abbreviations keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def to_csv(edition: SurveyEdition) -> str:
    """The survey in the format in which it is imported, in whole units of the currency."""
    rows = [[cell.city, cell.segment, *map(_whole, _amounts(cell))] for cell in edition.cells]
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\r\n").writerows([COLUMNS, *rows])
    return sheet.getvalue()


def _amounts(cell: SurveyCell) -> Sequence[int]:
    return [getattr(cell, column) for column in AMOUNT_COLUMNS]


def _whole(minor: int) -> str:
    whole, cents = divmod(minor, MINOR_UNITS)
    return f"{whole}.{cents:02d}" if cents else str(whole)


def preview(table: SurveyTable, currency: str, language: str) -> list[Line]:
    """A table that was checked and is not stored yet, in the order of the file."""
    lines: list[Line] = []
    for row in table.rows:
        bands = [(getattr(row, f"band{n}_min"), getattr(row, f"band{n}_max")) for n in (1, 2, 3, 4)]
        name = city_label(row.city, language)
        market = Market(name, bands, row.median, currency)
        is_first = not lines or lines[-1].city != row.city
        lines.append(Line(row.city, name, row.segment, market, is_first, is_chosen=False))
    return lines
