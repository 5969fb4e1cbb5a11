"""The things of chosen rows: where they stand, and where they go when only these rows are kept."""

import numpy as np
from numpy.typing import NDArray


class Chosen:
    """The things of a family that belong to chosen rows.

    Parameters
    ----------
    ends : array of shape (n,)
        Where the things of each row end.
    rows : array
        The chosen rows.

    Attributes
    ----------
    places : array
        Where they stand, row by row.
    rows : array
        To which of the chosen rows each belongs.
    shifts, ends : arrays of shape (n_chosen,)
        How far each row's things move, and where they then end.
    """

    def __init__(self, ends: NDArray[np.int64], rows: NDArray[np.integer]) -> None:
        starts = np.where(rows > 0, ends[rows - 1], 0)
        sizes = ends[rows] - starts
        self.ends = np.cumsum(sizes)
        self.shifts = self.ends - sizes - starts
        self.rows = np.repeat(np.arange(len(rows)), sizes)
        self.places: NDArray[np.int64] = np.arange(len(self.rows)) - self.shifts[self.rows]
