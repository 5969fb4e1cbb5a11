"""Why a candidate has this score: the parts, and the facts that made each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.curves import FULL
from matching.encoding import Encoder
from matching.evaluation import Evaluation, evaluate
from matching.facts import (
    Conversion,
    ExperienceFacts,
    Explanation,
    FeatureScore,
    PartScore,
    PlaceFacts,
    SalaryFacts,
    SkillFacts,
    SkillSplit,
)
from matching.features.skills import Credit
from matching.keys import Key
from matching.numbering import UNKNOWN
from matching.preparing import Prepared
from matching.qualifications import EDUCATION_LEVELS, LANGUAGE_LEVELS
from matching.query import Sought
from matching.scorer import FEATURE_NUMBER, FEATURES, PARTS, QUESTIONS, UNITS, Tables
from matching.standing import standing
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
class Snapshot:
    """What was found out of some rows, by key; parts, low and high are units, ``(n, 6)``."""

    keys: Sequence[Key]
    columns: Columns
    encoder: Encoder
    evaluation: Evaluation
    tables: Tables
    parts: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        keys: Sequence[Key],
        columns: Columns,
        prepared: Prepared,
        tables: Tables,
        encoder: Encoder,
    ) -> "Snapshot":
        """Evaluate all rows of columns."""
        found = evaluate(columns, prepared, encoder)
        ends = np.concatenate([found.expected, found.low, found.high])
        expected, low, high = np.split(tables.parts(ends), 3)
        return cls(keys, columns, encoder, found, tables, expected, low, high)

    @cached_property
    def told(self) -> "Told":
        """What the rows' explanations have in common."""
        return Told(self)

    @cached_property
    def mean_parts(self) -> NDArray[np.float64]:
        """Units of each part in the mean of all, in a large base of a sample, ``(6,)``."""
        prepared, parts = self.evaluation.prepared, self.parts
        sample = prepared.sample
        if sample is not self.columns:
            if not prepared.levels:
                prepared.levels.append(evaluate(sample, prepared, self.encoder).expected)
            parts = self.tables.parts(prepared.levels[0])
        return np.asarray(sample.living(parts).mean(axis=0))


class Told:
    """What the explanations of a snapshot's rows have in common; a page asks for fifty of them."""

    def __init__(self, snapshot: Snapshot) -> None:
        evaluation = snapshot.evaluation
        self.query = evaluation.query
        self.weights: list[int] = snapshot.tables.weights.tolist()
        self.copiers: set[int] = set(evaluation.copiers.tolist())
        self.open = (evaluation.emphasis > 0) & (evaluation.low < evaluation.high)
        self.wanted_names = _city_names(snapshot.encoder, self.query.city)
        self._vocabulary, self._encoder = snapshot.encoder.vocabulary, snapshot.encoder
        asked = [skill.key for skill in self.query.must + self.query.nice]
        self._labels = self._named(asked)
        self._cities: dict[int, tuple[str, dict[str, str]]] = {}

    def labels(self, instead: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return what the asked skills are called, by language, and those told instead of them."""
        if not instead:
            return self._labels
        further = self._named(instead)
        return {language: names | further[language] for language, names in self._labels.items()}

    def _named(self, skills: Sequence[str]) -> dict[str, dict[str, str]]:
        return {
            language: {key: self._vocabulary.label(key, language) for key in skills}
            for language in LANGUAGES
        }

    def city(self, number: int) -> tuple[str | None, dict[str, str]]:
        """Return a city as it was read, and its names by language."""
        if number == UNKNOWN:
            return None, _city_names(self._encoder, None)
        if number not in self._cities:
            name = self._encoder.city_names.items[number]
            self._cities[number] = (name, _city_names(self._encoder, name))
        return self._cities[number]


def explain(snapshot: Snapshot, row: int, rank: int, *, whole: bool) -> Explanation:
    """Take the score of one row apart; the whole of it tells also each curve, what lifts the row
    against all of a sample, and where it stands in the bands."""
    evaluation, told = snapshot.evaluation, snapshot.told
    parts, low, high = (
        units[row].tolist() for units in (snapshot.parts, snapshot.low, snapshot.high)
    )
    skills = _skills(snapshot, row)
    return Explanation(
        key=snapshot.keys[row],
        rank=rank,
        score=sum(parts) / UNITS,
        low=sum(low) / UNITS,
        high=sum(high) / UNITS,
        band=int(evaluation.salary.bands[row]) or None,
        parts=tuple(
            PartScore(name, units / UNITS, weight / UNITS, least / UNITS, most / UNITS)
            for name, units, weight, least, most in zip(
                PARTS, parts, told.weights, low, high, strict=True
            )
        ),
        features=_features(snapshot, row) if whole else (),
        lifts=_lifts(snapshot, row) if whole else {},
        unknown=_unknown(snapshot, row),
        skills=skills,
        experience=_experience(snapshot, row),
        salary=_salary(snapshot, row),
        place=_place(snapshot, row),
        title_level=int(evaluation.expected[row, FEATURE_NUMBER["title"]]),
        text_level=int(evaluation.expected[row, FEATURE_NUMBER["text"]]),
        copied=row in told.copiers,
        standing=standing(evaluation.placement, snapshot.columns, snapshot.encoder, row)
        if whole and evaluation.placement
        else None,
        labels=told.labels([shown for _, shown in (*skills.must.near, *skills.nice.near)]),
    )


def _features(snapshot: Snapshot, row: int) -> tuple[FeatureScore, ...]:
    evaluation, points = snapshot.evaluation, snapshot.tables.points
    return tuple(
        FeatureScore(
            name=feature.name,
            part=feature.part,
            level=int(evaluation.expected[row, number]) / FULL,
            points=int(points[number, evaluation.expected[row, number]]) / UNITS,
            weight=int(points[number, FULL]) / UNITS,
            low=int(points[number, evaluation.low[row, number]]) / UNITS,
            high=int(points[number, evaluation.high[row, number]]) / UNITS,
        )
        for number, feature in enumerate(FEATURES)
        if points[number, FULL]
    )


def _lifts(snapshot: Snapshot, row: int) -> dict[str, float]:
    above = (snapshot.parts[row] - snapshot.mean_parts) / UNITS
    return {
        question: float(sum(above[PARTS.index(part)] for part in parts))
        for question, parts in QUESTIONS.items()
    }


def _unknown(snapshot: Snapshot, row: int) -> tuple[str, ...]:
    """Return the fields that would narrow the interval, and the expectation if it is not known."""
    evaluation, columns = snapshot.evaluation, snapshot.columns
    is_open = snapshot.told.open[row].tolist()
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


def _split(snapshot: Snapshot, row: int, sought: tuple[Sought, ...], credit: Credit) -> SkillSplit:
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
    return SkillSplit(
        tuple(evidenced), tuple(claimed), tuple(missing), _instead(snapshot, row, near)
    )


def _instead(snapshot: Snapshot, row: int, asked: Sequence[Sought]) -> tuple[tuple[str, str], ...]:
    """Return the near skills that a candidate has, those told in the text before those listed."""
    if not asked:
        return ()
    columns, found = snapshot.columns, []
    mentioned = slice(*columns.mention_rows.searchsorted((row, row + 1)))
    listed = slice(*columns.claims.rows.searchsorted((row, row + 1)))
    own = [*columns.mention_skills[mentioned].tolist(), *columns.claims.values[listed].tolist()]
    for skill in asked:
        near = {number: share for number, share in skill.counting if share < 1}
        best = max((number for number in own if number in near), key=lambda number: near[number])
        found.append((skill.key, snapshot.encoder.skills.items[best]))
    return tuple(found)


def _skills(snapshot: Snapshot, row: int) -> SkillFacts:
    evaluation, columns = snapshot.evaluation, snapshot.columns
    query, result = evaluation.query, evaluation.skills
    must = _split(snapshot, row, query.must, result.must)
    nice = _split(snapshot, row, query.nice, result.nice)
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


def _experience(snapshot: Snapshot, row: int) -> ExperienceFacts:
    result, query = snapshot.evaluation.experience, snapshot.evaluation.query
    columns = snapshot.columns
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


def _salary(snapshot: Snapshot, row: int) -> SalaryFacts:
    evaluation, columns = snapshot.evaluation, snapshot.columns
    query, result = evaluation.query, evaluation.salary
    band = int(result.bands[row])
    cell = query.cell
    low, high = query.vacancy.salary_from, query.vacancy.salary_to
    net = columns.net[row]
    return SalaryFacts(
        expected=_known(result.expected[row]),
        currency=query.currency,
        other_currency=bool(columns.expected[row] != UNKNOWN and result.expected[row] == UNKNOWN),
        conversion=_conversion(snapshot, row),
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


def _conversion(snapshot: Snapshot, row: int) -> Conversion | None:
    result, query = snapshot.evaluation.salary, snapshot.evaluation.query
    if query.survey is None or not (result.moved[row] or result.afar[row]):
        return None
    band, segment = int(result.bands[row]), query.vacancy.segment
    city = snapshot.encoder.city_names.items[snapshot.columns.city[row]]
    here, there = (query.survey.cell(name, segment) for name in (city, query.city))
    if here is None or there is None:
        return None
    return Conversion(
        "moves" if result.moved[row] else "afar",
        here.band(band),
        there.band(band),
        int(result.converted[row]),
    )


def _place(snapshot: Snapshot, row: int) -> PlaceFacts:
    evaluation, columns = snapshot.evaluation, snapshot.columns
    city = int(columns.city[row])
    name, names = snapshot.told.city(city)
    distance = float(evaluation.place.kilometres[city])
    relocation, remote = int(columns.relocation[row]), int(columns.remote[row])
    return PlaceFacts(
        city=name,
        city_names=names,
        wanted=evaluation.query.city,
        wanted_names=snapshot.told.wanted_names,
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
