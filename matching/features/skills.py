"""Skills, languages and education: how much of what is asked is there, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.curves import Levels
from matching.encoding import UNKNOWN
from matching.query import Query, Sought

CLAIM_CREDIT = 0.4
"""A skill that is only listed: half the skills shown at work outrank all of them merely listed."""

HONEST_CLAIMS = 30
"""Listed skills that nobody asked for, up to which each claim is believed as above; a list ten
times as long is believed a hundred times less."""

EVIDENCE_WORDS = 2
"""Plain words that make a line tell what was done: «вёл переговоры с первыми лицами банков»."""

UNKNOWN_SKILLS = 1
"""Must-haves (nice-to-haves where there is no must) that one who told nothing is expected to claim;
with more of them, naming the first must-have would cost."""

UNKNOWN_LANGUAGE = 0.3
"""17 % of the people in this post speak English; who leaves it out speaks it a little oftener."""

UNKNOWN_EDUCATION = 0.6
"""Most applicants for posts that ask for higher education have it."""

EDUCATION_STEP = 0.5
"""A college leaver where a university is asked has half, a school leaver nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class SkillsResult:
    """Levels of the family, and the credit of each sought skill: 1 shown, less claimed, 0 missing.

    Attributes
    ----------
    must_credit, nice_credit : arrays of shape (n, n_must) and (n, n_nice)
    """

    levels: dict[str, Levels]
    must_credit: NDArray[np.float64]
    nice_credit: NDArray[np.float64]


def evaluate(columns: Columns, query: Query, copied: NDArray[np.bool_]) -> SkillsResult:
    """Compare what is asked with lists and texts; copied tokens are no evidence of anything."""
    sought = query.must + query.nice
    credit = _credit(columns, sought, copied)
    must, nice = credit[:, : len(query.must)], credit[:, len(query.must) :]
    levels = {}
    expected_claims = UNKNOWN_SKILLS
    for name, held in (("must", must), ("nice", nice)):
        if held.shape[1]:
            expected = expected_claims * CLAIM_CREDIT / held.shape[1]
            levels[name] = Levels.unknown_where(~columns.skills_known, held.mean(axis=1), expected)
            expected_claims = 0
    if query.languages:
        levels["languages"] = _languages(columns, query)
    if query.education != UNKNOWN:
        short = np.maximum(0, query.education - columns.education)
        levels["education"] = Levels.unknown_where(
            columns.education == UNKNOWN,
            np.maximum(0.0, 1 - EDUCATION_STEP * short),
            UNKNOWN_EDUCATION,
        )
    return SkillsResult(levels, must, nice)


def _credit(
    columns: Columns, sought: tuple[Sought, ...], copied: NDArray[np.bool_]
) -> NDArray[np.float64]:
    credit = np.zeros((columns.n, len(sought)))
    if not sought:
        return credit
    slots = np.full(_highest(columns, sought) + 2, UNKNOWN)
    for place, skill in enumerate(sought):
        if skill.number != UNKNOWN:
            slots[skill.number] = place

    claimed = slots[columns.claims.values]
    named = slots[columns.mention_skills]
    shown = columns.plain_words[columns.mention_places] >= EVIDENCE_WORDS
    others = np.bincount(columns.claims.rows[claimed == UNKNOWN], minlength=columns.n)
    bare = (named == UNKNOWN) & ~shown
    others += np.bincount(columns.mention_rows[bare], minlength=columns.n)
    belief = CLAIM_CREDIT * np.minimum(1.0, HONEST_CLAIMS / np.maximum(others, 1)) ** 2

    asked = claimed != UNKNOWN
    rows = columns.claims.rows[asked]
    credit[rows, claimed[asked]] = belief[rows]
    asked = (named != UNKNOWN) & ~copied[columns.mention_places]
    _add(credit, belief, columns.mention_rows[asked], named[asked], shown[asked])
    for place, skill in enumerate(sought):
        if skill.phrase:
            found = find_phrase(columns, skill.phrase)
            found = found[~copied[found]]
            shown = columns.plain_words[found] - len(skill.phrase) >= EVIDENCE_WORDS
            _add(credit, belief, columns.token_rows[found], np.full(len(found), place), shown)
    return credit


def _add(
    credit: NDArray[np.float64],
    belief: NDArray[np.float64],
    rows: NDArray[np.int32],
    places: NDArray[np.int64],
    shown: NDArray[np.bool_],
) -> None:
    """Raise credits: a mention among words of its own is evidence, in a bare list a claim."""
    np.maximum.at(credit, (rows[~shown], places[~shown]), belief[rows[~shown]])
    credit[rows[shown], places[shown]] = 1.0


def find_phrase(columns: Columns, phrase: tuple[int, ...]) -> NDArray[np.int64]:
    """Return the places in ``columns.tokens`` where the terms of a phrase stand in a row."""
    if UNKNOWN in phrase:
        return np.zeros(0, dtype=np.int64)
    places = np.flatnonzero(columns.tokens == phrase[0])
    places = places[places <= len(columns.tokens) - len(phrase)]
    for step, term in enumerate(phrase[1:], start=1):
        places = places[columns.tokens[places + step] == term]
    last = places + len(phrase) - 1
    together = columns.token_documents[places] == columns.token_documents[last]
    return np.asarray(places[together], dtype=np.int64)


def _highest(columns: Columns, sought: tuple[Sought, ...]) -> int:
    return int(
        max(
            columns.claims.values.max(initial=0),
            columns.mention_skills.max(initial=0),
            *(skill.number for skill in sought),
        )
    )


def _languages(columns: Columns, query: Query) -> Levels:
    share = np.zeros(columns.n)
    for code, _, wanted in query.languages:
        has = columns.language_codes.values == code
        level = np.zeros(columns.n)
        level[columns.language_codes.rows[has]] = columns.language_levels[has]
        share += np.minimum(1.0, level / wanted)
    share /= len(query.languages)
    return Levels.unknown_where(~columns.languages_known, share, UNKNOWN_LANGUAGE)
