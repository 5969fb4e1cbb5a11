"""An index that was written and opened again ranks, changes and grows as the one that wrote it."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from matching import pool as pools
from matching.index import CandidateIndex, Key, Patience
from matching.index_files import MANIFEST, Beside, IndexFileError, fingerprint
from matching.profiles import CandidateProfile
from tests.matching.factories import AS_OF
from tests.matching.test_patching import FILTERS, NEVER, VACANCIES, person, same

MARK = fingerprint()


def written(
    folder: Path, seed: int, n: int = 40
) -> tuple[CandidateIndex, dict[Key, CandidateProfile]]:
    chance = random.Random(seed)
    people: dict[Key, CandidateProfile] = {key: person(chance) for key in range(n)}
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.update(people.items())
    folder.mkdir(exist_ok=True)
    index.save(folder, MARK, Beside({"rates": {"USD": 9000}}, {"ids": np.arange(3)}))
    return index, people


def opened(folder: Path) -> tuple[CandidateIndex, Beside]:
    return CandidateIndex.opened(folder, MARK, AS_OF, patience=NEVER)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("sample", [16, 4096])
def test_opened_it_ranks_bit_for_bit_the_same(
    seed: int, sample: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "SAMPLE", sample)
    index, _ = written(tmp_path, seed)
    other, beside = opened(tmp_path)
    assert beside.facts == {"rates": {"USD": 9000}}
    assert beside.arrays["ids"].tolist() == [0, 1, 2]
    assert len(other) == len(index)
    same(index, other, VACANCIES[seed % 3], FILTERS[seed % 3])


@pytest.mark.parametrize("seed", range(12))
def test_changes_since_are_taken_in_by_each_for_itself(seed: int, tmp_path: Path) -> None:
    index, people = written(tmp_path, seed)
    one, another = opened(tmp_path)[0], opened(tmp_path)[0]
    chance = random.Random(seed)
    changes = [(key, person(chance)) for key in chance.sample(range(60), 9)]
    for each in (index, one):
        each.update(changes)
        each.remove([30, 31])
    same(index, one, VACANCIES[seed % 3], FILTERS[0])
    assert another.differing(people.items()) == []
    again = opened(tmp_path)[0]
    same(another, again, VACANCIES[seed % 3], FILTERS[0])


def test_a_change_writes_behind_what_is_mapped_and_copies_nothing(tmp_path: Path) -> None:
    written(tmp_path, 3, n=300)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    index = opened(tmp_path)[0]
    held = index._current().columns
    index.update([(7, person(random.Random(1)))])
    grown = index._current().columns
    for name in ("tokens", "pair_marks", "total", "theme_places"):
        assert np.shares_memory(getattr(held, name), getattr(grown, name)), name
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_was_changed_is_written_in_order_and_anew(tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    index, people = written(tmp_path / "first", 4)
    chance = random.Random(9)
    for key in (3, 5, 77):
        people[key] = person(chance)
        index.update([(key, people[key])])
    index.remove([11])
    del people[11]
    (tmp_path / "second").mkdir()
    index.save(tmp_path / "second", MARK, Beside())
    other = opened(tmp_path / "second")[0]
    columns = other._current().columns
    assert columns.n == columns.n_live == len(people)
    assert other.differing(people.items()) == []
    assert set(other.keys) == set(people)


def test_who_is_held_otherwise_or_not_at_all_is_told(tmp_path: Path) -> None:
    _, people = written(tmp_path, 5)
    index = opened(tmp_path)[0]
    people[4] = CandidateProfile(title="Повар", text="Готовил супы.")
    people[99] = CandidateProfile()
    assert sorted(map(int, index.differing(people.items()))) == [4, 99]


def test_an_open_index_has_few_descriptors(tmp_path: Path) -> None:
    written(tmp_path, 8)
    before = len(list(Path("/proc/self/fd").iterdir()))
    held = [opened(tmp_path)[0] for _ in range(3)]
    assert len(list(Path("/proc/self/fd").iterdir())) - before <= 10 * len(held)


def test_an_index_of_nobody(tmp_path: Path) -> None:
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.save(tmp_path, MARK, Beside())
    other = opened(tmp_path)[0]
    assert len(other) == 0
    other.update([(1, CandidateProfile(title="Повар"))])
    assert other.rank(VACANCIES[1]).keys == (1,)


def test_files_of_another_program_or_month_are_refused(tmp_path: Path) -> None:
    written(tmp_path, 6)
    with pytest.raises(IndexFileError, match="another version"):
        CandidateIndex.opened(tmp_path, "other", AS_OF, patience=Patience())
    with pytest.raises(IndexFileError, match="another month"):
        CandidateIndex.opened(tmp_path, MARK, AS_OF + 1, patience=Patience())


@pytest.mark.parametrize("harm", ["manifest", "cut", "missing", "no json", "field"])
def test_damaged_files_are_refused(harm: str, tmp_path: Path) -> None:
    written(tmp_path, 7)
    manifest, array = tmp_path / MANIFEST, tmp_path / "pool.bin"
    if harm == "manifest":
        manifest.unlink()
    elif harm == "cut":
        array.write_bytes(array.read_bytes()[:-1])
    elif harm == "missing":
        array.unlink()
    elif harm == "no json":
        manifest.write_text("{")
    else:
        about = json.loads(manifest.read_text())
        del about["titles"]
        manifest.write_text(json.dumps(about))
    with pytest.raises(IndexFileError, match="damaged"):
        opened(tmp_path)


def test_a_fingerprint_tells_vocabularies_apart(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("skill")
    assert fingerprint((own,)) != MARK
    assert fingerprint((own,)) == fingerprint((own,))
