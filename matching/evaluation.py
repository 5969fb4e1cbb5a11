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
from matching.query import Query
from matching.scorer import FEATURE_NUMBER, FEATURES

NICE_TO_MUST = 0.5
"""Docker, asked as a must, outweighs the only nice-to-have, Kubernetes, two to one."""

DERIVED = 0.35
"""Skills that nobody named, guessed from the text of the vacancy, weigh a third of named ones."""

BARE = 0.2
"""«Бухгалтер» and no further word asks who is a bookkeeper, hardly for how many years: what is
usual for the post weighs a fifth."""

UNASKED = 500
"""Expected level of everything when a vacancy asks nothing at all: nobody fits, nobody fails."""


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Levels ``(n, n_features)`` and, by family, the facts behind them.

    Attributes
    ----------
    emphasis : array of shape (n_features,)
        0 for a feature that the vacancy does not ask for, 1 for one that counts with its whole
        share; all 1, as unknowns, if it asks nothing.
    expected, low, high : arrays of shape (n, n_features)
    copiers : array of int32
        Rows of those who copied from the vacancy.
    placement : Placement or None
        The salary bands, if the post was surveyed and its role profile says what they ask.
    """

    query: Query
    emphasis: NDArray[np.float64]
    expected: NDArray[np.int16]
    low: NDArray[np.int16]
    high: NDArray[np.int16]
    copiers: NDArray[np.int32]
    skills: skills.SkillsResult
    experience: experience.ExperienceResult
    salary: salary.SalaryResult
    place: place.PlaceResult
    placement: Placement | None


def evaluate(
    columns: Columns, query: Query, encoder: Encoder, sample: Columns | None = None
) -> Evaluation:
    """Compute every family once, over all rows.

    Parameters
    ----------
    sample : Columns, optional
        Of the same base and encoder: by the best of these rows all texts are judged, so that what
        a row earns does not depend on which others are evaluated with it. By default ``columns``.
    """
    own = own_words(columns, query.copyable)
    skilled = skills.evaluate(columns, query, own.copied)
    near = title.similarities(columns.known_titles, query, encoder.groups)
    titled = title.evaluate(columns, query, own, near)
    texts = text.Texts(columns, own)
    worded = text.evaluate(texts, _yardstick(sample, query, near, texts, titled))
    titled = title.judged_by_text(titled, columns, own, worded.rows)
    served = experience.evaluate(
        columns,
        query,
        own,
        similarity=titled.similarity,
        best_title=titled.best,
        documents=worded.documents,
    )
    placed = place.evaluate(columns, query, encoder.city_names, encoder.cities)
    rules = query.vacancy.bands if query.survey else None
    placement = place_in_bands(columns, rules, encoder, own) if rules else None
    paid = salary.evaluate(
        columns,
        query,
        management=served.management,
        highest=placement.high if placement else None,
        there=placed.there,
        city_names=encoder.city_names,
        currencies=encoder.currencies,
    )
    families = (skilled, served, paid, placed, titled, worded)
    levels: dict[str, Levels] = {}
    for family in families:
        levels |= family.levels
    shape = (columns.n, len(FEATURES))
    asked = np.array([feature.name in levels for feature in FEATURES])
    expected, low, high = (np.zeros(shape, np.int16) for _ in range(3))
    for number, feature in enumerate(FEATURES):
        if feature.name in levels:
            expected[:, number] = levels[feature.name].expected
            low[:, number] = levels[feature.name].low
            high[:, number] = levels[feature.name].high
    emphasis = asked * _emphasis(query)
    if not asked.any():
        expected[:], high[:], emphasis = UNASKED, FULL, np.ones(len(FEATURES))
    return Evaluation(
        query=query,
        emphasis=emphasis,
        expected=expected,
        low=low,
        high=high,
        copiers=own.copiers,
        skills=skilled,
        experience=served,
        salary=paid,
        place=placed,
        placement=placement,
    )


def _yardstick(
    sample: Columns | None,
    query: Query,
    near: title.Similarities,
    texts: text.Texts,
    titled: title.TitleResult,
) -> text.Yardstick | None:
    """Return what texts are held against: a sample, or where there is none the texts themselves."""
    n_terms = texts.columns.n_terms
    if sample is None or sample is texts.columns:
        return text.measure(texts, query, titled.named, n_terms)
    own = own_words(sample, query.copyable)
    named = title.evaluate(sample, query, own, near).named
    return text.measure(text.Texts(sample, own), query, named, n_terms)


def _emphasis(query: Query) -> NDArray[np.float64]:
    """Return 1 for all but few nice-to-haves, one of which weighs at most half a must-have, skills
    that were not named, and the usual experience where only a title is told."""
    emphasis = np.ones(len(FEATURES))
    if query.bare and query.vacancy.experience_months is None:
        for name in ("relevant", "total", "seniority", "stability"):
            emphasis[FEATURE_NUMBER[name]] = BARE
    if query.derived:
        emphasis[FEATURE_NUMBER["nice"]] = DERIVED
    if query.must and query.nice:
        must, nice = FEATURE_NUMBER["must"], FEATURE_NUMBER["nice"]
        worth = NICE_TO_MUST * FEATURES[must].share * len(query.nice) / len(query.must)
        emphasis[nice] = min(1.0, worth / FEATURES[nice].share)
    return emphasis
