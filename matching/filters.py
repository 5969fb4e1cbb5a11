"""Conditions that a candidate must pass to be ranked at all, each by its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.answers import at_least, from_afar, holds_all, marked, on_site, speaks
from matching.columns import Columns
from matching.encoding import Encoder
from matching.evaluation import Evaluation
from matching.features.skills import find_phrase
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


def masks(
    filters: Filters, columns: Columns, evaluation: Evaluation, encoder: Encoder
) -> dict[str, NDArray[np.bool_]]:
    """Return who passes each filter that is set, by the filter's name, in their order."""
    keep = filters.keep_unknown
    passed: dict[str, NDArray[np.bool_]] = {}
    if filters.must_skills:
        passed["must_skills"] = holds_all(columns, evaluation.skills.must).passed(keep)
    if filters.skills:
        has_each = np.ones(columns.n, dtype=bool)
        for name in filters.skills:
            has_each &= _has_skill(columns, encoder, name)
        passed["skills"] = has_each | (~columns.skills_known & keep)
    if filters.place:
        reachable = from_afar if evaluation.query.remote else on_site
        passed["place"] = reachable(columns, evaluation.place).passed(keep)
    if filters.management_months is not None:
        passed["management_months"] = at_least(
            evaluation.experience.management, filters.management_months
        ).passed(keep)
    if filters.experience_months is not None:
        passed["experience_months"] = at_least(
            evaluation.experience.total, filters.experience_months
        ).passed(keep)
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
        passed["query"] = _holds_words(columns, encoder, filters.query)
    return passed


def _has_skill(columns: Columns, encoder: Encoder, name: str) -> NDArray[np.bool_]:
    key = encoder.vocabulary.closest(name)
    shows = (key, *encoder.vocabulary.relations.special(key))
    numbers = np.array([encoder.skills.find(skill) for skill in shows])
    found = marked(columns.n, columns.claims.rows[np.isin(columns.claims.values, numbers)])
    found[columns.mention_rows[np.isin(columns.mention_skills, numbers)]] = True
    if key.startswith(UNKNOWN_PREFIX):
        lemmas = key.removeprefix(UNKNOWN_PREFIX).split()
        phrase = tuple(encoder.terms.find(lemma) for lemma in lemmas)
        found[columns.token_rows[find_phrase(columns, phrase)]] = True
    return found


def _holds_words(columns: Columns, encoder: Encoder, query: str) -> NDArray[np.bool_]:
    """Return who has every word of the query in the text or a title, or claims it as a skill."""
    holds = np.ones(columns.n, dtype=bool)
    for lemma in dict.fromkeys(lemmatise(words(clean(query)))):
        term = encoder.terms.find(lemma)
        found = marked(columns.n, columns.token_rows[columns.tokens == term])
        bears = np.array([lemma in title.lemmas for title in encoder.titles.items], dtype=bool)
        if len(bears):
            found[columns.titles.rows[bears[columns.titles.values]]] = True
        holds &= found
    claimed = _has_skill(columns, encoder, query)
    return holds | claimed
