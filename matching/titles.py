"""Job titles: which mean the same post, and which are near."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.concepts import ConceptSpace, TitleVectors
from matching.curves import Curve
from matching.title_names import LEVEL_JUNIOR, Title, TitleNames

LIKENESS = Curve(((0.05, 0.0), (0.2, 0.12), (0.4, 0.45), (0.6, 0.8), (0.9, 1.0)))
"""Closeness of two titles to likeness. Names of one post are 0.45 to 0.9 close, those of related
posts 0.15 to 0.5 («руководитель отдела продаж» for a head of customer relations), others
under 0.1."""

SAME_POST = 0.8
"""Likeness at least of a wished post to the wanted one when both are names of one post. A post that
was held under another name is the post: «начальник клиентского отдела» has led it."""

LEVEL_STEP = 0.05
"""Lost for each step between levels: a manager is not the head."""

KEPT = 4096
"""Wanted titles whose vectors are kept; when there are more, all are forgotten."""

HELPER_CREDIT = 0.6
"""«Помощник руководителя отдела» knows the department, and is not its head."""


class TitleGroups(TitleNames):
    """Reads titles and tells how near they are."""

    @cached_property
    def space(self) -> ConceptSpace:
        """The known professions that titles are compared by, laid out when one is."""
        return ConceptSpace(
            [(number, form) for form, number in self._names.items()],
            [
                (number, self._numbers[other])
                for number, group in enumerate(self.groups)
                for other in group.related
            ],
        )

    def vectors(self, titles: Sequence[Title]) -> TitleVectors:
        """Return titles as they are compared; each depends on its own lemmas alone."""
        return self.space.vectors([title.lemmas for title in titles])

    def _wanted(self, lemmas: tuple[str, ...]) -> TitleVectors:
        """Return the vectors of a wanted title: the same vacancies are ranked again and again."""
        found = self._kept.get(lemmas)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[lemmas] = self.space.vectors([lemmas])
        return found

    @cached_property
    def _kept(self) -> dict[tuple[str, ...], TitleVectors]:
        return {}

    def similarity(
        self,
        wanted: Title,
        groups: NDArray[np.int32],
        levels: NDArray[np.int8],
        vectors: TitleVectors,
        *,
        own: TitleVectors | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return how near ``n`` distinct titles are to the wanted one, from 0 to 1.

        Parameters
        ----------
        wanted : Title
        groups, levels : arrays of shape (n,)
            Group of a title that is a name of it as a whole, else -1; level.
        vectors : TitleVectors
            ``n`` titles, as :meth:`vectors` gives them.
        own : TitleVectors, optional
            The wanted title, if it has been compared before.

        Returns
        -------
        wished, held : arrays of shape (n,)
            As the title of a post that is wished for, and of one that was held.
        """
        if not wanted.lemmas or not len(groups):
            return np.zeros(len(groups)), np.zeros(len(groups))
        like = LIKENESS(vectors.closeness(own if own is not None else self._wanted(wanted.lemmas)))
        like *= 1 - LEVEL_STEP * np.abs(levels - wanted.level)
        same = (groups == wanted.group) & wanted.is_name
        wished = np.where(same, np.maximum(like, SAME_POST), like)
        held = np.where(same, 1.0, like)
        if wanted.level > LEVEL_JUNIOR:
            helps = np.where(levels <= LEVEL_JUNIOR, HELPER_CREDIT, 1.0)
            return wished * helps, held * helps
        return wished, held
