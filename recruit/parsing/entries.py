"""Where one job ends and the next begins."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from recruit.parsing.anchors import Anchor
from recruit.parsing.joblines import Form, JobLine, only_duration, stands_out
from recruit.parsing.jobnames import is_text
from recruit.parsing.jobwords import JobWords

MOST_BEFORE = 4
"""Lines of an entry's head before its period."""

MOST_LETTERS = 130
"""Characters of a line of a head."""

_PARTS = re.compile(r"[·|•«\"]")
"""Signs in a line that names a firm, or more than a post."""

KNOWN = 0.2
"""Likeness to a title or a firm of a line that may be head."""

FEW_WORDS = 7
"""Words of a line under a bold one that is head by its place alone."""


@dataclass(slots=True)
class Entry:
    """The pieces of one job: before its period, the line with it, and what follows.

    ``rest`` is the end of a name that breaks off beside the period on its line.
    """

    anchor: Anchor | None
    before: list[JobLine] = field(default_factory=list)
    line: JobLine | None = None
    after: list[JobLine] = field(default_factory=list)
    rest: JobLine | None = None


def _header_like(words: JobWords, piece: JobLine) -> bool:
    text = piece.text.strip()
    return not (is_text(words, piece) or len(text) > MOST_LETTERS or words.goes_on(text))


def head_height(words: JobWords, pieces: list[JobLine], anchors: list[Anchor]) -> int:
    """How many lines of an entry's head stand before the line of its period."""
    first = anchors[0].place
    if first == 0:
        return 0
    height = 0
    while (
        height < MOST_BEFORE and height < first and _header_like(words, pieces[first - 1 - height])
    ):
        height += 1
    if height < first and height:
        # There is an introduction: only what a new block sets off belongs to the entry.
        for lines in range(1, height + 1):
            if pieces[first - lines].parted:
                return lines
    return height


def entries_of(
    words: JobWords, pieces: list[JobLine], anchors: list[Anchor], body: Form
) -> list[Entry]:
    """Cut the pieces of a section at its anchors; ``body`` is the form of its text."""
    if not anchors:
        return []
    first = anchors[0].place - head_height(words, pieces, anchors)
    model = _Model(words, pieces, pieces[first : anchors[0].place], body)
    begins = [first]
    for before, anchor in pairwise(anchors):
        begins.append(model.begin(anchor.place, before.place + 1))
    stops = [*begins[1:], len(pieces)]
    entries = []
    for anchor, begin, stop in zip(anchors, begins, stops, strict=True):
        line, after = pieces[anchor.place], pieces[anchor.place + 1 : stop]
        rest = after[0] if after and _breaks_off(words, line, anchor, after[0]) else None
        entries.append(
            Entry(anchor, pieces[begin : anchor.place], line, after[rest is not None :], rest)
        )
    return entries


def _breaks_off(words: JobWords, line: JobLine, anchor: Anchor, after: JobLine) -> bool:
    """Whether «Менеджер по развитию<tab>2019 – 2021» goes on with «дилерской сети» below."""
    start, end = anchor.period.span
    at_right = "\t" in line.text[1:start] and not line.text[end:].strip(" )")
    goes_on = words.goes_on(after.text) and not after.bullet and not after.periods
    alike = after.form[0] == line.form[0] and after.form[1] and not _PARTS.search(after.text)
    short = len(after.text.split()) <= FEW_WORDS and not after.text.rstrip().endswith((".", ";"))
    return bool(at_right and goes_on and short and alike)


class _Model:
    """The head of the first entry above its period, which nothing but the heading precedes.

    The heads of other entries are alike in form, and set off alike; those of firms with several
    posts are longer or shorter.
    """

    def __init__(
        self, words: JobWords, pieces: list[JobLine], lines: list[JobLine], body: Form
    ) -> None:
        self.words, self.pieces, self.lines, self.body = words, pieces, lines, body
        self.named = [line for line in lines if not only_duration(line.text)]
        self.top_stands_out = bool(self.named) and stands_out(self.named[0], body)
        self.parted_inside = any(line.parted for line in lines[1:])

    def begin(self, place: int, floor: int) -> int:
        """The first line of the head of the entry whose period stands at ``place``."""
        block = place - len(self.lines)
        if not self.lines or (block >= floor and self._same_block(block, place)):
            return block
        begin, names, reached_top = place, 0, False
        for number in range(place - 1, max(floor, place - 2 * MOST_BEFORE) - 1, -1):
            piece = self.pieces[number]
            marked = stands_out(piece, self.body)
            if not _header_like(self.words, piece) or names >= MOST_BEFORE:
                break
            if only_duration(piece.text) or (not marked and self.words.place(piece.text)):
                continue
            if not marked and (reached_top or not self._may_be_head(number, names, floor)):
                break
            set_off = number + 1 < place and self.pieces[number + 1].parted
            if names and set_off and not marked and not self.parted_inside:
                break
            names, begin = names + 1, number
            reached_top = reached_top or (marked and self.top_stands_out)
        return begin

    def _same_block(self, begin: int, place: int) -> bool:
        """Whether the lines from ``begin`` to the period are one block that space sets off."""
        inside = self.pieces[begin + 1 : place + 1]
        return (
            self.pieces[begin].parted
            and not any(piece.parted for piece in inside)
            and all(_header_like(self.words, piece) for piece in self.pieces[begin:place])
        )

    def _may_be_head(self, number: int, names: int, floor: int) -> bool:
        """Whether a line in the type of the text may be head, after ``names`` lines below it."""
        piece = self.pieces[number]
        like = self.words.likeness(piece.text)
        if like.prose:
            return False
        under_bold = number > floor and stands_out(self.pieces[number - 1], self.body)
        if under_bold and not names and len(piece.text.split()) <= FEW_WORDS:
            return True
        plain_lines = any(not stands_out(line, self.body) for line in self.named)
        sure = max(like.title, like.employer) >= KNOWN
        return plain_lines and names < len(self.named) and sure
