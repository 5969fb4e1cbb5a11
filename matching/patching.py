"""Columns after changes: a few rows behind those that are there, or all of them put in order.

Each column belongs to a family of things, such as tokens or posts, and may count others: a mention
tells which token it begins at. Rows that are appended keep their order, and what they count goes on
behind what is there; so nothing that was read before is read, or copied, again. What comes out is
what :func:`matching.assembling.assemble` gives for the same rows and the same statistics.
"""

from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from matching.chosen import Chosen
from matching.columns import Columns
from matching.corpus import CorpusStatistics
from matching.counted import compressed
from matching.families import COUNTS, FAMILIES, FAMILY_NUMBER, ROWS_OF
from matching.flat import BODIES, Arrays, family_length, flat, put_together, texts
from matching.growing import Array, Rooms


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
    if name in COUNTS:
        return _shifted(more, family_length(held, COUNTS[name]))
    last = held[name][-1:]
    if name == "ends":
        return np.asarray(more + last if len(last) else more)
    return np.asarray(more[1:] + last) if name.endswith(".indptr") else more


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
    chosen = {
        family: Chosen(columns.ends[:, number], rows) for family, number in FAMILY_NUMBER.items()
    }
    arrays = {}
    for family, names in FAMILIES.items():
        for name in names:
            values = attrgetter(name)(columns)
            if family == "rows":
                arrays[name] = values[rows]
                continue
            own = chosen[family]
            counts = COUNTS.get(name)
            if counts == "rows":
                arrays[name] = own.rows.astype(values.dtype)
            elif counts is None:
                arrays[name] = values[own.places]
            else:
                arrays[name] = _shifted(values[own.places], chosen[counts].shifts[own.rows])
    arrays["ends"] = np.stack([chosen[family].ends for family in ROWS_OF], axis=1)
    for body, places in (("rows", rows), ("documents", chosen["documents"].places)):
        every = getattr(columns, f"{BODIES[body]}_terms")
        words = Chosen(every.indptr[1:], places)
        counts = compressed(
            every.data[words.places],
            every.indices[words.places],
            np.concatenate([[0], words.ends]),
            columns.n_terms,
        )
        weighed = vars(columns).get(f"{BODIES[body]}_weights") if fitted is not None else None
        weights = None if weighed is None else weighed.rows(places)
        arrays |= texts(body, counts, weights)
    if fitted is not None and "theme_places" in vars(columns):
        arrays["theme_places"] = columns.theme_places[rows]
    return put_together(
        arrays,
        live=np.ones(len(rows), dtype=bool),
        fitted=fitted,
        known_titles=columns.known_titles,
        n_terms=columns.n_terms,
    )


def _shifted(values: Array, by: int | Array) -> Array:
    return np.where(values < 0, values, values + by).astype(values.dtype)
