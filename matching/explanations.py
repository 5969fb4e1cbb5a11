"""Why a candidate has this score: the parts, and the facts that made each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.curves import FULL
from matching.encoding import Encoder
from matching.evaluation import evaluate
from matching.facts import Explanation, FeatureScore, PartScore, RowFacts
from matching.found import Found
from matching.keys import Key
from matching.preparing import Prepared
from matching.scorer import FEATURES, PARTS, QUESTIONS, UNITS, Tables
from matching.standing import standing

ROW_FACTS = tuple(field.name for field in fields(RowFacts))


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What was found out of some rows, by the weights of one ranking.

    Attributes
    ----------
    keys : sequence of n keys
    parts, low, high : arrays of shape (n, 6)
        Units: expected, and the least and most that unknown facts leave open.
    """

    keys: Sequence[Key]
    found: Found
    prepared: Prepared
    tables: Tables
    encoder: Encoder
    parts: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        keys: Sequence[Key],
        found: Found,
        prepared: Prepared,
        tables: Tables,
        encoder: Encoder,
    ) -> "Snapshot":
        """Weigh rows that were found."""
        ends = np.concatenate([found.expected, found.low, found.high])
        expected, low, high = np.split(tables.parts(ends), 3)
        return cls(keys, found, prepared, tables, encoder, expected, low, high)

    @cached_property
    def weights(self) -> list[int]:
        """The units of each part at most."""
        weights: list[int] = self.tables.weights.tolist()
        return weights

    @cached_property
    def mean_parts(self) -> NDArray[np.float64]:
        """Units of each part in the mean of the sample, which of a small base is all, ``(6,)``."""
        prepared = self.prepared
        if not prepared.levels:
            prepared.levels.append(evaluate(prepared.sample, prepared, self.encoder).expected)
        parts = self.tables.parts(prepared.levels[0])
        return np.asarray(prepared.sample.living(parts).mean(axis=0))


def explain(snapshot: Snapshot, row: int, rank: int, *, whole: bool) -> Explanation:
    """Take the score of one row apart; the whole of it tells also each curve, what lifts the row
    against all of a sample, and where it stands in the bands."""
    batch, place = snapshot.found.source(row)
    facts = batch.facts(place)
    parts, low, high = (
        units[row].tolist() for units in (snapshot.parts, snapshot.low, snapshot.high)
    )
    placement = batch.evaluation.placement
    return Explanation(
        key=snapshot.keys[row],
        rank=rank,
        score=sum(parts) / UNITS,
        low=sum(low) / UNITS,
        high=sum(high) / UNITS,
        parts=tuple(
            PartScore(name, units / UNITS, weight / UNITS, least / UNITS, most / UNITS)
            for name, units, weight, least, most in zip(
                PARTS, parts, snapshot.weights, low, high, strict=True
            )
        ),
        features=_features(snapshot, row) if whole else (),
        lifts=_lifts(snapshot, row) if whole else {},
        standing=standing(placement, batch.columns, batch.encoder, place)
        if whole and placement
        else None,
        **{name: getattr(facts, name) for name in ROW_FACTS},
    )


def _features(snapshot: Snapshot, row: int) -> tuple[FeatureScore, ...]:
    found, points = snapshot.found, snapshot.tables.points
    return tuple(
        FeatureScore(
            name=feature.name,
            part=feature.part,
            level=int(found.expected[row, number]) / FULL,
            points=int(points[number, found.expected[row, number]]) / UNITS,
            weight=int(points[number, FULL]) / UNITS,
            low=int(points[number, found.low[row, number]]) / UNITS,
            high=int(points[number, found.high[row, number]]) / UNITS,
        )
        for number, feature in enumerate(FEATURES)
        if points[number, FULL]
    )


def _lifts(snapshot: Snapshot, row: int) -> dict[str, float]:
    above = (snapshot.parts[row] - snapshot.mean_parts) / UNITS
    return {
        question: float(sum(above[PARTS.index(part)] for part in parts))
        for question, parts in QUESTIONS.items()
    }
