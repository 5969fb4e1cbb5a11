"""Where candidates stand in the salary bands: cases that a recruiter can read, and properties."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.band_rules import BandRules
from matching.bands import BAND_NAMES
from matching.index import CandidateIndex
from matching.placement import State, place
from matching.profiles import CandidateProfile, Position
from matching.standing import Standing
from tests.matching.factories import packaged_rules

TODAY = 12 * 2026 + 10
CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("band_cases.yaml").read_text("utf-8")
)
LEVELS = {
    "среднее": "secondary",
    "среднее специальное": "vocational",
    "высшее": "higher",
    "учёная степень": "degree",
}
ENGLISH = {"базовый": "basic", "свободный": "fluent"}
STATES = {"да": State.MET, "нет": State.UNMET, "неясно": State.UNKNOWN}
SKILLS = {
    "I": [
        "методы работы с клиентами",
        "презентации",
        "переговоры",
        "личные продажи",
        "работа с претензиями",
        "коммерческие предложения",
    ],
    "II": [
        "управление командой",
        "стандарты обслуживания",
        "сценарии работы с клиентами",
        "переговоры с первыми лицами",
    ],
    "III": ["система мотивации", "удержание клиентов"],
    "крупная компания": ["опыт в крупных компаниях"],
    "отдел с нуля": ["создание отдела с нуля"],
}


@pytest.fixture(scope="module")
def rules() -> BandRules:
    return packaged_rules()


def months_of(words: str) -> int:
    number, unit = words.split()
    return int(number) * (1 if unit.startswith("мес") else 12)


def career(posts: list[str]) -> tuple[Position, ...]:
    """Posts one after the other, the first of them held until today."""
    end, positions = TODAY, []
    for post in posts:
        match = re.fullmatch(r"(.+) (\d+ \w+)", post)
        assert match, f"no time in {post!r}"
        start = end - months_of(match[2]) + 1
        positions.append(Position(title=match[1], start=start, end=end))
        end = start - 1
    return tuple(positions)


def skills(told: str, without: list[str]) -> tuple[str, ...]:
    """«I–III, крупная компания» as the skills that are meant."""
    names: list[str] = []
    for part in re.split(r",\s*", told):
        first, _, last = part.partition("–")
        bands = BAND_NAMES[BAND_NAMES.index(first) : BAND_NAMES.index(last) + 1] if last else [part]
        for band in bands:
            names += SKILLS[band]
    assert set(without) <= set(names), "a skill is taken away that is not there"
    return tuple(name for name in names if name not in without)


def profile(case: dict[str, Any]) -> CandidateProfile:
    told = case.get("умения")
    years, led = case.get("лет опыта"), case.get("лет руководства")
    text = [case.get("рассказ", "")]
    text += case.get("отрицает", [])
    return CandidateProfile(
        education=LEVELS[case["образование"]] if "образование" in case else None,
        positions=career(case.get("работа", [])),
        skills=skills(told, case.get("без", [])) if told else None,
        text="\n".join(filter(None, text)),
        experience_months=None if years is None else 12 * years,
        management_months=None if led is None else 12 * led,
        languages={"en": ENGLISH[case["английский"]]} if "английский" in case else None,
    )


def standing_of(candidate: CandidateProfile, rules: BandRules) -> Standing:
    index = CandidateIndex(as_of=TODAY)
    index.update([(1, candidate)])
    return index.standings(rules)[1]


def band_number(name: str) -> int:
    return 0 if name == "0" else BAND_NAMES.index(name) + 1


def named(standing: Standing, name: str) -> State:
    """The state of «II во главе отдела», «I в сфере», «I образование» or «II <skill>»."""
    numeral, _, what = name.partition(" ")
    kinds = {"во главе отдела": "head", "в сфере": "field", "образование": "education"}
    encoder = CandidateIndex(as_of=TODAY)._encoder
    for one in standing.conditions:
        if one.condition.band != band_number(numeral):
            continue
        if one.condition.kind == kinds.get(what):
            return one.state
        if encoder.vocabulary.closest(what) in one.condition.skills:
            return one.state
    raise AssertionError(f"no condition {name!r}")


def test_the_cases_are_many_and_differ() -> None:
    names = [case["случай"] for case in CASES]
    assert len(names) >= 40
    assert len(set(names)) == len(names)
    ends = {case["диапазон"] for case in CASES}
    assert {"0", "I", "II", "III", "IV"} <= ends, "each band is somebody's"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["случай"])
def test_a_case(case: dict[str, Any], rules: BandRules) -> None:
    standing = standing_of(profile(case), rules)
    low, _, high = str(case["диапазон"]).partition("–")
    assert (standing.low, standing.high) == (band_number(low), band_number(high or low)), [
        (one.condition, one.state.name) for one in standing.conditions
    ]
    for name, state in case.get("условия", {}).items():
        assert named(standing, name) is STATES[state], name


MONTHS = st.integers(0, 120)
PROFILES = st.builds(
    lambda head, field, stated, education, names: CandidateProfile(
        education=education,
        positions=career(
            [f"Руководитель отдела по работе с клиентами {head} мес"] * bool(head)
            + [f"Менеджер по продажам {field} мес"] * bool(field)
        ),
        management_months=stated,
        skills=tuple(names) or None,
    ),
    MONTHS,
    MONTHS,
    st.none() | MONTHS,
    st.sampled_from([None, "secondary", "higher"]),
    st.lists(st.sampled_from([name for names in SKILLS.values() for name in names]), unique=True),
)


@settings(max_examples=60, deadline=None)
@given(PROFILES, st.integers(1, 60))
def test_more_management_never_lowers_a_band(candidate: CandidateProfile, more: int) -> None:
    found = packaged_rules()
    index = CandidateIndex(as_of=TODAY)
    longer = tuple(
        replace(post, start=post.start - more)
        if post.start is not None and post.title.startswith("Руководитель")
        else post
        for post in candidate.positions
    )
    index.update(
        [
            (1, candidate),
            (2, replace(candidate, positions=longer)),
            (3, replace(candidate, management_months=(candidate.management_months or 0) + more)),
        ]
    )
    standings = index.standings(found)
    assert standings[2].low >= standings[1].low
    assert standings[2].high >= standings[1].high
    if candidate.management_months is not None:
        assert standings[3].low >= standings[1].low
        assert standings[3].high >= standings[1].high


@settings(max_examples=40, deadline=None)
@given(st.lists(PROFILES, min_size=1, max_size=5))
def test_a_band_lies_between_its_bounds_and_counts_what_is_met(
    people: list[CandidateProfile],
) -> None:
    found = packaged_rules()
    index = CandidateIndex(as_of=TODAY)
    index.update(enumerate(people))
    for standing in index.standings(found).values():
        assert 0 <= standing.low <= standing.high <= 4
        below = [one for one in standing.conditions if one.condition.band <= standing.low]
        assert all(one.state is State.MET for one in below)
        assert standing.missing(standing.low) == ()
        if standing.low < 4:
            assert standing.missing(standing.low + 1)


def test_what_would_open_a_band_is_what_opens_it(rules: BandRules) -> None:
    """`open_bands` promises what a changed resume then gives."""
    short = CandidateProfile(
        education="secondary",
        positions=career(["Руководитель отдела по работе с клиентами 10 месяцев"]),
        text="Опыта удержания клиентов нет.",
    )
    index = CandidateIndex(as_of=TODAY)
    index.update([(1, short)])
    columns = index._current().columns
    placement = place(columns, rules, index._encoder)
    months = np.array([0, 26, 60])
    promised = placement.open_bands(0, months=months, education=3, shown=["customer-retention"])
    for more, band in zip(months.tolist(), promised.tolist(), strict=True):
        changed = replace(
            short,
            education="higher",
            text="",
            skills=("customer-retention",),
            positions=career([f"Руководитель отдела по работе с клиентами {10 + more} мес"]),
        )
        assert standing_of(changed, rules).high == band
    assert promised.tolist() == [0, 4, 4]
