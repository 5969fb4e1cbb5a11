"""Facts that stand beside their names: «Город: Омск», a table of two columns, a numbered form.

What the facts are called is data, in ``labels/facts``; how a name and its value stand to each other
is told here, once for every layout: behind a colon, in the next cell, on the line below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from recruit.parsing.document import Document
from recruit.parsing.plain import MAX_LINE, REMEMBERED, plain
from recruit.parsing.spans import trimmed

LABELS = Path(__file__).parent / "labels" / "facts"
QUESTIONS = Path(__file__).parent / "labels" / "questions"
COMMON = "common.yaml"
LONGEST_QUESTION = 110

INLINE, BESIDE, BELOW, ABOVE = "inline", "beside", "below", "above"

MOST_BELOW = 4
"""Lines of one cell or below one name that may be its values: phones come in twos and threes."""

# Fields whose name needs no sign behind it: «Родился 27 марта», «тел. +7», «Проживает в Казани».
_BARE = frozenset({"birth", "phone", "email", "city"})
# Fields whose value may be a list over several lines.
_MANY = frozenset(
    {"phone", "email", "title", "languages", "contacts", "about", "education", "skills"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """A named fact: the field, and the characters of its value on one line.

    ``rule`` is one of ``inline``, ``beside`` and ``below``; ``name_line`` is where its name stands.
    """

    field: str
    label: str
    line: int
    start: int
    end: int
    rule: str
    name_line: int

    def text(self, document: Document) -> str:
        """The value as it is shown."""
        return document.text[self.start : self.end]


@cache
def label_fields() -> dict[str, str]:
    """The field of each name of a fact."""
    fields: dict[str, str] = {}
    for path in sorted(LABELS.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        families = {"": data} if path.name == COMMON else data
        for family in families.values():
            for field, labels in family.items():
                for label in labels:
                    fields.setdefault(plain(str(label)), field)
    return fields


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(label_fields(), key=lambda name: -len(name))
    choice = "|".join(re.escape(name).replace(r"\ ", r"\s") for name in names)
    return re.compile(
        rf"(?<![\w@./-])(?P<label>{choice})(?![\w@-])"
        r"(?:\s?\((?![^)]*\d)[^)]{0,40}\))?"
        r"\s*\.?\s*(?P<sign>:|=|(?<=\s)-(?=\s)|-$|\?|$)?"
    )


_LEAD = re.compile(r"[^\w+(]*(?:\d{1,2}[.)]\s*)?[^\w+(]*")
_SEPARATED = re.compile(r"[;|•·,]\s*$")


@cache
def _questions() -> list[tuple[str, re.Pattern[str]]]:
    """Fields with the words by which a question asks for them, in the order of asking."""
    asked = []
    for path in sorted(QUESTIONS.glob("*.yaml")):
        for field, stems in yaml.safe_load(path.read_text(encoding="utf-8")):
            choice = "|".join(re.escape(plain(str(stem))) for stem in stems)
            asked.append((str(field), re.compile(rf"(?<![\w-])(?:{choice})")))
    return asked


_CAPTION = re.compile(r"\(([^()]{3,90})\)")
_NUMBERED = re.compile(r"\W*(?:\d{1,2}[.)]|[IVX]{1,4}\.)\s*\D")
_END_OF_QUESTION = re.compile(r"\?\s*:?|:")


def _question_of(text: str) -> "_Label | None":
    """The question that a line of a form asks, if it is numbered or has its sign."""
    same = plain(text[:MAX_LINE])
    end = _END_OF_QUESTION.search(same)
    if not (_NUMBERED.match(same) or (end and "?" in end[0])):
        return None
    stop = end.end() if end else len(same)
    if stop > LONGEST_QUESTION:
        return None
    name = re.sub(r"\([^)]*\)", lambda part: " " * len(part[0]), same[:stop])
    for field, words in _questions():
        if words.search(name):
            return _Label(field, name.strip(" ?:"), 0, stop, end is not None, True)
    return None


@dataclass(frozen=True, slots=True)
class _Label:
    field: str
    name: str
    start: int
    end: int
    strong: bool
    leading: bool


@lru_cache(maxsize=REMEMBERED)
def _labels_of(text: str) -> tuple[_Label, ...]:
    """The names of facts in a line, with places in it."""
    same = plain(text[:MAX_LINE])
    lead = _LEAD.match(same)
    first = lead.end() if lead else 0
    labels: list[_Label] = []
    for match in _pattern().finditer(same):
        field = label_fields()[match["label"].replace("\t", " ")]
        leading = match.start() <= first
        separated = bool(_SEPARATED.search(same[: match.start()]))
        strong = match["sign"] in (":", "=", "?") or "\t" in text[match.end("label") : match.end()]
        dashed = match["sign"] == "-" and (leading or separated)
        whole = leading and not same[match.end() :].strip(" :-.")
        bare = (leading or separated) and field in _BARE
        if strong or dashed or whole or bare:
            labels.append(
                _Label(field, match["label"], match.start(), match.end(), strong or dashed, leading)
            )
    if not any(label.leading and label.strong for label in labels):
        question = _question_of(text)
        if question is not None and not any(label.leading for label in labels):
            return (question,)
    return tuple(labels)


def is_label(text: str) -> bool:
    """Whether a line begins with the name of a fact and a sign, or is such a name."""
    labels = _labels_of(text)
    if not labels or not labels[0].leading:
        return False
    return labels[0].strong or _is_whole(text, labels[0])


def label_field(text: str) -> str | None:
    """The field whose name the whole line is, if it is one."""
    labels = _labels_of(text)
    if len(labels) == 1 and labels[0].leading and _is_whole(text, labels[0]):
        return labels[0].field
    return None


def is_question(text: str) -> bool:
    """Whether a line asks for a fact in the way of forms: by number or in a sentence."""
    numbered = _NUMBERED.match(plain(text[:MAX_LINE])) or "?" in text
    return bool(numbered) and is_label(text)


def _is_whole(text: str, label: _Label) -> bool:
    return not text[label.end :].strip(" :.-–—?")


def read_items(document: Document, lines: Sequence[int]) -> list[Item]:
    """All named facts of some lines, in their order."""
    items: list[Item] = []
    allowed = set(lines)
    for number in lines:
        line = document.lines[number]
        labels = _labels_of(line.text)
        base = document.starts[number]
        caption = _caption_of(line.text)
        if caption and number - 1 in allowed and _says_alone(document, number - 1):
            start, end = trimmed(document.text, document.starts[number - 1], base - 1)
            items.append(Item(caption, line.text, number - 1, start, end, ABOVE, number))
            continue
        for place, label in enumerate(labels):
            last = place + 1 == len(labels)
            until = len(line.text) if last else labels[place + 1].start
            start, end = trimmed(document.text, base + label.end, base + until)
            if _says(document.text[start:end]):
                items.append(Item(label.field, label.name, number, start, end, INLINE, number))
            elif last and label.leading:
                items.extend(_apart(document, number, label, allowed))
    return items


def _caption_of(text: str) -> str | None:
    """The field that a caption names under what is written: «(фамилия, имя, отчество)»."""
    caption = _CAPTION.fullmatch(text.strip())
    if caption is None:
        return None
    if field := label_field(caption[1]):
        return field
    same = plain(caption[1])
    return next((field for field, words in _questions() if words.search(same)), None)


def _says_alone(document: Document, number: int) -> bool:
    """Whether the line over a caption is a value and no caption or label itself."""
    text = document.lines[number].text
    return _says(text) and not _CAPTION.fullmatch(text.strip()) and not is_label(text)


def _says(text: str) -> bool:
    """Whether a value is more than a line to write on."""
    return any(letter.isalnum() for letter in text)


def _apart(document: Document, number: int, label: _Label, allowed: set[int]) -> Iterator[Item]:
    """The values of a name that has its line for itself."""
    rule, numbers = BESIDE, list(_beside(document, number))
    if not numbers:
        rule, numbers = BELOW, list(_below(document, number, allowed))
    most = MOST_BELOW if label.field in _MANY else 1
    for value in numbers[:most]:
        text = document.lines[value].text
        if is_label(text):
            break
        base = document.starts[value]
        start, end = trimmed(document.text, base, base + len(text))
        if _says(document.text[start:end]):
            yield Item(label.field, label.name, value, start, end, rule, number)


def _beside(document: Document, number: int) -> Iterator[int]:
    """The lines of the next cell of the row, or at the same height to the right."""
    line = document.lines[number]
    after = range(number + 1, min(len(document.lines), number + 1 + 3 * MOST_BELOW))
    if line.row is not None and line.cell is not None:
        cells = [
            other
            for other in after
            if document.lines[other].row == line.row
            and (document.lines[other].cell or 0) > line.cell
        ]
        nearest = min((document.lines[other].cell or 0 for other in cells), default=0)
        yield from (other for other in cells if document.lines[other].cell == nearest)
    elif line.x1 > line.x0:
        for other in after:
            beside = document.lines[other]
            height = max(line.y1 - line.y0, beside.y1 - beside.y0, 1.0)
            level = abs((line.y0 + line.y1) - (beside.y0 + beside.y1)) / 2 < height / 2
            if beside.page == line.page and level and beside.x0 >= line.x1:
                yield other
                return


def _below(document: Document, number: int, allowed: set[int]) -> Iterator[int]:
    """The lines below, as long as they belong to the same column."""
    line = document.lines[number]
    for other in range(number + 1, min(len(document.lines), number + 1 + MOST_BELOW)):
        below = document.lines[other]
        if other not in allowed or below.column != line.column:
            return
        if below.row is not None and below.row == line.row:
            return
        yield other
