"""A survey as its page shows it: lines in an order, one chosen city, one common scale."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext

from matching.bands import BAND_NAMES
from matching.months import YEAR, month_of, parse_month
from matching.profiles import SEGMENTS
from recruit.cities import city_label
from recruit.models import SurveyCell, SurveyEdition
from recruit.money import MINOR_UNITS
from recruit.salaries.edition_files import EditionFacts
from recruit.salaries.services import ranges
from recruit.salaries.survey_files import AMOUNT_COLUMNS, COLUMNS, SurveyTable
from recruit.web.charts import Market, Scale, common_scale

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

    @property
    def segment_name(self) -> Any:
        """The segment in words."""
        return SEGMENT_NAMES[self.segment]


@dataclass(frozen=True)
class BandText:
    """A band: its numeral, what leads into it and what the chosen cell pays in it."""

    numeral: str
    title: str
    conditions: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True)
class SurveyPage:
    """Everything the page of a survey draws."""

    edition: SurveyEdition
    title: str
    lines: list[Line]
    here: list[Line]
    chosen: Line
    bands: list[BandText]
    scale: Scale
    years_old: int
    notes: list[str]
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
    city = city if city in names else next(iter(names))
    sort = sort if sort in SORTS else "median"

    def rank(name: str) -> tuple[int, str]:
        median = cells[name, segment].median if sort == "median" else 0
        return -median, names[name].casefold().replace("ё", "е")

    lines = [
        _line(cells[name, part], names[name], (city, segment), edition.currency, is_first=not place)
        for name in sorted(names, key=rank)
        for place, part in enumerate(SEGMENTS)
    ]
    here = [line for line in lines if line.city == city]
    chosen = next(line for line in here if line.segment == segment)
    return SurveyPage(
        edition=edition,
        title=edition.title_en if language == "en" else edition.title_ru,
        lines=lines,
        here=here,
        chosen=chosen,
        bands=_bands(chosen.market, facts, content, language),
        scale=common_scale(line.market for line in lines),
        years_old=(month_of(today) - parse_month(edition.collected)) // YEAR,
        notes=[note[language] for note in facts.notes] if facts else [],
        sort=sort,
        cities=sorted(names.items(), key=lambda pair: pair[1].casefold().replace("ё", "е")),
    )


def _line(
    cell: SurveyCell, name: str, chosen: tuple[str, str], currency: str, *, is_first: bool
) -> Line:
    place = gettext("%(city)s, %(segment)s", city=name, segment=SEGMENT_NAMES[cell.segment])
    return Line(
        city=cell.city,
        city_name=name,
        segment=cell.segment,
        market=Market(place, ranges(cell), cell.median, currency),
        is_first=is_first,
        is_chosen=(cell.city, cell.segment) == chosen,
    )


def _bands(
    market: Market,
    facts: EditionFacts | None,
    content: Mapping[str, Any] | None,
    language: str,
) -> list[BandText]:
    entry = {band["band"]: band for band in (content or {}).get("bands", [])}
    return [
        BandText(
            numeral=numeral,
            title=facts.bands[numeral][language] if facts else "",
            conditions=tuple(
                _continued(text[language])
                for key in ("conditions", "conditions_any_of")
                for text in entry.get(numeral, {}).get(key, [])
            ),
            low=low,
            high=high,
        )
        for numeral, (low, high) in zip(BAND_NAMES, market.bands, strict=True)
    ]


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
