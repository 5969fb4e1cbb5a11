"""Title: whether the wanted post is what the candidate did of late or wishes to do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.copies import OwnWords
from matching.curves import FULL, Levels
from matching.encoding import Encoder
from matching.known_titles import KnownTitles
from matching.query import Query

Similarities = tuple[NDArray[np.float64], NDArray[np.float64]]
"""How near each distinct title is to the wanted one, as a wish and as a post that was held."""

WISH_CREDIT = 0.9
"""Who wishes for the post stands a little behind one who held it."""

TEXT_CREDIT = 0.9
"""Whose text is as near as the best but names no title in its own field is likely of the trade: a
title guessed from a free text may be a firm's name or the post of a referee."""

UNKNOWN_TITLE = 0.4
"""Expected of a candidate without any title: not the post, but perhaps near it."""


@dataclass(frozen=True, slots=True, eq=False)
class TitleResult:
    """Levels of the family and how near every distinct title is to the wanted one.

    Attributes
    ----------
    similarity : array of shape (n_titles,)
        As titles of posts that were held.
    best : array of shape (n,)
        The nearest of the desired title and the last posts; what is expected without any.
    named : array of shape (n,)
        The same, 0 without any.
    """

    levels: dict[str, Levels]
    similarity: NDArray[np.float64]
    best: NDArray[np.float64]
    named: NDArray[np.float64]


def similarities(known: KnownTitles, query: Query, encoder: Encoder) -> Similarities:
    """Compare all distinct titles with the wanted one."""
    wished, held = known.similarity(query.title, encoder.titles.find(query.title), encoder.groups)
    for other in query.other_titles:
        # The agency says what else the post is called: who bears that name has held the post.
        also_wished, also_held = known.similarity(other, encoder.titles.find(other), encoder.groups)
        wished, held = np.maximum(wished, also_wished), np.maximum(held, also_held)
    return wished, held


def evaluate(columns: Columns, query: Query, own: OwnWords, near: Similarities) -> TitleResult:
    """Take the nearest of each candidate's titles.

    Parameters
    ----------
    near : tuple of 2 arrays of shape (n_titles,)
        As :func:`similarities` gives them, of all titles that the columns name at least.
    """
    titles = columns.titles.values
    wished, similarity = near
    credit = np.where(columns.wished, WISH_CREDIT * wished[titles], similarity[titles])
    best = np.zeros(columns.n)
    np.maximum.at(best, columns.titles.rows, np.where(own.titles, credit, 0.0))
    silent = np.bincount(columns.titles.rows[own.titles], minlength=columns.n) == 0
    named = best.copy()
    best[silent] = UNKNOWN_TITLE
    if not query.title.lemmas:
        return TitleResult({}, similarity, best, named)
    levels = {"title": Levels.unknown_where(silent, best, UNKNOWN_TITLE)}
    return TitleResult(levels, similarity, best, named)


def judged_by_text(
    titled: TitleResult, columns: Columns, own: OwnWords, nearness: NDArray[np.float64]
) -> TitleResult:
    """Expect of those who named no title in a field of its own what their texts make likely.

    Parameters
    ----------
    nearness : array of shape (n,)
        How near each text is to the vacancy, 0 where there is none. Only a copier's 0 tells: the
        words that are left are of something else.
    """
    unsure = nearness > 0
    unsure[own.copiers] = True
    unsure &= ~columns.titles_told
    if "title" not in titled.levels or not unsure.any():
        return titled
    told = titled.levels["title"]
    best = np.maximum(titled.named, TEXT_CREDIT * nearness)
    best = np.where(unsure, best, titled.best)
    levels = Levels.of(
        best,
        np.where(unsure, 0.0, told.low / FULL),
        np.where(unsure, 1.0, told.high / FULL),
    )
    return TitleResult({"title": levels}, titled.similarity, best, titled.named)
