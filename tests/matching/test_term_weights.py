"""What words weigh, and who is among a few: worked out for little, the same as for all."""

import numpy as np
import pytest
from scipy import sparse

from matching import term_weights
from matching.columns import count_terms
from matching.membership import is_among
from matching.term_weights import TermWeights


def drawn(chance: np.random.Generator, n: int, n_terms: int) -> sparse.csr_array:
    """Counted texts of up to thirty words, some without any."""
    sizes = chance.integers(0, 30, n) * chance.integers(0, 2, n)
    tokens = chance.integers(0, n_terms, sizes.sum()).astype(np.int32)
    return count_terms(tokens, np.cumsum(sizes), n_terms)


@pytest.mark.parametrize("seed", range(20))
def test_words_that_are_asked_weigh_what_they_weigh_among_all(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n, n_terms = int(chance.integers(1, 9)), 40
    counts = drawn(chance, n, n_terms)
    rarity = chance.integers(100, 900, n_terms).astype(float)
    asked = chance.integers(0, 5_000, n_terms) * chance.integers(0, 2, n_terms).astype(float)
    few, whole = (TermWeights(counts, rarity, 12.0) for _ in range(2))
    assert whole.found.shape == (n, n_terms)
    assert few.share_found(asked, 1e6).tolist() == whole.share_found(asked, 1e6).tolist()
    assert "found" not in vars(few)
    texts = counts.toarray().astype(float)
    assert few.lengths.tolist() == texts.sum(axis=1).tolist()
    told = np.rint(100 * rarity * np.where(texts > 0, 1 + np.log(np.maximum(texts, 1)), 0.0))
    assert few.told.toarray().tolist() == told.tolist()
    assert few.norms.tolist() == np.sqrt(np.maximum((told * told).sum(axis=1), 1.0)).tolist()


def test_a_whole_base_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_weights, "FEW", 3)
    base = TermWeights(drawn(np.random.default_rng(1), 9, 40), np.full(40, 100.0), 12.0)
    base.share_found(np.ones(40), 1e6)
    assert "found" in vars(base)


def test_a_part_is_as_long_as_its_whole() -> None:
    counts = count_terms(np.array([0, 1, 1, 2, 3], dtype=np.int32), np.array([3, 5]), 4)
    whole = TermWeights(counts, np.full(4, 100.0), 2.0)
    kept = count_terms(np.array([2], dtype=np.int32), np.array([1]), 4)
    part = whole.parts(np.array([1]), kept)
    assert part.lengths.tolist() == [2.0]
    assert part.norms.tolist() == whole.norms[1:].tolist()
    asked = np.array([0.0, 0.0, 7.0, 7.0])
    assert 0 < part.share_found(asked, 1e6)[0] < whole.share_found(asked, 1e6)[1]


@pytest.mark.parametrize("few", [[], [3], [1, 3, 8], [0, 9]])
def test_members_of_a_few_are_told(few: list[int]) -> None:
    values = np.array([3, -1, 9, 8, 3, 0])
    expected = [value in few for value in values.tolist()]
    assert is_among(values, np.array(few, dtype=np.int64)).tolist() == expected
    assert is_among(values[:0], np.array(few, dtype=np.int64)).tolist() == []
