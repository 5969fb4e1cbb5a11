"""The first places of a large base, and places of single candidates, are those of everybody ranked.

`Search.all` evaluates every row and sorts: the plain reference. 1,000 times a base, a vacancy,
weights and filters are drawn, and what pruning finds must be the same to the last bit.
"""

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching import holdings, inverted, pruning, searching
from matching import pool as pools
from matching.bearings import Bearings
from matching.bounds import OutlinedBounds
from matching.columns import Columns
from matching.evaluation import evaluate
from matching.index import CandidateIndex, Filters, Key, Ranking, Wanted
from matching.outlined import outlined
from matching.preparing import prepare
from matching.profiles import CandidateProfile, Money, VacancyProfile
from matching.pruning import best, reaching
from matching.query import compile_query
from matching.scorer import FEATURES, PARTS, AdditiveScorer
from tests.matching.factories import AS_OF, SURVEY, packaged_rules
from tests.matching.test_patching import (
    ADVERT,
    CITIES,
    NEVER,
    SENTENCES,
    SKILLS,
    TITLES,
    VACANCIES,
    change,
    person,
)

BASES, ASKED = 50, 20
PEOPLE = 70


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few dozen people be a large base."""
    monkeypatch.setattr(pools, "SAMPLE", 16)
    monkeypatch.setattr(pruning, "FIRST", 2)
    monkeypatch.setattr(pruning, "GROWTH", 2)
    monkeypatch.setattr(searching, "AT_ONCE", 8)
    monkeypatch.setattr("matching.found.KEPT", 20)
    monkeypatch.setattr("matching.found.KEPT_AT_ONCE", 5)
    monkeypatch.setattr(holdings, "FEW_TOKENS", 0)
    monkeypatch.setattr(inverted, "BLOCK", 8)


def drawn_base(chance: random.Random) -> CandidateIndex:
    """Some people of whom some came later, changed or went."""
    index = CandidateIndex(AS_OF, patience=NEVER)
    people: dict[Key, CandidateProfile] = {key: person(chance) for key in range(PEOPLE)}
    index.update(people.items())
    index.prepare()
    for _ in range(chance.randrange(4)):
        change(chance, index, people)
    return index


def drawn_vacancy(chance: random.Random) -> VacancyProfile:
    if chance.random() < 0.2:
        return chance.choice(VACANCIES)
    pay = chance.choice([None, Money(chance.randrange(5, 30) * 1_000_000, "RUB"), Money(9, "EUR")])
    return VacancyProfile(
        title=chance.choice(TITLES),
        text=chance.choice([ADVERT, "", *SENTENCES]),
        must=tuple(chance.sample(SKILLS, chance.randrange(4))),
        nice=tuple(chance.sample(SKILLS, chance.randrange(4))),
        experience_months=chance.choice([None, 0, 36, 400]),
        management_months=chance.choice([None, 12]),
        education=chance.choice([None, "secondary", "higher"]),
        languages=chance.choice([{}, {"en": "fluent"}, {"de": "basic", "fi": "basic"}]),
        city=chance.choice(CITIES),
        remote=chance.random() < 0.3,
        segment=chance.choice(["agency", "company"]),
        salary_to=pay,
        bands=chance.choice([None, packaged_rules()]),
    )


def drawn_wanted(chance: random.Random, keys: list[Key]) -> Wanted:
    filters = Filters(
        must_skills=chance.random() < 0.2,
        skills=tuple(chance.sample(SKILLS, chance.choice([0, 0, 0, 1, 2]))),
        place=chance.random() < 0.2,
        management_months=chance.choice([None, None, None, 12]),
        experience_months=chance.choice([None, None, None, 24]),
        expectation=chance.choice([None, None, Money(15_000_000, "RUB")]),
        languages=chance.choice([{}, {}, {}, {"en": "basic"}]),
        query=chance.choice(["", "", "", "переговоры", "разбор претензий", "горячие блюда"]),
        keep_unknown=chance.random() < 0.7,
    )
    return Wanted(
        filters,
        only=chance.sample(keys, len(keys) // 2) if chance.random() < 0.1 else None,
        without=chance.sample(keys, 5) if chance.random() < 0.2 else (),
    )


def drawn_scorer(chance: random.Random) -> AdditiveScorer:
    """The prior, or one whose curves verdicts have bent."""
    if chance.random() < 0.7:
        return AdditiveScorer().fit()
    levels = [[chance.randrange(1001) for _ in FEATURES] for _ in range(30)]
    return AdditiveScorer(prior_weight=5).fit(levels, [chance.randrange(5) for _ in levels])


def told(ranking: Ranking, keys: tuple[Key, ...]) -> dict[str, Any]:
    """What a ranking says of some, sums to the last bit, and of everybody."""
    places = [ranking.keys.index(key) for key in keys]
    numbers = (ranking.scores, ranking.low, ranking.high, ranking.parts, ranking.bands)
    return {
        "keys": keys,
        "ranks": [ranking.rank_of(key) for key in keys],
        "numbers": [array[places].tobytes() for array in numbers],
        "levels": ranking.levels(keys).tobytes(),
        "counts": (
            ranking.total, ranking.n_passed, ranking.removed, ranking.removed_alone,
            ranking.weights, ranking.alternatives,
        ),
        "explained": [ranking.explain(key) for key in keys[:2]],
        "changes": [ranking.changes(key, 3) for key in keys[-1:]],
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(BASES))
@pytest.mark.usefixtures("small")
def test_whoever_is_found_by_bounds_is_who_stands_there_among_all(seed: int) -> None:
    chance = random.Random(seed)
    index, vacancy = drawn_base(chance), VacancyProfile(title="")
    keys = [index._current().keys[row] for row in index._current().rows]
    for turn in range(ASKED):
        # Every vacancy is asked for twice, as by one who sets weights and conditions otherwise.
        vacancy = vacancy if turn % 2 else drawn_vacancy(chance)
        weights = {part: chance.choice([0, 10, 60]) for part in PARTS if chance.random() < 0.2}
        options: dict[str, Any] = {
            "survey": chance.choice([None, SURVEY]), "scorer": drawn_scorer(chance),
            "weights": weights | {"text": 1}, "wanted": drawn_wanted(chance, keys),
            "alternatives": {str(n): drawn_wanted(chance, keys) for n in range(3)},
        }  # fmt: skip
        every = ranked_apart(index, vacancy, options)
        start = chance.choice([0, 0, 0, 3, 200])
        places = range(start, start + chance.choice([1, 5, 20, 1000]))
        found = rank_or_refusal(index, vacancy, options | {"places": places})
        if every is None or found is None:
            assert found is every
            continue
        assert found.keys == every.keys[places.start : places.stop]
        assert told(found, found.keys) == told(every, found.keys)
        some = chance.sample(keys, chance.choice([1, 3]))
        placed = index.rank(vacancy, **options, those=some)
        assert placed.keys == tuple(key for key in every.keys if key in some)
        assert told(placed, placed.keys) == told(every, placed.keys)


@pytest.mark.usefixtures("small")
def test_far_places_are_not_evaluated_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    index = drawn_base(random.Random(1))
    n = len(index)
    sizes: list[int] = []

    def counted(columns: Columns, *rest: Any) -> Any:
        sizes.append(columns.n)
        return evaluate(columns, *rest)

    monkeypatch.setattr("matching.found.evaluate", counted)
    index.rank(drawn_vacancy(random.Random(1)), places=range(n - 5, n))
    assert max(sizes) <= searching.AT_ONCE
    assert sum(sizes) <= n + 5


@pytest.mark.usefixtures("small")
def test_nobody_is_evaluated_twice_while_weights_move(monkeypatch: pytest.MonkeyPatch) -> None:
    index, vacancy = drawn_base(random.Random(2)), drawn_vacancy(random.Random(2))
    sizes: list[int] = []

    def counted(columns: Columns, *rest: Any) -> Any:
        sizes.append(columns.n)
        return evaluate(columns, *rest)

    monkeypatch.setattr("matching.found.KEPT", PEOPLE)
    monkeypatch.setattr("matching.found.KEPT_AT_ONCE", PEOPLE)
    monkeypatch.setattr("matching.found.evaluate", counted)
    for weight in range(1, 60):
        index.rank(vacancy, weights={"skills": weight}, places=range(3))
    assert 0 < sum(sizes) <= len(index)


def rank_or_refusal(
    index: CandidateIndex, vacancy: VacancyProfile, options: dict[str, Any]
) -> Ranking | None:
    """The ranking, or None where no part that is asked has a weight."""
    try:
        return index.rank(vacancy, **options)
    except ValueError:
        return None


def ranked_apart(
    index: CandidateIndex, vacancy: VacancyProfile, options: dict[str, Any]
) -> Ranking | None:
    """The same, its conditions answered without what is kept of answers, and none of it kept."""
    known = {id(one): (one, dict(one)) for one in kept_answers(index)}
    for answers, _ in known.values():
        answers.clear()
    found = rank_or_refusal(index, vacancy, options)
    for one in kept_answers(index):
        one.clear()
    for answers, before in known.values():
        answers.update(before)
    return found


def kept_answers(index: CandidateIndex) -> list[dict[Any, Any]]:
    return [findings.prepared.answers for _, _, findings in index._recent._held]


@pytest.mark.usefixtures("small")
def test_hundreds_of_skills_are_bounded_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "LOOKED", 1)
    names = [f"умение {number}" for number in range(700)]
    index = CandidateIndex(AS_OF, patience=NEVER)
    for key, count in enumerate([700, *range(470, 500)]):
        shown = "\n".join(f"Каждый день применял на работе {name}" for name in names[:count])
        index.update([(key, CandidateProfile(title="Повар", text=shown))])
    vacancy = VacancyProfile(title="Повар", must=tuple(names))
    every = ranked_apart(index, vacancy, {})
    assert every is not None
    assert every.keys[0] == 0
    assert index.rank(vacancy, places=range(3)).keys == every.keys[:3]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.usefixtures("small")
def test_nobody_earns_more_than_the_bound(seed: int) -> None:
    chance = random.Random(1000 + seed)
    index = drawn_base(chance)
    pool = index._current()
    assert pool.overview is not None
    for _ in range(10):
        vacancy = drawn_vacancy(chance)
        query = compile_query(vacancy, index._encoder, chance.choice([None, SURVEY]))
        prepared = prepare(pool.columns, query, index._encoder, pool.sample)
        if not prepared.asked.any():
            continue
        tables = drawn_scorer(chance).compile(prepared.emphasis)
        earned = tables.parts(evaluate(pool.columns, prepared, index._encoder).expected)
        bounds = OutlinedBounds(
            Bearings(pool.columns, pool.overview, prepared), tables, index._encoder
        )
        second = bounds.second_look(np.arange(pool.columns.n))
        for less, more in ((earned.sum(axis=1), second), (second, bounds.first_look)):
            over = np.flatnonzero(less > more)
            assert not len(over), (vacancy, [pool.keys[row] for row in over])


@pytest.mark.usefixtures("small")
def test_levels_are_told_for_what_is_asked_and_nothing_else() -> None:
    chance = random.Random(7)
    index = drawn_base(chance)
    pool = index._current()
    for _ in range(60):
        query = compile_query(drawn_vacancy(chance), index._encoder, SURVEY)
        prepared = prepare(pool.columns, query, index._encoder, pool.sample)
        found = evaluate(pool.columns, prepared, index._encoder)
        asked = [feature.name for feature, one in zip(FEATURES, prepared.asked, strict=True) if one]
        assert set(found.told) == set(asked)


@pytest.mark.usefixtures("small")
def test_where_nothing_is_asked_all_stand_in_the_order_of_their_keys() -> None:
    index = drawn_base(random.Random(12))
    every = index.rank(VacancyProfile(title=""))
    assert set(every.scores) == {every.scores[0]}
    first = index.rank(VacancyProfile(title=""), places=range(2, 9))
    assert told(first, first.keys) == told(every, every.keys[2:9])
    placed = index.rank(VacancyProfile(title=""), those=every.keys[7:8])
    assert told(placed, placed.keys) == told(every, every.keys[7:8])


@pytest.mark.usefixtures("small")
def test_a_town_that_is_read_meanwhile_harms_no_ranking() -> None:
    index = drawn_base(random.Random(11))
    pool = index._current()
    assert pool.overview is not None
    for vacancy in (VACANCIES[0], replace(VACANCIES[0], remote=True)):
        query = compile_query(vacancy, index._encoder, SURVEY)
        prepared = prepare(pool.columns, query, index._encoder, pool.sample)
        tables = AdditiveScorer().fit().compile(prepared.emphasis)
        looked = Bearings(pool.columns, pool.overview, prepared), tables, index._encoder
        every = np.arange(pool.columns.n)
        before = OutlinedBounds(*looked).second_look(every)
        index._encoder.city(f"Новый город {vacancy.remote}")
        after = OutlinedBounds(*looked).second_look(every)
        assert after.tolist() == before.tolist()
        facts = outlined(pool.columns, pool.overview, prepared, index._encoder)
        assert len(facts.reachable(True)) == pool.columns.n


@pytest.mark.parametrize("seed", range(200))
def test_the_best_are_found_among_any_bounds(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n = int(chance.integers(0, 3000))
    scores = chance.integers(0, chance.choice([2, 50, 10_000]), n)
    most = (scores + chance.integers(0, chance.choice([1, 30, 5_000]), n)).astype(np.int32)
    rough = (most + chance.integers(0, chance.choice([1, 30, 5_000]), n)).astype(np.int32)
    looks = rough, lambda some: most[some]
    count = int(chance.integers(1, 400))
    order = np.lexsort((np.arange(n), -scores))
    turns, found = best(*looks, count, lambda some: scores[some])
    assert turns.tolist() == order[:count].tolist()
    assert found.tolist() == scores[order[:count]].tolist()
    wanted = np.sort(chance.choice(n, min(n, 3), replace=False)).astype(np.int64)
    turns, _ = reaching(*looks, wanted, lambda some: scores[some])
    last = max((int(np.flatnonzero(order == one)[0]) for one in wanted), default=-1)
    assert turns.tolist() == order[: last + 1].tolist()


def test_few_are_scored_where_bounds_are_tight() -> None:
    scores = np.random.default_rng(1).integers(0, 9_000, 100_000)
    most = (scores + 100).astype(np.int32)
    seen: list[int] = []
    best(
        most,
        lambda some: most[some],
        20,
        lambda some: (seen.extend(some.tolist()), scores[some])[1],
    )
    assert len(seen) == len(set(seen)) < 2_500
