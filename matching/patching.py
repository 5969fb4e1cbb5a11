"""Columns after changes: a few rows behind those that are there, or all of them put in order.

Whatever a row holds is told within the row (:mod:`matching.families`). So rows go anywhere as they
are, but for where their things end; and nothing that was read before is read, or copied, again.
What comes out is what :func:`matching.assembling.assemble` gives for the same rows and the same
statistics.
"""

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.corpus import CorpusStatistics
from matching.families import ENDS, FAMILIES
from matching.flat import Arrays, flat, put_together
from matching.growing import Array, Rooms
from matching.holdings import behind, counted_up


def appended(columns: Columns, changed: Columns, gone: NDArray[np.int64], rooms: Rooms) -> Columns:
    """Return the columns with further rows behind, weighed by the statistics in force.

    Parameters
    ----------
    changed : Columns
        The further rows, assembled with the statistics of ``columns`` by the same encoder.
    gone : array
        Rows of ``columns`` that count no more.
    rooms : Rooms
        Where ``columns`` have room to grow.
    """
    if columns.is_weighed:
        changed.weigh()
    held, more = flat(columns), flat(changed)
    arrays = {
        name: rooms.joined(name, array, _going_on(name, more[name], held))
        for name, array in held.items()
    }
    live = np.concatenate([columns.live, changed.live])
    live[gone] = False
    return put_together(
        arrays,
        live=live,
        fitted=columns.statistics,
        known_titles=changed.known_titles,
        n_terms=changed.n_terms,
    )


def _going_on(name: str, more: Array, held: Arrays) -> Array:
    """Return an array of further rows as it goes on behind the one that is held."""
    if name in ENDS.values():
        return behind(more, held[name])
    return np.asarray(more[1:] + held[name][-1]) if name.endswith(".indptr") else more


def in_order(
    columns: Columns, rows: NDArray[np.int64], fitted: CorpusStatistics | None = None
) -> Columns:
    """Return only some rows, in their order.

    Parameters
    ----------
    rows : array
        Rows that are live, each once, sorted by key.
    fitted : CorpusStatistics, optional
        Those of ``columns``, to weigh the rows as they are weighed there; by default they are
        weighed by statistics of their own.
    """
    arrays: dict[str, Array] = {}
    for family, names in FAMILIES.items():
        places = rows
        if family in ENDS:
            places, sizes = columns.chosen(rows, family)
            arrays[ENDS[family]] = counted_up(sizes)
        for name in names:
            arrays[name] = getattr(columns, name)[places]
    return put_together(
        arrays,
        live=np.ones(len(rows), dtype=bool),
        fitted=fitted,
        known_titles=columns.known_titles,
        n_terms=columns.n_terms,
    )
