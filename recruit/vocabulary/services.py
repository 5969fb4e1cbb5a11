"""Use cases of the agency's own skills: read the lists of the base; add what a person accepts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.skills import COLUMNS, Skill, SkillVocabulary
from matching.text import clean, lemmas, sound
from recruit.catalogue.services import list_profiles
from recruit.models import Candidate, RoleProfile, Vacancy
from recruit.vocabulary.own_file import OwnSkillsError, load_with_own, read_own, write_own
from recruit.vocabulary.proposals import SkillList, spelling

BATCH = 500


def count_lists(session: Session) -> int:
    """How many lists of skills there are to go over."""
    people = select(func.count()).select_from(Candidate).where(Candidate.is_matched)
    posts = [select(func.count()).select_from(model) for model in (Vacancy, RoleProfile)]
    return sum(session.scalars(one).one() for one in (people, *posts))


def skill_lists(session: Session) -> Iterator[SkillList]:
    """The skills of each candidate whose consent stands, of each vacancy and role profile.

    Nothing else of the rows is read: not who tells them.
    """
    people = select(Candidate.skills).where(Candidate.is_matched)
    for (names,) in session.execute(people).yield_per(BATCH):
        yield SkillList(names, of_person=True)
    for must, nice in session.execute(select(Vacancy.must, Vacancy.nice)).yield_per(BATCH):
        yield SkillList((*must, *nice), of_person=False)
    for profile in list_profiles(session):
        yield SkillList(_profile_skills(profile.current.content), of_person=False)


def _profile_skills(content: Mapping[str, Any]) -> tuple[str, ...]:
    bands = content.get("bands") or ()
    return (
        *(item["skill"] for item in content["skills"]),
        *(skill for band in bands for skill in band["skills"] + band["skills_any_of"]),
    )


def accept_skill(folder: Path, name: str, english: str | None, related: Iterable[str]) -> Skill:
    """Add a skill of a name that is not known yet.

    The skills whose names stand within its own become the more general ones: who lists «продажи
    станков» has counted as one who can sell, and still does.

    Raises
    ------
    OwnSkillsError
        If a name is known already or a skill near it is not.
    """
    vocabulary = load_with_own(folder)
    ru = _new_name(vocabulary, name)
    en = _new_name(vocabulary, english) if english else ru
    parents = dict.fromkeys(found for found, _, _ in vocabulary.extract(lemmas(ru)))
    near = {_known(vocabulary, other).id for other in related}
    own = read_own(folder)
    skill = _new_id(vocabulary, en)
    cells = (skill, ru, en, "", _joined(parents), _joined(sorted(near - parents.keys())))
    own[skill] = dict(zip(COLUMNS, cells, strict=True))
    return _known(write_own(folder, own), skill)


def accept_alias(folder: Path, name: str, of: str) -> Skill:
    """Add one more name of a known skill, told by its id.

    Raises
    ------
    OwnSkillsError
        If the name is known already or the skill is not.
    """
    vocabulary = load_with_own(folder)
    alias, skill = _new_name(vocabulary, name), _known(vocabulary, of)
    own = read_own(folder)
    cells = (skill.id, skill.ru, skill.en, "", "", "")
    row = own.setdefault(skill.id, dict(zip(COLUMNS, cells, strict=True)))
    row["aliases"] = _joined(filter(None, (row["aliases"], alias)))
    return _known(write_own(folder, own), skill.id)


def _joined(items: Iterable[str]) -> str:
    return "; ".join(items)


def _new_name(vocabulary: SkillVocabulary, typed: str) -> str:
    name = spelling(typed)
    if ";" in name:
        raise OwnSkillsError(f"{name!r}: a name holds no semicolon; it parts names in the file")
    if not vocabulary.key(name):
        raise OwnSkillsError(f"{name!r} has no words to know it by")
    known = vocabulary.find(name)
    if known is not None:
        raise OwnSkillsError(f"{name!r} is known already: {known.id} ({known.ru}, {known.en})")
    return name


def _known(vocabulary: SkillVocabulary, skill_id: str) -> Skill:
    skill = vocabulary.get(skill_id)
    if skill is None:
        meant = vocabulary.find(skill_id)
        alike = [meant.id] if meant else get_close_matches(skill_id, [one.id for one in vocabulary])
        hint = f" Did you mean {', '.join(alike)}?" if alike else ""
        raise OwnSkillsError(f"there is no skill {skill_id!r}.{hint}")
    return skill


def _new_id(vocabulary: SkillVocabulary, name: str) -> str:
    letters = clean(name)
    latin = letters if letters.isascii() else sound(letters)
    own = "-".join(re.findall(r"[a-z0-9]+", latin))
    if not own:
        raise OwnSkillsError(f"{name!r} has no letters to make an id of. Name it in English: --en")
    ids = (own if number == 1 else f"{own}-{number}" for number in count(1))
    return next(one for one in ids if one not in vocabulary)
