"""Headings of sections by their words, however they are written."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from matching.text import clean
from recruit.parsing.plain import plain

HEADINGS_FILE = Path(__file__).parent / "labels" / "headings.yaml"

MAX_HEADING = 80
"""Characters of the longest line that may be a heading."""

REMEMBERED = 4_096
"""Lines whose words are kept: those of one resume are asked for again and again."""

FORGIVING = 9
"""Letters from which one wrong one is forgiven: «Опыт рабоы»; in shorter words it makes another."""

_NUMBERING = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[IVX]{1,4})\s?[.)]\s*)?[^\w(«\"]*")
_OWN = re.compile(r"^\s*(?:мой|моя|моё|мое|мои|ваш|ваша|ваше|ваши|my|your)\s+", re.I)
_AND = re.compile(r"\s+(?:и|&|and|\+)\s+|\s?[/,]\s?", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)\s*$")


def squash(text: str) -> str:
    """Return the letters of a heading, so that «О П Ы Т  работы:» equals «Опыт работы»."""
    letters = "".join(_LETTERS.findall(text))
    return clean(letters[:MAX_HEADING])


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a line say.

    Attributes
    ----------
    strength : str
        ``strong``, ``weak`` or ``labels``, the groups of the data.
    length : int
        Characters of the line that the heading takes, its colon among them.
    """

    kind: str
    strength: str
    length: int


def _one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter changed, missing or added."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    if len(one) > len(other):
        one, other = other, one
    place = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    skip = 1 if len(one) == len(other) else 0
    return one[place + skip :] == other[place + 1 :]


class Headings:
    """Knows the words of headings."""

    def __init__(self, groups: dict[str, dict[str, list[str]]]) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        for strength in ("strong", "weak", "labels"):
            for kind, terms in groups[strength].items():
                for term in terms:
                    self._known.setdefault(squash(term), (kind, strength))
        self._stems = [
            (kind, re.compile(rf"(?<![а-яa-z])(?:{'|'.join(stems)})"))
            for kind, stems in groups["stems"].items()
        ]
        self._by_length: dict[int, list[str]] = {}
        for term, (_, strength) in self._known.items():
            if len(term) >= FORGIVING and strength == "strong":
                self._by_length.setdefault(len(term), []).append(term)

    @classmethod
    @cache
    def load(cls, path: Path = HEADINGS_FILE) -> "Headings":
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def _find(self, text: str) -> tuple[str, str] | None:
        if known := self._one(text):
            return known
        if (bare := _OWN.sub("", text)) != text and (known := self._one(bare)):
            return known[0], "strong"  # «Мой стек» is surer than «Стек»
        parts = [self._one(part) for part in _AND.split(bare)]
        if 1 < len(parts) <= 3 and all(parts) and parts[0] and parts[0][1] != "labels":
            return parts[0][0], "strong"  # «Технологии и навыки»
        return None

    def by_stems(self, text: str) -> str | None:
        """The kind that parts of words tell, for a line that has the form of a heading."""
        bare = plain(_BRACKETS.sub("", text[: 2 * MAX_HEADING]))
        places = {match.start(): kind for kind, stem in self._stems if (match := stem.search(bare))}
        return places[min(places)] if places else None

    def _one(self, text: str) -> tuple[str, str] | None:
        key = squash(text)
        if not key:
            return None
        if known := self._known.get(key):
            return known
        if len(key) < FORGIVING:
            return None
        near = (
            term
            for length in (len(key) - 1, len(key), len(key) + 1)
            for term in self._by_length.get(length, ())
            if term[0] == key[0] or term[-1] == key[-1]
        )
        return next((self._known[term] for term in near if _one_off(key, term)), None)

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019 - one instance lives as long as the process
    def whole(self, text: str) -> Words | None:
        """Read a line that is nothing but a heading, «Опыт работы (7 лет)» among them."""
        numbering = _NUMBERING.match(text)
        bare = _BRACKETS.sub("", text[numbering.end() if numbering else 0 :][: 2 * MAX_HEADING])
        if len(bare) > MAX_HEADING or not bare:
            return None
        found = self._find(bare)
        if bare.rstrip().endswith((".", ",", ";")) and not bare.isupper():
            # «С уважением,» closes a letter.
            return Words(*found, len(text)) if found and found[0] == "contacts" else None
        if found is None and re.search(r",\s[а-яa-z]", bare):
            found = self._find(bare.partition(",")[0])  # «…, начиная с последнего места»
        return Words(*found, len(text)) if found else None

    def before(self, text: str, separators: str) -> Words | None:
        """Read a heading with its content on the same line, «Языки: английский».

        ``separators`` is a class of characters that end the heading.
        """
        head = text[: MAX_HEADING + 1]
        match = re.search(rf"(?<=\w)\)?\s?[{separators}]", head)
        if match is None:
            return None
        begin = _NUMBERING.match(head)
        words = self._find(head[begin.end() if begin else 0 : match.start()])
        return Words(*words, match.end()) if words else None
