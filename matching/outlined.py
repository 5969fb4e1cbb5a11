"""What filters ask, answered by outlines: of whoever copied nothing, exactly."""

from functools import cache

import numpy as np

from matching.answers import Answers, from_afar, on_site
from matching.columns import Columns
from matching.encoding import Encoder
from matching.features import place
from matching.features.skills import find_phrase
from matching.filters import Facts, Mask
from matching.inverted import Inverted
from matching.outlines import SKILLED, places
from matching.overview import Overview
from matching.preparing import Prepared
from matching.query import Query


def outlined(columns: Columns, overview: Overview, prepared: Prepared, encoder: Encoder) -> Facts:
    """Return the facts that outlines tell."""
    outline, query = overview.outline, prepared.query

    def reachable(keep_unknown: bool) -> Mask:
        every = places(prepared.far.n_cities)
        answers = from_afar if query.remote else on_site
        told = answers(every, place.evaluate(every, query, prepared.far))
        return np.take(told.passed(keep_unknown), outline.place)

    @cache
    def musts() -> Answers:
        silent = (outline.flags & SKILLED) == 0
        return Answers.of(_hold_all(columns, overview.lists, query), silent)

    return Facts(
        columns=columns,
        encoder=encoder,
        lists=overview.lists,
        musts=musts,
        reachable=reachable,
        management=outline.led,
        total=outline.total,
    )


def _hold_all(columns: Columns, lists: Inverted, query: Query) -> np.ndarray:
    """Return who lists or tells of every must-have; a near skill does not do."""
    holds = np.ones(columns.n, dtype=bool)
    for skill in query.must:
        numbers = [number for number, share in skill.counting if share == 1]
        found = np.zeros(columns.n, dtype=bool)
        if len(skill.phrase) == 1:
            found[lists.using(columns, skill.phrase)] = True
        elif skill.phrase:
            places = find_phrase(columns, skill.phrase, lists)
            found[columns.rows_at(places, "tokens")] = True
        for rows in lists.naming(numbers):
            found[rows] = True
        holds &= found
    return holds
