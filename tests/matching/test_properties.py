"""What holds for every vacancy and every candidate, whoever they are."""

import random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.curves import FULL
from matching.scorer import FEATURES, PARTS, AdditiveScorer
from tests.matching.factories import CANDIDATES, VACANCIES, rank, units

POOL = [
    *CANDIDATES["head"]["skills"],
    *VACANCIES["developer"]["must"],
    "вышивание",
    "глаженье шнурков",
]
TITLES = [
    "Руководитель отдела по работе с клиентами",
    "Менеджер по работе с клиентами",
    "Python-разработчик",
    "Повар",
    "",
]
CITIES = ["Москва", "Омск", "Химки", "Питер", "Нетакогогорода"]
SENTENCES = [
    "Вёл переговоры с первыми лицами банков.",
    "Навыки: Python, SQL, переговоры",
    "Опыт работы 7 лет, из них 2 года руководителем.",
    "Готовил горячие блюда.",
    "2015 — 2019 Руководитель отдела по работе с клиентами",
]
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


months = st.integers(2010 * 12, 2026 * 12 + 10)


@st.composite
def positions(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(months)
    end = draw(maybe(st.integers(start, 2026 * 12 + 10)))
    return {
        "title": draw(st.sampled_from(TITLES)),
        "start": f"{start // 12}-{start % 12 + 1:02d}",
        "end": None if end is None else f"{end // 12}-{end % 12 + 1:02d}",
        "description": draw(st.sampled_from(["", *SENTENCES])),
    }


candidates = st.fixed_dictionaries(
    {
        "title": maybe(st.sampled_from(TITLES)),
        "text": maybe(st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n".join)),
        "skills": maybe(st.lists(st.sampled_from(POOL), max_size=5)),
        "positions": maybe(st.lists(positions(), max_size=4)),
        "experience_years": maybe(st.integers(0, 30)),
        "management_years": maybe(st.integers(0, 10)),
        "education": maybe(st.sampled_from(["высшее", "колледж", "школа", "иное"])),
        "languages": maybe(st.dictionaries(st.sampled_from(["en", "de"]), st.just("B1"))),
        "city": maybe(st.sampled_from(CITIES)),
        "relocation": maybe(st.booleans()),
        "remote": maybe(st.booleans()),
        "salary_expected": maybe(st.integers(0, 500_000)),
        "currency": maybe(st.sampled_from(["RUB", "USD"])),
    }
)
vacancies = st.fixed_dictionaries(
    {
        "title": maybe(st.sampled_from(TITLES)),
        "text": maybe(st.sampled_from(SENTENCES)),
        "must": maybe(st.lists(st.sampled_from(POOL), max_size=4)),
        "nice": maybe(st.lists(st.sampled_from(POOL), max_size=3)),
        "experience_years": maybe(st.integers(0, 10)),
        "management_years": maybe(st.integers(0, 5)),
        "education": maybe(st.sampled_from(["высшее", "не требуется"])),
        "languages": maybe(st.just({"en": "spoken"})),
        "city": maybe(st.sampled_from(CITIES)),
        "remote": maybe(st.booleans()),
        "segment": maybe(st.sampled_from(["agency", "company"])),
        "salary_to": maybe(st.integers(0, 300_000)),
    }
)


@quick
@given(vacancies, st.lists(candidates, min_size=1, max_size=4))
def test_parts_add_up_and_stay_within_their_weights(
    wanted: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    ranking = rank(wanted, rows)

    assert sum(round(weight * 100) for weight in ranking.weights.values()) == 10_000
    for key in ranking.keys:
        explanation = ranking.explain(key)
        assert abs(sum(part.points for part in explanation.parts) - explanation.score) < 1e-6
        assert 0 <= explanation.low <= explanation.score <= explanation.high <= 100
        for part in explanation.parts:
            assert 0 <= part.low <= part.points <= part.high <= part.weight


@st.composite
def learnt(draw: st.DrawFn) -> AdditiveScorer:
    """A scorer that has learnt from some verdicts."""
    drawn = np.random.default_rng(draw(st.integers(0, 1000)))
    levels = drawn.integers(0, FULL + 1, (40, len(FEATURES)))
    return AdditiveScorer(prior_weight=20).fit(levels, drawn.integers(0, 5, 40))


@quick
@given(
    vacancies,
    candidates,
    learnt(),
    st.dictionaries(st.sampled_from(PARTS), st.integers(1, 50)),
    st.sampled_from(POOL),
)
def test_the_same_holds_for_learnt_models_and_own_weights(
    wanted: dict[str, Any],
    row: dict[str, Any],
    scorer: AdditiveScorer,
    weights: dict[str, int],
    skill: str,
) -> None:
    wanted = wanted | {"must": [*(wanted["must"] or []), skill], "salary_to": 100_000}
    more = row | {"skills": [*(row["skills"] or []), skill]}
    dearer = row | {"salary_expected": 10**9, "currency": "RUB"}
    ranking = rank(wanted, [row, more, dearer], scorer=scorer, weights=weights)
    plain, skilled, asking = (ranking.explain(key) for key in range(3))

    assert skilled.score >= plain.score
    assert plain.low <= asking.score <= plain.high or row["salary_expected"] is not None
    for explanation in (plain, skilled, asking):
        assert abs(sum(f.points for f in explanation.features) - explanation.score) < 1e-6
        assert explanation.low <= explanation.score <= explanation.high


@quick
@given(vacancies, st.lists(candidates, min_size=2, max_size=6), st.randoms())
def test_order_of_lines_changes_nothing(
    wanted: dict[str, Any], rows: list[dict[str, Any]], shuffler: random.Random
) -> None:
    places = list(range(len(rows)))
    shuffler.shuffle(places)
    straight = units(rank(wanted, rows))
    shuffled = units(rank(wanted, [rows[place] for place in places]))

    assert [straight[place] for place in places] == shuffled


@quick
@given(vacancies, candidates, st.sampled_from(POOL))
def test_a_must_have_more_never_lowers(
    wanted: dict[str, Any], row: dict[str, Any], skill: str
) -> None:
    wanted = wanted | {"must": [*(wanted["must"] or []), skill]}
    more = row | {"skills": [*(row["skills"] or []), skill]}
    before, after = units(rank(wanted, [row, more]))

    assert after >= before


@quick
@given(vacancies, candidates, st.integers(1, 300_000), st.integers(0, 300_000))
def test_a_wish_further_above_the_offer_never_raises(
    wanted: dict[str, Any], row: dict[str, Any], above: int, further: int
) -> None:
    wanted = wanted | {"salary_to": 100_000}
    near = row | {"salary_expected": 100_000 + above, "currency": "RUB"}
    far = near | {"salary_expected": 100_000 + above + further}
    before, after = units(rank(wanted, [near, far]))

    assert after <= before


@quick
@given(vacancies, candidates, st.integers(0, 60), st.integers(0, 120))
def test_more_years_in_the_wanted_post_never_lower(
    wanted: dict[str, Any], row: dict[str, Any], months_held: int, more: int
) -> None:
    title = wanted["title"] or "Повар"
    start = 2026 * 12 + 10 - months_held

    def with_start(month: int) -> dict[str, Any]:
        held = {"title": title, "start": f"{month // 12}-{month % 12 + 1:02d}"}
        return row | {"positions": [held]}

    before, after = units(rank(wanted, [with_start(start), with_start(start - more)]))

    assert after >= before


@quick
@given(vacancies, candidates, st.integers(0, 20), st.integers(0, 20))
def test_more_stated_years_never_lower(
    wanted: dict[str, Any], row: dict[str, Any], years: int, more: int
) -> None:
    for field in ("experience_years", "management_years"):
        before, after = units(rank(wanted, [row | {field: years}, row | {field: years + more}]))
        assert after >= before


@quick
@given(vacancies, candidates)
def test_telling_an_unknown_fact_stays_within_the_interval(
    wanted: dict[str, Any], row: dict[str, Any]
) -> None:
    silent = row | {"salary_expected": None}
    told = [row | {"salary_expected": wish, "currency": "RUB"} for wish in (1, 90_000, 10**9)]
    ranking = rank(wanted, [silent, *told])
    before = ranking.explain(0)

    for key in (1, 2, 3):
        assert before.low <= ranking.explain(key).score <= before.high


@quick
@given(vacancies, candidates, st.fixed_dictionaries({part: st.integers(0, 50) for part in PARTS}))
def test_own_weights_still_sum_to_a_hundred(
    wanted: dict[str, Any], row: dict[str, Any], weights: dict[str, int]
) -> None:
    weights = {part: weight + 1 for part, weight in weights.items()}
    ranking = rank(wanted, [row], weights=weights)

    assert sum(round(weight * 100) for weight in ranking.weights.values()) == 10_000
    assert ranking.low[0] <= ranking.scores[0] <= ranking.high[0]
