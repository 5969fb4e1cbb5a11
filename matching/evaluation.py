"""All features of all candidates for one query, put together for the scorer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.copies import own_words
from matching.curves import FULL, Levels
from matching.encoding import Encoder
from matching.features import experience, place, salary, skills, text, title
from matching.placement import Placement
from matching.placement import place as place_in_bands
from matching.preparing import Prepared
from matching.query import Query
from matching.scorer import FEATURES

UNASKED = 500
"""Expected level of everything when a vacancy asks nothing at all: nobody fits, nobody fails."""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Levels ``(n, n_features)`` and, by family, the facts behind them.

    Attributes
    ----------
    expected, low, high : arrays of shape (n, n_features)
    told : set of str
        The features that have levels; all others are 0.
    copiers : array of int32
        Rows of those who copied from the vacancy.
    placement : Placement or None
        The salary bands, if the post was surveyed and its role profile says what they ask.
    """

    prepared: Prepared
    expected: NDArray[np.int16]
    low: NDArray[np.int16]
    high: NDArray[np.int16]
    told: frozenset[str]
    copiers: NDArray[np.int32]
    skills: skills.SkillsResult
    experience: experience.ExperienceResult
    salary: salary.SalaryResult
    place: place.PlaceResult
    placement: Placement | None

    @property
    def query(self) -> Query:
        """What was looked for."""
        return self.prepared.query

    @property
    def emphasis(self) -> NDArray[np.float64]:
        """As :attr:`Prepared.emphasis`."""
        return self.prepared.emphasis


def evaluate(columns: Columns, prepared: Prepared, encoder: Encoder) -> Evaluation:
    """Compute every family once, over all rows.

    What a row earns does not depend on which others are evaluated with it.
    """
    query = prepared.query
    if columns is prepared.sample:
        own, texts = prepared.own, prepared.texts
    else:
        own = own_words(columns, query.copyable)
        texts = text.Texts(columns, own)
    skilled = skills.evaluate(columns, query, own.copied)
    titled = title.evaluate(columns, query, own, prepared.near)
    worded = text.evaluate(texts, prepared.yardstick)
    titled = title.judged_by_text(titled, columns, own, worded.rows)
    served = experience.evaluate(
        columns,
        query,
        own,
        similarity=titled.similarity,
        best_title=titled.best,
        documents=worded.documents,
    )
    placed = place.evaluate(columns, query, prepared.far)
    rules = query.vacancy.bands if query.survey else None
    placement = place_in_bands(columns, rules, encoder, own) if rules else None
    paid = salary.evaluate(
        columns,
        query,
        management=served.management,
        highest=placement.high if placement else None,
        there=placed.there,
        ratios=prepared.ratios,
        currencies=encoder.currencies,
    )
    families = (skilled, served, paid, placed, titled, worded)
    levels: dict[str, Levels] = {}
    for family in families:
        levels |= family.levels
    expected, low, high = (_stacked(levels, end, columns.n) for end in ("expected", "low", "high"))
    if not levels:
        expected[:], high[:] = UNASKED, FULL
    return Evaluation(
        prepared=prepared,
        expected=expected,
        low=low,
        high=high,
        told=frozenset(levels),
        copiers=own.copiers,
        skills=skilled,
        experience=served,
        salary=paid,
        place=placed,
        placement=placement,
    )


def _stacked(levels: dict[str, Levels], end: str, n: int) -> NDArray[np.int16]:
    """Return one end of the levels of all features side by side, ``(n, n_features)``."""
    stacked = np.zeros((n, len(FEATURES)), np.int16)
    for number, feature in enumerate(FEATURES):
        if feature.name in levels:
            stacked[:, number] = getattr(levels[feature.name], end)
    return stacked
