"""What tells of a large base who could be among the best, without reading everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from matching.columns import Columns
from matching.growing import Array, Rooms
from matching.inverted import Inverted
from matching.outlines import Outline


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """The outline of every row, and the lists of who has what."""

    outline: Outline
    lists: Inverted

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """Look over columns."""
        return cls(Outline.of(columns), Inverted.of(columns))

    @classmethod
    def read(cls, outline: Mapping[str, Array], lists: Mapping[str, Array]) -> Self:
        """Return the overview of what its two parts give as arrays."""
        return cls(Outline.read(outline), Inverted.read(lists))

    def joined(self, more: Columns, rooms: Rooms) -> "Overview":
        """Return the overview of these rows and then some more."""
        first = len(self.outline.flags)
        return Overview(
            self.outline.joined(Outline.of(more), rooms), self.lists.joined(more, first, rooms)
        )
