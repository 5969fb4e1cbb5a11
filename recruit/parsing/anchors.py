"""Lines that hold the period of a post, and what else they tell."""

import re
from dataclasses import dataclass

from recruit.parsing.joblines import JobLine
from recruit.parsing.jobnames import names_end, split_names
from recruit.parsing.jobwords import JobWords
from recruit.parsing.periods import Period, durations_in
from recruit.parsing.plain import plain

MOST_WORDS, FEW_WORDS = 24, 8
"""Words beside the period of a post; with more the line is prose, surely or probably."""

SHORT = 40
"""Characters of an item of a list that may be a period alone."""

NAMED, KNOWN = 0.6, 0.25
"""Likeness to a title or a firm from which a line surely, or possibly, names one."""

_IN = re.compile(
    r"(?:^|\s)(?:в|во|за|на|до|после|около|летом|in|during|for|before|after)\s*[(\[]?\s*$"
)
_WORKED = re.compile(
    r"^[\s,.:-]*(?:я\s)?(?:работа[лю]а?|трудил(?:ся|ась)|была?\s"
    r"|занимал[а]?\s(?:должность|пост)|i worked|i was|worked)"
)
_BRACKETS = " \t([|{—–-,;:•·>\xa0"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The line with the period of a post."""

    place: int
    period: Period
    prose: bool = False


def rests(words: JobWords, piece: JobLine, period: Period) -> list[tuple[int, int]]:
    """What else the line of a period tells about the post, as spans in the document."""
    start, end = period.span
    found = []
    for first, last in ((0, start), (end, body_start(words, piece, period))):
        text = piece.text[first:last]
        label = words.label_before_colon(text if ":" in text else f"{text}:")
        if not first and label and label[0] == "period":
            continue
        for duration in reversed(durations_in(text)):
            a, b = duration.span
            text = text[:a] + " " * (b - a) + text[b:]
        stripped = text.strip(_BRACKETS + ")]}._*")
        if not re.search(r"\w", stripped):
            continue
        begin = first + text.index(stripped)
        stop = begin + len(stripped)
        shown = piece.text[begin:stop]
        if shown.count("(") < shown.count(")"):
            stop -= 1  # its opening bracket was before the period
        if piece.text[stop : stop + 1] == ")" and shown.count("(") > shown.count(")"):
            stop += 1
        found.append((piece.start + begin, piece.start + stop))
    return found


def body_start(words: JobWords, piece: JobLine, period: Period) -> int:
    """Where the description of a job begins on the line of its period, or the line's end."""
    end = period.span[1]
    return end + names_end(words, piece.text[end:])


def _of_a_post(words: JobWords, piece: JobLine, period: Period) -> bool:
    """Whether a period on a line is that of a post: by what else stands on the line."""
    start, end = period.span
    before, after = piece.text[:start], piece.text[end:]
    label = words.label_before_colon(before if ":" in before else before + ":")
    if label and label[0] == "period":
        before = ""
    names = [
        piece.text[first - piece.start : last - piece.start]
        for first, last in rests(words, piece, period)
    ]
    if not names:
        return not piece.bullet or len(piece.text) < SHORT
    likes = [words.likeness(part) for name in names for part in split_names(words, name)]
    strong = max(max(like.title, like.employer) for like in likes)
    sentence = any(like.prose for like in likes)
    count = sum(len(name.split()) for name in names)
    if piece.bullet:
        return strong >= NAMED and not sentence
    if strong >= NAMED:
        return count <= MOST_WORDS
    ends = bool(before.strip(_BRACKETS)), bool(after.strip(_BRACKETS + ")]}."))
    return not (
        sentence
        or after.lstrip().startswith(":")
        or (period.open and strong < KNOWN and ends[0])
        or (all(ends) and not durations_in(after))
        or (names[-1].endswith(".") and count > FEW_WORDS)
        or count > MOST_WORDS
    )


def anchors_in(words: JobWords, pieces: list[JobLine]) -> list[Anchor]:
    """The lines that hold the period of a post."""
    found = []
    for place, piece in enumerate(pieces):
        periods = piece.periods
        if not periods or len(periods) > 2:
            continue
        start, end = periods[0].span
        # «…редактировала тексты / авторов. 2024 – 2025: пилот» is one sentence over two lines.
        goes_on = start > 0 and not piece.parted and words.goes_on(piece.text[:start])
        if _IN.search(plain(piece.text[:start])):
            continue
        if not piece.bullet and _WORKED.match(plain(piece.text[end:])):
            found.append(Anchor(place, periods[0], True))
        elif not goes_on and _of_a_post(words, piece, periods[0]):
            found.append(Anchor(place, periods[0]))
    return found
