"""Conditions that a candidate must pass to be ranked at all, each by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.answers import Answers, at_least, from_afar, holds_all, marked, on_site, speaks
from matching.columns import Columns
from matching.encoding import Encoder, Int32s
from matching.evaluation import Evaluation
from matching.features.skills import find_phrase
from matching.inverted import Inverted
from matching.numbering import UNKNOWN
from matching.profiles import Money
from matching.qualifications import language_level
from matching.skills import UNKNOWN_PREFIX
from matching.text import clean, lemmatise, words


@dataclass(frozen=True, slots=True)
class Filters:
    """What to leave out. By default nothing.

    Attributes
    ----------
    must_skills : bool
        Only those who have every must-have, claimed or shown.
    skills : tuple of str
        Only those who have each of these further skills.
    place : bool
        Only those who live in the vacancy's city or near, would move, or may work remotely.
    management_months, experience_months : int or None
        The least months.
    expectation : Money or None
        The most that may be expected; another currency is unknown.
    languages : mapping of str to str
        The least level of each language.
    query : str
        Words that must all stand in the text, the titles or the skills.
    keep_unknown : bool
        Whether those stay whose fact is not known.
    """

    must_skills: bool = False
    skills: tuple[str, ...] = ()
    place: bool = False
    management_months: int | None = None
    experience_months: int | None = None
    expectation: Money | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    keep_unknown: bool = True

    @property
    def depend_on_copies(self) -> bool:
        """Whether it matters what somebody copied: that is no evidence of anything."""
        months = (self.management_months, self.experience_months)
        return self.must_skills or months != (None, None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters ask of all rows and columns do not tell by themselves.

    Attributes
    ----------
    musts, reachable : callable
        Return the answers to whether all must-haves are held, and the place can be reached.
    management, total : array of shape (n,)
        Months; ``UNKNOWN`` (-1) where not known.
    """

    musts: Callable[[], Answers]
    reachable: Callable[[], Answers]
    management: Int32s
    total: Int32s


def evaluated(columns: Columns, evaluation: Evaluation) -> Facts:
    """Return the facts that an evaluation has found."""
    answers = from_afar if evaluation.query.remote else on_site
    return Facts(
        musts=lambda: holds_all(columns, evaluation.skills.must),
        reachable=lambda: answers(columns, evaluation.place),
        management=evaluation.experience.management,
        total=evaluation.experience.total,
    )


class Passing:
    """Who passes.

    Attributes
    ----------
    passes : array of shape (n,)
    n : int
        How many.
    total : int
        Candidates before the filters.
    removed : dict
        How many each filter removed, one after the other, so that all add up.
    removed_alone : dict
        How many would pass without this filter and do not with it.
    """

    def __init__(self, live: NDArray[np.bool_], masks: Mapping[str, NDArray[np.bool_]]) -> None:
        self.total = int(live.sum())
        self.removed: dict[str, int] = {}
        self.removed_alone: dict[str, int] = {}
        left = live.copy()
        for name, mask in masks.items():
            self.removed[name] = int((left & ~mask).sum())
            left &= mask
            others = [other for other_name, other in masks.items() if other_name != name]
            without = np.logical_and.reduce([*others, live])
            self.removed_alone[name] = int((without & ~mask).sum())
        self.passes, self.n = left, int(left.sum())


def masks(
    filters: Filters,
    columns: Columns,
    facts: Facts,
    encoder: Encoder,
    lists: Inverted | None = None,
) -> dict[str, NDArray[np.bool_]]:
    """Return who passes each filter that is set, by the filter's name, in their order.

    Parameters
    ----------
    lists : Inverted, optional
        Those of the columns, to look skills and words up.
    """
    keep = filters.keep_unknown
    passed: dict[str, NDArray[np.bool_]] = {}
    if filters.must_skills:
        passed["must_skills"] = facts.musts().passed(keep)
    if filters.skills:
        has_each = np.ones(columns.n, dtype=bool)
        for name in filters.skills:
            has_each &= _has_skill(columns, encoder, name, lists)
        passed["skills"] = has_each | (~columns.skills_known & keep)
    if filters.place:
        passed["place"] = facts.reachable().passed(keep)
    if filters.management_months is not None:
        passed["management_months"] = at_least(facts.management, filters.management_months).passed(
            keep
        )
    if filters.experience_months is not None:
        passed["experience_months"] = at_least(facts.total, filters.experience_months).passed(keep)
    if filters.expectation is not None:
        same = columns.currency == encoder.currencies.find(filters.expectation.currency)
        known = same & (columns.expected != UNKNOWN)
        passed["expectation"] = np.where(
            known, columns.expected <= filters.expectation.minor, keep
        ).astype(bool)
    for code, level in sorted(filters.languages.items()):
        number = encoder.languages.find(code.strip().lower())
        both = passed.get("languages", np.ones(columns.n, dtype=bool))
        passed["languages"] = both & speaks(columns, number, language_level(level)).passed(keep)
    if filters.query.strip():
        passed["query"] = _holds_words(columns, encoder, filters.query, lists)
    return passed


def _has_skill(
    columns: Columns, encoder: Encoder, name: str, lists: Inverted | None
) -> NDArray[np.bool_]:
    key = encoder.vocabulary.closest(name)
    shows = (key, *encoder.vocabulary.relations.special(key))
    numbers = [encoder.skills.find(skill) for skill in shows]
    found = np.zeros(columns.n, dtype=bool)
    for rows in _naming(columns, numbers, lists):
        found[rows] = True
    if key.startswith(UNKNOWN_PREFIX):
        lemmas = key.removeprefix(UNKNOWN_PREFIX).split()
        phrase = tuple(encoder.terms.find(lemma) for lemma in lemmas)
        if lists is not None and len(phrase) == 1:
            found[lists.using(columns, phrase)] = True
        else:
            found[columns.token_rows[find_phrase(columns, phrase, lists)]] = True
    return found


def _naming(columns: Columns, skills: list[int], lists: Inverted | None) -> list[Int32s]:
    """Return the rows that list or tell of any of some skills."""
    if lists is None:
        return [
            columns.claims.rows[np.isin(columns.claims.values, skills)],
            columns.mention_rows[np.isin(columns.mention_skills, skills)],
        ]
    return lists.naming(columns, skills)


def _holds_words(
    columns: Columns, encoder: Encoder, query: str, lists: Inverted | None
) -> NDArray[np.bool_]:
    """Return who has every word of the query in the text or a title, or claims it as a skill."""
    holds = np.ones(columns.n, dtype=bool)
    for lemma in dict.fromkeys(lemmatise(words(clean(query)))):
        term = encoder.terms.find(lemma)
        if lists is None:
            found = marked(columns.n, columns.token_rows[columns.tokens == term])
        else:
            found = marked(columns.n, lists.using(columns, [term]))
        bears = [n for n, title in enumerate(encoder.titles.items) if lemma in title.lemmas]
        if lists is None:
            found[columns.titles.rows[np.isin(columns.titles.values, bears)]] = True
        else:
            for rows in lists.bearing(
                columns, [2 * n + wished for n in bears for wished in (0, 1)]
            ):
                found[rows] = True
        holds &= found
    claimed = _has_skill(columns, encoder, query, lists)
    return holds | claimed
