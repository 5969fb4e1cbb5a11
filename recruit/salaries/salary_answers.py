"""One question about a salary answered from an edition and our own market, in whole rubles."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from matching.bands import BAND_NAMES, SalarySurvey
from matching.bands import SurveyCell as Cell
from matching.market import PERCENTS
from recruit.models import SurveyCell
from recruit.money import MINOR_UNITS
from recruit.salaries.edition_files import read_editions
from recruit.salaries.market import OwnMarket, OwnSide
from recruit.salaries.rates import HOME_CURRENCY, Rates, convert
from recruit.salaries.services import list_editions, packaged_facts, to_cells, to_survey

RATIO_DIGITS = 3
SIDES = ("expectations", "offers")


@dataclass(frozen=True)
class Edition:
    """The edition that answers for a post: its survey, its title and notes by language."""

    slug: str
    survey: SalarySurvey
    title: dict[str, str]

    def notes(self, city: str, band: int | None, language: str) -> list[str]:
        """What the edition's file says of this city, and of this band if one is asked."""
        facts = packaged_facts().get(self.slug)
        return [
            note[language]
            for note in (facts.notes if facts else ())
            if city in note["cities"]
            and (band is None or note["band"] in (None, BAND_NAMES[band - 1]))
        ]


def stored_editions(session: Session) -> dict[str, Edition]:
    """The newest edition of each post that is not retired, by post."""
    found: dict[str, Edition] = {}
    for one in list_editions(session):
        title = {"ru": one.title_ru, "en": one.title_en}
        found.setdefault(one.role_slug, Edition(one.slug, to_survey(one), title))
    return found


def packaged_editions() -> dict[str, Edition]:
    """The newest edition of each post that the package brings, by post."""
    found: dict[str, Edition] = {}
    for facts, table in sorted(read_editions(), key=lambda pair: pair[0].collected):
        survey = SalarySurvey(
            to_cells(SurveyCell(**asdict(row)) for row in table.rows),
            role=facts.role,
            currency=facts.currency,
            edition=facts.collected,
        )
        found[facts.role] = Edition(facts.slug, survey, facts.title)
    return found


class NoRateError(ValueError):
    """The edition is in a currency whose price in rubles nobody has set."""


@dataclass(frozen=True)
class SalaryAnswer:
    """The range asked for and all that stands beside it; sums in minor units of rubles."""

    edition: Edition
    low: int
    high: int
    median: int
    band: int | None
    expect: int | None
    market: OwnMarket | None
    notes: list[str]

    @property
    def place(self) -> str:
        """Where the expectation stands against the range; both its ends belong to it."""
        expect = self.expect or 0
        return "below" if expect < self.low else "above" if expect > self.high else "within"

    @property
    def to_median(self) -> float:
        """How many times the median is expected."""
        return round((self.expect or 0) / self.median, RATIO_DIGITS)


def answer_from(
    edition: Edition, cell: Cell, *, band: int | None, rates: Rates
) -> tuple[int, int, int]:
    """The low and the high end of a band, or of all bands, and the cell's median, in rubles."""
    low, high = cell.band(band) if band else (cell.band(1)[0], cell.band(len(BAND_NAMES))[1])
    sums = [
        convert(minor, edition.survey.currency, HOME_CURRENCY, rates)
        for minor in (low, high, cell.median)
    ]
    known = [minor for minor in sums if minor is not None]
    if len(known) < len(sums):
        raise NoRateError(edition.survey.currency)
    return known[0], known[1], known[2]


def to_json(answer: SalaryAnswer) -> dict[str, Any]:
    """The answer as the command prints it: sums as whole rubles."""
    position = {
        "expect": rubles(answer.expect or 0),
        "place": answer.place,
        "to_median": answer.to_median,
    }
    found: dict[str, Any] = {
        "survey": {
            "low": rubles(answer.low),
            "high": rubles(answer.high),
            "median": rubles(answer.median),
            "edition": answer.edition.survey.edition,
        },
        "band": answer.band,
        "position": position if answer.expect is not None else None,
        "market": None,
        "widening": [],
    }
    if answer.market is not None:
        sides = list(zip(SIDES, (answer.market.expectations, answer.market.offers), strict=True))
        found["market"] = {name: _side(side) for name, side in sides}
        found["widening"] = [
            {"side": name, "step": step.name, "added": list(step.added)}
            for name, side in sides
            for step in side.answer.steps
        ]
    if answer.notes:
        found["notes"] = answer.notes
    return found


def _side(side: OwnSide) -> dict[str, Any] | None:
    answer = side.answer
    if not answer.shown:
        return None
    return {
        **_percentiles(answer.percentiles),
        "people": answer.people,
        "employers": answer.employers,
        "from": side.first,
        "to": side.last,
        "above_survey_percent": side.difference,
    }


def _percentiles(minors: Sequence[int]) -> dict[str, int]:
    return {f"p{percent}": rubles(minor) for percent, minor in zip(PERCENTS, minors, strict=True)}


def rubles(minor: int) -> int:
    """Whole rubles, half up."""
    return (2 * minor + MINOR_UNITS) // (2 * MINOR_UNITS)
