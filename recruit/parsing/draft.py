"""What was read from a resume: every value with its place in the text, or no value at all."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """One value.

    Attributes
    ----------
    confidence : float
        0 to 1, how often such a reading is right; below a field's threshold it is a question.
    span : (start, end)
        Characters of ``Document.text`` that it came from.
    page : int
    rule : str
        Which rule found it, for people who mend rules.
    """

    value: Value
    confidence: float
    span: Span
    page: int
    rule: str


@dataclass(frozen=True, slots=True)
class DraftPosition:
    """One post. Months are ``YYYY-MM``, or ``YYYY`` where only the year is told."""

    title: Found[str] | None = None
    employer: Found[str] | None = None
    city: Found[str] | None = None
    start: Found[str] | None = None
    end: Found[str] | None = None
    current: bool = False
    manager: bool = False
    team: Found[int] | None = None
    text: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class DraftEducation:
    """One school: level as in ``secondary vocational incomplete_higher higher phd``."""

    level: Found[str] | None = None
    institution: Found[str] | None = None
    year: Found[int] | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """A wish: the lower end, whole units a month."""

    amount: int
    currency: str
    net: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that was read; what is absent was not told, or not surely enough.

    ``birth_date`` is recognised so that it can be kept out: it goes beside the contacts and never
    into a profile. ``skills`` are listed, ``evidenced`` are found in prose.
    """

    as_of: str
    name: Found[str] | None = None
    emails: tuple[Found[str], ...] = ()
    phones: tuple[Found[str], ...] = ()
    birth_date: Found[str] | None = None
    titles: tuple[Found[str], ...] = ()
    city: Found[str] | None = None
    relocation: Found[bool] | None = None
    remote: Found[bool] | None = None
    pay: Found[Pay] | None = None
    positions: tuple[DraftPosition, ...] = ()
    total_experience_months: int | None = None
    management_months: int | None = None
    education: tuple[DraftEducation, ...] = ()
    languages: tuple[tuple[str, Found[str]], ...] = ()
    skills: tuple[Found[str], ...] = ()
    evidenced: tuple[Found[str], ...] = ()
    courses: tuple[Found[str], ...] = ()
    sections: dict[str, Found[str]] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
