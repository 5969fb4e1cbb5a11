"""The positions of a draft as rows of the form: months that the file does not tell are asked."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from recruit.candidates.provenance import Place
from recruit.intake.proposed_values import Read, Why, places_of
from recruit.parsing.parse import THRESHOLD

MOST_POSITIONS = 40
LONGEST_NAME, LONGEST_TEXT = 200, 20_000
MONTH_LENGTH = len("2023-07")
EARLIEST = "1940-01"
EMPTY = {"title": "", "employer": "", "start": None, "end": None, "description": ""}


def read_positions(
    draft: Mapping[str, Any], latest: str
) -> tuple[list[dict[str, Any]], list[Read]]:
    """Empty rows, and what was read for their controls; no month after ``latest``."""
    positions = draft["positions"][:MOST_POSITIONS]
    reads = [read for number in range(len(positions)) for read in _reads(draft, number, latest)]
    return [dict(EMPTY) for _ in positions], reads


def _reads(draft: Mapping[str, Any], number: int, latest: str) -> Iterator[Read]:
    position, places = draft["positions"][number], places_of(draft)
    row, told = f"positions-{number}", f"positions.{number}"
    for name in ("title", "employer"):
        if position[name]:
            yield Read(f"{row}-{name}", position[name][:LONGEST_NAME], places(f"{told}.{name}"))
    if position.get("text"):
        text = position["text"][:LONGEST_TEXT].strip()
        yield Read(f"{row}-description", text, places(f"{told}.text"))
    yield from _months(draft, number, latest)


def _months(draft: Mapping[str, Any], number: int, latest: str) -> Iterator[Read]:
    """Start and end. An empty end says "until now", so it is left so only where the file says it.

    A year alone is no month: it is asked for, never taken for January.
    """
    position, places = draft["positions"][number], places_of(draft)
    start, end = position["start"], None if position["current"] else position["end"]
    if start is None and end is None:
        return
    row, told = f"positions-{number}", f"positions.{number}"
    why_start, why_end = _doubt(start, latest), _doubt(end, latest)
    if why_start is None and why_end is None and start and end and end < start:
        why_start = why_end = Why.DISORDER
    if start and end is None and not position["current"]:
        why_end = Why.NO_END
    if start and end and min(_sureness(places, told)) < THRESHOLD:
        why_start, why_end = why_start or Why.UNSURE, why_end or Why.UNSURE
    # One month without the other would say what the file does not.
    if start is None or why_start:
        why_end = why_end or Why.NO_START
    elif why_end:
        why_start = Why.NO_END
    if start:
        yield Read(f"{row}-start", _month(start), places(f"{told}.start"), why_start)
    if end or why_end == Why.NO_END:
        place = places(f"{told}.end" if end else f"{told}.start")
        yield Read(f"{row}-end", _month(end), place, why_end)


def _sureness(places: Callable[..., Place], told: str) -> tuple[float, float]:
    return places(f"{told}.start").confidence, places(f"{told}.end").confidence


def _doubt(month: str | None, latest: str) -> Why | None:
    if month is None:
        return None
    if len(month) < MONTH_LENGTH:
        return Why.YEAR_ONLY
    return None if EARLIEST <= month <= latest else Why.TO_COME


def _month(told: str | None) -> str | None:
    """The month as the form takes it; a year alone is none."""
    return told if told and len(told) == MONTH_LENGTH else None
