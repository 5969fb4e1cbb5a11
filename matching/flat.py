"""Columns as arrays with names, and back: how they are stored, patched and cut."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from matching.columns import Columns
from matching.corpus import CorpusStatistics
from matching.counted import compressed
from matching.families import KEPT, WORKED_OUT
from matching.growing import Array
from matching.known_titles import KnownTitles
from matching.term_weights import TermWeights

Arrays = Mapping[str, Array]

BODIES = {"rows": "row", "documents": "document"}
"""Bodies of texts, and what the columns call one of their texts."""


def flat(columns: Columns) -> dict[str, Array]:
    """Return all that columns hold by name, but for ``live`` and the titles.

    What is worked out of it, and what texts weigh, is among it if that is known of all rows, see
    :meth:`Columns.weigh`.
    """
    arrays: dict[str, Array] = {name: getattr(columns, name) for name in KEPT}
    if columns.is_weighed:
        arrays |= {name: getattr(columns, name) for name in WORKED_OUT}
        arrays["theme_places"] = columns.theme_places
        arrays |= _of_texts("rows", columns.row_weights)
        arrays |= _of_texts("documents", columns.document_weights)
        arrays["rows.found"] = columns.row_weights.found.data
    return arrays


def _of_texts(body: str, weights: TermWeights) -> dict[str, Array]:
    """Return the texts of a body by their terms: their times, and what these weigh."""
    return {
        f"{body}.counts": weights.counts.data,
        f"{body}.terms": weights.counts.indices,
        f"{body}.indptr": weights.counts.indptr,
        f"{body}.told": weights.told.data,
        f"{body}.lengths": weights.lengths,
        f"{body}.norms": weights.norms,
    }


def put_together(
    arrays: Arrays,
    *,
    live: NDArray[np.bool_],
    fitted: CorpusStatistics | None,
    known_titles: KnownTitles,
    n_terms: int,
) -> Columns:
    """Return columns of arrays as :func:`flat` gives them."""
    fields: dict[str, Any] = {name: arrays[name] for name in KEPT}
    found = Columns(
        n=len(live),
        live=live,
        fitted=fitted,
        known_titles=known_titles,
        n_terms=n_terms,
        **fields,
    )
    if "theme_places" in arrays:
        known: dict[str, Any] = {name: arrays[name] for name in (*WORKED_OUT, "theme_places")}
        for body, text in BODIES.items():
            weights = TermWeights.known(
                _terms(arrays, body, "counts", n_terms),
                found.rarity,
                found.usual_length,
                lengths=arrays[f"{body}.lengths"],
                norms=arrays[f"{body}.norms"],
                **{
                    name: _terms(arrays, body, name, n_terms)
                    for name in ("told", "found")
                    if f"{body}.{name}" in arrays
                },
            )
            known |= {f"{text}_terms": weights.counts, f"{text}_weights": weights}
        # Where a cached property keeps what it has worked out.
        vars(found).update(known)
    return found


def _terms(arrays: Arrays, body: str, values: str, n_terms: int) -> sparse.csr_array:
    terms, indptr = arrays[f"{body}.terms"], arrays[f"{body}.indptr"]
    return compressed(arrays[f"{body}.{values}"], terms, indptr, n_terms)
