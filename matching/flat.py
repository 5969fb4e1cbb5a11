"""Columns as arrays with names, and back: how they are stored, patched and cut."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.columns import Columns, Ragged
from matching.corpus import CorpusStatistics
from matching.counted import compressed
from matching.families import DERIVED, FAMILIES, RAGGED, ROWS_OF
from matching.growing import Array
from matching.known_titles import KnownTitles
from matching.term_weights import TermWeights

Arrays = Mapping[str, Array]

BODIES = {"rows": "row", "documents": "document"}
"""Bodies of texts, and what the columns call one of their texts."""

_ITSELF = tuple(name for names in FAMILIES.values() for name in names)


def flat(columns: Columns) -> dict[str, Array]:
    """Return all that columns hold by name, worked out; but for ``live`` and the titles.

    What texts weigh is among it if it has been worked out, see :meth:`Columns.weigh`.
    """
    arrays: dict[str, Array] = {name: attrgetter(name)(columns) for name in _ITSELF}
    arrays["ends"] = columns.ends
    if columns.is_weighed:
        arrays["theme_places"] = columns.theme_places
    for body, text in BODIES.items():
        weights = getattr(columns, f"{text}_weights") if columns.is_weighed else None
        arrays |= texts(body, getattr(columns, f"{text}_terms"), weights)
    return arrays


def texts(body: str, counts: sparse.csr_array, weights: TermWeights | None) -> dict[str, Array]:
    """Return the texts of a body by their terms: their times, and what these weigh if known."""
    arrays: dict[str, Array] = {
        f"{body}.counts": counts.data,
        f"{body}.terms": counts.indices,
        f"{body}.indptr": counts.indptr,
    }
    if weights is not None:
        arrays |= {
            f"{body}.found": weights.found.data,
            f"{body}.told": weights.told.data,
            f"{body}.lengths": weights.lengths,
            f"{body}.norms": weights.norms,
        }
    return arrays


def put_together(
    arrays: Arrays,
    *,
    live: NDArray[np.bool_],
    fitted: CorpusStatistics | None,
    known_titles: KnownTitles,
    n_terms: int,
) -> Columns:
    """Return columns of arrays as :func:`flat` gives them; without weights they are worked out."""
    fields: dict[str, Any] = {
        name: arrays[name] for name in _ITSELF if "." not in name and name not in DERIVED
    }
    for name in RAGGED:
        fields[name] = Ragged(arrays[f"{name}.values"], arrays[f"{name}.rows"])
    found = Columns(
        n=len(live),
        live=live,
        fitted=fitted,
        known_titles=known_titles,
        n_terms=n_terms,
        **fields,
    )
    known: dict[str, Any] = {name: arrays[name] for name in (*DERIVED, "ends")}
    for body, text in BODIES.items():
        known[f"{text}_terms"] = _terms(arrays, body, "counts", n_terms)
        if f"{body}.found" in arrays:
            known[f"{text}_weights"] = TermWeights(
                _terms(arrays, body, "found", n_terms),
                arrays[f"{body}.lengths"],
                _terms(arrays, body, "told", n_terms),
                arrays[f"{body}.norms"],
            )
    if "theme_places" in arrays:
        known["theme_places"] = arrays["theme_places"]
    # Where a cached property keeps what it has worked out.
    vars(found).update(known)
    return found


def family_length(arrays: Arrays, family: str) -> int:
    """Return how many things of a family there are."""
    return len(arrays["total" if family == "rows" else ROWS_OF[family]])


def _terms(arrays: Arrays, body: str, values: str, n_terms: int) -> sparse.csr_array:
    terms, indptr = arrays[f"{body}.terms"], arrays[f"{body}.indptr"]
    return compressed(arrays[f"{body}.{values}"], terms, indptr, n_terms)
