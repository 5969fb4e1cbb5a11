"""Conditions that a candidate must pass to be ranked at all, each by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.answers import Answers, from_afar, holds_all, marked, on_site, speaks
from matching.columns import Columns
from matching.encoding import Encoder, Int32s
from matching.evaluation import Evaluation
from matching.features.skills import find_phrase
from matching.inverted import Inverted
from matching.profiles import Money
from matching.qualifications import language_level
from matching.skills import UNKNOWN_PREFIX
from matching.text import clean, lemmatise, words

Mask = NDArray[np.bool_]

DEPEND_ON_COPIES = frozenset({"must_skills", "management_months", "experience_months"})
"""Conditions for which it matters what somebody copied: that is no evidence of anything."""


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
    def names(self) -> list[str]:
        """The conditions that are set, in the order in which they are told."""
        return [name for name in CONDITIONS if _is_set(getattr(self, name))]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What conditions are answered from.

    Attributes
    ----------
    columns, encoder, lists : Columns, Encoder, Inverted or None
        The lists are those of the columns, to look skills and words up.
    musts : callable
        Returns the answers to whether all must-haves are held.
    reachable : callable
        Returns who can reach the place, with or without those of whom that is not known.
    management, total : array of shape (n,)
        Months; ``UNKNOWN`` (-1) where not known.
    """

    columns: Columns
    encoder: Encoder
    lists: Inverted | None
    musts: Callable[[], Answers]
    reachable: Callable[[bool], Mask]
    management: Int32s
    total: Int32s


def evaluated(columns: Columns, encoder: Encoder, evaluation: Evaluation) -> Facts:
    """Return the facts that an evaluation has found."""
    answers = from_afar if evaluation.query.remote else on_site
    return Facts(
        columns=columns,
        encoder=encoder,
        lists=None,
        musts=lambda: holds_all(columns, evaluation.skills.must),
        reachable=lambda keep_unknown: answers(columns, evaluation.place).passed(keep_unknown),
        management=evaluation.experience.management,
        total=evaluation.experience.total,
    )


def _is_set(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, int) and not isinstance(value, bool):
        return True  # no months at all are asked of those whose months are known
    return bool(value)


def mask(name: str, filters: Filters, facts: Facts) -> Mask:
    """Return who passes one condition, ``(n,)``."""
    return CONDITIONS[name](filters, facts)


def _musts(filters: Filters, facts: Facts) -> Mask:
    return facts.musts().passed(filters.keep_unknown)


def _skills(filters: Filters, facts: Facts) -> Mask:
    columns = facts.columns
    has_each = np.ones(columns.n, dtype=bool)
    for name in filters.skills:
        has_each &= _has_skill(columns, facts.encoder, name, facts.lists)
    return has_each | (~columns.skills_known & filters.keep_unknown)


def _place(filters: Filters, facts: Facts) -> Mask:
    return facts.reachable(filters.keep_unknown)


def _management(filters: Filters, facts: Facts) -> Mask:
    return _reaching(facts.management, filters.management_months or 0, filters.keep_unknown)


def _experience(filters: Filters, facts: Facts) -> Mask:
    return _reaching(facts.total, filters.experience_months or 0, filters.keep_unknown)


def _reaching(months: Int32s, least: int, keep_unknown: bool) -> Mask:
    # Read without a sign, -1 for unknown is more than any number of months.
    return np.asarray((months.view(np.uint32) if keep_unknown else months) >= least)


def _expectation(filters: Filters, facts: Facts) -> Mask:
    columns, most = facts.columns, filters.expectation
    if most is None:
        return np.ones(columns.n, dtype=bool)
    same = columns.currency == facts.encoder.currencies.find(most.currency)
    # -1 for unknown is less than any sum, and read without a sign more than any.
    if filters.keep_unknown:
        return np.asarray(~same | (columns.expected <= most.minor))
    return np.asarray(same & (columns.expected.view(np.uint64) <= most.minor))


def _languages(filters: Filters, facts: Facts) -> Mask:
    found = np.ones(facts.columns.n, dtype=bool)
    for code, level in sorted(filters.languages.items()):
        number = facts.encoder.languages.find(code.strip().lower())
        answers = speaks(facts.columns, number, language_level(level))
        found &= answers.passed(filters.keep_unknown)
    return found


def _words(filters: Filters, facts: Facts) -> Mask:
    return _holds_words(facts.columns, facts.encoder, filters.query, facts.lists)


CONDITIONS: Mapping[str, Callable[[Filters, Facts], Mask]] = {
    "must_skills": _musts,
    "skills": _skills,
    "place": _place,
    "management_months": _management,
    "experience_months": _experience,
    "expectation": _expectation,
    "languages": _languages,
    "query": _words,
}
"""The conditions, by the names that :class:`Filters` gives them."""


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
            found[columns.rows_at(find_phrase(columns, phrase, lists), "tokens")] = True
    return found


def _naming(columns: Columns, skills: list[int], lists: Inverted | None) -> list[Int32s]:
    """Return the rows that list or tell of any of some skills."""
    if lists is None:
        return [
            columns.claims.rows[np.isin(columns.claims.values, skills)],
            columns.mention_rows[np.isin(columns.mention_skills, skills)],
        ]
    return lists.naming(skills)


def _holds_words(
    columns: Columns, encoder: Encoder, query: str, lists: Inverted | None
) -> NDArray[np.bool_]:
    """Return who has every word of the query in the text or a title, or claims it as a skill."""
    holds = np.ones(columns.n, dtype=bool)
    for lemma in dict.fromkeys(lemmatise(words(clean(query)))):
        term = encoder.terms.find(lemma)
        if lists is None:
            said = np.flatnonzero(columns.tokens == term)
            found = marked(columns.n, columns.rows_at(said, "tokens"))
        else:
            found = marked(columns.n, lists.using(columns, [term]))
        bears = [n for n, title in enumerate(encoder.titles.items) if lemma in title.lemmas]
        if lists is None:
            found[columns.titles.rows[np.isin(columns.titles.values, bears)]] = True
        else:
            for rows in lists.bearing([2 * n + wished for n in bears for wished in (0, 1)]):
                found[rows] = True
        holds &= found
    claimed = _has_skill(columns, encoder, query, lists)
    return holds | claimed
