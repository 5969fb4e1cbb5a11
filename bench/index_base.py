"""A large invented base, made as columns: some thousands of people, drawn again and varied.

The demo's generator makes people with careers, skills and texts that hang together, two hundred a
second. A million are drawn from these with repetition, and everything that a ranking reads is
varied for each: three of ten words and skills become others, months, wishes, towns and answers are
drawn anew. Nobody is like anybody else, and professions cluster as they do in the demo.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bench.population import draw_people
from matching.cities import CITIES_FILE, Cities
from matching.columns import Columns
from matching.conditions import Wanted
from matching.encoding import Encoder
from matching.filters import Filters
from matching.numbering import UNKNOWN
from matching.patching import in_order
from matching.pool import Pool
from matching.profiles import CandidateProfile, Money, VacancyProfile
from matching.skills import SkillVocabulary
from matching.tables import rows as rows_of_table
from matching.text import words
from matching.titles import TitleGroups

PEOPLE = 5_000
N_TERMS = 200_000
N_CITIES = 1_000
CITY_COLUMNS = ("city", "en", "region", "aliases", "lat", "lon")
OTHERWISE = 0.3
"""Part of words and skills that become others."""

SILENT = 0.2
"""Part of wishes that are not told."""

FILTERED = 0.47
ROUBLES = 100_000
"""Kopecks of a thousand roubles, to which wishes are rounded."""

Generator = np.random.Generator


@dataclass(frozen=True)
class Sample:
    """The people that all others are drawn from."""

    people: Sequence[CandidateProfile]
    encoder: Encoder
    columns: Columns


def draw_sample(seed: int, as_of: int) -> Sample:
    """Draw and encode them."""
    people = list(draw_people(seed, PEOPLE))
    encoder = Encoder(as_of, SkillVocabulary.load(), TitleGroups.load(), Cities.load())
    for _, row in rows_of_table(CITIES_FILE, CITY_COLUMNS):
        encoder.city(row["city"])
    for number in range(len(encoder.city_names), N_CITIES):
        encoder.city(f"Городок {number}")
    pool = Pool.built({key: encoder.encode(one) for key, one in enumerate(people)}, encoder)
    for number in range(len(encoder.terms), N_TERMS):
        encoder.terms.number(f"слово{number}")
    return Sample(people, encoder, replace(pool.columns, n_terms=len(encoder.terms)))


def draw_columns(sample: Sample, n: int, seed: int) -> Columns:
    """Draw so many people as columns."""
    chance = np.random.default_rng(seed)
    rows = chance.integers(0, sample.columns.n, n)
    drawn = in_order(sample.columns, rows, sample.columns.statistics)
    # Words as in any language: few are frequent (Zipf).
    rank = np.exp(chance.random(N_TERMS) * np.log(N_TERMS)).astype(np.int32)
    terms = np.minimum(rank, N_TERMS - 1)
    wishes = np.rint(drawn.expected * chance.uniform(0.8, 1.25, n) / ROUBLES) * ROUBLES
    wishes[(drawn.expected == UNKNOWN) | (chance.random(n) < SILENT)] = UNKNOWN
    n_cities = len(sample.encoder.city_names)
    towns = np.exp(chance.random(n) * np.log(n_cities)).astype(np.int32) - 1
    months = drawn.stretch_months * chance.uniform(0.5, 1.6, len(drawn.stretch_months))
    return replace(
        drawn,
        fitted=None,
        tokens=_varied(chance, drawn.tokens, terms),
        claim_values=_varied(chance, drawn.claim_values, None),
        mention_skills=_varied(chance, drawn.mention_skills, None),
        stretch_months=np.maximum(1, np.rint(months)).astype(np.int16),
        city=np.where(chance.random(n) < 0.05, UNKNOWN, towns).astype(np.int32),
        relocation=chance.integers(-1, 2, n).astype(np.int32),
        remote=chance.integers(-1, 2, n).astype(np.int32),
        education=np.where(
            chance.random(n) < 0.8, drawn.education, chance.integers(-1, 5, n)
        ).astype(np.int32),
        expected=wishes.astype(np.int64),
    )


def _varied(chance: Generator, values: np.ndarray, others: np.ndarray | None) -> np.ndarray:
    """Return values of which some are exchanged for others, by default of the same kind."""
    found = values.copy()
    places = np.flatnonzero(chance.random(len(values), dtype=np.float32) < OTHERWISE)
    pool = values if others is None else others
    found[places] = pool[chance.integers(0, len(pool), len(places))]
    return found


def draw_queries(sample: Sample, count: int, seed: int) -> list[tuple[VacancyProfile, Wanted]]:
    """Draw vacancies, each in the profession of somebody, and whom recruiters look for."""
    chance = np.random.default_rng(seed)
    by_title: dict[str, list[CandidateProfile]] = {}
    for person in sample.people:
        by_title.setdefault(person.title, []).append(person)
    titled = [one for one in sample.people if one.title and one.skills]
    return [
        _query(chance, titled[int(chance.integers(len(titled)))], by_title) for _ in range(count)
    ]


def _query(
    chance: Generator, one: CandidateProfile, by_title: dict[str, list[CandidateProfile]]
) -> tuple[VacancyProfile, Wanted]:
    alike = by_title[one.title]
    skills = sorted({skill for other in alike[:40] for skill in other.skills or ()})
    named = [str(name) for name in chance.permutation(skills)]
    n_must, n_nice = int(chance.integers(3, 13)), int(chance.integers(0, 9))
    told = " ".join(position.description for other in alike[:40] for position in other.positions)
    some = [str(word) for word in chance.permutation(words(told.lower()))]
    wish = one.salary_expected or Money(10_000_000, "RUB")
    vacancy = VacancyProfile(
        title=one.title,
        text=" ".join(some[: int(chance.integers(30, 81))]),
        must=tuple(named[:n_must]),
        nice=tuple(named[n_must : n_must + n_nice]),
        experience_months=int(chance.choice([12, 36, 60])),
        city=one.city,
        remote=bool(chance.random() < 0.15),
        segment="company",
        salary_to=Money(int(wish.minor * chance.uniform(0.8, 1.4)), wish.currency),
    )
    return vacancy, Wanted(_filters(chance, vacancy) if chance.random() < FILTERED else Filters())


def _filters(chance: Generator, vacancy: VacancyProfile) -> Filters:
    """Return what a recruiter narrows a list by: mostly one or two conditions of columns."""
    return Filters(
        place=bool(chance.random() < 0.5),
        skills=vacancy.must[:1] if chance.random() < 0.4 else (),
        expectation=vacancy.salary_to if chance.random() < 0.4 else None,
        languages={"en": "spoken"} if chance.random() < 0.2 else {},
        query=vacancy.text.split()[0] if vacancy.text and chance.random() < 0.2 else "",
        keep_unknown=bool(chance.random() < 0.5),
    )
