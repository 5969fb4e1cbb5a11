"""The whole invented agency: employers, vacancies, candidates and what has happened so far."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from recruit.demo.activity import draw_applications, draw_submissions, draw_verdicts
from recruit.demo.candidates import draw_candidates
from recruit.demo.companies import read_companies
from recruit.demo.posts import load_posts
from recruit.demo.records import (
    Application,
    Candidate,
    Employer,
    Submission,
    Vacancy,
    Verdict,
)
from recruit.demo.resumes import resume_text

__all__ = [
    "Agency",
    "Application",
    "Candidate",
    "Employer",
    "Submission",
    "Vacancy",
    "Verdict",
    "build_agency",
]

CANDIDATES = 600
SEED = 2026


@dataclass(frozen=True)
class Agency:
    """Everything the demo shows; records refer to one another by key."""

    employers: tuple[Employer, ...]
    vacancies: tuple[Vacancy, ...]
    candidates: tuple[Candidate, ...]
    applications: tuple[Application, ...]
    verdicts: tuple[Verdict, ...]
    submissions: tuple[Submission, ...]


def build_agency(today: date, seed: int = SEED, candidates: int = CANDIDATES) -> Agency:
    """The agency as of a day; the same seed and day give the same agency."""
    employers, vacancies = read_companies(today)
    people = tuple(
        replace(candidate, resume=resume_text(candidate))
        for candidate in draw_candidates(seed, load_posts(), today, candidates)
    )
    rng = Random(f"{seed}/applications")
    applications = draw_applications(rng, vacancies, people, today)
    rng = Random(f"{seed}/verdicts")
    verdicts = draw_verdicts(rng, vacancies, people, applications, today)
    rng = Random(f"{seed}/submissions")
    return Agency(
        employers=employers,
        vacancies=vacancies,
        candidates=people,
        applications=applications,
        verdicts=verdicts,
        submissions=draw_submissions(rng, vacancies, verdicts, today),
    )
