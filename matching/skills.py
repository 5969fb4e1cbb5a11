"""The skill vocabulary: one skill under its many names, in two languages and two alphabets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from matching.relations import Relations, find_cycle
from matching.tables import TableError, rows
from matching.text import clean, lemmatise, sound, words

SKILLS_DIRECTORY = Path(__file__).parent / "data" / "skills"

COLUMNS = ("skill", "ru", "en", "aliases", "parents", "related")

UNKNOWN_PREFIX = "~"
"""Marks the key of a skill that the vocabulary lacks: it still equals itself."""

TEXT_LENGTH = 3
"""Letters that a one-word name needs to count in running text: "R" and "go" are words too."""

SOUND_LENGTH = 4
"""Letters that a name needs to be matched by sound: shorter ones sound alike by chance."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A canonical skill: its id and its display names.

    Attributes
    ----------
    parents, related : tuple of str
        Ids of more general skills and of near ones, as its row tells them.
    """

    id: str
    ru: str
    en: str
    parents: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class SkillVocabulary:
    """Finds skills by any of their names.

    Parameters
    ----------
    entries : iterable of (Skill, iterable of str)
        Each skill with its further spellings. A spelling that comes twice for different skills
        belongs to the first; :meth:`load` refuses such files.

    Attributes
    ----------
    relations : Relations
    """

    def __init__(self, entries: Iterable[tuple[Skill, Iterable[str]]]) -> None:
        self._skills: dict[str, Skill] = {}
        self._names: dict[tuple[str, ...], str] = {}
        self._sounds: dict[str, str] = {}
        for skill, aliases in entries:
            self._skills[skill.id] = skill
            for name in (skill.ru, skill.en, *aliases):
                form = words(clean(name))
                if not form:
                    continue
                self._names.setdefault(tuple(lemmatise(form)), skill.id)
                spoken = sound(" ".join(form))
                if len(spoken) >= SOUND_LENGTH:
                    self._sounds.setdefault(spoken, skill.id)
        self._words: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        for lemmas, skill_id in self._names.items():
            if len(lemmas) > 1:
                self._pairs.setdefault((lemmas[0], lemmas[1]), []).append((lemmas, skill_id))
            elif len(lemmas[0]) >= TEXT_LENGTH or not lemmas[0].isalpha():
                self._words[lemmas[0]] = skill_id
        for longer in self._pairs.values():
            longer.sort(key=lambda item: -len(item[0]))
        self.relations = Relations(
            {skill.id: skill.parents for skill in self._skills.values()},
            {skill.id: skill.related for skill in self._skills.values()},
        )

    @classmethod
    @cache
    def load(cls, *directories: Path) -> "SkillVocabulary":
        """Read all ``*.tsv`` of some folders, by default of the one that ships.

        The header is ``skill ru en aliases parents related``; the last three are split by ``;``.
        A relation stands in one of its two rows. A later folder adds skills, and names and
        relations to the skills of the earlier ones.

        Raises
        ------
        TableError
            If an id or a name belongs to two skills, a relation leads nowhere or in a circle, or
            a row is not whole; names file and line.
        """
        return cls(_entries(directories or (SKILLS_DIRECTORY,)))

    def __len__(self) -> int:
        return len(self._skills)

    def __contains__(self, skill_id: object) -> bool:
        return skill_id in self._skills

    def __iter__(self) -> Iterator[Skill]:
        return iter(self._skills.values())

    def get(self, skill_id: str) -> Skill | None:
        """Return the skill of an id, or ``None``."""
        return self._skills.get(skill_id)

    def find(self, name: str) -> Skill | None:
        """Return the skill with this id or name in any spelling, case and form, or ``None``."""
        if name in self._skills:
            return self._skills[name]
        form = words(clean(name))
        found = self._names.get(tuple(lemmatise(form)))
        if found is None:
            spoken = sound(" ".join(form))
            found = self._sounds.get(spoken) if len(spoken) >= SOUND_LENGTH else None
        return self._skills[found] if found else None

    def key(self, name: str) -> str:
        """Return the id of the skill, or a key made of the name's own lemmas; "" for no words."""
        skill = self.find(name)
        if skill is not None:
            return skill.id
        own = " ".join(lemmatise(words(clean(name))))
        return UNKNOWN_PREFIX + own if own else ""

    def closest(self, name: str) -> str:
        """Return the key of a name, or of the skill that is at least half of its words.

        «Уверенное ведение переговоров» is the skill «переговоры»: nobody else writes it just so.
        """
        key = self.key(name)
        if not key.startswith(UNKNOWN_PREFIX):
            return key
        own = key[len(UNKNOWN_PREFIX) :].split()
        within = max(self.extract(own), key=lambda found: found[2], default=None)
        return within[0] if within is not None and 2 * within[2] >= len(own) else key

    def label(self, key: str, language: str = "ru") -> str:
        """Return the display name of a key in ``ru`` or ``en``."""
        skill = self._skills.get(key)
        if skill is None:
            return key.removeprefix(UNKNOWN_PREFIX)
        return skill.en if language == "en" else skill.ru

    def extract(self, lemma_sequence: Sequence[str]) -> list[tuple[str, int, int]]:
        """Return the skills named in a sequence of lemmas.

        Returns
        -------
        list of (skill id, start, length)
            Longest names first at each place, no overlaps.
        """
        found = []
        free = 0
        for place, pair in enumerate(zip_longest(lemma_sequence, lemma_sequence[1:], fillvalue="")):
            if place < free:
                continue
            for name, skill_id in self._pairs.get(pair, ()):
                if tuple(lemma_sequence[place : place + len(name)]) == name:
                    free = place + len(name)
                    found.append((skill_id, place, len(name)))
                    break
            else:
                if pair[0] in self._words:
                    found.append((self._words[pair[0]], place, 1))
        return found

    def suggest(self, start: str, language: str = "ru", limit: int = 8) -> list[Skill]:
        """Return skills for what a person began to type: names that start so, then that hold it."""
        typed = clean(start).strip()
        if not typed:
            return []
        ranked = []
        for skill in self._skills.values():
            name = clean(self.label(skill.id, language))
            other = clean(self.label(skill.id, "ru" if language == "en" else "en"))
            place = min((n.find(typed) for n in (name, other) if typed in n), default=-1)
            if place >= 0:
                ranked.append((place > 0, name, skill))
        ranked.sort(key=lambda item: item[:2])
        return [skill for _, _, skill in ranked[:limit]]


@dataclass(slots=True)
class _Entry:
    """A skill as read so far, and where it was read first."""

    place: str
    directory: Path
    names: list[str]
    parents: list[str]
    related: list[str]

    def skill(self, skill_id: str) -> Skill:
        ru, en = self.names[:2]
        return Skill(skill_id, ru, en, tuple(self.parents), tuple(self.related))


def _entries(directories: Sequence[Path]) -> list[tuple[Skill, list[str]]]:
    read: dict[str, _Entry] = {}
    owners: dict[str, tuple[str, str]] = {}
    links: list[tuple[str, str, str]] = []
    for directory in directories:
        for path in sorted(directory.glob("*.tsv")):
            for line, row in rows(path, COLUMNS):
                place, own = f"{path.name}, line {line}", row["skill"]
                names = [row["ru"], row["en"] or row["ru"], *_list(row["aliases"])]
                parents, related = _list(row["parents"]), _list(row["related"])
                entry = read.setdefault(own, _Entry(place, directory, [], [], []))
                if entry.place != place and entry.directory == directory:
                    raise TableError(f"{place}: the skill {own!r} is already in {entry.place}")
                for name in names:
                    owner, where = owners.setdefault(clean(name), (own, place))
                    if owner != own:
                        raise TableError(
                            f"{place}: the name {name!r} of {own!r} already belongs to {owner!r} "
                            f"({where}); leave it to one of them"
                        )
                entry.names += names
                entry.parents += parents
                entry.related += related
                links += [(place, own, other) for other in (*parents, *related)]
    for place, own, other in links:
        if other not in read or other == own:
            raise TableError(f"{place}: {other!r}, told to be near {own!r}, is no other skill")
    circle = find_cycle({own: entry.parents for own, entry in read.items()})
    if circle:
        raise TableError(
            f"{read[circle[0]].place}: {' -> '.join((*circle, circle[0]))}: "
            "no skill is more general than itself"
        )
    return [(entry.skill(own), entry.names[2:]) for own, entry in read.items()]


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]
