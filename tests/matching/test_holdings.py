"""Where things of rows are, told without a number kept for each of them."""

import random
from dataclasses import replace

import numpy as np
import pytest

from matching import holdings, inverted
from matching.assembling import assemble
from matching.columns import Columns
from matching.holdings import MOST, behind, counted_up
from matching.index import CandidateIndex
from matching.inverted import Inverted
from matching.keys import Keys
from matching.profiles import CandidateProfile
from matching.turns import Turns
from tests.matching.factories import AS_OF
from tests.matching.test_patching import person


def columns_of(chance: random.Random, n: int) -> Columns:
    encoder = CandidateIndex(AS_OF)._encoder
    people = [person(chance) for _ in range(n)]
    people[n // 2] = CandidateProfile()  # somebody without anything
    return assemble([encoder.encode(one) for one in people], encoder)


@pytest.fixture(scope="module")
def columns() -> Columns:
    return columns_of(random.Random(5), 60)


def test_documents_of_few_tokens_are_those_of_all(
    columns: Columns, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = replace(columns)
    monkeypatch.setattr(holdings, "FEW_TOKENS", 0)
    places = np.arange(len(columns.tokens))
    np.testing.assert_array_equal(fresh.documents_at(places), columns.token_documents)
    some = places[7::5]
    np.testing.assert_array_equal(fresh.documents_at(some), columns.token_documents[some])
    assert len(fresh.documents_at(places[:0])) == 0
    assert "token_documents" not in vars(fresh)


def test_rows_are_known_by_where_things_end(columns: Columns) -> None:
    places = np.arange(len(columns.tokens))
    np.testing.assert_array_equal(columns.rows_at(places, "tokens"), columns.token_rows)
    sizes = np.bincount(columns.token_rows, minlength=columns.n)
    np.testing.assert_array_equal(np.cumsum(sizes), columns.token_ends)


def test_what_is_counted_never_overflows() -> None:
    assert counted_up(np.array([2, 0, MOST - 2])).tolist() == [2, 2, MOST]
    with pytest.raises(OverflowError, match="shards"):
        counted_up(np.array([2, 0, MOST - 1]))
    ends = np.array([2, 5], dtype=np.int32)
    assert behind(ends, np.array([7, MOST - 5], dtype=np.int32)).tolist() == [MOST - 3, MOST]
    with pytest.raises(OverflowError, match="shards"):
        behind(ends, np.array([MOST - 4], dtype=np.int32))


@pytest.mark.parametrize("block", [1, 7, 64])
def test_words_are_listed_block_by_block(
    columns: Columns, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(inverted, "BLOCK", block)
    lists = Inverted.of(columns)
    for term in (-1, *range(0, columns.n_terms, 3), columns.n_terms):
        users = np.unique(columns.token_rows[columns.tokens == term])
        np.testing.assert_array_equal(lists.using(columns, [term]), users)


def test_turns_are_those_of_all_keys_in_order() -> None:
    chance = random.Random(3)
    names = [*range(0, 90, 3), "а", "б", "я"]
    keys, turns = Keys(names), Turns.of(len(names))
    live = np.ones(len(names), dtype=bool)
    held = {key: row for row, key in enumerate(names)}
    for _ in range(200):
        some = chance.sample([*range(95), "а", "в", "э", "я"], chance.randint(1, 4))
        some.sort(key=lambda key: (isinstance(key, str), key))
        going = [held.pop(key) for key in some if key in held]
        come = [key for key in some if chance.random() < 0.6]
        n = len(keys)
        live = np.append(live, np.ones(len(come), dtype=bool))
        live[going] = False
        keys = keys.joined(come)
        turns = turns.changed(going, range(n, n + len(come)), keys)
        held |= {key: n + place for place, key in enumerate(come)}
        expected = sorted(held, key=lambda key: (isinstance(key, str), key))
        assert [keys[row] for row in turns.rows(live).tolist()] == expected
        assert all(turns.row_of(key, keys, live) == held.get(key) for key in (*range(95), "в"))
        marked = live & (np.arange(len(live)) % 3 > 0)
        assert turns.rows(marked).tolist() == [held[k] for k in expected if held[k] % 3]
