"""Which job of one list is which of another: the same one told twice, in whatever order."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

Row = Mapping[str, Any]

ALIKE = 85
ENOUGH = 4
MOST_MONTHS_APART = 12
_LEGAL_FORM = re.compile(
    r"\b(?:ооо|оао|зао|пао|ао|ип|тд|гк|нко|фгуп|компания|группа компаний|llc|ltd|inc|gmbh)\b"
)


def pair_positions(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """For each new position the number of the old one that it is, or None; no old one twice."""
    scored = sorted(
        (
            (-likeness(before, after), abs(place - number), number, place)
            for number, after in enumerate(new)
            for place, before in enumerate(old)
        ),
    )
    pairs: list[int | None] = [None] * len(new)
    taken: set[int] = set()
    for score, _, number, place in scored:
        if -score >= ENOUGH and pairs[number] is None and place not in taken:
            pairs[number] = place
            taken.add(place)
    return pairs


def likeness(one: Row, other: Row) -> float:
    """How much two positions are one; from `ENOUGH` they may be, 0 where their times part them."""
    if _are_apart(one, other):
        return 0
    score = 0.0
    for name in ("title", "employer"):
        score += 2 * _same_words(one[name], other[name])
    if one["start"] and one["start"] == other["start"]:
        score += 2
    elif one["start"] and other["start"] and one["start"][:4] == other["start"][:4]:
        score += 1
    score += 0.5 * (one["end"] == other["end"])
    return score + 0.5 * (one["description"] == other["description"] != "")


def _same_words(one: str, other: str) -> bool:
    first, second = _plain(one), _plain(other)
    return bool(first and second) and fuzz.token_sort_ratio(first, second) >= ALIKE


def _plain(name: str) -> str:
    folded = name.casefold().replace("ё", "е")
    return " ".join(re.sub(r"[^\w\s]+", " ", _LEGAL_FORM.sub(" ", folded)).split())


def _are_apart(one: Row, other: Row) -> bool:
    """Whether both have dates that share no month and begin more than a year apart."""
    if not (one["start"] and other["start"]):
        return False
    first, second = sorted((one, other), key=lambda row: row["start"])
    overlap = first["end"] is None or first["end"] >= second["start"]
    return not overlap and _months(second["start"]) - _months(first["start"]) > MOST_MONTHS_APART


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
