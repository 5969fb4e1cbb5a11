"""Columns after changes: a few rows behind those that are there, or all of them put in order.

Each column belongs to a family of things, such as tokens or posts, and may count others: a mention
tells which token it begins at. Rows that are appended keep their order, and what they count goes on
behind what is there; so nothing that was read before is read, or copied, again. What comes out is
what :func:`matching.assembling.assemble` gives for the same rows and the same statistics.
"""

from dataclasses import replace
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.columns import Columns, Ragged
from matching.corpus import CorpusStatistics
from matching.families import COUNTS, DERIVED, FAMILIES, RAGGED, ROWS_OF
from matching.growing import Array, Rooms
from matching.term_weights import TermWeights


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
    arrays = {}
    for names in FAMILIES.values():
        for name in names:
            more = attrgetter(name)(changed)
            if name in COUNTS:
                more = _shifted(more, _length(columns, COUNTS[name]))
            arrays[name] = rooms.joined(name, attrgetter(name)(columns), more)
    last = columns.ends[-1:] if columns.n else np.zeros((1, len(ROWS_OF)), np.int64)
    ends = rooms.joined("ends", columns.ends, changed.ends + last)
    live = np.concatenate([columns.live, changed.live])
    live[gone] = False
    found = replace(
        columns,
        n=columns.n + changed.n,
        live=live,
        fitted=columns.statistics,
        known_titles=changed.known_titles,
        n_terms=changed.n_terms,
        **_fields(arrays),
    )
    _keep(
        found,
        {name: arrays[name] for name in DERIVED}
        | {"ends": ends}
        | {
            name: rooms.joined_rows(name, getattr(columns, name), getattr(changed, name))
            for name in ("row_terms", "document_terms")
        },
    )
    _keep(
        found,
        {
            "theme_places": rooms.joined(
                "theme_places", columns.theme_places, changed.theme_places
            ),
            "row_weights": _weights(
                columns.row_weights, changed.row_weights, found.row_terms, ("rows", rooms)
            ),
            "document_weights": _weights(
                columns.document_weights,
                changed.document_weights,
                found.document_terms,
                ("documents", rooms),
            ),
        },
    )
    return found


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
        family: _Chosen(columns.ends[:, number], rows) for number, family in enumerate(ROWS_OF)
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
    found = replace(
        columns, n=len(rows), live=np.ones(len(rows), dtype=bool), fitted=fitted, **_fields(arrays)
    )
    documents = chosen["documents"].places
    known: dict[str, Any] = {name: arrays[name] for name in DERIVED}
    known["ends"] = np.stack([chosen[family].ends for family in ROWS_OF], axis=1)
    known["row_terms"] = columns.row_terms[rows]
    known["document_terms"] = columns.document_terms[documents]
    if fitted is not None:
        known["row_weights"] = columns.row_weights.rows(rows)
        known["document_weights"] = columns.document_weights.rows(documents)
        known["theme_places"] = columns.theme_places[rows]
    _keep(found, known)
    return found


class _Chosen:
    """The things of a family that belong to chosen rows.

    Attributes
    ----------
    places : array
        Where they stood.
    rows : array
        To which of the chosen rows each belongs.
    shifts, ends : arrays of shape (n_chosen,)
        How far each row's things move, and where they then end.
    """

    def __init__(self, ends: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        starts = np.where(rows > 0, ends[rows - 1], 0)
        sizes = ends[rows] - starts
        self.ends = np.cumsum(sizes)
        self.shifts = self.ends - sizes - starts
        self.rows = np.repeat(np.arange(len(rows)), sizes)
        self.places = np.arange(len(self.rows)) - self.shifts[self.rows]


def _length(columns: Columns, family: str) -> int:
    return columns.n if family == "rows" else len(attrgetter(ROWS_OF[family])(columns))


def _shifted(values: Array, by: int | Array) -> Array:
    return np.where(values < 0, values, values + by).astype(values.dtype)


def _weights(
    held: TermWeights, more: TermWeights, counts: sparse.csr_array, place: tuple[str, Rooms]
) -> TermWeights:
    """Return the weights of the terms counted, which are those of two bodies of texts."""
    name, rooms = place

    def like(part: str) -> sparse.csr_array:
        data = rooms.joined(f"{name}.{part}", getattr(held, part).data, getattr(more, part).data)
        return sparse.csr_array((data, counts.indices, counts.indptr), shape=counts.shape)

    return TermWeights(
        like("found"),
        rooms.joined(f"{name}.lengths", held.lengths, more.lengths),
        like("told"),
        rooms.joined(f"{name}.norms", held.norms, more.norms),
    )


def _fields(arrays: dict[str, Array]) -> dict[str, Any]:
    """Return the arrays as fields of columns."""
    fields: dict[str, Any] = {
        name: array for name, array in arrays.items() if "." not in name and name not in DERIVED
    }
    for name in RAGGED:
        fields[name] = Ragged(arrays[f"{name}.values"], arrays[f"{name}.rows"])
    return fields


def _keep(columns: Columns, known: dict[str, Any]) -> None:
    """Put down what is known already where a cached property keeps what it has worked out."""
    vars(columns).update(known)
