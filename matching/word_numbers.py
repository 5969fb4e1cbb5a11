"""Distinct words by their numbers, the first of which stay in their file until they are asked for.

A base of a million has two hundred thousand: read into a dictionary they would take a third of the
time until a new process answers, and memory of their own in each.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Self, overload

import numpy as np

from matching.growing import Array
from matching.numbering import UNKNOWN, Numbers

ERRORS = "surrogatepass"
"""Whatever a word is made of, it comes back as it was."""


class Words(Sequence[str]):
    """Words by their numbers; more may come behind those that are stored.

    Parameters
    ----------
    text : array of uint8
        All stored words in the order of their checksums, one behind the other.
    sums : array of uint32
        The checksums, rising; a few words have the same.
    ends : array of shape (n,)
        Where each word ends in ``text``.
    numbers : array of shape (n,)
        The number of each.
    places : array of shape (n,)
        At which place in that order the word of each number stands.
    """

    def __init__(
        self, *, text: Array, sums: Array, ends: Array, numbers: Array, places: Array
    ) -> None:
        self._text, self._sums, self._ends = text, sums, ends
        self._numbers, self._places = numbers, places
        self._more: list[str] = []

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """Return words as they are stored."""
        written = [word.encode(errors=ERRORS) for word in words]
        sums = np.array(list(map(zlib.crc32, written)), dtype=np.uint32)
        numbers = np.argsort(sums, kind="stable").astype(np.int32)
        ordered = [written[number] for number in numbers.tolist()]
        places = np.empty_like(numbers)
        places[numbers] = np.arange(len(numbers), dtype=np.int32)
        return cls(
            text=np.frombuffer(b"".join(ordered), dtype=np.uint8),
            sums=sums[numbers],
            ends=np.cumsum(list(map(len, ordered)), dtype=np.int32),
            numbers=numbers,
            places=places,
        )

    def arrays(self) -> dict[str, Array]:
        """Return all that is stored by the names of the parameters."""
        return {
            "text": self._text,
            "sums": self._sums,
            "ends": self._ends,
            "numbers": self._numbers,
            "places": self._places,
        }

    def append(self, word: str) -> None:
        """Add one more, in memory."""
        self._more.append(word)

    def find_stored(self, word: str) -> int:
        """Return the number of a stored word; ``UNKNOWN`` if it is none."""
        sought = word.encode(errors=ERRORS)
        # Of the kind of the others, or all of them would be turned into another.
        checksum = np.uint32(zlib.crc32(sought))
        place = int(self._sums.searchsorted(checksum))
        while place < len(self._sums) and self._sums[place] == checksum:
            if self._written(place) == sought:
                return int(self._numbers[place])
            place += 1
        return UNKNOWN

    def __len__(self) -> int:
        return len(self._ends) + len(self._more)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number, stored = number % len(self), len(self._ends)
        if number >= stored:
            return self._more[number - stored]
        return self._written(int(self._places[number])).decode(errors=ERRORS)

    def _written(self, place: int) -> bytes:
        begin = int(self._ends[place - 1]) if place else 0
        return self._text[begin : int(self._ends[place])].tobytes()


class WordNumbers(Numbers[str]):
    """Gives each distinct word the next number and keeps it; the first ones may be stored."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words.of(())

    @property
    def items(self) -> Words:
        """All words in the order of their numbers."""
        return self._words

    def find(self, item: str) -> int:
        """Return the word's number or ``UNKNOWN``."""
        found = self._numbers.get(item)
        if found is None:
            found = self._words.find_stored(item)
            if found != UNKNOWN:
                self._numbers[item] = found  # whoever asks once asks again
        return found

    def go_on(self, words: Words) -> None:
        """Give further words the numbers behind some that are stored.

        Raises
        ------
        ValueError
            If any number has been given already.
        """
        self._check_none_given()
        self._words = words

    def _append(self, item: str) -> None:
        self._words.append(item)
