"""Numbers for words, titles, skills and the like: each gets the next one and keeps it."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

UNKNOWN = -1
"""Stands for a fact that is not known in every column."""

Item = TypeVar("Item", bound=Hashable)


class Numbers(Generic[Item]):
    """Gives each distinct item the next number and keeps it."""

    def __init__(self) -> None:
        self._given: list[Item] = []
        self._numbers: dict[Item, int] = {}

    @property
    def items(self) -> Sequence[Item]:
        """All items in the order of their numbers."""
        return self._given

    def number(self, item: Item) -> int:
        """Return the item's number, a new one if need be."""
        found = self.find(item)
        if found == UNKNOWN:
            found = self._numbers[item] = len(self.items)
            self._append(item)
        return found

    def find(self, item: Item) -> int:
        """Return the item's number or ``UNKNOWN``."""
        return self._numbers.get(item, UNKNOWN)

    def take_over(self, items: Iterable[Item]) -> None:
        """Give these items, all distinct, the first numbers.

        Raises
        ------
        ValueError
            If any number has been given already.
        """
        self._check_none_given()
        for item in items:
            self.number(item)

    def _check_none_given(self) -> None:
        if len(self):
            raise ValueError("numbers were given already")

    def _append(self, item: Item) -> None:
        self._given.append(item)

    def __len__(self) -> int:
        return len(self.items)
