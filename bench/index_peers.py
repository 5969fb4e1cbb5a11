"""What others need for the same question, prebuilt, at their best documented settings.

Those who score every row are given more than they would have: the levels of all rows for the
vacancy at hand are worked out beforehand, by the matcher itself, and are not counted.
"""

from collections.abc import Callable, Sequence
from functools import partial

import bm25s
import numpy as np
import polars as pl
from bm25s.tokenization import Tokenized
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from matching.columns import Columns
from matching.scorer import FEATURE_NAMES, Tables

Levels = NDArray[np.int16]
Work = Callable[[], object]

FITTED_ON = 20_000
TREES = 100


class Models:
    """A linear and a boosted model of scikit-learn over the levels of all rows."""

    def __init__(self, levels: Levels, scores: NDArray[np.int64]) -> None:
        x, y = levels[:FITTED_ON].astype(float), scores[:FITTED_ON] > np.median(scores[:FITTED_ON])
        self.linear = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y)
        self.boosted = HistGradientBoostingClassifier(max_iter=TREES).fit(x, y)

    def work(self, levels: Levels) -> dict[str, Work]:
        """Return the work of scoring all rows."""
        x = levels.astype(float)
        return {
            "naive_lr_ms": partial(self.linear.predict_proba, x),
            "naive_hgb_ms": partial(self.boosted.predict_proba, x),
        }


class Frame:
    """The same sum of curves in polars, and its first rows."""

    def __init__(self, levels: Levels, tables: Tables, count: int) -> None:
        self._frame = pl.DataFrame(
            {name: levels[:, number] for number, name in enumerate(FEATURE_NAMES)}
        ).with_row_index("row")
        self._sums = pl.sum_horizontal(
            pl.lit(pl.Series(tables.points[number])).gather(pl.col(name))
            for number, name in enumerate(FEATURE_NAMES)
            if tables.points[number].any()
        )
        self._count = count

    def __call__(self) -> list[int]:
        """Return the numbers of the first rows; equal sums by row."""
        scored = self._frame.lazy().select("row", score=self._sums)
        best = scored.top_k(self._count, by=["score", pl.col("row").cast(pl.Int64) * -1])
        return best.sort(["score", "row"], descending=[True, False]).collect()["row"].to_list()


class Words:
    """BM25 over the words alone, by bm25s with its numba backend."""

    def __init__(self, columns: Columns) -> None:
        words = columns.row_terms
        ends = columns.token_ends
        ids = [part.tolist() for part in np.split(columns.tokens, ends[:-1])]
        vocabulary = {str(number): number for number in range(words.shape[1])}
        self._index = bm25s.BM25(backend="numba")
        self._index.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
        self._n_terms = words.shape[1]

    def work(self, terms: Sequence[int], count: int) -> Work:
        """Return the work of one query."""
        known = [str(term) for term in dict.fromkeys(terms) if term < self._n_terms]
        return partial(self._index.retrieve, [known], k=count, show_progress=False, n_threads=0)
