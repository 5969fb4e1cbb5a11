"""Compares what a parser read with what a resume says, field by field.

Values count as right as the format of `truth.jsonl` defines it: names as sets of words, titles and
employers by the words they share, dates by month or by year where only years are told. A wrong
value is a false positive and a miss; a value where there is none is invented.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from bench.parsing_values import (
    ALIKE,
    Count,
    Same,
    alike,
    digits,
    employer_words,
    empty,
    likeness,
    many_values,
    one_value,
    same_date,
    same_employer,
    within,
    words,
)
from matching.cities import Cities

Row = Mapping[str, Any]

PAIRED = 1.0
NOW = "now"
TOTAL_TOLERANCE, MANAGEMENT_TOLERANCE = 2, 6
BANDS = {"a1": "basic", "a2": "basic", "b1": "intermediate", "b2": "intermediate",
         "c1": "fluent", "c2": "fluent"}  # fmt: skip
DEGREES = {"bachelor": "higher", "master": "higher", "specialist": "higher"}
CURRENCIES = {"RUR": "RUB", "₽": "RUB", "$": "USD", "€": "EUR", None: "RUB", "": "RUB"}
SECTIONS = ("about", "experience", "skills", "education")
MAY_HOLD_BIRTH = frozenset({"birth_date", "sections", "text", "provenance"})


def end_of(job: Row) -> Any:
    """When a post ended, or `NOW`."""
    end = job.get("end")
    return NOW if job.get("current") or str(end).lower() in ("present", NOW) else end


def same_end(told: Any, read: Any) -> bool:
    """Both now, or both the same month."""
    return told == read or (NOW not in (told, read) and same_date(told, read))


def pairs(told: Sequence[Row], read: Sequence[Row]) -> list[tuple[int, int]]:
    """Posts told and read that are most alike, each used once."""

    def score(at: int, other: int) -> float:
        a, b = told[at], read[other]
        names = likeness(employer_words(a["employer"]), employer_words(b.get("employer")))
        titles = likeness(words(a["title"]), words(b.get("title")))
        start = bool(a["start"]) and same_date(a["start"], b.get("start"))
        end = bool(a["end"]) and same_date(a["end"], b.get("end"))
        return 2 * names + 2 * titles + 1.5 * start + 0.5 * end

    ranked = sorted(
        ((score(a, b), -abs(a - b), a, b) for a, b in product(range(len(told)), range(len(read)))),
        reverse=True,
    )
    found: list[tuple[int, int]] = []
    for likely, _, a, b in ranked:
        free = all(a != used and b != other for used, other in found)
        if likely >= PAIRED and free:
            found.append((a, b))
    return found


POST_FIELDS: dict[str, tuple[Callable[[Row], Any], Same]] = {
    "position_title": (lambda job: job.get("title"), alike),
    "position_employer": (lambda job: job.get("employer"), same_employer),
    "position_start": (lambda job: job.get("start"), same_date),
    "position_end": (end_of, same_end),
}


def count_posts(told: Sequence[Row], read: Sequence[Row]) -> dict[str, Count]:
    """All fields of all posts; ``position_whole`` needs title, employer and both dates."""
    found = {name: Count() for name in (*POST_FIELDS, "position_whole", "team")}
    paired = pairs(told, read)
    for a, b in paired:
        whole = True
        for name, (value, same) in POST_FIELDS.items():
            count = one_value(value(told[a]), value(read[b]), same)
            found[name] += count
            whole = whole and not (count.wrong or count.missed)
        found["position_whole"] += Count(right=1) if whole else Count(wrong=1, missed=1)
        team = one_value(told[a]["team"], read[b].get("team"), lambda x, y: int(x) == int(y))
        found["team"] += team
    met, used = {a for a, _ in paired}, {b for _, b in paired}
    alone = [(job, Count(missed=1)) for at, job in enumerate(told) if at not in met]
    alone += [(job, Count(wrong=1)) for at, job in enumerate(read) if at not in used]
    for job, count in alone:
        found["position_whole"] += count
        for name, (value, _) in POST_FIELDS.items():
            found[name] += Count() if empty(value(job)) else count
        found["team"] += Count() if not job.get("team") else count
    return found


def count_management(told: Any, read: Any, extra: float) -> Count:
    """Months of leading people; less than half a year read for none is no claim."""
    if told == 0:
        claimed = bool(read) and float(read) > MANAGEMENT_TOLERANCE
        return Count(wrong=1, invented=1) if claimed else Count()
    return one_value(told, read or None, within(max(MANAGEMENT_TOLERANCE, extra)))


def count_skills(told: Iterable[str], read: Iterable[str]) -> Count:
    """Sets of normalised names."""
    wanted, found = ({" ".join(words(one)) for one in names} - {""} for names in (told, read))
    extra = len(found - wanted)
    return Count(len(wanted & found), extra, len(wanted - found), 0 if wanted else extra)


def count_languages(told: Mapping[str, list[str]], read: Mapping[str, str]) -> Count:
    """A language counts with its band; one that isn't told at all is invented."""

    def band(level: Any) -> str:
        plain = str(level).lower().strip()
        return BANDS.get(plain, plain)

    right = sum(code in read and band(read[code]) in bands for code, bands in told.items())
    invented = sum(code not in told for code in read)
    return Count(right, len(read) - right, len(told) - right, invented)


def count_fields(told: Row, read: Row) -> dict[str, Count]:
    """Every field of one resume."""
    cities = Cities.load()
    jobs = [job for job in read.get("positions") or [] if isinstance(job, dict)]
    schools = [one for one in read.get("education") or [] if isinstance(one, dict)]
    extra = told.get("total_tolerance", 0)
    currency = read.get("currency")

    def column(name: str, rows: Iterable[Row]) -> list[Any]:
        return [row[name] for row in rows if row.get(name)]

    def single(name: str, same: Same) -> Count:
        return one_value(told[name], read.get(name), same)

    def several(name: str, same: Same) -> Count:
        return many_values(told[name], read.get(name) or (), same)

    def same_pay(a: float, b: float) -> bool:
        return float(a) == float(b) and CURRENCIES.get(currency, currency) == told["currency"]

    said, heard = told.get("sections") or {}, read.get("sections") or {}
    sections = [
        one_value(said.get(kind), heard.get(kind),
                  lambda a, b: likeness(words(a), words(b)) >= ALIKE)
        for kind in SECTIONS
    ]  # fmt: skip
    return {
        "name": single("name", lambda a, b: sorted(words(a)) == sorted(words(b))),
        "titles": several("titles", alike),
        "city": single("city", lambda a, b: cities.canonical(a) == cities.canonical(str(b))),
        "phones": several("phones", lambda a, b: digits(a) == digits(b)),
        "emails": several("emails", lambda a, b: a.lower() == str(b).lower().strip()),
        "birth_date": single("birth_date", lambda a, b: a == str(b)[:10]),
        "salary_expected": single("salary_expected", same_pay),
        "relocation": single("relocation", lambda a, b: a is b),
        "remote": single("remote", lambda a, b: a is b),
        **count_posts(told["positions"], jobs),
        "total_experience": single("total_experience_months", within(max(TOTAL_TOLERANCE, extra))),
        "management": count_management(
            told["management_months"], read.get("management_months"), extra),
        "skills": count_skills(told["skills"], read.get("skills") or ()),
        "languages": count_languages(told["languages"], read.get("languages") or {}),
        "education_institution": many_values(
            column("institution", told["education"]), column("institution", schools), alike),
        "education_year": many_values(
            column("year", told["education"]), column("year", schools),
            lambda a, b: str(a) == str(b)),
        "education_level": many_values(
            column("level", told["education"]), column("level", schools),
            lambda a, b: a == DEGREES.get(b, b)),
        "sections": sum(sections, Count()),
    }  # fmt: skip


def leaks(told: Row, read: Row) -> bool:
    """Whether the day of birth stands anywhere but in its own field."""
    if not told["birth_date"]:
        return False
    kept = {name: value for name, value in read.items() if name not in MAY_HOLD_BIRTH}
    text = json.dumps(kept, ensure_ascii=False)
    year, month, day = told["birth_date"].split("-")
    return told["birth_date"] in text or f"{day}.{month}.{year}" in text


@dataclass
class Tally:
    """Counts of many resumes."""

    files: int = 0
    leaks: int = 0
    invented: int = 0
    fields: dict[str, Count] = field(default_factory=dict)

    def add(self, told: Row, read: Row) -> None:
        """Count one more."""
        self.files += 1
        self.leaks += leaks(told, read)
        for name, count in count_fields(told, read).items():
            self.fields[name] = self.fields.get(name, Count()) + count
            self.invented += min(1, count.invented)

    def macro(self, *, counted_only: bool = False) -> float:
        """Mean F1 of the fields; ``counted_only`` leaves out those that nobody tells."""
        kept = [one for one in self.fields.values() if one.counted or not counted_only]
        return sum(one.f1 for one in kept) / max(1, len(kept))
