"""Shards in threads rank as the whole base does."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from matching import pool as pools
from matching.backends import Backend, ThreadBackend
from matching.index import CandidateIndex
from matching.index_files import fingerprint
from matching.keys import Key
from matching.profiles import CandidateProfile, VacancyProfile
from matching.scorer import UNITS
from matching.shards import Answer, Question, Shard
from tests.matching.factories import AS_OF, SURVEY
from tests.matching.test_patching import NEVER, person
from tests.matching.test_searching import (
    PEOPLE,
    drawn_scorer,
    drawn_vacancy,
    drawn_wanted,
    rank_or_refusal,
)

MARK = fingerprint()
SHARDS = 3
ASKED = 12


def drawn_base(chance: random.Random) -> CandidateIndex:
    """Some people with numbers for keys, of whom some changed since: files hold no other keys."""
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.update((key, person(chance)) for key in range(PEOPLE))
    index.prepare()
    index.update((key, person(chance)) for key in chance.sample(range(PEOPLE + 9), 12))
    index.remove(chance.sample(range(PEOPLE), 5))
    return index


def sharded(index: CandidateIndex, folder: Path) -> list[Shard]:
    folder.mkdir()
    index.save_shards(folder, MARK, SHARDS)
    return [Shard(path, MARK, AS_OF) for path in sorted(folder.iterdir())]


def whole(index: CandidateIndex, question: Question) -> Answer | None:
    """What the base answers as a whole; None where nothing that is asked has a weight."""
    options: dict[str, Any] = {
        "survey": question.survey, "scorer": question.scorer, "weights": question.weights,
        "wanted": question.wanted,
    }  # fmt: skip
    ranking = rank_or_refusal(index, question.vacancy, options)
    if ranking is None:
        return None
    units = (ranking.scores * UNITS).round().astype(int).tolist()[: question.count]
    keys = ranking.keys[: question.count]
    return Answer(keys, tuple(units), ranking.total, ranking.n_passed, ranking.removed)


def questions(index: CandidateIndex, chance: random.Random, count: int) -> Iterator[Question]:
    """Questions that have an answer."""
    pool = index._current()
    keys: list[Key] = [pool.keys[row] for row in pool.rows]
    while count:
        question = Question(
            drawn_vacancy(chance), chance.choice([1, 10, 1000]), chance.choice([None, SURVEY]),
            drawn_scorer(chance), {"text": 1}, drawn_wanted(chance, keys),
        )  # fmt: skip
        if whole(index, question) is not None:
            count -= 1
            yield question


def same(index: CandidateIndex, backend: Backend, asked: Sequence[Question]) -> None:
    for question in asked:
        assert backend.ask(question) == whole(index, question)


def test_shards_judge_by_the_sample_even_when_all_of_it_have_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "SAMPLE", 16)
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.update(
        (key, CandidateProfile(title="Повар", text=f"Готовил блюда {'банкет ' * (key % 3)}{key}"))
        for key in range(60)
    )
    index.prepare()
    sampled = index._current().sampled
    assert sampled is not None
    index.remove(list(sampled.keys))
    backend = ThreadBackend(sharded(index, tmp_path / "shards"))
    vacancy = VacancyProfile(title="Повар", text="Готовить блюда, банкет")
    same(index, backend, [Question(vacancy, 3)])
    backend.close()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("sample", [16, 4096])
def test_shards_in_threads_answer_as_the_whole_base(
    seed: int, sample: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "SAMPLE", sample)
    chance = random.Random(seed)
    index = drawn_base(chance)
    backend = ThreadBackend(sharded(index, tmp_path / "shards"))
    same(index, backend, list(questions(index, chance, ASKED)))
    backend.close()
