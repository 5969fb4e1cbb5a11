"""Names of people: which word is what, and how far two names can be one person's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from recruit.duplicates.pairing.spelling import first_sounds, latin, skeleton, stem
from recruit.parsing.given_names import is_given, is_patronymic

NAMES_FILE = Path(__file__).parent / "names.yaml"
MOST_WORDS = 6
SIMILAR = 0.79
"""From this share of equal letters on, two words may be one with a slip."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INITIAL = re.compile(r"\(?([^\W\d_](?=\.|$)|(?:yu|iu|ju|ya|ia|ja|ye|zh|kh|ts|ch|sh)(?=\.))", re.I)
_SHORT_PATRONYMICS = frozenset({"iliC", "lukiC", "fomiC", "kuzmiC", "savviC"})
_PATRONYMIC_END = re.compile(r"(?:(?:ov|ev)?(?:iC|na)|iniCna|iCna|oglu?|kizi|uli)$")


@dataclass(frozen=True)
class _Known:
    given: dict[str, frozenset[str]]
    common: frozenset[str]


@cache
def _known() -> _Known:
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    given: dict[str, set[str]] = {}
    for name, others in data["given"].items():
        for word in (name, *others.split()):
            given.setdefault(latin(word), set()).add(latin(name))
    return _Known(
        {word: frozenset(names) for word, names in given.items()},
        frozenset(skeleton(latin(word)) for word in data["common_surnames"].split()),
    )


def is_known_given(word: str) -> bool:
    """Whether a word is a given name or a short form of one, in either script."""
    return latin(word) in _known().given or is_given(word)


@dataclass(frozen=True)
class Reading:
    """One way to understand a name. Words are in their `latin` form, initials sets of letters.

    ``letter`` is the first one of the given name, an initial's too. ``given`` holds all names that
    a short form may stand for; ``patronymic`` is without its ending, which tells nothing but whose
    it is.
    """

    called: str = ""
    letter: str = ""
    given: frozenset[str] = frozenset()
    initial: frozenset[str] = frozenset()
    surnames: tuple[str, ...] = ()
    patronymic: str = ""
    patronymic_initial: frozenset[str] = frozenset()
    is_sure: bool = False


@lru_cache(50_000)
def readings(name: str) -> tuple[Reading, ...]:
    """The ways to understand a name, at most a few; none of a blank one."""
    words, initials = [], []
    for part in name.replace(".", ". ").split()[:MOST_WORDS]:
        if found := _INITIAL.match(part):
            initials.append(found[1])
        else:
            words += _WORD.findall(part)
    made = list(dict.fromkeys(_read(tuple(words[:MOST_WORDS]), tuple(initials[:2]))))
    sure = [reading for reading in made if reading.is_sure]
    return tuple(sure or made)


def _read(words: tuple[str, ...], initials: tuple[str, ...]) -> Iterator[Reading]:
    """All ways to share the words out among given name, patronymic and surnames."""
    if not words:
        if initials:
            yield _reading(None, None, (), initials)
        return
    enough = len(words) + len(initials) > 2
    fathers = [place for place, word in enumerate(words) if is_patronymic_like(word)]
    for father in fathers if enough else [*fathers, None]:
        rest = [place for place in range(len(words)) if place != father]
        if initials or not rest:
            yield _reading(None, father, words, initials)
        if not initials:
            for given in rest:
                yield _reading(given, father, words, ())
    if not fathers and enough:
        places: Iterable[int | None] = [None] if initials else range(len(words))
        yield from (_reading(place, None, words, initials) for place in places)


def is_patronymic_like(word: str) -> bool:
    """Whether a word ends as patronymics do, in either script."""
    spelled = latin(word)
    return (
        is_patronymic(word)
        or spelled in _SHORT_PATRONYMICS
        or (len(spelled) > 6 and spelled.endswith(("oviC", "eviC", "ovna", "evna", "iCna", "uliC")))
    )


def _reading(
    given: int | None, father: int | None, words: tuple[str, ...], initials: tuple[str, ...]
) -> Reading:
    called = latin(words[given]) if given is not None else ""
    rest = [word for place, word in enumerate(words) if place not in (given, father)]
    initial = (
        first_sounds(words[given])
        if given is not None
        else first_sounds(initials[0])
        if initials
        else frozenset()
    )
    second = initials[1] if len(initials) > 1 else words[father] if father is not None else ""
    return Reading(
        called=called,
        letter=(called or (latin(initials[0]) if initials else ""))[:1],
        given=_known().given.get(called, frozenset({called} if called else ())),
        initial=initial,
        surnames=tuple(latin(word) for word in rest),
        patronymic=father_stem(words[father]) if father is not None else "",
        patronymic_initial=first_sounds(second) if second else frozenset(),
        is_sure=given is None or is_known_given(words[given]),
    )


def father_stem(word: str) -> str:
    """A patronymic without its ending: of «Сергеевич» and «Сергеевна» one form."""
    return skeleton(_PATRONYMIC_END.sub("", latin(word)))


def similar(one: str, other: str) -> bool:
    """Whether two `latin` words can be one with a slip of the finger."""
    return (
        min(len(one), len(other)) >= 4
        and DamerauLevenshtein.normalized_similarity(one, other) >= SIMILAR
    )


# ---------- how far two readings agree, part by part ----------


def given_level(one: Reading, other: Reading) -> str:
    """``same``, ``short``, ``initial``, ``similar``, ``different`` or ``unknown``."""
    if not one.initial or not other.initial:
        return "unknown"
    if not one.called or not other.called:
        return "initial" if one.initial & other.initial else "different"
    if one.called == other.called:
        return "same"
    if one.given & other.given:
        return "short"
    known = _known().given
    both_known = one.called in known and other.called in known
    return "similar" if not both_known and similar(one.called, other.called) else "different"


def surname_level(one: Reading, other: Reading) -> str:
    """``same``, ``common`` (the same, of many), ``form``, ``part``, ``similar``, ``different``."""
    if not one.surnames or not other.surnames:
        return "unknown"
    if set(one.surnames) == set(other.surnames):
        return "common" if all(is_common(word) for word in one.surnames) else "same"
    if set(one.surnames) & set(other.surnames):
        return "part"
    pairs = list(product(one.surnames, other.surnames))
    if any(a and stem(a) == stem(b) and similar(a, b) for a, b in pairs):
        # «Иванова» for «Иванов», «Лугова» for «Луговая»: one word with two endings.
        return "form"
    return "similar" if any(similar(a, b) for a, b in pairs) else "different"


def patronymic_level(one: Reading, other: Reading) -> str:
    """``same``, ``initial``, ``similar``, ``different`` or ``unknown``."""
    if not one.patronymic_initial or not other.patronymic_initial:
        return "unknown"
    if not one.patronymic or not other.patronymic:
        return "initial" if one.patronymic_initial & other.patronymic_initial else "different"
    if one.patronymic == other.patronymic:
        return "same"
    return "similar" if similar(one.patronymic, other.patronymic) else "different"


def is_common(spelled: str) -> bool:
    """Whether so many people bear a surname that it tells little."""
    return skeleton(spelled) in _known().common


_ORDER = {
    "same": 5, "common": 5, "short": 4, "part": 4, "form": 4, "similar": 3, "initial": 2,
    "unknown": 1, "different": 0,
}  # fmt: skip


def compare_names(one: str, other: str) -> tuple[str, str, str]:
    """Levels of given name, surname and patronymic, by the readings that agree best."""
    found = [
        (given_level(a, b), surname_level(a, b), patronymic_level(a, b))
        for a, b in product(readings(one), readings(other))
    ]
    return max(
        found,
        # A word that can be both is rather the surname: everybody has one.
        key=lambda levels: sum(_ORDER[level] for level in levels) + _ORDER[levels[1]] / 2,
        default=("unknown", "unknown", "unknown"),
    )
