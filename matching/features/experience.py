"""Experience: months in all, in posts like the wanted one, in management; level and stability.

Overlapping posts count once, gaps are not judged.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.careers import RECENT_MONTHS
from matching.columns import Columns
from matching.copies import OwnWords
from matching.curves import Curve, Levels
from matching.numbering import UNKNOWN
from matching.query import Query
from matching.title_names import LEVEL_HEAD

MONTHS = Curve(((0.0, 0.0), (1.0, 0.6), (2.0, 0.8), (4.0, 1.0)))
"""Share of what is asked to level: among applicants who all had enough, recruiters still chose
those with more, though each further year says less; four times the years asked counts most."""

BY_AGE = (1.0, 0.9, 0.8)
"""What a relevant month counts by its age: who was a head till last month knows today's market
better than one who was a head ten years ago, and that one still knows the trade."""

SETTLED_MONTHS = 48
"""Longest stay that tells of a steady worker; a longer one says no more. Only the longest counts,
so that one more post, however short, never costs, and nobody is judged by gaps."""

LEVEL_SHORT = 0.4
"""Lost for each level under the wanted one: a specialist is asked to lead for the first time."""

UNKNOWN_LEVEL = 0.6
UNKNOWN_STAY = 0.5
"""Expected of one whose posts have no titles, or no dates."""

LEAST_ASKED = 6
"""Months that are asked at least, so that «no experience needed» divides by something."""

CONTENT_CEILING = 0.5
"""A post whose description fits but whose title does not counts for half its months."""

UNKNOWN_EXPERIENCE = 0.4
"""Expected of a candidate who tells nothing of the career: less than the years asked."""

UNKNOWN_MANAGEMENT = 0.3
"""Expected where nothing tells of management: for every head who forgets it, two never led."""

UNDATED_LEAD = 0.6
"""Expected of one who bears a leading title but gives no dates."""

LIKELY_RELEVANT = 0.6
"""Part of a stated total taken for relevant when the title fits fully but no post is dated."""


@dataclass(frozen=True, slots=True, eq=False)
class ExperienceResult:
    """Levels of the family and the months behind them; ``UNKNOWN`` (-1) where not known.

    ``closeness`` tells for each of ``columns.posts`` how near it is to the wanted one, 0 to 1;
    ``highest`` the highest level of the last posts, ``UNKNOWN`` for those without titles.
    """

    levels: dict[str, Levels]
    closeness: NDArray[np.float64]
    highest: NDArray[np.int8]
    total: NDArray[np.int32]
    relevant: NDArray[np.int32]
    management: NDArray[np.int32]


def evaluate(
    columns: Columns,
    query: Query,
    own: OwnWords,
    *,
    similarity: NDArray[np.float64],
    best_title: NDArray[np.float64],
    documents: NDArray[np.float64],
) -> ExperienceResult:
    """Add up the months.

    Parameters
    ----------
    similarity : array of shape (n_titles,)
        How near each distinct title is to the wanted one.
    best_title : array of shape (n,)
        The nearest of each candidate's titles, for careers without dates.
    documents : array of shape (n_documents,)
        How close each document is to the requirements.
    """
    total, management = known_months(columns, own)
    near = of_posts(columns, similarity)
    # A post read out of the free text has no document of its own: the text is its document.
    free_text = np.searchsorted(columns.document_rows, columns.posts.rows)
    place = np.where(columns.post_documents >= 0, columns.post_documents, free_text)
    content = CONTENT_CEILING * documents[place]
    closeness = np.maximum(near, content)
    relevant = np.where(
        columns.dated,
        np.rint(np.round(columns.held_months(closeness), 6)),
        UNKNOWN,
    ).astype(np.int32)
    fresh = np.where(columns.dated, np.round(columns.held_months(closeness, BY_AGE), 6), UNKNOWN)
    highest = columns.highest_level
    levels = {}
    if query.total is not None:
        levels["total"] = Levels.unknown_where(
            total == UNKNOWN, share(total, query.total), UNKNOWN_EXPERIENCE
        )
    if query.relevant is not None:
        told = np.where(total == UNKNOWN, UNKNOWN, total * LIKELY_RELEVANT)
        if query.title.level >= LEVEL_HEAD:
            # Months as a head, told by one whose title is the wanted head's, are in that post.
            told = np.maximum(told, management)
        guess = best_title * np.where(
            told == UNKNOWN, UNKNOWN_EXPERIENCE, share(told, query.relevant)
        )
        levels["relevant"] = _relevant(fresh, total, guess, query.relevant)
        levels["stability"] = Levels.unknown_where(
            ~columns.dated, np.minimum(1.0, columns.longest_stay / SETTLED_MONTHS), UNKNOWN_STAY
        )
        levels["seniority"] = seniority(highest, query.title.level)
    if query.management is not None:
        levels["management"] = _management(columns, management, total, query.management)
    return ExperienceResult(levels, closeness, highest, total, relevant, management)


def fresh_after(
    columns: Columns, closeness: NDArray[np.float64], row: int, months: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the relevant months of a row by age, after further months in the wanted post.

    Parameters
    ----------
    closeness : array
        As in :class:`ExperienceResult`.
    months : array of shape (k,)

    Returns
    -------
    array of shape (k,)
    """
    first, last = np.searchsorted(columns.stretch_rows, (row, row + 1))
    starts = columns.stretch_starts[first:last]
    end = columns.held_ends[row]
    best = np.maximum.reduceat(
        closeness[columns.stretch_posts[starts[0] : end]], starts - starts[0]
    )
    ends = np.cumsum(columns.stretch_months[first:last])
    starts = ends - columns.stretch_months[first:last]
    older = _aged(months[:, None] + ends) - _aged(months[:, None] + starts)
    return np.round(_aged(months) + older @ best, 6)


def _aged(worked: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what so many months of work, counted back from the last, add up to by their age."""
    borders = np.array([0, *RECENT_MONTHS])
    spent = np.clip(worked[..., None] - borders, 0, np.append(np.diff(borders), np.inf))
    return np.asarray(spent @ np.array(BY_AGE), dtype=np.float64)


def known_months(columns: Columns, own: OwnWords) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return months in all and in management, stated or added up; ``UNKNOWN`` where neither."""
    management = np.where(
        own.management != UNKNOWN,
        own.management,
        np.where(columns.dated, led_months(columns, own), UNKNOWN),
    )
    total = np.where(
        own.total != UNKNOWN,
        own.total,
        np.where(columns.dated, columns.post_months, UNKNOWN),
    )
    return total.astype(np.int32), management.astype(np.int32)


def led_months(columns: Columns, own: OwnWords) -> NDArray[np.int32]:
    """Return the months of dated posts that led people, whoever they were, ``(n,)``."""
    leads = own.leads | (of_posts(columns, columns.known_titles.levels) >= LEVEL_HEAD)
    return np.rint(columns.held_months(leads.astype(float))).astype(np.int32)


def of_posts(columns: Columns, by_title: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return a number of each distinct title for each post, 0 for a post without a title."""
    values = np.append(by_title.astype(float), 0.0)
    return np.asarray(values[columns.posts.values])


def share(months: NDArray[np.generic], asked: int) -> NDArray[np.float64]:
    """Return the share of the full level that months earn where so many are asked."""
    if months.dtype.kind == "i":
        # Whole months are few: the curve is read once for each of them.
        every = np.arange(int(months.max(initial=0)) + 1)
        shares = share(every.astype(float), asked)
        return np.asarray(shares[np.maximum(months, 0)], dtype=np.float64)
    return MONTHS(np.maximum(months.astype(float), 0) / max(asked, LEAST_ASKED))


def seniority(highest: NDArray[np.integer], wanted: int) -> Levels:
    """Judge the level; above the wanted one nothing is added."""
    share = np.maximum(0.0, 1 - LEVEL_SHORT * np.maximum(0, wanted - highest))
    return Levels.unknown_where(highest == UNKNOWN, share, UNKNOWN_LEVEL)


def _relevant(
    relevant: NDArray[np.float64], total: NDArray[np.int32], guess: NDArray[np.float64], asked: int
) -> Levels:
    """Judge relevant months; without dates they lie between none and the stated total."""
    unknown = relevant == UNKNOWN
    known = share(relevant, asked)
    most = np.where(total == UNKNOWN, 1.0, share(total, asked))
    return Levels.of(
        np.where(unknown, guess, known),
        np.where(unknown, 0.0, known),
        np.where(unknown, most, known),
    )


def _management(
    columns: Columns, management: NDArray[np.int32], total: NDArray[np.int32], asked: int
) -> Levels:
    unknown = management == UNKNOWN
    known = share(management, asked)
    bears = np.zeros(columns.n, dtype=bool)
    held = ~columns.wished & (columns.known_titles.levels[columns.titles.values] >= LEVEL_HEAD)
    bears[columns.titles.rows[held]] = True
    most = np.where(total == UNKNOWN, 1.0, share(total, asked))
    guess = np.minimum(np.where(bears, UNDATED_LEAD, UNKNOWN_MANAGEMENT), most)
    return Levels.of(
        np.where(unknown, guess, known),
        np.where(unknown, 0.0, known),
        np.where(unknown, most, known),
    )
