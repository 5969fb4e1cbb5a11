"""What a salary band asks of a person: the entry conditions of a role profile, as data."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["education", "field", "head", "skill"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One entry condition of a band.

    Attributes
    ----------
    band : int
        The band, 1 to 4, that asks it; every band above takes it for granted.
    kind : str
        ``education``: a level; ``field``: months in posts of the field; ``head``: months at the
        head of such a department; ``skill``: at least one of some skills.
    months : int
        The least months, for ``field`` and ``head``.
    level : str
        The least level of education.
    skills : tuple of str
        Any one of these is enough; ids, names or any spelling.
    """

    band: int
    kind: Kind
    months: int = 0
    level: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BandRules:
    """The bands of one post.

    Attributes
    ----------
    posts : tuple of str
        Names of the post itself: who led people under one of them was the head that is meant.
    field_posts : tuple of str
        Names of posts in which one learns the field.
    conditions : tuple of Condition
        From band I up.
    assets : tuple of (code, level)
        Languages that some employers value in these bands; they decide nothing.
    """

    posts: tuple[str, ...]
    field_posts: tuple[str, ...]
    conditions: tuple[Condition, ...]
    assets: tuple[tuple[str, str], ...] = ()
