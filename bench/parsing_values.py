"""Values of two readings of a resume: when they are the same, and how that is counted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Same = Callable[[Any, Any], bool]

LATIN_TWINS = str.maketrans("aeocpxkmtbh", "аеосрхкмтвн")
LEGAL_FORMS = frozenset({
    "ооо", "оао", "зао", "ао", "пао", "ип", "гк", "тд", "компания",
    "llc", "ltd", "jsc", "inc", "group", "company",
})  # fmt: skip
ALIKE = 0.8


@dataclass(frozen=True)
class Count:
    """Right values, wrong ones, missed ones, and those of a field the resume doesn't tell."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.wrong + other.wrong,
                     self.missed + other.missed, self.invented + other.invented)  # fmt: skip

    @property
    def counted(self) -> bool:
        """Whether there was anything to find or anything found."""
        return bool(self.right + self.wrong + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing was right."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def words(text: Any) -> list[str]:
    """Comparable words: no case, no ё, no soft hyphens, Latin twins inside Russian words mended."""
    plain = unicodedata.normalize("NFKC", str(text or "")).replace("\u00ad", "")
    plain = plain.lower().replace("ё", "е")
    return [
        word.translate(LATIN_TWINS) if re.search("[а-я]", word) else word
        for word in re.findall(r"[\w+#]+", plain)
    ]


def employer_words(text: Any) -> list[str]:
    """The same without the legal form, unless there is nothing else."""
    found = words(text)
    return [word for word in found if word not in LEGAL_FORMS] or found


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """F1 of the words that two texts share."""
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def alike(one: Any, other: Any, split: Callable[[Any], list[str]] = words) -> bool:
    """Whether two titles or employers are the same."""
    a, b = split(one), split(other)
    return bool(a) and ("".join(a) == "".join(b) or likeness(a, b) >= ALIKE)


def same_employer(one: Any, other: Any) -> bool:
    """`alike` whatever the legal form."""
    return alike(one, other, employer_words)


def same_date(told: Any, read: Any) -> bool:
    """By month, or by year where the resume tells a year."""
    return str(read)[: len(str(told))] == str(told)


def digits(phone: Any) -> str:
    """A phone in the international form."""
    found = re.sub(r"\D", "", str(phone))
    if len(found) == 11 and found.startswith("8"):
        return "7" + found[1:]
    return "7" + found if len(found) == 10 else found


def within(months: float) -> Same:
    """Equal up to some months."""
    return lambda told, read: abs(float(told) - float(read)) <= months


def empty(value: Any) -> bool:
    """Whether nothing is said; 0 and False are said."""
    return value is None or value in ("", [], {})


def one_value(told: Any, read: Any, same: Same) -> Count:
    """A field of one value."""
    if empty(told):
        return Count() if empty(read) else Count(wrong=1, invented=1)
    if empty(read):
        return Count(missed=1)
    return Count(right=1) if same(told, read) else Count(wrong=1, missed=1)


def many_values(told: Iterable[Any], read: Iterable[Any], same: Same) -> Count:
    """A field of a list: each value read may answer for one that was told."""
    left, wanted, right = list(read), list(told), 0
    for value in wanted:
        found = next((at for at, other in enumerate(left) if same(value, other)), None)
        if found is not None:
            right += 1
            left.pop(found)
    return Count(right, len(left), len(wanted) - right, 0 if wanted else len(left))
