"""Employers, posts and schools of two records beside each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from recruit.duplicates.pairing.records import Job
from recruit.duplicates.pairing.spelling import latin

SAME_EMPLOYER = 88.0
SAME_WORDS = 80.0
SAME_START = 1
"""Months that two tellings of one start may lie apart."""

TOLD_APART = 24
"""Months of work in the same time at other places that make two careers different."""

_LEGAL = re.compile(
    r"\b(?:ооо|оао|зао|пао|нао|ао|ип|чп|гк|фгуп|муп|гбоу|мбоу|ано|нко|llc|ltd|inc|jsc|ooo|oao|zao|pao|ao|ip|"
    r"group|групп?а?|компания|фирма|company)\b"
)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OPEN_END = 2100 * 12


@dataclass(frozen=True)
class Careers:
    """How two careers lie to each other.

    ``same`` jobs agree in employer and start, ``shared`` only in an employer at one time;
    ``apart`` are the months that both worked, each somewhere else. ``where`` names the employers
    of the same jobs.
    """

    same: int
    shared: int
    apart: int
    comparable: bool
    where: tuple[str, ...] = ()


@lru_cache(50_000)
def employer_key(employer: str) -> str:
    """An employer's name without its legal form, in one script: «ООО "Ромашка"», Romashka."""
    words = _WORD.findall(_LEGAL.sub(" ", employer.lower().replace("ё", "е")))
    return " ".join(latin(word) or word for word in words)


@lru_cache(50_000)
def words_of(text: str) -> str:
    """The words of a post or a school in one script."""
    return " ".join(latin(word) or word for word in _WORD.findall(text.lower()))


def months(job: Job) -> tuple[int, int] | None:
    """First and last month as numbers; None when the start is not known."""
    if not job.start:
        return None
    start = _number(job.start)
    return start, max(start, _number(job.end)) if job.end else _OPEN_END


def _number(month: str) -> int:
    year, _, rest = month.partition("-")
    return int(year) * 12 + int(rest or 1) - 1


def same_employer(one: Job, other: Job) -> bool:
    """Whether two jobs are at one employer."""
    a, b = employer_key(one.employer), employer_key(other.employer)
    if not a or not b:
        return False
    # Schools and clinics of a town differ in nothing but the number.
    if _NUMBER.findall(a) != _NUMBER.findall(b):
        return False
    return a == b or fuzz.token_sort_ratio(a, b) >= SAME_EMPLOYER


def compare_careers(one: Sequence[Job], other: Sequence[Job]) -> Careers:
    """Count what agrees and what contradicts; each job of the second is used once."""
    left = list(other)
    same, shared, where = 0, 0, []
    for job in one:
        best = max(left, key=lambda candidate: _agreement(job, candidate), default=None)
        agreement = _agreement(job, best) if best else 0
        if not best or not agreement:
            continue
        left.remove(best)
        same += agreement > 1
        shared += agreement == 1
        if agreement > 1:
            where.append(job.employer)
    dated = any(map(months, one)) and any(map(months, other))
    apart = _months_apart(one, other) if dated else 0
    return Careers(same, shared, apart, bool(one and other), tuple(where))


def _agreement(one: Job, other: Job) -> int:
    """2 for the same job, 1 for one employer at one time, 0 for two jobs."""
    if not same_employer(one, other):
        return 0
    a, b = months(one), months(other)
    posts_agree = fuzz.token_set_ratio(words_of(one.title), words_of(other.title)) >= SAME_WORDS
    if a is None or b is None:
        return 2 if posts_agree and one.title else 1
    if abs(a[0] - b[0]) <= SAME_START:
        return 2
    return 1 if a[0] <= b[1] and b[0] <= a[1] else 0


def _months_apart(one: Sequence[Job], other: Sequence[Job]) -> int:
    """Months in which both worked and never at one place; a job that goes on ends with the other's.

    Careers that share a time at one employer are not apart at all: people do work at two places.
    """
    apart = 0
    for job in one:
        for another in other:
            a, b = months(job), months(another)
            if a is None or b is None:
                continue
            common = min(a[1], b[1]) - max(a[0], b[0]) + 1
            if common <= 0:
                continue
            if same_employer(job, another) or not (job.employer and another.employer):
                return 0
            # Two jobs that both go on overlap without end; a year of it says all.
            apart += common if common < _OPEN_END // 4 else 12
    return apart


def same_school(one: str, other: str) -> bool | None:
    """Whether two educations are one; None when either is not told.

    Told in words alone, they have to agree in them; years have to agree as well where both tell.
    """
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return None
    alike = fuzz.token_set_ratio(a, b) >= SAME_WORDS
    years, others = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    return alike and (not years or not others or bool(years & others))


def told_years(one: str, other: str) -> bool | None:
    """Whether two educations tell a year in common; None when either tells none."""
    years, others = set(_YEAR.findall(one)), set(_YEAR.findall(other))
    return bool(years & others) if years and others else None
