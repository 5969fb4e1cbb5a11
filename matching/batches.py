"""Candidates that were evaluated together for one vacancy, and the facts that are told of them.

Nothing here depends on weights: a recruiter may move them as often as they like.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.encoding import Encoder
from matching.evaluation import Evaluation
from matching.facts import (
    Conversion,
    ExperienceFacts,
    PlaceFacts,
    RowFacts,
    SalaryFacts,
    SkillFacts,
    SkillSplit,
)
from matching.features.skills import Credit
from matching.numbering import UNKNOWN
from matching.qualifications import EDUCATION_LEVELS, LANGUAGE_LEVELS
from matching.query import Sought
from matching.scorer import FEATURE_NUMBER
from matching.wording import LANGUAGES

FIELDS = {
    "must": "skills",
    "nice": "skills",
    "languages": "languages",
    "education": "education",
    "total": "experience_years",
    "relevant": "experience_years",
    "management": "management_years",
    "stability": "positions",
    "seniority": "positions",
    "offer": "salary_expected",
    "title": "title",
    "text": "text",
}
"""Field of the candidate that each feature reads; the place has several and is told apart."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows that were evaluated together; a page asks for the facts of fifty."""

    columns: Columns
    evaluation: Evaluation
    encoder: Encoder

    @cached_property
    def _told(self) -> dict[int, RowFacts]:
        return {}

    def facts(self, row: int) -> RowFacts:
        """Return the facts of one row; worked out once."""
        known = self._told.get(row)
        if known is None:
            known = self._told[row] = self._facts(row)
        return known

    def _facts(self, row: int) -> RowFacts:
        expected = self.evaluation.expected[row]
        skills = _skills(self, row)
        return RowFacts(
            band=int(self.evaluation.salary.bands[row]) or None,
            unknown=_unknown(self, row),
            skills=skills,
            experience=_experience(self, row),
            salary=_salary(self, row),
            place=_place(self, row),
            title_level=int(expected[FEATURE_NUMBER["title"]]),
            text_level=int(expected[FEATURE_NUMBER["text"]]),
            copied=row in self._copiers,
            labels=self._labels([shown for _, shown in (*skills.must.near, *skills.nice.near)]),
        )

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Whether a feature that is asked for is not known of a row, ``(n, n_features)``."""
        evaluation = self.evaluation
        return np.asarray((evaluation.emphasis > 0) & (evaluation.low < evaluation.high))

    @cached_property
    def wanted_names(self) -> dict[str, str]:
        """The names of the vacancy's city, by language."""
        return _city_names(self.encoder, self.evaluation.query.city)

    @cached_property
    def _copiers(self) -> set[int]:
        return set(self.evaluation.copiers.tolist())

    def _labels(self, instead: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return what the asked skills are called, by language, and those told instead of them."""
        if not instead:
            return self._asked_labels
        further = self._named(instead)
        return {
            language: names | further[language] for language, names in self._asked_labels.items()
        }

    @cached_property
    def _asked_labels(self) -> dict[str, dict[str, str]]:
        query = self.evaluation.query
        return self._named([skill.key for skill in query.must + query.nice])

    def _named(self, skills: Sequence[str]) -> dict[str, dict[str, str]]:
        vocabulary = self.encoder.vocabulary
        return {
            language: {key: vocabulary.label(key, language) for key in skills}
            for language in LANGUAGES
        }

    @cached_property
    def _cities(self) -> dict[int, tuple[str, dict[str, str]]]:
        return {}

    def named_city(self, number: int) -> tuple[str | None, dict[str, str]]:
        """Return a city as it was read, and its names by language."""
        if number == UNKNOWN:
            return None, _city_names(self.encoder, None)
        if number not in self._cities:
            name = self.encoder.city_names.items[number]
            self._cities[number] = (name, _city_names(self.encoder, name))
        return self._cities[number]


def _unknown(batch: Batch, row: int) -> tuple[str, ...]:
    """Return the fields that would narrow the interval, and the expectation if it is not known."""
    evaluation, columns = batch.evaluation, batch.columns
    is_open = batch.open[row].tolist()
    fields = [
        field
        for feature, field in FIELDS.items()
        if is_open[FEATURE_NUMBER[feature]]
        and not (feature == "relevant" and evaluation.experience.total[row] != UNKNOWN)
    ]
    if is_open[FEATURE_NUMBER["relevant"]] and not columns.dated[row]:
        fields.append("positions")
    if evaluation.salary.expected[row] == UNKNOWN:
        fields.append("salary_expected")
    elif is_open[FEATURE_NUMBER["market"]]:
        fields.append("management_years")
    if is_open[FEATURE_NUMBER["place"]]:
        places = ("remote",) if evaluation.query.remote else ("city", "relocation")
        fields += [name for name in places if getattr(columns, name)[row] == UNKNOWN]
    return tuple(dict.fromkeys(fields))


def _split(batch: Batch, row: int, sought: tuple[Sought, ...], credit: Credit) -> SkillSplit:
    evidenced, claimed, missing, near = [], [], [], []
    facts = (values[row].tolist() for values in (credit.earned, credit.near, credit.listed))
    for skill, share, by_near, is_listed in zip(sought, *facts, strict=True):
        if by_near:
            near.append(skill)
        elif share == 1:
            evidenced.append(skill.key)
        elif is_listed:
            claimed.append(skill.key)
        else:
            missing.append(skill.key)
    return SkillSplit(tuple(evidenced), tuple(claimed), tuple(missing), _instead(batch, row, near))


def _instead(batch: Batch, row: int, asked: Sequence[Sought]) -> tuple[tuple[str, str], ...]:
    """Return the near skills that a candidate has, those told in the text before those listed."""
    if not asked:
        return ()
    columns, found = batch.columns, []
    mentioned = slice(*columns.mention_rows.searchsorted((row, row + 1)))
    listed = slice(*columns.claims.rows.searchsorted((row, row + 1)))
    own = [*columns.mention_skills[mentioned].tolist(), *columns.claims.values[listed].tolist()]
    for skill in asked:
        near = {number: share for number, share in skill.counting if share < 1}
        best = max((number for number in own if number in near), key=lambda number: near[number])
        found.append((skill.key, batch.encoder.skills.items[best]))
    return tuple(found)


def _skills(batch: Batch, row: int) -> SkillFacts:
    evaluation, columns = batch.evaluation, batch.columns
    query, result = evaluation.query, evaluation.skills
    must = _split(batch, row, query.must, result.must)
    nice = _split(batch, row, query.nice, result.nice)
    spoken = slice(*columns.language_codes.rows.searchsorted((row, row + 1)))
    levels = dict(
        zip(
            columns.language_codes.values[spoken].tolist(),
            columns.language_levels[spoken].tolist(),
            strict=True,
        )
    )
    short = tuple(
        (
            code,
            LANGUAGE_LEVELS[wanted - 1],
            LANGUAGE_LEVELS[levels[number] - 1] if number in levels else None,
        )
        for number, code, wanted in query.languages
        if columns.languages_known[row] and levels.get(number, 0) < wanted
    )
    education = int(columns.education[row])
    return SkillFacts(
        must=must,
        nice=nice,
        derived=query.derived,
        known=bool(columns.skills_known[row]),
        doubted=bool(result.doubted[row]),
        languages_missing=short,
        education=None if education == UNKNOWN else EDUCATION_LEVELS[education],
        education_asked=None if query.education == UNKNOWN else EDUCATION_LEVELS[query.education],
    )


def _experience(batch: Batch, row: int) -> ExperienceFacts:
    result, query = batch.evaluation.experience, batch.evaluation.query
    columns = batch.columns
    posts = slice(*columns.posts.rows.searchsorted((row, row + 1)))
    near = result.closeness[posts]
    return ExperienceFacts(
        total=_known(result.total[row]),
        relevant=_known(result.relevant[row]),
        management=_known(result.management[row]),
        total_asked=query.total,
        relevant_asked=query.relevant,
        management_asked=query.management,
        experience_stated=query.vacancy.experience_months is not None,
        management_stated=query.vacancy.management_months is not None,
        level=_known(result.highest[row]),
        level_asked=query.title.level,
        longest_stay=int(columns.longest_stay[row]) if columns.dated[row] else None,
        nearest_post=int(near.argmax()) if len(near) and near.max() > 0 else None,
    )


def _salary(batch: Batch, row: int) -> SalaryFacts:
    evaluation, columns = batch.evaluation, batch.columns
    query, result = evaluation.query, evaluation.salary
    band = int(result.bands[row])
    cell = query.cell
    low, high = query.vacancy.salary_from, query.vacancy.salary_to
    net = columns.net[row]
    return SalaryFacts(
        expected=_known(result.expected[row]),
        currency=query.currency,
        other_currency=bool(columns.expected[row] != UNKNOWN and result.expected[row] == UNKNOWN),
        conversion=_conversion(batch, row),
        offer_low=low.minor if low else None,
        offer_high=high.minor if high else None,
        cell=cell.band(band) if cell and band else None,
        median=cell.median if cell else None,
        surveyed=query.survey is not None,
        city_surveyed=cell is not None,
        check=bool(result.check[row]),
        tax_differs=query.vacancy.net is not None
        and net != UNKNOWN
        and bool(net) != query.vacancy.net,
        offer_net=query.vacancy.net,
    )


def _conversion(batch: Batch, row: int) -> Conversion | None:
    result, query = batch.evaluation.salary, batch.evaluation.query
    if query.survey is None or not (result.moved[row] or result.afar[row]):
        return None
    band, segment = int(result.bands[row]), query.vacancy.segment
    city = batch.encoder.city_names.items[batch.columns.city[row]]
    here, there = (query.survey.cell(name, segment) for name in (city, query.city))
    if here is None or there is None:
        return None
    return Conversion(
        "moves" if result.moved[row] else "afar",
        here.band(band),
        there.band(band),
        int(result.converted[row]),
    )


def _place(batch: Batch, row: int) -> PlaceFacts:
    evaluation, columns = batch.evaluation, batch.columns
    city = int(columns.city[row])
    name, names = batch.named_city(city)
    distance = float(evaluation.place.kilometres[city])
    relocation, remote = int(columns.relocation[row]), int(columns.remote[row])
    return PlaceFacts(
        city=name,
        city_names=names,
        wanted=evaluation.query.city,
        wanted_names=batch.wanted_names,
        kilometres=None if city == UNKNOWN or np.isnan(distance) else distance,
        there=bool(evaluation.place.there[row]),
        relocation=None if relocation == UNKNOWN else bool(relocation),
        remote=None if remote == UNKNOWN else bool(remote),
        wanted_remote=evaluation.query.remote,
    )


def _city_names(encoder: Encoder, name: str | None) -> dict[str, str]:
    """Return a city's names by language; one that the table lacks is written as it was read."""
    city = encoder.cities.find(name) if name else None
    if city is None:
        return {"ru": (name or "").title(), "en": (name or "").title()}
    return {"ru": city.city, "en": city.en}


def _known(value: np.integer[object]) -> int | None:  # type: ignore[type-var]
    return None if value == UNKNOWN else int(value)
