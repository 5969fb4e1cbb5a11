"""What a layout is: a name, what it has room for, and how it draws a person."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from bench.layouts.people import Wants
from bench.layouts.resume import Job, Resume

TWINS = dict(zip("аеосрх", "aeocpx", strict=True))
SOFT_HYPHEN = "\u00ad"

Draw = Callable[[Random, Resume], bytes]


@dataclass(frozen=True)
class Layout:
    """One way in which people send a resume.

    Attributes
    ----------
    languages : tuple of (language, weight)
    prepare : callable
        Takes away what the layout has no room for, before the truth is told.
    around : callable
        What it writes beside a job besides the resume's own words.
    fonts : str
        The family a PDF is set in; without it on the machine the layout is left out.
    """

    name: str
    suffix: str
    draw: Draw
    wants: Wants = field(default_factory=Wants)
    languages: tuple[tuple[str, float], ...] = (("ru", 1.0),)
    prepare: Callable[[Resume], Resume] = lambda resume: resume
    around: Callable[[Job], str] = lambda job: ""
    fonts: str = ""

    def person(self, resume: Resume) -> Resume:
        """What this layout shows of a person."""
        shown = self.prepare(resume)
        jobs = (replace(job, around=self.around(job)) for job in shown.jobs)
        return replace(shown, jobs=tuple(jobs))


def either(resume: Resume, russian: str, english: str) -> str:
    """A word of the frame in the resume's language."""
    return english if resume.english else russian


def oldest_first(resume: Resume) -> Resume:
    """The same with its career told from the beginning."""
    return replace(resume, jobs=resume.jobs[::-1], schools=resume.schools[::-1])


def by_employer(jobs: tuple[Job, ...]) -> list[list[Job]]:
    """Jobs in a row at one employer, together."""
    groups: list[list[Job]] = []
    for job in jobs:
        if groups and groups[-1][0].employer == job.employer:
            groups[-1].append(job)
        else:
            groups.append([job])
    return groups


def with_twins(random: Random, text: str, share: float = 0.15) -> str:
    """Latin letters in the place of Cyrillic ones that look the same, inside of words."""
    return " ".join(
        "".join(TWINS.get(letter, letter) if random.random() < share else letter for letter in word)
        if len(word) > 4 and word.isalpha() and not word.isascii() else word
        for word in text.split(" ")
    )  # fmt: skip


def with_soft_hyphens(random: Random, text: str) -> str:
    """Invisible places where a browser may break long words."""
    return " ".join(
        f"{word[:at]}{SOFT_HYPHEN}{word[at:]}"
        if len(word) > 7 and word.isalpha() and (at := random.randint(3, len(word) - 3)) else word
        for word in text.split(" ")
    )  # fmt: skip


def spaced(text: str) -> str:
    """А heading as designers space it: «О П Ы Т»."""
    return "   ".join(" ".join(word) for word in text.upper().split())


def relined(resume: Resume, change: Callable[[str], str]) -> Resume:
    """The same with other letters in the lines of jobs and in the text about oneself."""
    jobs = tuple(replace(job, lines=tuple(map(change, job.lines))) for job in resume.jobs)
    return replace(resume, jobs=jobs, about=change(resume.about))
