"""What is worked out once for a vacancy before any row is looked at: the same for all rows."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.bits import Bits
from matching.columns import Columns
from matching.copies import OwnWords, own_words
from matching.encoding import Encoder
from matching.features import place, salary, text, title
from matching.numbering import UNKNOWN
from matching.query import Query
from matching.scorer import FEATURE_NUMBER, FEATURES

NICE_TO_MUST = 0.5
"""Docker, asked as a must, outweighs the only nice-to-have, Kubernetes, two to one."""

DERIVED = 0.35
"""Skills that nobody named, guessed from the text of the vacancy, weigh a third of named ones."""

BARE = 0.2
"""«Бухгалтер» and no further word asks who is a bookkeeper, hardly for how many years: what is
usual for the post weighs a fifth."""


Condition = tuple[str, str, bool]
"""A condition by its name, its value as written, and whether the unknown pass."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A query with everything that no single row decides.

    Attributes
    ----------
    near : tuple of 2 arrays of shape (n_titles,)
        How near each distinct title is to the wanted one, as a wish and as a post held.
    far : Distances
        Of all cities.
    ratios : array of shape (n_cities + 1, 5)
        As :func:`matching.features.salary.ratios_of` gives them.
    sample : Columns
        By the best of whom all texts are judged.
    own : OwnWords
        Of the sample.
    texts : Texts
        Of the sample.
    yardstick : Yardstick or None
    asked : array of bool of shape (n_features,)
        Which features the vacancy asks for.
    levels : list
        Of the sample, ``(n_sample, n_features)``, once somebody has worked them out.
    copiers : list
        The rows of those who copied, of whom conditions must know it, once they were looked for.
    answers : dict
        Who passes the conditions that were asked for last.
    """

    query: Query
    near: title.Similarities
    far: place.Distances
    ratios: NDArray[np.float64]
    sample: Columns
    own: OwnWords
    texts: text.Texts
    yardstick: text.Yardstick | None
    asked: NDArray[np.bool_]
    levels: list[NDArray[np.int16]] = field(default_factory=list)
    copiers: list[NDArray[np.int64]] = field(default_factory=list)
    answers: dict[Condition, Bits] = field(default_factory=dict)

    @property
    def emphasis(self) -> NDArray[np.float64]:
        """How much of each feature's share counts, ``(n_features,)``.

        0 for a feature that the vacancy does not ask for, 1 for one that counts with its whole
        share; all 1, as unknowns, if it asks nothing.
        """
        if not self.asked.any():
            return np.ones(len(FEATURES))
        return self.asked * _emphasis(self.query)


def prepare(columns: Columns, query: Query, encoder: Encoder, sample: Columns) -> Prepared:
    """Prepare a query.

    Parameters
    ----------
    columns : Columns
        The whole base.
    sample : Columns
        The same, or a sample of it with its encoder and its statistics.
    """
    near = title.similarities(columns.known_titles, query, encoder)
    own = own_words(sample, query.copyable)
    texts = text.Texts(sample, own)
    named = title.evaluate(sample, query, own, near).named
    far = place.distances(query, encoder)
    yardstick = text.measure(texts, query, named, columns.n_terms)
    return Prepared(
        query=query,
        near=near,
        far=far,
        ratios=salary.ratios_of(query, encoder.city_names, far.n_cities),
        sample=sample,
        own=own,
        texts=texts,
        yardstick=yardstick,
        asked=_asked(query, yardstick),
    )


def _asked(query: Query, yardstick: text.Yardstick | None) -> NDArray[np.bool_]:
    """Return which features a vacancy asks for; the families of features give levels for these."""
    asked = {
        "must": bool(query.must),
        "nice": bool(query.nice),
        "languages": bool(query.languages),
        "education": query.education != UNKNOWN,
        "total": query.total is not None,
        "management": query.management is not None,
        **dict.fromkeys(("relevant", "seniority", "stability"), query.relevant is not None),
        "offer": query.offer is not None,
        "market": query.cell is not None,
        "place": query.city is not None or query.remote,
        "title": bool(query.title.lemmas),
        "text": yardstick is not None,
    }
    return np.array([asked[feature.name] for feature in FEATURES])


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
