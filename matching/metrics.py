"""How good a ranking is: the measures of information retrieval, and how sure one may be of them.

Equal scores are no order. Wherever scores tie, a measure here is its mean over all orders of the
equal ones (McSherry and Najork, "Computing information retrieval performance measures efficiently
in the presence of tied scores", ECIR 2008), so neither ids nor the order of a file can help.
Without ties the figures are those of trec_eval, its linear gain in nDCG included.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
"""Share of the resamples inside an interval."""

DRAWS = 10_000
"""Resamples of an interval: its ends then move by less than .005 from seed to seed."""

SEED = 2026

BLOCK = 4_000_000
"""Numbers of one block of resamples, 32 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """One query's documents, best first; equal scores share the mean of what they hold.

    Attributes
    ----------
    gain, relevant : arrays of shape (n,)
        Expected grade, and the chance of a grade above 0, at each place.
    first : array of shape (n,)
        Place, from 0, where the run of equal scores begins.
    size, hits, before : arrays of shape (n,)
        Documents in the run, relevant ones in it, relevant ones before it.
    ideal : array of shape (n,)
        Grades as the best order has them.
    total : int
        Relevant documents of the query, those of the judged pool only.
    """

    gain: Floats
    relevant: Floats
    first: NDArray[np.intp]
    size: NDArray[np.intp]
    hits: NDArray[np.intp]
    before: NDArray[np.intp]
    ideal: Floats
    total: int

    @classmethod
    def of(cls, scores: ArrayLike, grades: ArrayLike) -> "Order":
        """Order by scores, the highest first; grades of 0 are not relevant."""
        score = np.asarray(scores, dtype=float)
        grade = np.asarray(grades, dtype=float)
        if score.shape != grade.shape or score.ndim != 1 or np.isnan(score).any():
            raise ValueError("one score, which is a number, is wanted for each grade")
        place = np.argsort(-score, kind="stable")
        score, grade = score[place], grade[place]
        starts = np.flatnonzero(np.diff(score, prepend=np.inf))
        size = np.diff(starts, append=len(score))
        hit = grade > 0
        hits = np.add.reduceat(hit.astype(np.intp), starts) if len(score) else starts
        gains = np.add.reduceat(grade, starts) if len(score) else grade

        def spread(per_run: NDArray[np.intp]) -> NDArray[np.intp]:
            return np.repeat(per_run, size)

        return cls(
            gain=np.repeat(gains / size, size),
            relevant=np.repeat(hits / size, size),
            first=spread(starts),
            size=spread(size),
            hits=spread(hits),
            before=spread(np.cumsum(hits) - hits),
            ideal=np.sort(grade)[::-1],
            total=int(hit.sum()),
        )

    @property
    def place(self) -> NDArray[np.intp]:
        """Places from 1."""
        return np.arange(1, len(self.gain) + 1)


def precision(order: Order, depth: int) -> float:
    """Return the share of relevant ones among the first ``depth`` places, filled or not."""
    return float(order.relevant[:depth].sum() / depth)


def recall(order: Order, depth: int) -> float:
    """Return the share of the relevant ones that stand in the first ``depth`` places."""
    return float(order.relevant[:depth].sum() / order.total) if order.total else 0.0


def ndcg(order: Order, depth: int) -> float:
    """Return the discounted cumulative gain of the first ``depth`` places, as a share of the best.

    The gain is the grade itself, the discount log2 of the place plus one, as in trec_eval.
    """
    discount = 1 / np.log2(order.place[:depth] + 1)
    best = float((order.ideal[:depth] * discount).sum())
    return float((order.gain[:depth] * discount).sum() / best) if best > 0 else 0.0


def average_precision(order: Order) -> float:
    """Return the mean, over the relevant ones, of the precision where each stands.

    In a run of ``n`` equal scores with ``r`` relevant, the one at place ``i`` is relevant with a
    chance of r/n, and then has (i-1)(r-1)/(n-1) relevant ones of the run before it in the mean.
    """
    if not order.total:
        return 0.0
    within = order.place - order.first - 1
    mates = within * (order.hits - 1) / np.maximum(order.size - 1, 1)
    return float((order.relevant * (order.before + 1 + mates) / order.place).sum() / order.total)


def reciprocal_rank(order: Order) -> float:
    """Return one over the place of the first relevant one; its mean over the orders of equals."""
    found = np.flatnonzero(order.hits)
    if not len(found):
        return 0.0
    start = int(found[0])
    size, hits = int(order.size[start]), int(order.hits[start])
    tried = np.arange(size - hits + 1)
    left = np.concatenate([[1.0], np.cumprod((size - hits - tried[:-1]) / (size - tried[:-1]))])
    chance = left * hits / (size - tried)
    return float((chance / (start + 1 + tried)).sum())


def pairwise(scores: ArrayLike, grades: ArrayLike) -> float:
    """Return the share of pairs of unlike grades that the scores order rightly; a tie is a half.

    The area under the ROC curve where grades are 0 and 1; ``nan`` where all grades are equal.
    """
    score, grade = np.asarray(scores, dtype=float), np.asarray(grades)
    right = pairs = 0.0
    for level in np.unique(grade)[1:]:
        lower, own = np.sort(score[grade < level]), score[grade == level]
        below = np.searchsorted(lower, own, "left") + np.searchsorted(lower, own, "right")
        right += float(below.sum()) / 2
        pairs += len(lower) * len(own)
    return right / pairs if pairs else float("nan")


_AT: dict[str, Callable[[Order, int], float]] = {
    "precision": precision,
    "recall": recall,
    "ndcg": ndcg,
}
_WHOLE: dict[str, Callable[[Order], float]] = {"map": average_precision, "mrr": reciprocal_rank}
PAIRWISE = ("pairwise", "auc")
KNOWN = "map, mrr, pairwise (or auc), ndcg@K, precision@K, recall@K with K from 1 to 9999"
_NAME = re.compile(r"(?:(ndcg|precision|recall)@([1-9]\d{0,3})|(map|mrr|pairwise|auc))")


def is_metric(name: str) -> bool:
    """Tell whether a name is one of ``KNOWN``, such as ``map`` or ``ndcg@10``."""
    return _NAME.fullmatch(name) is not None


def measure(names: tuple[str, ...], scores: ArrayLike, grades: ArrayLike) -> list[float]:
    """Return each named measure of one query.

    Raises
    ------
    ValueError
        If a name is not a measure or scores and grades do not fit.
    """
    order = Order.of(scores, grades)
    values = []
    for name in names:
        match = _NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"{name!r} is no metric; there are {KNOWN}")
        at, depth, whole = match.groups()
        if at:
            values.append(_AT[at](order, int(depth)))
        elif whole in PAIRWISE:
            values.append(pairwise(scores, grades))
        else:
            values.append(_WHOLE[whole](order))
    return values


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over queries and its interval; all ``nan`` where no query has a value."""

    point: float
    low: float
    high: float


def bootstrap(values: ArrayLike, draws: int = DRAWS, seed: int = SEED) -> list[Estimate]:
    """Return the mean of each column over queries, and its percentile bootstrap interval.

    Parameters
    ----------
    values : array of shape (n_queries, n_columns)
        ``nan`` where a query has no value. All columns see the same resamples of queries, so a
        column of differences gets the paired interval.

    Notes
    -----
    Queries are drawn anew with replacement (Efron 1979), since they, not documents, are the sample.
    With one query the interval is a point: it tells nothing of other queries.
    """
    table = np.asarray(values, dtype=float)
    known = ~np.isnan(table)
    filled = np.where(known, table, 0.0)
    n = len(table)
    if not n:
        return [Estimate(np.nan, np.nan, np.nan)] * table.shape[1]
    random = np.random.default_rng(seed)
    means = []
    for start in range(0, draws, max(1, BLOCK // n)):
        times = random.multinomial(n, np.full(n, 1 / n), min(max(1, BLOCK // n), draws - start))
        with np.errstate(invalid="ignore"):  # a resample of queries without a value has no mean
            means.append((times @ filled) / (times @ known))
    sampled = np.concatenate(means)
    tail = 100 * (1 - CONFIDENCE) / 2
    estimates = []
    for column in range(table.shape[1]):
        drawn = sampled[:, column]
        drawn = drawn[~np.isnan(drawn)]
        if not len(drawn):
            estimates.append(Estimate(np.nan, np.nan, np.nan))
            continue
        low, high = np.percentile(drawn, [tail, 100 - tail])
        point = float(filled[:, column].sum() / known[:, column].sum())
        estimates.append(Estimate(point, float(low), float(high)))
    return estimates
