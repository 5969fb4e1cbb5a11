"""Conditions that a candidate must pass to be ranked at all, each by its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.encoding import UNKNOWN, Encoder
from matching.evaluation import Evaluation
from matching.features.place import COMMUTE
from matching.features.skills import find_phrase
from matching.profiles import Money
from matching.qualifications import language_level
from matching.skills import UNKNOWN_PREFIX
from matching.text import clean, lemmatise, words

NEAR_ENOUGH = 0.5
"""Level of commuting from which a city counts as the vacancy's for the filter of place."""


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


def masks(
    filters: Filters, columns: Columns, evaluation: Evaluation, encoder: Encoder
) -> dict[str, NDArray[np.bool_]]:
    """Return who passes each filter that is set, by the filter's name, in their order."""
    keep = filters.keep_unknown
    passed: dict[str, NDArray[np.bool_]] = {}
    if filters.must_skills:
        must = evaluation.skills.must
        has_all = (must.listed | ((must.earned > 0) & ~must.near)).all(axis=1)
        passed["must_skills"] = has_all | (~columns.skills_known & keep)
    if filters.skills:
        has_each = np.ones(columns.n, dtype=bool)
        for name in filters.skills:
            has_each &= _has_skill(columns, encoder, name)
        passed["skills"] = has_each | (~columns.skills_known & keep)
    if filters.place:
        passed["place"] = _reachable(columns, evaluation, keep)
    if filters.management_months is not None:
        passed["management_months"] = _at_least(
            evaluation.experience.management, filters.management_months, keep
        )
    if filters.experience_months is not None:
        passed["experience_months"] = _at_least(
            evaluation.experience.total, filters.experience_months, keep
        )
    if filters.expectation is not None:
        same = columns.currency == encoder.currencies.find(filters.expectation.currency)
        known = same & (columns.expected != UNKNOWN)
        passed["expectation"] = np.where(
            known, columns.expected <= filters.expectation.minor, keep
        ).astype(bool)
    for code, level in sorted(filters.languages.items()):
        number = encoder.languages.find(code.strip().lower())
        fluent = (columns.language_codes.values == number) & (
            columns.language_levels >= language_level(level)
        )
        speaks = _any(columns.n, columns.language_codes.rows[fluent])
        both = passed.get("languages", np.ones(columns.n, dtype=bool))
        passed["languages"] = both & (speaks | (~columns.languages_known & keep))
    if filters.query.strip():
        passed["query"] = _holds_words(columns, encoder, filters.query)
    return passed


def _any(n: int, rows: NDArray[np.int32]) -> NDArray[np.bool_]:
    found = np.zeros(n, dtype=bool)
    found[rows] = True
    return found


def _at_least(months: NDArray[np.int32], least: int, keep: bool) -> NDArray[np.bool_]:
    return np.where(months == UNKNOWN, keep, months >= least).astype(bool)


def _has_skill(columns: Columns, encoder: Encoder, name: str) -> NDArray[np.bool_]:
    key = encoder.vocabulary.closest(name)
    shows = (key, *encoder.vocabulary.relations.special(key))
    numbers = np.array([encoder.skills.find(skill) for skill in shows])
    found = _any(columns.n, columns.claims.rows[np.isin(columns.claims.values, numbers)])
    found[columns.mention_rows[np.isin(columns.mention_skills, numbers)]] = True
    if key.startswith(UNKNOWN_PREFIX):
        lemmas = key.removeprefix(UNKNOWN_PREFIX).split()
        phrase = tuple(encoder.terms.find(lemma) for lemma in lemmas)
        found[columns.token_rows[find_phrase(columns, phrase)]] = True
    return found


def _reachable(columns: Columns, evaluation: Evaluation, keep: bool) -> NDArray[np.bool_]:
    if evaluation.query.remote:
        refuses = (columns.remote == 0) & ~evaluation.place.there
        accepts = evaluation.place.there | (columns.remote == 1)
        return np.asarray(~refuses if keep else accepts)
    distance = np.nan_to_num(evaluation.place.kilometres[columns.city], nan=1e6)
    near = evaluation.place.there | (COMMUTE(distance) >= NEAR_ENOUGH)
    moves = columns.relocation == 1
    silent = (columns.city == UNKNOWN) | (columns.relocation == UNKNOWN)
    return np.asarray(near | moves | (silent & keep))


def _holds_words(columns: Columns, encoder: Encoder, query: str) -> NDArray[np.bool_]:
    """Return who has every word of the query in the text or a title, or claims it as a skill."""
    holds = np.ones(columns.n, dtype=bool)
    for lemma in dict.fromkeys(lemmatise(words(clean(query)))):
        term = encoder.terms.find(lemma)
        found = _any(columns.n, columns.token_rows[columns.tokens == term])
        bears = np.array([lemma in title.lemmas for title in encoder.titles.items], dtype=bool)
        if len(bears):
            found[columns.titles.rows[bears[columns.titles.values]]] = True
        holds &= found
    claimed = _has_skill(columns, encoder, query)
    return holds | claimed
