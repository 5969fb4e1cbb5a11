"""Which unknown names stand in many lists of skills, and which known skills stand beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from matching.skills import UNKNOWN_PREFIX, SkillVocabulary

NEAR = 3
"""Known skills told with an unknown one."""

LEAST_COMMON = 3
"""Lists that must hold both before one is told as near the other: fewer meet by chance."""


@dataclass(frozen=True)
class SkillList:
    """The skills that one person tells, or one post asks for."""

    names: Sequence[str]
    of_person: bool


@dataclass(frozen=True)
class Near:
    """A known skill: how many times as often as chance it stands beside the unknown one."""

    skill: str
    lift: float


@dataclass(frozen=True)
class Proposal:
    """A skill that the vocabulary lacks.

    Attributes
    ----------
    name, others : str, tuple of str
        Its spelling in most lists, and the other spellings, the most frequent first.
    people, posts : int
        Persons who tell it; vacancies and role profiles that ask for it.
    near : tuple of Near
    """

    name: str
    others: tuple[str, ...]
    people: int
    posts: int
    near: tuple[Near, ...]


@dataclass
class _Count:
    """What all lists say of the keys in them."""

    lists: int = 0
    people: Counter[str] = field(default_factory=Counter)
    posts: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    # Only the lists with an unknown key: the others tell nothing of what stands beside one.
    telling: list[tuple[str, ...]] = field(default_factory=list)


def spelling(name: str) -> str:
    """A name as it may be printed: on one line, without characters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def propose(
    lists: Iterable[SkillList], vocabulary: SkillVocabulary, least: int
) -> tuple[Proposal, ...]:
    """The names that the vocabulary lacks and at least so many people use, most people first.

    Spellings with the same lemmas are one name, and a list counts once however often it says it.
    """
    count = _count(lists, vocabulary)
    wanted = {
        key
        for key, people in count.people.items()
        if people >= least and key.startswith(UNKNOWN_PREFIX)
    }
    beside: dict[str, Counter[str]] = {key: Counter() for key in wanted}
    for keys in count.telling:
        known = [key for key in keys if not key.startswith(UNKNOWN_PREFIX)]
        for key in wanted.intersection(keys):
            beside[key].update(known)
    found = [_proposal(key, count, beside[key]) for key in wanted]
    return tuple(sorted(found, key=lambda one: (-one.people, -one.posts, one.name)))


def _count(lists: Iterable[SkillList], vocabulary: SkillVocabulary) -> _Count:
    count = _Count()
    known: dict[str, str] = {}  # names come again and again: a key costs lemmas
    for one in lists:
        keys = set()
        for name in {spelling(name) for name in one.names}:
            key = known.get(name)
            if key is None:
                key = known[name] = vocabulary.key(name)
            if key:
                keys.add(key)
            if key.startswith(UNKNOWN_PREFIX):
                count.spellings[key][name] += 1
        count.lists += 1
        (count.people if one.of_person else count.posts).update(keys)
        if any(key.startswith(UNKNOWN_PREFIX) for key in keys):
            count.telling.append(tuple(keys))
    return count


def _proposal(key: str, count: _Count, beside: Counter[str]) -> Proposal:
    names = sorted(count.spellings[key].items(), key=lambda item: (-item[1], item[0]))
    own = count.people[key] + count.posts[key]
    near = [
        (common * count.lists / (own * (count.people[skill] + count.posts[skill])), common, skill)
        for skill, common in beside.items()
        if common >= LEAST_COMMON
    ]
    near.sort(key=lambda item: (-item[0], -item[1], item[2]))
    return Proposal(
        name=names[0][0],
        others=tuple(name for name, _ in names[1:]),
        people=count.people[key],
        posts=count.posts[key],
        near=tuple(Near(skill, lift) for lift, _, skill in near[:NEAR]),
    )
