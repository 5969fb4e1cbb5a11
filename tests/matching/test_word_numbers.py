"""Words that are stored keep their numbers, and further ones get the next."""

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.numbering import UNKNOWN
from matching.word_numbers import WordNumbers, Words

WORDS = st.lists(st.text(max_size=6), unique=True, max_size=30)


def stored(words: list[str]) -> Words:
    return Words(**Words.of(words).arrays())


@given(WORDS, st.text(max_size=6))
def test_each_word_is_found_by_its_number_and_by_itself(words: list[str], other: str) -> None:
    found = stored(words)
    assert list(found) == words
    assert [found.find_stored(word) for word in words] == list(range(len(words)))
    assert found.find_stored(other) == (words.index(other) if other in words else UNKNOWN)
    assert found[1:] == words[1:]
    assert found[-2:] == words[-2:]


@given(WORDS, WORDS)
def test_numbers_go_on_behind_those_that_are_stored(words: list[str], more: list[str]) -> None:
    plain, going_on = WordNumbers(), WordNumbers()
    plain.take_over(words)
    going_on.go_on(stored(words))
    for word in more:
        assert going_on.find(word) == plain.find(word)
        assert going_on.number(word) == plain.number(word)
    assert list(going_on.items) == list(plain.items)
    assert len(going_on) == len(plain)


def test_words_with_the_same_checksum_are_told_apart() -> None:
    words = ["plumless", "other", "buckeroo"]
    assert crc32(b"plumless") == crc32(b"buckeroo")
    assert [stored(words).find_stored(word) for word in words] == [0, 1, 2]
    assert stored(words[:2]).find_stored("buckeroo") == UNKNOWN


def test_no_word_beyond_the_end() -> None:
    found = stored(["б", "а"])
    found.append("в")
    assert found[2] == found[-1] == "в"
    assert found[0] == found[-3] == "б"
    for number in (3, -4):
        with pytest.raises(IndexError):
            found[number]


def test_what_has_numbers_takes_no_others_over() -> None:
    numbers = WordNumbers()
    numbers.number("а")
    with pytest.raises(ValueError, match="given already"):
        numbers.go_on(stored(["б"]))
    with pytest.raises(ValueError, match="given already"):
        numbers.take_over(["б"])
