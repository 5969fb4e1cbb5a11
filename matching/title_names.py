"""Job titles by their names: which post a title is, at which level, and whether it leads people.

Reading needs no more than the thesaurus. How near two titles are is told by `matching.titles`,
which takes a second to load.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Self

from matching.tables import TableError, rows
from matching.text import clean, lemmatise, sentences, words

TITLES_DIRECTORY = Path(__file__).parent / "data" / "titles"

_LEVELS: tuple[tuple[int, str], ...] = (
    (0, "стажер практикант intern trainee"),
    (1, "младший помощник ассистент junior assistant"),
    (3, "старший ведущий главный senior lead principal expert эксперт"),
    (
        4,
        "руководитель начальник заведующий заведующая управляющий head тимлид teamlead supervisor "
        "супервайзер бригадир prorab прораб зам заместитель завотделом",
    ),
    (
        5,
        "директор president президент chief director cco ceo cfo coo cto cio cmo vp "
        "вице-президент гендиректор",
    ),
)
LEVEL_JUNIOR, LEVEL_MIDDLE, LEVEL_HEAD = 1, 2, 4
_LEVEL_OF = {
    lemma: level for level, names in _LEVELS for lemma in lemmatise(words(names)) if len(lemma) > 1
}
_PROJECT_HEAD = re.compile(r"(руководитель|менеджер|директор) проект|project (manager|director)")
_TEAM_LEAD = re.compile(r"\bteam ?lead|\bтим ?лид")

TITLE_WORDS = 6
"""Words of a line that may be a title on its own."""


@dataclass(frozen=True, slots=True)
class TitleGroup:
    """A post under all its titles."""

    id: str
    ru: str
    en: str
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared: its group's number or -1, its level 0 to 5, its lemmas.

    ``is_name`` tells that the thesaurus has the whole title as a name of its group.
    """

    group: int
    level: int
    lemmas: tuple[str, ...]
    is_name: bool = False

    @property
    def leads(self) -> bool:
        """Whether the post leads people by its name."""
        return self.level >= LEVEL_HEAD


class TitleNames:
    """Reads titles."""

    def __init__(self, entries: Sequence[tuple[TitleGroup, Sequence[str]]]) -> None:
        self.groups = tuple(group for group, _ in entries)
        self._numbers = {group.id: number for number, group in enumerate(self.groups)}
        self._names: dict[tuple[str, ...], int] = {}
        for number, (group, aliases) in enumerate(entries):
            for name in (group.ru, group.en, *aliases):
                form = tuple(lemmatise(words(clean(name))))
                if form:
                    self._names.setdefault(form, number)
        self._levels = [self._own_level(group.ru) for group in self.groups]
        self._longest = max(map(len, self._names), default=0)

    @staticmethod
    def _own_level(name: str) -> int:
        """Return the level that a group's own name tells: a call centre manager leads."""
        levels = [_LEVEL_OF[lemma] for lemma in lemmatise(words(clean(name))) if lemma in _LEVEL_OF]
        return max(levels, default=LEVEL_MIDDLE)

    @classmethod
    @cache
    def load(cls, directory: Path = TITLES_DIRECTORY) -> Self:
        """Read all ``*.tsv`` of a folder: ``title ru en aliases related``; ``;`` splits lists.

        A relation is written in one of its two rows.

        Raises
        ------
        TableError
            If an id or a name belongs to two groups or a related id does not exist.
        """
        entries: list[tuple[TitleGroup, tuple[str, ...]]] = []
        places: dict[str, str] = {}
        names: dict[str, str] = {}
        for path in sorted(directory.glob("*.tsv")):
            for line, row in rows(path, ("title", "ru", "en", "aliases", "related")):
                aliases, related = (
                    tuple(item.strip() for item in row[column].split(";") if item.strip())
                    for column in ("aliases", "related")
                )
                place = f"{path.name}, line {line}"
                group = TitleGroup(row["title"], row["ru"], row["en"], related)
                if group.id in places:
                    raise TableError(f"{place}: {group.id!r} is already in {places[group.id]}")
                places[group.id] = place
                for name in (group.ru, group.en, *aliases):
                    owner = names.setdefault(clean(name), group.id)
                    if owner != group.id:
                        raise TableError(
                            f"{place}: the name {name!r} of {group.id!r} already belongs to "
                            f"{owner!r} ({places[owner]}); leave it to one of them"
                        )
                entries.append((group, aliases))
        for group, _ in entries:
            for other in group.related:
                if other not in places:
                    raise TableError(f"{places[group.id]}: related title {other!r} is not there")
        return cls(entries)

    def group(self, group_id: str) -> TitleGroup | None:
        """Return the group of an id, or ``None``."""
        number = self._numbers.get(group_id)
        return None if number is None else self.groups[number]

    def number(self, group_id: str) -> int:
        """Return the number of a group's id, or -1."""
        return self._numbers.get(group_id, -1)

    def read(self, title: str) -> Title:
        """Return the title as it is compared."""
        cleaned = clean(title)
        lemmas = tuple(lemmatise(words(cleaned)))
        levels = [_LEVEL_OF[lemma] for lemma in lemmas if lemma in _LEVEL_OF]
        if _TEAM_LEAD.search(cleaned):
            levels.append(LEVEL_HEAD)
        group = self._find(lemmas)
        level = max(levels, default=LEVEL_MIDDLE if group < 0 else self._levels[group])
        if levels and min(levels) <= LEVEL_JUNIOR:
            level = min(levels)  # «помощник руководителя» helps, «стажёр» learns
        if level >= LEVEL_HEAD and _PROJECT_HEAD.search(" ".join(lemmas)):
            level = LEVEL_MIDDLE + 1  # leads projects, not people
        return Title(group, level, lemmas, lemmas in self._names)

    def group_id(self, title: str) -> str | None:
        """Return the id of the group that a raw title belongs to, or ``None``."""
        number = self.read(title).group
        return None if number < 0 else self.groups[number].id

    def named_in(self, cleaned: str, most: int) -> dict[str, int]:
        """Return the first titles that a cleaned text names, for a candidate who gives none.

        A line of a few words is read as a title; in longer ones only names of two words or more
        count, since «повар» or "driver" in a sentence is as likely somebody else.

        Returns
        -------
        dict of str to int
            At most so many titles, each with the number of words of the text before it.
        """
        found: dict[str, int] = {}
        before = 0
        for line in sentences(cleaned):
            lemmas = tuple(lemmatise(words(line)))
            if len(lemmas) > TITLE_WORDS:
                for start, name in self._runs(lemmas):
                    found.setdefault(" ".join(name), before + start)
            elif self._find(lemmas) >= 0:
                found.setdefault(line.strip(), before)
            if len(found) >= most:
                break
            before += len(lemmas)
        return dict(islice(found.items(), most))

    def _runs(self, lemmas: tuple[str, ...]) -> Iterable[tuple[int, tuple[str, ...]]]:
        place = 0
        while place < len(lemmas):
            longest = min(self._longest, len(lemmas) - place)
            for length in range(longest, 1, -1):
                if lemmas[place : place + length] in self._names:
                    yield place, lemmas[place : place + length]
                    place += length - 1
                    break
            place += 1

    def _find(self, lemmas: tuple[str, ...]) -> int:
        """Return the group whose name is the title or the longest run of words in it."""
        for length in range(min(len(lemmas), self._longest), 0, -1):
            for start in range(len(lemmas) - length + 1):
                number = self._names.get(lemmas[start : start + length])
                if number is None:
                    continue
                rest = lemmas[:start] + lemmas[start + length :]
                if length > 1 or all(lemma in _LEVEL_OF for lemma in rest):
                    return number
        return -1
