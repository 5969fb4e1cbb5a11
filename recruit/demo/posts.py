"""The posts people hold, read from `posts/<field>.yaml`."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from recruit.demo.data import HERE, load
from recruit.demo.texts import Voice, render

LEVELS = ("junior", "middle", "senior", "head")
PROFILES = HERE.parent / "catalogue" / "profiles"
SKILLS = HERE.parents[1] / "matching" / "data" / "skills"

# Sentences that speak of leading people do not belong into a junior's resume.
_LEADS = re.compile(
    r"руковод|руковож|управлял|подчин|возглав|\bштат|бригадой из|команд(?:у|ой) из|отдел(?:ом)? из|"
    r"нанял|набрал|собрал\S* (?:отдел|команд|бригад)|бюджет\S* (?:отдел|цех|служб|департамент)",
    re.IGNORECASE,
)


_ENOUGH = 6
_HIGH = ("Head", "Chief", "Director")


@dataclass(frozen=True)
class Post:
    """One post: what it is called at each level, what people do in it and what it pays.

    `required` are the skills that its role profile asks for, `skills` the others its people have.
    """

    slug: str
    field: str
    titles: Mapping[str, tuple[str, ...]]
    titles_en: tuple[str, ...]
    required: tuple[str, ...]
    skills: tuple[str, ...]
    work: tuple[str, ...]
    leading: tuple[str, ...]
    achieved: tuple[str, ...]
    pay: tuple[int, int]
    employer_kinds: tuple[str, ...]
    profile: str | None
    origins: tuple[str, ...]

    def has(self, level: str) -> bool:
        """Whether the post exists at this level."""
        return bool(self.titles.get(level))

    def nearest(self, level: str) -> str:
        """The level of the post nearest to the one asked for, a lower one before a higher."""
        wanted = LEVELS.index(level)
        order = [*LEVELS[wanted::-1], *LEVELS[wanted + 1 :]]
        return next(name for name in order if self.has(name))

    def monthly_pay(self, level: str) -> float:
        """Usual pay at a level in Moscow in 2026, rubles a month."""
        low, high = self.pay
        share = {"junior": -0.18, "middle": 0.12, "senior": 0.45, "head": 0.82}[level]
        return max(low * 0.78, low + share * (high - low)) * 1000


@dataclass(frozen=True)
class SkillNames:
    """Skills of the vocabulary: their Russian names, and the id behind each spelling."""

    names: Mapping[str, str]
    ids: Mapping[str, str]

    def name(self, skill: str) -> str:
        """The Russian name of an id; a plain name stays as it is."""
        return self.names.get(skill, skill)

    def sense(self, name: str) -> str:
        """What a spelling means: the same for all spellings of one skill."""
        return self.ids.get(name.casefold(), name.casefold())


def load_posts(folder: Path = HERE / "posts") -> dict[str, Post]:
    """All posts of the folder by slug, in the order of files and of entries."""
    names = _skill_names()
    posts: dict[str, Post] = {}
    for path in sorted(folder.glob("*.yaml")):
        for entry in load(path):
            post = _post(entry, path.stem, names)
            if post.slug in posts:
                raise ValueError(f"{path.name}: the post {post.slug} is there twice")
            posts[post.slug] = post
    return posts


def _post(entry: Mapping[str, Any], field: str, names: SkillNames) -> Post:
    did = entry["did"]
    leading = [text for text in did if _LEADS.search(text)]
    if len(did) - len(leading) < _ENOUGH:
        # A post that is all about leading: then everything is its everyday work.
        leading = []
    low, high = entry["pay"]
    profile = entry.get("profile") or _own_profile(entry["post"])
    required, skills = _skills(entry["skills"], profile, names)
    return Post(
        slug=entry["post"],
        field=field,
        titles={level: tuple(entry["titles"].get(level) or ()) for level in LEVELS},
        titles_en=tuple(entry.get("titles_en") or ()),
        required=required,
        skills=skills,
        work=_without(did, leading),
        leading=(*leading, *(entry.get("led") or ())),
        achieved=tuple(entry["achieved"]),
        pay=(int(low), int(high)),
        employer_kinds=tuple(entry["employer_kinds"]),
        profile=profile,
        origins=tuple(entry.get("from") or ()),
    )


def _own_profile(slug: str) -> str | None:
    return slug if (PROFILES / f"{slug}.yaml").exists() else None


def _skills(
    own: Iterable[str], profile: str | None, names: SkillNames
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Skills the profile requires and all others, in the post's own spelling where it has one."""
    known = list(dict.fromkeys(names.name(skill) for skill in own))
    asked = load(PROFILES / f"{profile}.yaml")["skills"] if profile else []
    senses = {names.sense(name) for name in known}
    known += [names.name(entry["skill"]) for entry in asked if entry["skill"] not in senses]
    required = {entry["skill"] for entry in asked if entry["need"] == "required"}
    return (
        tuple(name for name in known if names.sense(name) in required),
        tuple(name for name in known if names.sense(name) not in required),
    )


def _without(texts: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    dropped = set(taken)
    return tuple(text for text in texts if text not in dropped)


def _skill_names() -> SkillNames:
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for path in sorted(SKILLS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            lines = [line for line in file if line.strip() and not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            names[row["skill"]] = row["ru"]
            for spelling in (row["skill"], row["ru"], row["en"], *row["aliases"].split(";")):
                ids[spelling.strip().casefold()] = row["skill"]
    return SkillNames(names, ids)


def draw_title(rng: Random, post: Post, level: str, sex: str, language: str) -> str:
    """What the post is called at a level, in the language of the resume."""
    if language == "ru":
        return render(rng.choice(post.titles[level]), rng, Voice(sex))
    high = [title for title in post.titles_en if any(word in title for word in _HIGH)]
    plain = [title for title in post.titles_en if title not in high]
    if not plain or (high and level == "head"):
        return rng.choice(high)
    prefix = {"junior": "Junior ", "senior": "Senior ", "head": "Lead "}.get(level, "")
    return prefix + rng.choice(plain)
