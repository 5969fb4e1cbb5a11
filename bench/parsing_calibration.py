"""Whether a confidence says how often such a value is right.

Every value that was read, sure or doubtful, is held against the truth; the shares are shown by
confidence, and by the field and the rule that found it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.parsing_score import BANDS, POST_FIELDS, pairs
from bench.parsing_values import ALIKE, alike, digits, likeness, words
from matching.cities import Cities

Row = Mapping[str, Any]
FEWEST = 5
BINS = (0.0, 0.65, 0.7, 0.8, 0.9, 0.95, 1.01)
TOO_SURE = 0.1


@dataclass(frozen=True)
class Judged:
    """A value that was read, and whether it is right."""

    field: str
    rule: str
    confidence: float
    right: bool


def _listed(told: Iterable[Any], read: Any, same: Callable[[Any, Any], bool]) -> bool:
    return any(same(one, read) for one in told)


def _same_words(one: Any, other: Any) -> bool:
    return sorted(words(one)) == sorted(words(other))


def _of_school(told: Row, name: str, value: Any) -> bool:
    same = alike if name == "institution" else lambda a, b: a == b
    return _listed((one[name] for one in told["education"] if one[name]), value, same)


def _of_post(told: Row, read: Row, field: str, value: Any) -> bool | None:
    _, number, name = field.split(".", 2)
    if f"position_{name}" not in POST_FIELDS:
        return None
    paired = {b: a for a, b in pairs(told["positions"], read["positions"])}
    post = paired.get(int(number))
    if post is None:
        return False
    value_of, same = POST_FIELDS[f"position_{name}"]
    wanted = value_of(told["positions"][post])
    return bool(wanted) and same(wanted, value)


SIMPLE: dict[str, Callable[[Row, Any], bool]] = {
    "name": lambda told, value: _same_words(told["name"], value),
    "city": lambda told, value: (
        Cities.load().canonical(told["city"] or "") == Cities.load().canonical(str(value))
    ),
    "birth_date": lambda told, value: told["birth_date"] == value,
    "salary_expected": lambda told, value: told["salary_expected"] == value,
    "relocation": lambda told, value: told["relocation"] is value,
    "remote": lambda told, value: told["remote"] is value,
    "emails": lambda told, value: _listed(told["emails"], value, lambda a, b: a.lower() == b),
    "phones": lambda told, value: _listed(
        told["phones"], value, lambda a, b: digits(a) == digits(b)
    ),
    "titles": lambda told, value: _listed(told["titles"], value, alike),
    "skills": lambda told, value: _listed(told["skills"], value, lambda a, b: words(a) == words(b)),
}


def _is_right(told: Row, read: Row, field: str, value: Any) -> bool | None:
    """Whether a value is right; ``None`` where the truth does not tell."""
    group, _, rest = field.partition(".")
    if group in SIMPLE:
        return SIMPLE[group](told, value)
    if group == "positions":
        return _of_post(told, read, field, value)
    if group == "education":
        return _of_school(told, rest.partition(".")[2], value)
    if group == "languages":
        plain = str(value).lower()
        return BANDS.get(plain, plain) in told["languages"].get(rest, ())
    if group == "sections":
        said = (told.get("sections") or {}).get(rest)
        return bool(said) and likeness(words(said), words(value)) >= ALIKE
    return None


def judged(truth: Iterable[Row], found: Mapping[str, Row]) -> Iterator[Judged]:
    """All values of all files, those that are only questions among them."""
    for told in truth:
        read = found.get(told["file"], {})
        for places in (read.get("provenance", {}), read.get("questions", {})):
            for field, values in places.items():
                for place in values:
                    right = _is_right(told, read, field, place["value"])
                    if right is not None:
                        name = ".".join(part for part in field.split(".") if not part.isdigit())
                        name = "languages" if name.startswith("languages.") else name
                        yield Judged(name, place["rule"], place["confidence"], right)


def calibration(truth: Iterable[Row], found: Mapping[str, Row]) -> str:
    """The tables as text; a rule that promises too much is marked."""
    values = list(judged(truth, found))
    lines = [f"{'confidence':16}{'values':>8}{'right':>8}"]
    for low, high in pairwise(BINS):
        inside = [one.right for one in values if low <= one.confidence < high]
        if inside:
            share = sum(inside) / len(inside)
            lines.append(f"{low:.2f} – {min(high, 1):.2f}{'':5}{len(inside):8}{share:8.3f}")
    rules: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for one in values:
        rules[one.field, one.rule].append(one)
    lines.append(f"\n{'field':24}{'rule':26}{'values':>8}{'said':>8}{'right':>8}")
    for (field, rule), group in sorted(rules.items()):
        if len(group) < FEWEST:
            continue
        said = sum(one.confidence for one in group) / len(group)
        right = sum(one.right for one in group) / len(group)
        mark = "  too sure" if said - right > TOO_SURE else ""
        lines.append(f"{field:24}{rule:26}{len(group):8}{said:8.2f}{right:8.2f}{mark}")
    return "\n".join(lines)
