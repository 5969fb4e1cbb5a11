"""What the matcher may know of a vacancy and of a candidate.

These classes are an allow-list. Name, contacts, sex, age, birth date, photo, nationality,
citizenship and family status have no field here, so they cannot reach the scorer.
Every fact but the key of a row may be ``None`` or empty: unknown, never "no".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from matching.band_rules import BandRules

Segment = Literal["agency", "company"]
SEGMENTS: tuple[Segment, ...] = ("agency", "company")


@dataclass(frozen=True, slots=True)
class Money:
    """A monthly sum in minor units (kopecks, cents) of an ISO 4217 currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Position:
    """One post in a career.

    Attributes
    ----------
    title, description : str
        As the person wrote them; empty when not told.
    start, end : int or None
        Months as in :mod:`matching.months`, both counted. ``end`` of ``None`` means "to this day"
        when ``start`` is known.
    """

    title: str = ""
    start: int | None = None
    end: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class VacancyProfile:
    """What a vacancy asks for.

    Attributes
    ----------
    must, nice : tuple of str
        Skills as vocabulary ids, names or any spelling; unknown ones match by their own words.
    experience_months, management_months : int or None
        The least that is asked.
    education : str or None
        A level (``none``, ``secondary``, ``vocational``, ``higher``, ``degree``) or a phrase.
    languages : mapping of str to str
        ISO 639-1 code to level: ``basic``, ``intermediate``, ``spoken``, ``fluent`` or A1 to C2.
    city : str or None
        Any spelling that ``cities.tsv`` knows; others match by their own letters.
    net : bool or None
        Whether the offer is after tax; ``None`` is unknown.
    role : str or None
        Id of a title group when the vacancy was built from a role profile; else the title decides.
    aliases : tuple of str
        Other names of the post, as the role profile has them.
    bands : BandRules or None
        What the salary bands of the post ask, as the role profile has it.
    """

    title: str = ""
    text: str = ""
    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    experience_months: int | None = None
    management_months: int | None = None
    education: str | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    city: str | None = None
    remote: bool | None = None
    segment: Segment | None = None
    salary_from: Money | None = None
    salary_to: Money | None = None
    net: bool | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()
    bands: BandRules | None = None


@dataclass(frozen=True, slots=True)
class CandidateProfile:
    """What a candidate told of the work, and nothing of the person.

    Attributes
    ----------
    title : str
        The desired post.
    skills : tuple of str or None
        The list of claimed skills; ``None`` is "not told".
    experience_months, management_months : int or None
        Stated totals. They win over what the positions and the text give.
    languages : mapping or None
        As in the vacancy; ``None`` is "not told".
    """

    title: str = ""
    text: str = ""
    skills: tuple[str, ...] | None = None
    positions: tuple[Position, ...] = ()
    experience_months: int | None = None
    management_months: int | None = None
    education: str | None = None
    languages: Mapping[str, str] | None = None
    city: str | None = None
    relocation: bool | None = None
    remote: bool | None = None
    salary_expected: Money | None = None
    net: bool | None = None

    def rewritten(self, change: Callable[[str], str]) -> "CandidateProfile":
        """Return the profile with its text and its posts' descriptions changed."""
        return replace(
            self,
            text=change(self.text),
            positions=tuple(
                replace(position, description=change(position.description))
                for position in self.positions
            ),
        )
