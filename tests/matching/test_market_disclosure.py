"""The market of our own base, whatever is in it: what no difference of answers tells."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.bands import SalarySurvey, band_for
from matching.cities import Cities
from matching.index import CandidateIndex
from matching.market import ROUNDING, Market, MarketAnswer, percentiles
from matching.observing import Observation, band_held
from matching.profiles import SEGMENTS, CandidateProfile, Position, VacancyProfile
from matching.titles import TitleGroups
from matching.widening import SIDES, Cell, ratio
from tests.matching.factories import AS_OF, SURVEY

CITIES = Cities.load()
# Two regions of the survey with a town each, a city that it lacks, and a name nobody knows.
TOWNS = ("Казань", "Набережные Челны", "Москва", "Балашиха", "Тверь", "Нигдеград")
BANDS = (None, 1, 2, 3, 4)

observation = st.builds(
    Observation,
    side=st.sampled_from(SIDES),
    subject=st.integers(0, 10_000),
    city=st.sampled_from(TOWNS),
    segment=st.sampled_from((*SEGMENTS, None)),
    band=st.sampled_from(BANDS),
    amount=st.integers(1, 40_000_000),
    employer=st.sampled_from(("", "a", "b", "c", "d")),
    month=st.sampled_from((AS_OF, AS_OF - 11, AS_OF - 12, AS_OF - 35, AS_OF - 36, AS_OF + 1)),
)


@st.composite
def crowds(draw: st.DrawFn) -> list[Observation]:
    """As many people as make cells full, half full and empty."""
    random = draw(st.randoms(use_true_random=False))
    return [
        Observation(
            side=random.choice(SIDES),
            subject=subject,
            city=random.choice(TOWNS[:3]),
            segment=random.choice(SEGMENTS),
            band=random.choice(BANDS),
            amount=random.randrange(1, 40_000_000),
            employer=random.choice(("", "a", "a", "b", "c", "d")),
            month=AS_OF - random.choice((0, 11, 20)),
        )
        for subject in range(random.randrange(20, 160))
    ]


bases = st.one_of(
    st.lists(observation, max_size=60, unique_by=lambda one: (one.side, one.subject)), crowds()
)
surveys = st.sampled_from((SURVEY, None))


def market(rows: Iterable[Observation], survey: SalarySurvey | None) -> Market:
    return Market(rows, survey, CITIES, AS_OF)


def all_answers(asked: Market) -> list[MarketAnswer]:
    return [
        asked.ask(city, segment, band, side)
        for side in SIDES
        for city in TOWNS
        for segment in (*SEGMENTS, None)
        for band in BANDS
    ]


def safe(rows: list[Observation]) -> bool:
    """The rule in the words of the method page: five people, no employer above half."""
    of_one = Counter(one.employer for one in rows if one.employer)
    return len(rows) >= 5 and 2 * max(of_one.values(), default=0) <= len(rows)


@given(bases, surveys)
def test_widening_ends_and_is_disclosed(
    rows: list[Observation], survey: SalarySurvey | None
) -> None:
    asked = market(rows, survey)
    by_side = {(one.side, one.subject): one for one in rows}
    for answer in all_answers(asked):
        names = [name for name, _ in answer.steps]
        assert len(set(names)) == len(names)
        assert all(added for _, added in answer.steps)
        assert answer.shown == (answer.reason == "")
        told = [by_side[answer.side, subject] for subject in asked.subjects(answer)]
        assert len(told) == answer.people
        if not answer.shown:
            assert names[-1:] == ["period"]
            continue
        assert safe(told)
        city, segment, band = answer.asked
        exact = {
            (one.side, CITIES.canonical(one.city), band and one.band, one.month > AS_OF - 12)
            for one in told
        } == {(answer.side, city, band, True)}
        if answer.side == "offer" and segment is not None:
            exact = exact and {one.segment for one in told} == {segment}
        assert exact or names, "an answer of more than its cell must tell its steps"


@given(bases, surveys)
@settings(max_examples=150)
def test_no_difference_of_answers_tells_of_few(
    rows: list[Observation], survey: SalarySurvey | None
) -> None:
    asked = market(rows, survey)
    by_side = {(one.side, one.subject): one for one in rows}
    for side in SIDES:
        shown = {asked.subjects(one) for one in all_answers(asked) if one.side == side}
        shown.discard(frozenset())
        for one, other in combinations(shown, 2):
            assert one <= other or other <= one or not one & other
        for whole in shown:
            inside = [part for part in shown if part < whole]
            for n in range(len(inside) + 1):
                for parts in combinations(inside, n):
                    rest = whole.difference(*parts)
                    assert not rest or safe([by_side[side, subject] for subject in rest])


@given(bases, surveys, st.randoms(use_true_random=False))
def test_the_order_of_observations_does_not_matter(
    rows: list[Observation], survey: SalarySurvey | None, random: Random
) -> None:
    shuffled = rows.copy()
    random.shuffle(shuffled)

    assert all_answers(market(rows, survey)) == all_answers(market(shuffled, survey))


@given(st.lists(st.integers(1, 10**12), min_size=1))
def test_percentiles_are_ordered_and_within_what_was_told(amounts: list[int]) -> None:
    found = percentiles(amounts)

    assert list(found) == sorted(found)
    assert all(sum_ % ROUNDING == 0 for sum_ in found)
    assert min(amounts) - ROUNDING < found[0]
    assert found[-1] < max(amounts) + ROUNDING


cells = st.builds(
    Cell, st.sampled_from(SURVEY.cities), st.sampled_from(SEGMENTS), st.sampled_from((1, 2, 3, 4))
)


@given(cells, cells, st.booleans())
def test_there_and_back_is_the_same_sum(one: Cell, other: Cell, banded: bool) -> None:
    if not banded:
        one, other = one._replace(band=None), other._replace(band=None)
    there, back = ratio(SURVEY, one, other), ratio(SURVEY, other, one)
    assert there
    assert back
    assert there * back == 1


@given(st.sampled_from(SURVEY.cities), st.sampled_from(SURVEY.cities), st.sampled_from((1, 4)))
def test_the_ratio_is_the_survey_s_own(one: str, other: str, band: int) -> None:
    found = ratio(SURVEY, Cell(one, "agency", band), Cell(other, "agency", None))
    own = SURVEY.ratio(one, other, "agency", band)
    assert found
    assert own
    assert float(found) == pytest.approx(own)


# ---------- the band of a person ----------

titles = st.sampled_from(
    ("Руководитель отдела продаж", "Менеджер по продажам", "Помощник руководителя отдела", "")
)
descriptions = st.sampled_from(("", "Руководил отделом из пяти человек", "Продавал окна"))
positions = st.builds(
    Position,
    title=titles,
    start=st.one_of(st.none(), st.integers(AS_OF - 60, AS_OF + 3)),
    end=st.one_of(st.none(), st.integers(AS_OF - 60, AS_OF + 3)),
    description=descriptions,
)


@given(
    st.lists(positions, max_size=4).map(tuple),
    st.one_of(st.none(), st.integers(0, 60)),
)
@settings(max_examples=60, deadline=None)
def test_the_band_is_the_one_of_the_ranking(career: tuple[Position, ...], told: int | None) -> None:
    """Where the profile has no free text, the months are those that the ranking counts."""
    profile = CandidateProfile(
        title="Руководитель отдела", positions=career, management_months=told
    )
    index = CandidateIndex(AS_OF)
    index.update([(1, profile)])
    wanted = VacancyProfile(title="Руководитель отдела", management_months=12)
    management = index.rank(wanted).explain(1).experience.management

    assert band_held(profile, AS_OF, TitleGroups.load()) == band_for(management)
