"""Which part of an entry's head is the title and which the employer.

Words tell it in most entries. In the others the place does: people lay out all their jobs alike, so
the sure entries of a resume teach where titles and employers stand, and in what type.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from recruit.parsing.anchors import rests
from recruit.parsing.entries import Entry
from recruit.parsing.joblines import Form, JobLine, bare_period, only_duration, stands_out
from recruit.parsing.jobnames import is_text, split_names
from recruit.parsing.jobwords import JobWords

MOST_AFTER = 6
"""Lines after the period that may belong to an entry's head."""

FEW_WORDS = 8
"""Words of a line that ends a head begun above it."""

LEARNED, RIVAL = 0.8, 0.4
"""Weights of what all entries teach about a place, for a role and against the other one, beside the
words of the part itself."""

_EDGES = " \t,;|•·–—-:\xa0⚑◷⌂☎✉⌚→⚐★☆●○◦▪■□◆◇➤►▶📍🗓🏢"

_LEAD = re.compile(r"\s*((?:[^\W_]+[ -]){0,3}[^\W_]+)\s?:\s+(?=\S)")

Slot = tuple[str, int, int, Form, tuple[Form, ...]]
"""Zone, line, place in the line, form, and the forms of all lines before the period: heads of other
shapes teach nothing about this one."""


@dataclass(frozen=True, slots=True)
class Where:
    """Zone of a line, its number there, and the forms of all lines before the period."""

    zone: str
    line: int
    shape: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A name in the head of an entry: its place in the document and in the entry."""

    text: str
    span: tuple[int, int]
    slot: Slot
    title: float
    employer: float
    place: bool
    piece: JobLine


@dataclass(slots=True)
class Head:
    """The parts of an entry's head, and how many lines after the period may be head."""

    entry: Entry
    body: Form
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Roles:
    """What was chosen.

    ``used`` numbers the lines after the period that are head; ``spare`` tells that a name in the
    head stayed without a role.
    """

    title: Part | None
    employer: Part | None
    city: Part | None
    used: int
    spare: bool


def announced(words: JobWords, text: str) -> int:
    """Characters of «До этого: », «Должность: »: words before a colon that are no name."""
    lead = _LEAD.match(text)
    if label := words.label_before_colon(text):
        return label[1] if label[0] in ("title", "employer") else 0
    if lead is None:
        return 0
    like = words.likeness(lead[1])
    return lead.end() if max(like.title, like.employer) < 0.5 else 0


def parts_of(
    words: JobWords,
    piece: JobLine,
    spans: list[tuple[int, int]],
    where: Where,
) -> list[Part]:
    parts = []
    order = 0
    for begin, end in spans:
        start = begin + announced(words, piece.text[begin - piece.start : end - piece.start])
        text = piece.text[start - piece.start : end - piece.start]
        place = 0
        for name in (name.strip(_EDGES) for name in split_names(words, text)):
            place = text.index(name, place)
            like = words.likeness(name.replace("\n", " "))
            parts.append(
                Part(
                    name, (start + place, start + place + len(name)),
                    (where.zone, where.line, 0 if like.place else order, piece.form, where.shape),
                    like.title, like.employer, like.place, piece,
                )
            )  # fmt: skip
            order += not like.place
            place += len(name)
    return parts


def head_of(words: JobWords, entry: Entry, body: Form) -> Head:
    """Collect the parts that may be title or employer."""
    head = Head(entry, body)
    before = [piece for piece in entry.before if not only_duration(piece.text)]
    shape = tuple((*piece.form[:2], False, piece.form[3]) for piece in before)
    for depth, piece in enumerate(reversed(before), 1):
        if bare_period(piece.text):
            continue
        head.parts += parts_of(
            words, piece, [(piece.start, piece.end)], Where("before", -depth, shape)
        )
    if entry.line is not None and entry.anchor is not None:
        spans = rests(words, entry.line, entry.anchor.period)
        head.parts += parts_of(words, entry.line, spans, Where("line", 0))
    line = 0
    window = entry.after[:MOST_AFTER]
    for place, piece in enumerate(window):
        if only_duration(piece.text):
            continue
        wrapped = place > 0 and _wraps(window[place - 1], piece)
        if not wrapped and (is_text(words, piece) or words.goes_on(piece.text.lstrip())):
            if any(stands_out(later, body) for later in window[place + 1 :]):
                continue  # the firm's trade stands between its name and the post
            break
        parts = parts_of(words, piece, [(piece.start, piece.end)], Where("after", line + 1))
        if parts and not all(part.place for part in parts):
            line += 1
        head.parts += parts
    return head


def _wraps(before: JobLine, piece: JobLine) -> bool:
    """Whether a head goes on: «Ведущий юрист,» and «Вкусный квартал, Омск.»"""
    one = before.text.rstrip().endswith(",") and not before.bullet
    return one and not piece.bullet and len(piece.text.split()) <= FEW_WORDS


class Teacher:
    """Mean likeness of each slot over the entries of a resume."""

    def __init__(self, heads: list[Head]) -> None:
        seen: dict[Slot, list[Part]] = defaultdict(list)
        for head in heads:
            for part in head.parts:
                if not part.place:
                    seen[part.slot].append(part)
        self._means = {
            slot: (
                sum(part.title for part in parts) / (len(parts) + 0.5),
                sum(part.employer for part in parts) / (len(parts) + 0.5),
            )
            for slot, parts in seen.items()
        }

    def scores(self, part: Part) -> tuple[float, float]:
        """How well a part does as a title and as an employer, its place among all jobs counted."""
        title, employer = self._means.get(part.slot, (0.0, 0.0))
        near = _nearness(part)
        return (
            part.title + LEARNED * title - RIVAL * employer + near,
            part.employer + LEARNED * employer - RIVAL * title + near,
        )


def _nearness(part: Part) -> float:
    """What stands before the period or on its line is surely head; lines after it soon are not."""
    zone, line, order, *_ = part.slot
    if zone == "after":
        return max(-0.3, 0.32 - 0.12 * (line - 1)) - 0.03 * order
    return 0.45 - 0.03 * order - 0.04 * abs(line)


def _with_form(part: Part, head: Head, scores: tuple[float, float]) -> tuple[float, float]:
    """Scores of a part, those of plain lines after the period less where others stand out."""
    if part.slot[0] != "after" or stands_out(part.piece, head.body):
        return scores
    others = any(
        stands_out(other.piece, head.body) and not other.place
        for other in head.parts if other.slot[0] == "after"
    )  # fmt: skip
    return (scores[0] - 0.4, scores[1] - 0.25) if others else scores


def roles_of(head: Head, teacher: Teacher) -> Roles:
    """Choose the pair of parts that is most likely title and employer."""
    named = [part for part in head.parts if not part.place]
    scores = {part: _with_form(part, head, teacher.scores(part)) for part in named}
    best: tuple[float, Part | None, Part | None] = (0.0, None, None)
    for title in [None, *named]:
        for employer in [None, *named]:
            if title is employer and title is not None:
                continue
            score = (scores[title][0] if title else 0.0) + (scores[employer][1] if employer else 0)
            if title and employer and not _neighbours(head.parts, title, employer):
                score -= 0.5
            if score > best[0]:
                best = (score, title, employer)
    _, title, employer = best
    used = _used(head, title, employer)
    spare = any(part not in (title, employer) and part.slot[0] != "after" for part in named)
    return Roles(title, employer, _city(head, used), used, spare)


def _neighbours(parts: list[Part], one: Part, other: Part) -> bool:
    """Whether two parts stand in one head: no more than two other names between them."""
    places = sorted((parts.index(one), parts.index(other)))
    between = [part for part in parts[places[0] + 1 : places[1]] if not part.place]
    return len(between) <= 1


def _used(head: Head, title: Part | None, employer: Part | None) -> int:
    """How many lines after the period belong to the head: up to the last chosen one and places."""
    chosen = {part.piece.number for part in (title, employer) if part}
    used = 0
    places = {part.piece.number for part in head.parts if part.place}
    named = {part.piece.number for part in head.parts if not part.place}
    for number, piece in enumerate(head.entry.after, 1):
        if piece.number in chosen:
            used = number
        elif only_duration(piece.text) or piece.number in places - named:
            if used == number - 1:
                used = number
        elif number > MOST_AFTER:
            break
    return used


def _city(head: Head, used: int) -> Part | None:
    lines = {piece.number for piece in head.entry.after[:used]}
    for part in head.parts:
        if part.place and (part.slot[0] != "after" or part.piece.number in lines):
            return part
    return None
