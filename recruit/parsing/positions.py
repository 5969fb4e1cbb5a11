"""Positions of a resume, each field with its place in the text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from matching.cities import Cities
from recruit.parsing.anchors import Anchor, anchors_in, body_start
from recruit.parsing.document import Document
from recruit.parsing.draft import DraftPosition, Found
from recruit.parsing.entries import Entry, entries_of
from recruit.parsing.joblines import JobLine, body_form, job_lines
from recruit.parsing.jobnames import names_end
from recruit.parsing.jobwords import JobWords
from recruit.parsing.labelled import labelled_positions
from recruit.parsing.periods import Period
from recruit.parsing.prose import position_in_prose
from recruit.parsing.roles import Part, Roles, Teacher, Where, head_of, parts_of, roles_of
from recruit.parsing.sections import EXPERIENCE, Section, Structure
from recruit.parsing.spans import found, mended
from recruit.parsing.teams import leads_by_title, leads_in, team_in

SURE, PLACED, UNSURE = 0.92, 0.78, 0.6
"""Confidence of a value that its own words tell, of one that its place alone does, and of one whose
words speak against its place."""

TOLD, AGAINST = 0.5, -0.2
"""Likeness from which words tell a value, and below which they speak against it."""

_EDGES = " \t,;|•·–—-:.*_`#\xa0\n"


def positions_of(document: Document, structure: Structure) -> tuple[DraftPosition, ...]:
    """Read the jobs of all sections of experience, in the order of the document."""
    made: list[DraftPosition] = []
    for section in structure.of(EXPERIENCE):
        made += section_positions(document, section)
    if not made:
        for kind in ("about", "other"):
            for section in structure.of(kind):
                made += _prose_positions(document, job_lines(document, section))
    return tuple(made)


def section_positions(document: Document, section: Section) -> list[DraftPosition]:
    """Read the jobs of one section."""
    words = JobWords.load()
    pieces = job_lines(document, section)
    if labelled := labelled_positions(words, document, pieces):
        return [with_team(document, position) for position in labelled]
    anchors = anchors_in(words, pieces)
    told = [anchor for anchor in anchors if anchor.prose]
    if told and len(told) >= len(anchors) - len(told):
        return _prose_positions(document, pieces)
    anchors = [anchor for anchor in anchors if not anchor.prose]
    if not anchors:
        return undated_positions(words, document, pieces)
    body = body_form(pieces)
    entries = entries_of(words, pieces, anchors, body)
    heads = [head_of(words, entry, body) for entry in entries]
    teacher = Teacher(heads)
    made = []
    employer: Part | None = None
    span: Period | None = None
    for place, head in enumerate(heads):
        roles = roles_of(head, teacher)
        anchor = head.entry.anchor
        if anchor is None:
            continue
        following = heads[place + 1].entry.anchor if place + 1 < len(heads) else None
        if roles.title is None and roles.employer and _holds(anchor, following):
            employer, span = roles.employer, anchor.period
            continue  # the firm with its whole time; its posts follow
        if roles.employer:
            employer, span = roles.employer, None
        elif roles.spare or (span is not None and not _within(span, anchor.period)):
            employer = None
        position = _position(document, head.entry, anchor, roles, employer)
        if position.title is None and position.employer is None:
            continue  # a period alone is no job: it may be one of study
        shown = [line for line in (head.entry.line, *head.entry.after[: roles.used]) if line]
        made.append(with_team(document, position, shown))
    return made


def undated_positions(
    words: JobWords, document: Document, lines: list[JobLine]
) -> list[DraftPosition]:
    """Read jobs without dates: lines, or pairs of lines, that name a firm and a post."""
    heads: list[tuple[int, int, Part, Part]] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if pair := _named_pair(words, [line]):
            heads.append((place, place + 1, *pair))
        elif place + 1 < len(lines) and (pair := _named_pair(words, [line, lines[place + 1]])):
            heads.append((place, place + 2, *pair))
            place += 1
        place += 1
    if not heads:
        return []
    stops = [*(head[0] for head in heads[1:]), len(lines)]
    made = []
    for (first, after, title, employer), stop in zip(heads, stops, strict=True):
        body = lines[after:stop]
        rest = names_end(words, lines[first].text)
        if after == first + 1 and rest < len(lines[first].text):
            line = lines[first]
            body = [replace(line, text=line.text[rest:], start=line.start + rest), *body]
        position = DraftPosition(
            title=_value(document, title.span, 0.8, "undated-title"),
            employer=_value(document, employer.span, 0.8, "undated-employer"),
            text=body_found(document, body),
        )
        made.append(with_team(document, position))
    return made


def _named_pair(words: JobWords, lines: list[JobLine]) -> tuple[Part, Part] | None:
    """The post and the firm that lines name beyond doubt, or ``None``."""
    if any(line.bullet for line in lines):
        return None
    parts = [
        part
        for number, line in enumerate(lines)
        for part in parts_of(
            words,
            line,
            [(line.start, line.start + names_end(words, line.text))],
            Where("line", number),
        )
    ]
    title = max(parts, key=lambda part: part.title, default=None)
    employer = max(parts, key=lambda part: part.employer, default=None)
    if title is None or employer is None or title is employer or title.title < 0.7:
        return None
    sure = 0.2 if len(lines) == 1 and len(parts) == 2 else 0.55
    return (title, employer) if employer.employer >= sure else None


def _within(outer: Period, inner: Period) -> bool:
    width = min(len(outer.start), len(inner.start))
    after = outer.start[:width] <= inner.start[:width]
    return after and (outer.current or (not inner.current and inner.end[:4] <= outer.end[:4]))


def _holds(anchor: Anchor, following: Anchor | None) -> bool:
    return following is not None and _within(anchor.period, following.period)


def _value(
    document: Document, span: tuple[int, int], confidence: float, rule: str
) -> Found[str] | None:
    start, end = span
    text = document.text
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not text[end - 3 : end - 1].count("."):
        end -= 1
    value = re.sub(r"\s+", " ", mended(text[start:end].replace("\n", " "))).strip()
    return found(document, (start, end), value, confidence, rule) if value else None


def _sureness(likeness: float) -> float:
    if likeness >= TOLD:
        return SURE
    return PLACED if likeness >= AGAINST else UNSURE


def _position(
    document: Document, entry: Entry, anchor: Anchor, roles: Roles, employer: Part | None
) -> DraftPosition:
    line, after = entry.line, entry.after
    base = line.start if line else 0
    span = (base + anchor.period.span[0], base + anchor.period.span[1])
    sure = 0.75 if anchor.period.open else 0.95
    body = after[roles.used :]
    if line and (begin := body_start(JobWords.load(), line, anchor.period)) < len(line.text):
        rest = replace(line, text=line.text[begin:], start=line.start + begin)
        body = [rest, *body]
    return DraftPosition(
        title=_title(document, entry, roles.title) if roles.title else None,
        employer=_value(
            document, employer.span, _sureness(employer.employer),
            "employer" if roles.employer else "employer-above",
        ) if employer else None,
        city=city_found(document, roles.city.span, roles.city.text) if roles.city else None,
        start=found(document, span, anchor.period.start, sure, "period"),
        end=None if anchor.period.current
        else found(document, span, anchor.period.end, sure, "period"),
        current=anchor.period.current,
        text=body_found(document, body),
    )  # fmt: skip


def _title(document: Document, entry: Entry, title: Part) -> Found[str] | None:
    """The post, whole where it goes on under the line of its period."""
    named = _value(document, title.span, _sureness(title.title), "title")
    if named is None or entry.rest is None or title.slot[0] != "line":
        return named
    whole = f"{named.value} {mended(entry.rest.text.strip(_EDGES))}"
    return replace(named, value=whole, span=(named.span[0], entry.rest.end))


def city_found(document: Document, span: tuple[int, int], text: str) -> Found[str] | None:
    """The city of a place such as «Омск, www.site.example», or ``None`` for no known one."""
    for part in re.split(r"[,;/]", text):
        if city := Cities.load().find(part.strip(" ().")):
            return found(document, span, city.city, 0.85, "job-city")
    return None


def body_found(document: Document, pieces: list[JobLine]) -> Found[str] | None:
    """The description of a job: its lines as they stand."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return None
    text = "\n".join(piece.text for piece in pieces)
    span = (min(p.start for p in pieces), max(p.end for p in pieces))
    return found(document, span, text, 0.9, "job-text")


def with_team(
    document: Document, position: DraftPosition, lines: Sequence[JobLine] = ()
) -> DraftPosition:
    """The position with the people it led, if its text tells, and whether it led any.

    ``lines`` are lines of its head, where some tell it as well: «Шеф-повар, в подчинении 5 чел.»
    """
    body = position.text
    title = position.title.value if position.title else ""
    leads = leads_by_title(title)
    texts = [(body.value, body.span)] if body else []
    texts += [(line.text, (line.start, line.end)) for line in lines]
    counted: Found[int] | None = None
    for text, (start, end) in texts:
        if team := team_in(text, leads):
            place = document.text.find(text[slice(*team.span)], start, end)
            span = (place, place + team.span[1] - team.span[0]) if place >= 0 else (start, end)
            counted = found(document, span, team.people, 0.85, "team")
            break
    told = counted is not None or any(leads_in(text) for text, _ in texts)
    team_told = position.team or counted
    return replace(position, manager=leads or told or team_told is not None, team=team_told)


def _prose_positions(document: Document, pieces: list[JobLine]) -> list[DraftPosition]:
    made = []
    for piece in pieces:
        made += position_in_prose(document, piece)
    return [with_team(document, position) for position in made]
