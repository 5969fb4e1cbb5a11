"""Numbers for words, titles, skills and the like: each gets the next one and keeps it."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

UNKNOWN = -1
"""Stands for a fact that is not known in every column."""

Item = TypeVar("Item", bound=Hashable)


class Numbers(Generic[Item]):
    """Gives each distinct item the next number and keeps it."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._numbers: dict[Item, int] = {}

    def number(self, item: Item) -> int:
        """Return the item's number, a new one if need be."""
        found = self._numbers.get(item)
        if found is None:
            found = self._numbers[item] = len(self.items)
            self.items.append(item)
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
        if self.items:
            raise ValueError("numbers were given already")
        self.items.extend(items)
        self._numbers.update(zip(self.items, range(len(self.items)), strict=True))

    def __len__(self) -> int:
        return len(self.items)
