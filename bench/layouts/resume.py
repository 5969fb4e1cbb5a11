"""An invented resume before it is laid out, and what a reader of it must find."""

from dataclasses import dataclass
from typing import Any

YEAR = 12

Bands = dict[str, list[str]]


@dataclass(frozen=True)
class Job:
    """One post. Months count from year 0; ``precision`` is ``month``, ``year`` or ``none``.

    ``around`` is what a layout writes beside a job of its own accord: place, length, trade.
    """

    title: str
    employer: str
    start: int
    end: int
    current: bool
    precision: str
    city: str
    manager: bool
    team: int | None
    lines: tuple[str, ...]
    team_line: str = ""
    around: str = ""

    def shown(self, month: int) -> str | None:
        """A month as precisely as the resume tells it."""
        year = f"{month // YEAR:04d}"
        return {"month": f"{year}-{month % YEAR + 1:02d}", "year": year}.get(self.precision)

    def truth(self) -> dict[str, Any]:
        """The post as `truth.jsonl` has it."""
        return {
            "title": self.title,
            "employer": self.employer,
            "start": self.shown(self.start),
            "end": None if self.current else self.shown(self.end),
            "current": self.current and self.precision != "none",
            "manager": self.manager,
            "team": self.team,
        }


@dataclass(frozen=True)
class School:
    """One school; ``begin`` is told only where a layout shows both years."""

    level: str
    level_text: str
    institution: str
    subject: str
    begin: int
    year: int


@dataclass(frozen=True)
class Speech:
    """A language with its level in the resume's words."""

    code: str
    name: str
    level: str
    bands: tuple[str, ...]


@dataclass(frozen=True)
class Resume:
    """Everything a layout may show. What a layout hides is taken away before it draws."""

    language: str
    trade: str
    woman: bool
    family: str
    given: str
    father: str
    city: str
    city_text: str
    titles: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    birth: tuple[int, int, int] | None
    pay: tuple[int, int, str] | None
    pay_refused: bool
    relocation: bool | None
    remote: bool | None
    jobs: tuple[Job, ...]
    schools: tuple[School, ...]
    courses: tuple[str, ...]
    speeches: tuple[Speech, ...]
    skills: tuple[str, ...]
    about: str
    referee: str
    updated: int | None
    received: int

    @property
    def english(self) -> bool:
        """Whether the frame, headings and labels, is English."""
        return self.language == "en"

    @property
    def as_of(self) -> int:
        """The month that "now" means."""
        return self.received if self.updated is None else self.updated

    @property
    def name(self) -> str:
        """Family name first, as forms want it; English has the given name first."""
        if self.english:
            return f"{self.given} {self.family}"
        return " ".join(filter(None, (self.family, self.given, self.father)))


def months_of(jobs: list[Job]) -> int:
    """Months of the union of the intervals, both end months counted."""
    return len({month for job in jobs for month in range(job.start, job.end + 1)})


def iso(month: int) -> str:
    """A month as ``YYYY-MM``."""
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"


def _sections(resume: Resume) -> dict[str, str]:
    """The text of each section, whatever sets it apart."""
    jobs = "\n".join(
        "\n".join((
            " ".join(filter(None, (job.shown(job.start), job.shown(job.end)))),
            job.title, job.employer, job.around, *job.lines,
        ))
        for job in resume.jobs
    )  # fmt: skip
    schools = "\n".join(
        f"{one.level_text} {one.institution} {one.subject} {one.year}" for one in resume.schools
    )
    texts = {
        "experience": jobs,
        "about": resume.about,
        "skills": "\n".join(resume.skills),
        "education": schools,
    }
    return {kind: text for kind, text in texts.items() if text}


def truth_of(resume: Resume) -> dict[str, Any]:
    """The fields of a line of `truth.jsonl`, without those about the file."""
    dated = [job for job in resume.jobs if job.precision != "none"]
    years_only = sum(job.precision == "year" for job in dated)
    found: dict[str, Any] = {
        "name": resume.name,
        "city": resume.city or None,
        "titles": list(resume.titles),
        "phones": list(resume.phones),
        "emails": list(resume.emails),
        "birth_date": "{:04d}-{:02d}-{:02d}".format(*resume.birth) if resume.birth else None,
        "salary_expected": resume.pay[0] if resume.pay else None,
        "currency": resume.pay[2] if resume.pay else None,
        "relocation": resume.relocation,
        "remote": resume.remote,
        "skills": list(resume.skills),
        "languages": {one.code: list(one.bands) for one in resume.speeches},
        "education": [
            {"level": one.level, "institution": one.institution, "year": one.year}
            for one in resume.schools
        ],
        "positions": [job.truth() for job in resume.jobs],
        "total_experience_months": months_of(dated) if dated else None,
        "management_months": months_of([job for job in dated if job.manager]),
        "as_of": iso(resume.as_of),
        "received": iso(resume.received),
        "sections": _sections(resume),
    }
    if years_only:
        # A year is told, not its months: each job may be read half a year longer or shorter.
        found["total_tolerance"] = 6 * (years_only + 1)
    return found
