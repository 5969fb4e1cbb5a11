"""Two profiles beside each other, field by field, for a person to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from recruit.candidates.card import phone_words
from recruit.candidates.editing import LABELS, shown_values
from recruit.candidates.pairing import pair_positions
from recruit.candidates.services import form_values
from recruit.duplicates.combining import (
    FIRST,
    LISTS,
    SECOND,
    SINGLE,
    differing,
    suggested_choice,
    together,
)
from recruit.duplicates.services import what_hangs_on
from recruit.duplicates.will import PROCESSING, consents_of, outcomes
from recruit.models import Candidate, DuplicatePair
from recruit.skills import labels
from recruit.terms import language_words
from recruit.web import formats


@dataclass(frozen=True)
class Line:
    """A part of a value; of a list, whether the other side lacks it."""

    text: str
    only_here: bool = False


@dataclass(frozen=True)
class Row:
    """One field of both profiles; each side as lines. ``both`` is what they are together."""

    name: str
    label: Any
    first: list[Line]
    second: list[Line]
    both: list[Line] | None
    differs: bool

    @property
    def is_inline(self) -> bool:
        """Whether the parts are short enough to stand in one line."""
        return self.name in ("skills", "languages")


@dataclass(frozen=True)
class Comparison:
    """What the page of a pair shows, and what is ticked before anybody chooses."""

    rows: list[Row]
    initial: dict[str, Any]
    hangs: dict[str, dict[str, int]]
    consent: str
    consent_at: datetime | None
    accounts: int

    @property
    def differing(self) -> int:
        """How many fields differ."""
        return sum(row.differs for row in self.rows)


def compare_profiles(session: Session, pair: DuplicatePair, language: str) -> Comparison:
    """Everything that the two have, whatever the pair's state."""
    first, second = pair.first, pair.second
    values = {FIRST: form_values(first), SECOND: form_values(second)}
    shown = {side: _lines(one, language) for side, one in values.items()}
    differ = differing(values[FIRST], values[SECOND])
    hangs = {FIRST: what_hangs_on(session, first.id), SECOND: what_hangs_on(session, second.id)}
    newer = FIRST if first.updated_at >= second.updated_at else SECOND
    rows = []
    for name in (*SINGLE, *LISTS):
        both = None
        if name in LISTS and name in differ:
            merged = values[FIRST] | {
                name: together(name, values[FIRST][name], values[SECOND][name])
            }
            both = [Line(text) for text in _lines(merged, language)[name]]
        sides = shown[FIRST][name], shown[SECOND][name]
        if any(sides):
            rows.append(
                Row(name, LABELS[name], *_marked(name, values, sides), both, name in differ)
            )
    initial: dict[str, Any] = {
        name: suggested_choice(name, values[FIRST], values[SECOND], newer)
        for name in (*SINGLE, *LISTS)
    }
    initial |= {
        "keep": _who_stays(first, second, hangs, newer),
        "first_version": first.version,
        "second_version": second.version,
    }
    state, since = consent_outlook(session, first.id, second.id)
    accounts = sum(1 for row in (first, second) if row.account_id)
    return Comparison(rows, initial, hangs, state, since, accounts)


def _marked(
    name: str, values: Mapping[str, Mapping[str, Any]], sides: tuple[list[str], list[str]]
) -> tuple[list[Line], list[Line]]:
    """Both sides as lines; what only one of two lists holds is marked."""
    if name not in LISTS:
        return [Line(text) for text in sides[0]], [Line(text) for text in sides[1]]
    if name == "positions":
        pairs = pair_positions(values[FIRST][name], values[SECOND][name])
        common = ({place for place in pairs if place is not None},
                  {number for number, place in enumerate(pairs) if place is not None})  # fmt: skip
        return (
            [Line(text, place not in common[0]) for place, text in enumerate(sides[0])],
            [Line(text, place not in common[1]) for place, text in enumerate(sides[1])],
        )
    return (
        [Line(text, text not in sides[1]) for text in sides[0]],
        [Line(text, text not in sides[0]) for text in sides[1]],
    )


def _lines(values: Mapping[str, Any], language: str) -> dict[str, list[str]]:
    """Each field as the lines that a page shows; none where it is not told."""
    shown = shown_values(values, language)
    lines = {
        name: [line for line in text.splitlines() if line.strip()] for name, text in shown.items()
    }
    if values["salary"] is not None:
        sum_words = formats.money(values["salary"], values["salary_currency"], language)
        tax = shown["salary"].partition(", ")[2]
        lines["salary"] = [f"{sum_words}, {tax}" if tax else sum_words]
    lines["phone"] = [phone_words(values["phone"]) or ""] if values["phone"] else []
    lines["skills"] = labels(values["skills"], language)
    codes = {row["code"]: row["level"] for row in values["languages"]}
    lines["languages"] = language_words(codes)
    lines["positions"] = [_job(row, language) for row in values["positions"]]
    return lines


def _job(row: Mapping[str, Any], language: str) -> str:
    span = formats.period(row["start"], row["end"], language) if row["start"] else ""
    return ", ".join(filter(None, (row["title"], row["employer"], span)))


def _who_stays(
    first: Candidate, second: Candidate, hangs: Mapping[str, Mapping[str, int]], newer: str
) -> str:
    """Who is ticked to stay: who signs in, else with whom more has happened, else the newer."""
    weights = {
        side: (row.account_id is not None, sum(hangs[side].values()), side == newer)
        for side, row in ((FIRST, first), (SECOND, second))
    }
    return max((FIRST, SECOND), key=lambda side: weights[side])


def consent_outlook(session: Session, one: int, other: int) -> tuple[str, datetime | None]:
    """What the merged person agrees to: ``stands``, ``withdrawn`` (and when) or ``never``.

    ``ends`` is a consent that stands today on one side and that the other side's later withdrawal
    will end.
    """
    consents = consents_of(session, one, other)
    about = [consent for consent in consents if consent.matter == PROCESSING]
    if not about:
        return "never", None
    after = outcomes(consents, one, other)
    if any(after[consent.id].withdrawn_at is None for consent in about):
        return "stands", None
    last = max(
        instant for consent in about if (instant := after[consent.id].withdrawn_at) is not None
    )
    stood = any(consent.withdrawn_at is None for consent in about)
    return ("ends" if stood else "withdrawn"), last
