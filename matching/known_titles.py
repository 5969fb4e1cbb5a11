"""All distinct titles that were read so far, as they are compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.concepts import TitleVectors
from matching.growing import Rooms
from matching.numbering import UNKNOWN
from matching.term_weights import Floats
from matching.title_names import Title
from matching.titles import TitleGroups


@dataclass(frozen=True, slots=True, eq=False)
class KnownTitles:
    """Distinct titles in the order of their numbers. A snapshot; further titles make the next one.

    Attributes
    ----------
    groups : array of shape (n,)
        Group of a title that is a name of it as a whole, else ``UNKNOWN``.
    levels : array of shape (n,)
    vectors : TitleVectors
    """

    groups: NDArray[np.int32]
    levels: NDArray[np.int8]
    vectors: TitleVectors
    _rooms: Rooms = field(default_factory=Rooms)
    # Nearness to some posts by their names: those of a role profile stay the same from query to
    # query, and that of a title does not change when others come.
    _nearness: dict[tuple[str, ...], Floats] = field(default_factory=dict)

    @classmethod
    def none(cls, groups: TitleGroups) -> "KnownTitles":
        """Return what is known before any title was read."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int8), groups.vectors([]))

    def __len__(self) -> int:
        return len(self.groups)

    def joined(self, titles: Sequence[Title], groups: TitleGroups) -> "KnownTitles":
        """Return these titles and then some more."""
        numbers = [title.group if title.is_name else UNKNOWN for title in titles]
        levels = [title.level for title in titles]
        return KnownTitles(
            self._rooms.joined("groups", self.groups, np.array(numbers, dtype=np.int32)),
            self._rooms.joined("levels", self.levels, np.array(levels, dtype=np.int8)),
            self.vectors.joined(groups.vectors(titles), self._rooms),
            self._rooms,
            self._nearness,
        )

    def similarity(self, wanted: Title, number: int, groups: TitleGroups) -> tuple[Floats, Floats]:
        """Return how near each title is to the wanted one, as a wish and as a post held, (n,).

        Parameters
        ----------
        number : int
            That of the wanted title, ``UNKNOWN`` if nobody bears it.
        """
        # Most wanted titles are borne by somebody: their vectors are there, and worth 10 ms.
        own = self.vectors.row(number) if 0 <= number < len(self) else None
        return groups.similarity(wanted, self.groups, self.levels, self.vectors, own=own)

    def nearness(self, names: tuple[str, ...], groups: TitleGroups) -> Floats:
        """Return how near each is, as a post that was held, to the nearest of some posts, (n,)."""
        known = self._nearness.get(names, np.zeros(0))
        if len(known) < len(self):
            levels, numbers = self.levels[len(known) :], self.groups[len(known) :]
            vectors = self.vectors.after(len(known))
            nearest = np.zeros(len(numbers))
            for name in names:
                _, held = groups.similarity(groups.read(name), numbers, levels, vectors)
                nearest = np.maximum(nearest, held)
            known = self._nearness[names] = np.concatenate([known, nearest])
        return known[: len(self)]
