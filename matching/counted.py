"""Texts by their terms as SciPy's compressed rows, put together without looking through them."""

from copy import copy
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


def compressed(
    data: NDArray[Any], indices: NDArray[np.integer], indptr: NDArray[np.integer], n_terms: int
) -> sparse.csr_array:
    """Return a csr array of shape (len(indptr) - 1, n_terms) over these very arrays.

    SciPy's constructor reads all indices, and copies them if they are parts of larger arrays, as
    those of mapped files are. So it makes an empty array here, once, a copy of which is then
    filled; its shape cannot be set otherwise without an ``indptr`` of zeros for every row.
    """
    found = copy(_empty())
    found.data, found.indices = data, indices
    found.indptr = indptr.astype(indices.dtype, copy=False)
    found._shape = (len(indptr) - 1, n_terms)
    return found


@cache
def _empty() -> sparse.csr_array:
    return sparse.csr_array((0, 0))
