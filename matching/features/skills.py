"""Skills, languages and education: how much of what is asked is there, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import EVIDENCE_WORDS, Columns
from matching.curves import Levels
from matching.encoding import Int32s
from matching.inverted import Inverted
from matching.numbering import UNKNOWN
from matching.query import Query, Sought

CLAIM_CREDIT = 0.4
"""A skill that is only listed: half the skills shown at work outrank all of them merely listed."""

HONEST_CLAIMS, ENDLESS_CLAIMS = 30, 120
"""Listed skills that nobody asked for: up to the first number each claim is believed as above, from
the second on not at all; the longest honest lists have some hundred."""

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
class Credit:
    """Of each candidate for each sought skill; arrays of shape (n, n_sought).

    Attributes
    ----------
    earned : array of float
        1 shown, less claimed, 0 missing or not believed.
    near : array of bool
        Whether it is earned by a near skill and not by the one that is sought.
    listed : array of bool
        Whether the skill is named in a list at least.
    """

    earned: NDArray[np.float64]
    near: NDArray[np.bool_]
    listed: NDArray[np.bool_]

    @property
    def held(self) -> NDArray[np.bool_]:
        """Whether the skill itself is claimed, however little that is believed, or shown."""
        return self.listed | ((self.earned > 0) & ~self.near)

    def only(self, sought: slice) -> "Credit":
        """Return the credit for some of the sought skills."""
        return Credit(self.earned[:, sought], self.near[:, sought], self.listed[:, sought])


@dataclass(frozen=True, slots=True, eq=False)
class SkillsResult:
    """Levels of the family and what is behind them.

    Attributes
    ----------
    must, nice : Credit
    doubted : array of shape (n,)
        Whether so much is listed that its entries are believed less.
    """

    levels: dict[str, Levels]
    must: Credit
    nice: Credit
    doubted: NDArray[np.bool_]


def evaluate(columns: Columns, query: Query, copied: NDArray[np.bool_]) -> SkillsResult:
    """Compare what is asked with lists and texts; copied tokens are no evidence of anything."""
    credit, belief = _credit(columns, query.must + query.nice, copied)
    must, nice = (
        credit.only(part) for part in (slice(len(query.must)), slice(len(query.must), None))
    )
    levels = {}
    expected_claims = UNKNOWN_SKILLS
    for name, held in (("must", must.earned), ("nice", nice.earned)):
        if held.shape[1]:
            expected = expected_claims * CLAIM_CREDIT / held.shape[1]
            levels[name] = Levels.unknown_where(~columns.skills_known, held.mean(axis=1), expected)
            expected_claims = 0
    if query.languages:
        levels["languages"] = spoken(columns, query)
    if query.education != UNKNOWN:
        levels["education"] = schooled(columns.education, query.education)
    return SkillsResult(levels, must, nice, belief < 1)


class _Counting:
    """For each skill by number: the places of the sought skills it counts for, and its shares."""

    def __init__(self, sought: tuple[Sought, ...], n_skills: int) -> None:
        pairs = sorted(
            (number, place, share)
            for place, skill in enumerate(sought)
            for number, share in skill.counting
        )
        numbers = np.array([number for number, _, _ in pairs], dtype=np.int64)
        self._places = np.array([place for _, place, _ in pairs], dtype=np.int64)
        self._shares = np.array([share for _, _, share in pairs])
        self._counts = np.bincount(numbers, minlength=n_skills)
        self._starts = np.cumsum(self._counts) - self._counts

    def wanted(self, numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Return which skills count for anything."""
        return np.asarray(self._counts[numbers] > 0)

    def raise_to(
        self, shares: NDArray[np.float64], rows: NDArray[np.int32], numbers: NDArray[np.int32]
    ) -> None:
        """Raise the shares ``(n, n_sought)`` of rows to what one skill each brings them."""
        counts = self._counts[numbers]
        first = np.repeat(np.cumsum(counts) - counts, counts)
        pairs = np.repeat(self._starts[numbers], counts) + np.arange(len(first)) - first
        cells = np.repeat(rows.astype(np.int64), counts) * shares.shape[1] + self._places[pairs]
        np.maximum.at(shares.reshape(-1), cells, self._shares[pairs])


def _credit(
    columns: Columns, sought: tuple[Sought, ...], copied: NDArray[np.bool_]
) -> tuple[Credit, NDArray[np.float64]]:
    """Return the credit, and how far each candidate's list is believed, ``(n,)``.

    A mention among words of its own is evidence, in a bare list a claim.
    """
    claimed, shown = (np.zeros((columns.n, len(sought))) for _ in range(2))
    if not sought:
        none = claimed.astype(bool)
        return Credit(claimed, none, none), np.ones(columns.n)
    counting = _Counting(sought, _highest(columns, sought) + 1)
    wanted = counting.wanted(columns.claims.values)
    named = counting.wanted(columns.mention_skills)
    told = columns.mention_told
    others = columns.n_claims - np.bincount(columns.claims.rows[wanted], minlength=columns.n)
    in_lists = np.bincount(columns.mention_rows[named & ~told], minlength=columns.n)
    others = others + columns.n_untold - in_lists
    spare = (ENDLESS_CLAIMS - others) / (ENDLESS_CLAIMS - HONEST_CLAIMS)
    belief = np.clip(spare, 0.0, 1.0)

    counting.raise_to(claimed, columns.claims.rows[wanted], columns.claims.values[wanted])
    named &= ~copied[columns.mention_places]
    for shares, mask in ((claimed, named & ~told), (shown, named & told)):
        counting.raise_to(shares, columns.mention_rows[mask], columns.mention_skills[mask])
    for place, skill in enumerate(sought):
        if skill.phrase:
            found = find_phrase(columns, skill.phrase)
            found = found[~copied[found]]
            told = columns.plain_words[found].astype(np.int64) - len(skill.phrase) >= EVIDENCE_WORDS
            claimed[columns.token_rows[found[~told]], place] = 1.0
            shown[columns.token_rows[found[told]], place] = 1.0
    listed = CLAIM_CREDIT * belief[:, np.newaxis] * claimed
    exact = np.where(shown == 1, 1.0, np.where(claimed == 1, listed, 0.0))
    credit = np.maximum(shown, listed)
    return Credit(credit, credit > exact, claimed == 1), belief


def find_phrase(
    columns: Columns, phrase: tuple[int, ...], lists: Inverted | None = None
) -> NDArray[np.int64]:
    """Return the places in ``columns.tokens`` where the terms of a phrase stand in a row.

    Parameters
    ----------
    lists : Inverted, optional
        Those of the columns, to read nobody who lacks one of the terms.
    """
    if UNKNOWN in phrase:
        return np.zeros(0, dtype=np.int64)
    if lists is None:
        places = np.flatnonzero(columns.tokens == phrase[0])
    else:
        places, _ = columns.chosen(lists.using(columns, phrase), "tokens")
        places = places[columns.tokens[places] == phrase[0]]
    places = places[places <= len(columns.tokens) - len(phrase)]
    for step, term in enumerate(phrase[1:], start=1):
        places = places[columns.tokens[places + step] == term]
    last = places + len(phrase) - 1
    together = columns.documents_at(places) == columns.documents_at(last)
    return np.asarray(places[together], dtype=np.int64)


def _highest(columns: Columns, sought: tuple[Sought, ...]) -> int:
    return int(
        max(
            columns.claims.values.max(initial=0),
            columns.mention_skills.max(initial=0),
            *(number for skill in sought for number, _ in skill.counting),
        )
    )


def schooled(education: Int32s, asked: int) -> Levels:
    """Judge the education."""
    share = np.maximum(0.0, 1 - EDUCATION_STEP * np.maximum(0, asked - education))
    return Levels.unknown_where(education == UNKNOWN, share, UNKNOWN_EDUCATION)


def spoken(columns: Columns, query: Query) -> Levels:
    """Judge the languages; the vacancy asks for one at least."""
    share = np.zeros(columns.n)
    for code, _, wanted in query.languages:
        has = columns.language_codes.values == code
        level = np.zeros(columns.n)
        level[columns.language_codes.rows[has]] = columns.language_levels[has]
        share += np.minimum(1.0, level / wanted)
    share /= len(query.languages)
    return Levels.unknown_where(~columns.languages_known, share, UNKNOWN_LANGUAGE)
