"""Words that people are called by: given names in any spelling, patronymics, surnames."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from recruit.parsing.plain import plain

NAMES_FILE = Path(__file__).parent / "labels" / "names.yaml"

_TRANSLIT = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sh",
            "",
            "i",
            "",
            "e",
            "iu",
            "ia",
        ],
        strict=True,
    )
)
_SAME_SOUND = (
    ("kh", "h"),
    ("x", "ks"),
    ("w", "v"),
    ("ph", "f"),
    ("tz", "ts"),
    ("ck", "k"),
    ("c", "k"),
)


def skeleton(word: str) -> str:
    """A form that spellings of one name share: «Дмитрий», Dmitry, Dmitrii."""
    latin = "".join(_TRANSLIT.get(letter, letter) for letter in word.lower())
    latin = latin.replace("ch", "\1").replace("sh", "\2")
    for one, other in _SAME_SOUND:
        latin = latin.replace(one, other)
    latin = re.sub(r"[yij'’]", "", latin)
    return re.sub(r"(.)\1", r"\1", latin)


@dataclass(frozen=True)
class _Names:
    given: frozenset[str]
    surname: tuple[str, ...]
    patronymic: tuple[str, ...]
    whole: tuple[str, ...]


@cache
def _names() -> _Names:
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    given = frozenset(skeleton(name) for name in (data["given"] + " " + data["latin"]).split())
    return _Names(
        given,
        tuple(data["surname_endings"] + data["latin_surname_endings"]),
        tuple(data["patronymic_endings"] + data["latin_patronymic_endings"]),
        tuple(sorted(data["given"].split(), key=lambda name: -len(name))),
    )


def is_given(word: str) -> bool:
    """Whether a word is a known given name in any spelling."""
    return len(word) > 2 and skeleton(plain(word)) in _names().given


def is_named(text: str) -> bool:
    """Whether a line is two to four capitalised words with a given name or a patronymic."""
    words = text.split()
    shape = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
    return shape and any(is_given(word) or is_patronymic(word) for word in words)


def is_patronymic(word: str) -> bool:
    """Whether a word ends as patronymics do."""
    same = plain(word)
    return len(same) >= 6 and same.endswith(_names().patronymic)


def is_surname(word: str) -> bool:
    same = plain(word)
    return len(same) >= 4 and any(part.endswith(_names().surname) for part in same.split("-"))


def names_in_full() -> tuple[str, ...]:
    """Russian given names, the longest first."""
    return _names().whole
