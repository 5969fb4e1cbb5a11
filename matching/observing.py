"""What one person or vacancy tells of the market: the sum, and by what it is sorted."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from matching.bands import band_for
from matching.careers import read_career
from matching.profiles import CandidateProfile
from matching.text import clean
from matching.titles import TitleGroups
from matching.widening import Side

_LEGAL_FORM = re.compile(
    r"\b(?:ооо|оао|зао|пао|нао|ао|ип|гк|нко|чп|тоо|llc|ltd|inc|jsc|gmbh|corp|limited|company)\b"
)
_MARKS = re.compile(r"[^\w&+]+")


class Observation(NamedTuple):
    """One sum that one person expects or one vacancy offers.

    ``amount`` is in minor units of rubles a month, ``month`` as in `matching.months`. An empty
    ``employer`` is unknown; for an expectation it tells where the person works.
    """

    side: Side
    subject: int
    city: str
    segment: str | None
    band: int | None
    amount: int
    employer: str
    month: int


def employer_key(name: str) -> str:
    """Return the comparable form of an employer's name: «ООО "Ромашка"» as «ромашка»."""
    cleaned = _MARKS.sub(" ", clean(name))
    bare = _MARKS.sub(" ", _LEGAL_FORM.sub(" ", cleaned)).strip()
    return bare or cleaned.strip()


def role_key(slug: str, groups: TitleGroups) -> str:
    """Return the post that a role profile is of: the title group of its name, else the name."""
    if groups.number(slug) >= 0:
        return slug
    return groups.group_id(slug.replace("-", " ")) or slug


def role_of(titles: Iterable[str], groups: TitleGroups) -> str | None:
    """Return the title group of the first title that has any: of the wish, then of a post held."""
    return next(filter(None, map(groups.group_id, titles)), None)


def band_held(profile: CandidateProfile, as_of: int, groups: TitleGroups) -> int | None:
    """Return the band that the months as a head open: those told, else of dated leading posts.

    Only fields are read, not the free text, so that it takes no time; ``None`` is unknown.
    """
    career = read_career(replace(profile, text=""), as_of)
    if career.told_management is not None or not career.stretches:
        return band_for(career.told_management)
    leads = [
        told or groups.read(post.title).leads
        for post, told in zip(career.positions, career.leads, strict=True)
    ]
    return band_for(
        sum(one.months for one in career.stretches if any(leads[post] for post in one.posts))
    )
