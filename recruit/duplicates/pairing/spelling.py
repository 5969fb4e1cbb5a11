"""One form for the spellings of a name: case, ё, Cyrillic, and the systems of Latin letters."""

import re
import unicodedata
from functools import lru_cache

ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  i  e iu ia"
_LETTERS = dict(zip(ALPHABET, _LATIN.split(" "), strict=True))
# Letters that lose their sound with their mark: Šč of libraries' catalogues among them.
_MARKED = str.maketrans({"й": "и", "ё": "е", "š": "sh", "č": "ch", "ž": "zh"})
# In this order; capitals stand for sounds that Latin writes with several letters.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"shch|sch|shh|sh", "S"),
        (r"tch|ch", "C"),
        (r"zh", "Z"),
        (r"kh", "h"),
        (r"tz|ts", "Q"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"([eo])ff?$", r"\1v"),
        (r"ck|c|q", "k"),
        (r"[yj]o", "e"),
        (r"^[yij]+e", "e"),
        (r"^[yij]+(?=[aou])", "y"),
        (r"(?<=.)[yij]+a$", "ia"),
        (r"(?<=.)[yij]+(?=[aou](?!$)|e|[ou]$)", ""),
        (r"(?!^y[aou])[yij]+", "i"),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)
_FIRST_SOUNDS = {
    "а": "a", "б": "b", "в": "vw", "г": "gh", "д": "d", "е": "ey", "ё": "eyj", "ж": "zj",
    "з": "z", "и": "i", "й": "yij", "к": "kc", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "fpt", "х": "khx", "ц": "tc", "ч": "c",
    "ш": "s", "щ": "s", "э": "e", "ю": "yiju", "я": "yij",
}  # fmt: skip


@lru_cache(100_000)
def latin(word: str) -> str:
    """The form that spellings of one name share: «Щукин», Shchukin and Schukin.

    Small letters of words without their marks; a capital is a sound such as «ш» (S), «ц» (Q).
    """
    plain = word.lower().translate(_MARKED)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFD", plain[:60])
        if not unicodedata.combining(letter)
    )
    spelled = "".join(_LETTERS.get(letter, letter) for letter in plain)
    spelled = re.sub("[^a-z]", "", spelled)
    for pattern, sound in _SOUNDS:
        spelled = pattern.sub(sound, spelled)
    return spelled


def stem(spelled: str) -> str:
    """A `latin` form without the vowels of its ending: of «Иванов» and «Иванова» one."""
    return re.sub("[aeoi]+$", "", spelled)


def skeleton(spelled: str) -> str:
    """A `stem` without what slips of the ear change."""
    return stem(spelled).replace("i", "")


def consonants(spelled: str) -> str:
    """A `latin` form without its vowels but the first letter: what survives wrong ones."""
    return spelled[:1] + re.sub("[aeoiuy]", "", spelled[1:])


def first_sounds(word: str) -> frozenset[str]:
    """The Latin letters that a name may begin with when it is written in either script."""
    first = word[:1].lower()
    return frozenset(_FIRST_SOUNDS.get(first, first))
