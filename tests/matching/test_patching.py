"""A patched index ranks bit for bit as one assembled from the same candidates and statistics."""

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching.assembling import assemble
from matching.growing import Rooms
from matching.index import CandidateIndex, Filters, Key, Patience, Ranking, Wanted
from matching.keys import Keys
from matching.pool import Pool
from matching.profiles import CandidateProfile, Money, Position, VacancyProfile
from matching.reasons import reasons
from matching.turns import Turns
from tests.matching.factories import AS_OF, SURVEY, packaged_rules

NEVER = Patience(at_once=0, share=1e9, seconds=1e9)
"""Statistics of the first build for good."""

CASES = 200
TITLES = (
    "Руководитель отдела по работе с клиентами", "Менеджер по работе с клиентами", "Повар",
    "Python-разработчик", "Head of customer relations", "Заведующий хозяйством", "",
)  # fmt: skip
ADVERT = (
    "Ведение переговоров с первыми лицами банков, разбор претензий и подготовка предложений. "
    "Развитие отдела из десяти человек, обучение новых сотрудников, отчёты для директора. "
    "Опыт работы в продажах от трёх лет, свободный английский язык, готовность к поездкам."
)
SENTENCES = (
    "Вёл переговоры с первыми лицами банков.", "Навыки: Python, SQL, переговоры", ADVERT,
    "Опыт работы 7 лет, из них 2 года руководителем.", "Готовил горячие блюда и соусы.",
    "2015 — 2019 Руководитель отдела по работе с клиентами", "Нет опыта переговоров.",
    "Опыт работы 12 лет.", ", ".join(f"навык{n}" for n in range(170)), "Шил паруса.",
)  # fmt: skip
SKILLS = (
    "переговоры",
    "Python",
    "разбор претензий",
    "вышивание",
    "SQL",
    "коммерческие предложения",
)
CITIES = ("Москва", "Омск", "Химки", "Нетакогогорода", None)
VACANCIES = (
    VacancyProfile(
        title=TITLES[0], text=ADVERT, must=("переговоры", "вышивание"), nice=("SQL",),
        city="Москва", segment="company", languages={"en": "fluent"}, education="higher",
        experience_months=36, salary_to=Money(20_000_000, "RUB"), bands=packaged_rules(),
    ),
    VacancyProfile(title="Повар", text="Готовить горячие блюда. Шить паруса.", remote=True),
    VacancyProfile(title="Python-разработчик"),
)  # fmt: skip
FILTERS = (
    Filters(),
    Filters(must_skills=True, query="переговоры", keep_unknown=False),
    Filters(place=True, experience_months=24, expectation=Money(15_000_000, "RUB")),
)


def person(chance: random.Random) -> CandidateProfile:
    """Somebody with a bit of everything, or with nothing."""
    if chance.random() < 0.05:
        return CandidateProfile()

    def post() -> Position:
        start = AS_OF - chance.randrange(1, 200)
        end = chance.choice([None, min(AS_OF, start + chance.randrange(60))])
        return Position(
            chance.choice(TITLES), start if chance.random() < 0.9 else None, end,
            chance.choice(SENTENCES),
        )  # fmt: skip

    return CandidateProfile(
        title=chance.choice(TITLES) if chance.random() < 0.9 else f"Мастер {chance.random()}",
        text=" ".join(chance.sample(SENTENCES, chance.randrange(4))) + f" дело{chance.random()}",
        skills=tuple(chance.sample(SKILLS, chance.randrange(5))) or None,
        positions=tuple(post() for _ in range(chance.randrange(4))),
        experience_months=chance.choice([None, None, 0, 30, 120]),
        management_months=chance.choice([None, None, 24]),
        education=chance.choice([None, "secondary", "higher"]),
        languages=chance.choice([None, {}, {"en": "fluent"}, {"en": "basic", "de": "spoken"}]),
        city=chance.choice(CITIES),
        relocation=chance.choice([None, True, False]),
        remote=chance.choice([None, True, False]),
        salary_expected=chance.choice([None, Money(chance.randrange(5, 30) * 1_000_000, "RUB")]),
        net=chance.choice([None, True]),
    )


def told(ranking: Ranking) -> dict[str, Any]:
    """All that a ranking says, sums to the last bit."""
    keys = ranking.keys
    return {
        "keys": keys,
        "numbers": [
            array.tobytes()
            for array in (
                ranking.scores, ranking.low, ranking.high, ranking.parts, ranking.bands,
                ranking.levels(keys),
            )
        ],
        "counts": (ranking.total, ranking.removed, ranking.removed_alone),
        "explained": [ranking.explain(key) for key in keys],
        "reasons": [reasons(ranking.explain(key), "ru") for key in keys[:6]],
        "changes": [ranking.changes(key, places=3) for key in keys[-3:]],
    }  # fmt: skip


def assembled(index: CandidateIndex, people: dict[Key, CandidateProfile]) -> CandidateIndex:
    """An index of the same people and statistics, all put together at once."""
    columns = index._current().columns
    keys = sorted(people, key=lambda key: (isinstance(key, str), key))
    encoded = [index._encoder.encode(people[key]) for key in keys]
    other = CandidateIndex(AS_OF, patience=NEVER)
    other._encoder = index._encoder
    other._pool = Pool(
        Keys(keys),
        Turns.of(len(keys)),
        assemble(encoded, index._encoder, columns.statistics),
    ).with_sample()
    return other


def same(
    index: CandidateIndex, other: CandidateIndex, vacancy: VacancyProfile, filters: Filters
) -> None:
    own = told(index.rank(vacancy, survey=SURVEY, wanted=Wanted(filters)))
    theirs = told(other.rank(vacancy, survey=SURVEY, wanted=Wanted(filters)))
    for what, value in own.items():
        assert value == theirs[what], what
    supplies = [one.supply(vacancy, survey=SURVEY) for one in (index, other)]
    counts = [
        (one.n_candidates, one.alone, one.fits(None), one.fits(10**7), one.perhaps(10**7))
        for one in supplies
    ]
    assert counts[0] == counts[1]
    if vacancy.bands is not None:
        standings = [list(one.standings(vacancy.bands).items()) for one in (index, other)]
        assert standings[0] == standings[1]


def change(
    chance: random.Random, index: CandidateIndex, people: dict[Key, CandidateProfile]
) -> None:
    """Add, replace and remove some, keys of both kinds in any order; some come back at once."""
    known = list(people)
    gone = chance.sample(known, min(len(known), chance.randrange(4)))
    come: list[Key] = [chance.randrange(-5, 60) for _ in range(chance.randrange(4))]
    come += [f"key-{chance.randrange(9)}" for _ in range(chance.randrange(2))]
    come += chance.sample(gone, len(gone) // 2)
    index.remove([*gone, "nobody"])
    for key in gone:
        del people[key]
    for key in come:
        people[key] = person(chance)
        index.update([(key, people[key])])


@pytest.mark.parametrize("seed", range(CASES))
def test_after_any_changes_everything_is_as_if_assembled_at_once(seed: int) -> None:
    chance = random.Random(seed)
    index = CandidateIndex(AS_OF, patience=NEVER)
    people: dict[Key, CandidateProfile] = {
        key: person(chance) for key in chance.sample(range(60), chance.choice([0, 1, 8, 24]))
    }
    index.update(people.items())
    index.prepare()
    for _ in range(chance.randrange(1, 5)):
        change(chance, index, people)
        if chance.random() < 0.7:
            index.prepare()
    same(index, assembled(index, people), chance.choice(VACANCIES), chance.choice(FILTERS))


@pytest.mark.parametrize("seed", range(20))
def test_put_in_order_everything_is_as_if_built_at_once(seed: int) -> None:
    chance = random.Random(seed)
    people: dict[Key, CandidateProfile] = {key: person(chance) for key in range(20)}
    patient, impatient = CandidateIndex(AS_OF, patience=NEVER), CandidateIndex(AS_OF)
    patient.update(people.items())
    patient.prepare()
    for _ in range(4):
        change(chance, patient, people)
        patient.prepare()
    assert patient._pool is not None
    patient._pool = patient._pool.refitted()
    # The same words in the same order, so that not even the last bit of a theme may differ.
    impatient._encoder = patient._encoder
    impatient.update(people.items())
    same(patient, impatient, VACANCIES[seed % 3], FILTERS[seed // 3 % 3])


def test_a_ranking_taken_before_a_change_stays_as_it_was() -> None:
    chance = random.Random(5)
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.update((key, person(chance)) for key in range(30))
    before = index.rank(VACANCIES[0], survey=SURVEY)
    kept = told(before)
    index.remove([before.keys[0]])
    index.update((key, person(chance)) for key in range(30, 50))
    assert before.keys[0] not in index.rank(VACANCIES[0], survey=SURVEY).keys
    assert told(before) == kept


def test_a_change_copies_nothing_that_was_there() -> None:
    chance = random.Random(6)
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.update((key, person(chance)) for key in range(300))
    index.prepare()
    before = index._current().columns
    index.update([(7, person(chance))])
    after = index._current().columns
    assert after.n == before.n + 1
    assert after.n_live == before.n
    for column in ("tokens", "pair_marks", "titles.values", "row_weights.told", "theme_places"):
        old, new = (value_of(one, column) for one in (before, after))
        assert np.shares_memory(old, new), column


def value_of(columns: Any, path: str) -> Any:
    for name in path.split("."):
        columns = getattr(columns, name)
    return getattr(columns, "indices", columns)


def test_new_words_are_weighed_as_unheard_ones() -> None:
    index = CandidateIndex(AS_OF, patience=NEVER)
    cook = CandidateProfile(title="Повар", text="Готовил горячие блюда каждый день.")
    index.update((key, cook) for key in range(20))
    index.prepare()
    index.update([(20, replace(cook, text="Глазировал сервелат."))])
    columns = index._current().columns
    term = index._encoder.terms.find("сервелат")
    assert columns.rarity[term] == columns.statistics.unheard(1)[0]
    assert not columns.themes.terms[term].any()


# ---------- room behind arrays ----------


def test_two_who_go_on_from_one_array_do_not_meet() -> None:
    rooms = Rooms()
    first = rooms.joined("a", np.arange(3), np.array([3]))
    left = rooms.joined("a", first, np.array([10, 11]))
    right = rooms.joined("a", first, np.array([20, 21]))
    further = rooms.joined("a", left, np.array([12]))
    assert left.tolist() == [0, 1, 2, 3, 10, 11]
    assert right.tolist() == [0, 1, 2, 3, 20, 21]
    assert further.tolist() == [0, 1, 2, 3, 10, 11, 12]
    assert np.shares_memory(first, left)
    assert not np.shares_memory(first, right)


def test_room_that_is_used_up_is_made_anew() -> None:
    rooms = Rooms()
    array = np.zeros((0, 2), dtype=np.int32)
    for number in range(500):
        array = rooms.joined("a", array, np.full((1, 2), number))
    assert array.dtype == np.int32
    assert array[:, 1].tolist() == list(range(500))
