"""How long a person has worked, and led people: months of the union of the jobs' periods.

Both end months count, as hh.ru counts them: September 2015 to March 2016 is seven months.
"""

from collections.abc import Iterable

from matching.months import YEAR, parse_month
from recruit.parsing.document import Document
from recruit.parsing.draft import DraftPosition
from recruit.parsing.periods import durations_in
from recruit.parsing.sections import EXPERIENCE, Structure

MOST_MONTHS = 65 * YEAR


def _bounds(position: DraftPosition, as_of: int) -> tuple[int, int] | None:
    """First and last month; a year alone counts from its middle, so that errors even out."""
    if position.start is None:
        return None
    start = position.start.value
    first = parse_month(start) if len(start) > 4 else int(start) * YEAR + 6
    if position.current:
        last = as_of
    elif position.end is None:
        return None
    else:
        end = position.end.value
        last = parse_month(end) if len(end) > 4 else int(end) * YEAR + 5
        if len(start) == 4 and start == end[:4] and len(end) == 4:
            first, last = int(start) * YEAR + 3, int(start) * YEAR + 8
    last = min(last, as_of)
    return (first, last) if first <= last else None


def months_of(positions: Iterable[DraftPosition], as_of: str) -> int | None:
    """Months of the union of the periods, or ``None`` where none has dates."""
    now = parse_month(as_of)
    bounds = sorted(found for position in positions if (found := _bounds(position, now)))
    if not bounds:
        return None
    total, reached = 0, bounds[0][0] - 1
    for first, last in bounds:
        total += max(0, last - max(first - 1, reached))
        reached = max(reached, last)
    return min(total, MOST_MONTHS)


def stated_months(document: Document, structure: Structure) -> int | None:
    """The total that a heading tells, «Опыт работы — 7 лет 7 месяцев»."""
    for section in structure.of(EXPERIENCE):
        if section.heading is None:
            continue
        text = document.lines[section.heading].text[:120]
        if durations := durations_in(text):
            return durations[0].months
    return None


def total_months(
    document: Document, structure: Structure, positions: Iterable[DraftPosition], as_of: str
) -> int | None:
    """Months of work by the dates, or as a heading states them where there are no dates."""
    counted = months_of(positions, as_of)
    return stated_months(document, structure) if counted is None else counted


def management_months(positions: Iterable[DraftPosition], as_of: str) -> int | None:
    """Months of leading people; 0 where jobs are dated and none led, ``None`` where nothing is."""
    jobs = list(positions)
    led = months_of((job for job in jobs if job.manager), as_of)
    return led if led is not None else 0 if jobs else None
