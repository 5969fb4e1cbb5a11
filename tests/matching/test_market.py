"""The market of our own base: what may be shown and how a question widens."""

from collections.abc import Iterable

import pytest

from matching.bands import SalarySurvey
from matching.cities import Cities
from matching.market import (
    MIDDLE,
    Market,
    percentiles,
)
from matching.observing import Observation
from matching.profiles import SEGMENTS
from matching.widening import area_of
from tests.matching.factories import AS_OF, SURVEY

CITIES = Cities.load()
RUBLE = 100
# Two regions of the survey with a town each, a city that it lacks, and a name nobody knows.
TOWNS = ("Казань", "Набережные Челны", "Москва", "Балашиха", "Тверь", "Нигдеград")
BANDS = (None, 1, 2, 3, 4)


def market(rows: Iterable[Observation], survey: SalarySurvey | None = SURVEY) -> Market:
    return Market(rows, survey, CITIES, AS_OF)


def people(
    n: int, *, first: int = 0, employers: Iterable[str] = (), **facts: object
) -> list[Observation]:
    """So many offers in the cell of companies in Kazan, band II, each of an employer of its own."""
    owners = list(employers) or [f"employer {first + place}" for place in range(n)]
    made = []
    for place, owner in zip(range(n), owners, strict=True):
        plain = {
            "side": "offer",
            "subject": first + place,
            "city": "Казань",
            "segment": "company",
            "band": 2,
            "amount": (50_000 + 1000 * place) * RUBLE,
            "employer": owner,
            "month": AS_OF,
        }
        made.append(Observation(**(plain | facts)))  # type: ignore[arg-type]
    return made


def test_five_people_of_five_employers_are_shown_as_they_are() -> None:
    answer = market(people(5)).ask("Казань", "company", 2, "offer")

    assert answer.percentiles == tuple(n * 1000 * RUBLE for n in (50, 51, 52, 53, 54))
    assert (answer.people, answer.employers, answer.steps) == (5, 5, ())
    assert (answer.first, answer.last) == (AS_OF, AS_OF)


def test_four_people_are_not_shown_and_all_steps_are_told() -> None:
    answer = market(people(4)).ask("Казань", "company", 2, "offer")

    assert not answer.shown
    assert (answer.people, answer.reason) == (0, "few")
    assert answer.steps == (
        ("pair", ("I",)),
        ("bands", ("III", "IV")),
        ("region", ("Республика Татарстан",)),
        ("segments", ("agency",)),
        ("period", ("36",)),
    )


@pytest.mark.parametrize(
    ("employers", "shown"),
    [
        (["a", "a", "b", "c", "d"], True),
        (["a", "a", "a", "b", "c", "d"], True),
        (["a", "a", "a", "b", "c"], False),
        (["a", "a", "a", "b", "", ""], True),
        ([""] * 5, True),
    ],
)
def test_an_employer_with_more_than_half_is_not_shown(employers: list[str], shown: bool) -> None:
    answer = market(people(len(employers), employers=employers)).ask(
        "Казань", "company", 2, "offer"
    )

    assert answer.shown is shown
    assert answer.reason == ("" if shown else "employer")


def test_the_neighbouring_band_is_told_as_of_the_asked_one() -> None:
    cell = SURVEY.cell("Казань", "company")
    assert cell
    amount = sum(cell.band(1)) // 2
    answer = market(people(5, band=1, amount=amount)).ask("Казань", "company", 2, "offer")

    assert answer.steps == (("pair", ("I",)),)
    assert answer.median == percentiles([sum(cell.band(2)) // 2])[MIDDLE]


def test_a_town_without_a_survey_borrows_the_city_of_its_region() -> None:
    rows = people(6, city="Набережные Челны")

    assert market(rows).ask("Набережные Челны", "company", 2, "offer").steps == ()
    wider = market(rows).ask("Казань", "company", 2, "offer")
    assert [name for name, _ in wider.steps] == ["pair", "bands", "region"]
    assert wider.median == 52_000 * RUBLE + 1000 * RUBLE  # 52 500, rounded half up


def test_a_capital_and_the_region_around_it_are_one_market() -> None:
    answer = market(people(5, city="Балашиха")).ask("Москва", "company", 2, "offer")

    assert answer.steps[-1] == ("region", ("Москва", "Московская область"))


def test_the_other_segment_is_told_as_of_the_asked_one() -> None:
    answer = market(people(5, segment="agency", amount=100_000 * RUBLE)).ask(
        "Казань", "company", 2, "offer"
    )
    ours, theirs = (SURVEY.cell("Казань", segment) for segment in ("company", "agency"))
    assert ours
    assert theirs

    assert [name for name, _ in answer.steps] == ["pair", "bands", "region", "segments"]
    expected = 100_000 * RUBLE * sum(ours.band(2)) / sum(theirs.band(2))
    assert answer.median == percentiles([round(expected)])[MIDDLE]


@pytest.mark.parametrize(("age", "steps"), [(11, 0), (12, 5), (35, 5), (36, None), (-1, None)])
def test_older_sums_count_on_the_last_step_alone(age: int, steps: int | None) -> None:
    answer = market(people(5, month=AS_OF - age)).ask("Казань", "company", 2, "offer")

    assert (len(answer.steps) if answer.shown else None) == steps


def test_expectations_know_no_segment() -> None:
    rows = people(5, side="expectation", segment=None)
    for segment in (*SEGMENTS, None):
        answer = market(rows).ask("Казань", segment, 2, "expectation")
        assert (answer.median, answer.steps) == (52_000 * RUBLE, ())
        nothing = market(rows).ask("Омск", segment, 2, "expectation")
        assert [name for name, _ in nothing.steps] == ["pair", "bands", "region", "period"]


def test_without_a_survey_there_are_no_bands_and_no_region() -> None:
    rows = [*people(3, city="Тверь", band=1), *people(2, first=3, city="Тверь", band=None)]
    for survey, asked in ((None, "Тверь"), (SURVEY, "Тверь")):
        answer = market(rows, survey).ask(asked, "company", 4, "offer")
        assert (answer.people, answer.steps, answer.asked.band) == (5, (), None)
        nothing = market(rows[:4], survey).ask(asked, "company", 4, "offer")
        assert [name for name, _ in nothing.steps] == ["segments", "period"]
    assert (
        not market(people(9, city="Набережные Челны"), None)
        .ask("Казань", "company", None, "offer")
        .shown
    )


def test_without_a_segment_offers_are_those_of_both_in_the_region() -> None:
    answer = market(people(5)).ask("Набережные Челны", None, 2, "offer")

    assert [name for name, _ in answer.steps] == ["bands", "region"]


def test_a_band_that_would_be_the_difference_is_not_shown_by_its_parent() -> None:
    rows = [*people(6), *people(3, first=6, band=1), *people(2, first=9, band=4)]
    asked = market(rows)

    assert asked.ask("Казань", "company", 2, "offer").people == 6
    # The pair less band II would be three people; the city less band II is five.
    assert asked.ask("Казань", "company", 1, "offer").people == 11
    assert market(rows[:-1]).ask("Казань", "company", 1, "offer").reason == "difference"


def test_who_has_no_known_band_stands_at_the_median() -> None:
    cell = SURVEY.cell("Казань", "company")
    assert cell
    rows = people(5, band=None, amount=cell.median)

    assert market(rows).ask("Казань", "company", None, "offer").median == cell.median
    answer = market(rows).ask("Казань", "company", 4, "offer")
    assert answer.median == percentiles([sum(cell.band(4)) // 2])[MIDDLE]


def test_a_question_that_cannot_be_is_refused() -> None:
    asked = market([])
    wrong: list[tuple[str | None, int | None, str]] = [
        ("bank", 1, "offer"),
        ("agency", 0, "offer"),
        ("agency", 5, "offer"),
        ("agency", 1, "wish"),
    ]
    for segment, band, side in wrong:
        with pytest.raises(ValueError, match="exist"):
            asked.ask("Казань", segment, band, side)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="twice"):
        market([*people(1), *people(1)])


def test_an_area_needs_a_cell_in_each_segment() -> None:
    half = SalarySurvey(
        [cell for cell in [SURVEY.cell("Казань", "company")] if cell], role=SURVEY.role
    )

    assert not area_of("Казань", half, CITIES).surveyed
    assert area_of("Набережные Челны", SURVEY, CITIES).reference == "Казань"
