"""A person as the comparison sees them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """One position; months as ``YYYY-MM``, an empty end means until now."""

    employer: str = ""
    title: str = ""
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class PersonRecord:
    """What is known of one person, each value as somebody typed it.

    Neither sex nor age is among it.
    """

    name: str
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    city: str | None = None
    title: str = ""
    jobs: tuple[Job, ...] = ()
    education: str = ""
    skills: frozenset[str] = frozenset()
