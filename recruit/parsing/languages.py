"""Languages and how well they are known, from words of job sites, schools and people."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

import yaml

from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Span
from recruit.parsing.items import Item
from recruit.parsing.plain import plain
from recruit.parsing.spans import found, line_at

LANGUAGES_FILE = Path(__file__).parent / "labels" / "languages.yaml"
MOST_BETWEEN = 90
"""Characters in which the level must stand, before the next language or after its name."""

Language = tuple[str, Found[str]]

_PROSE = re.compile(r"\s(?:на|со|with|of|in|by|for)\s*$")


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    data = yaml.safe_load(LANGUAGES_FILE.read_text(encoding="utf-8"))
    codes = {stem: code for code, stems in data["names"].items() for stem in stems}
    choice = "|".join(re.escape(stem) for stem in sorted(codes, key=lambda stem: -len(stem)))
    return re.compile(
        rf"(?<![\w-])({choice})[а-яa-z]{{0,3}}(?!\w)(?:\s?(?:язык[а-я]{{0,2}}|language|яз\.?)(?!\w))?"
    ), codes


@cache
def _levels() -> list[tuple[str, re.Pattern[str]]]:
    data = yaml.safe_load(LANGUAGES_FILE.read_text(encoding="utf-8"))
    return [(level, re.compile(words)) for level, words in data["levels"]]


def level_in(text: str) -> tuple[str, Span] | None:
    """The level that a phrase tells, with its place in the phrase."""
    same = plain(text[:400])
    for level, words in _levels():
        match = words.search(same)
        if match:
            return level, match.span()
    return None


def is_language_line(text: str) -> bool:
    """Whether a short line begins with the name of a language."""
    same = plain(text[:120]).lstrip(" •-*·—")
    pattern, _ = _names()
    match = pattern.match(same)
    return match is not None and len(same.split()) <= 24


def read_languages(
    document: Document,
    spans: Iterable[Span],
    items: Sequence[Item],
    free: Sequence[int] = (),
) -> tuple[Language, ...]:
    """The languages of their section, of named lines, and of lines that begin with a language.

    Parameters
    ----------
    document : Document
    spans : iterable of (start, end)
        Content of the section of languages.
    items : sequence of Item
    free : sequence of int
        Other lines that may be of the form «Английский — B2»: tables, skills, the head.
    """
    known: dict[str, Found[str]] = {}
    for item in items:
        if item.field == "mother_tongue":
            for code, span in _named(document, item.start, item.end):
                known.setdefault(code, found(document, span, "native", 0.95, "mother tongue"))
    named = [(item.start, item.end) for item in items if item.field == "languages"]
    for code, value in _in_spans(document, [*_beside_each_other(document, spans), *named]):
        known.setdefault(code, value)
    for number in free:
        start = document.starts[number]
        text = document.lines[number].text
        if len(text) > 140:
            continue
        first = next(_named(document, start, start + len(text)), None)
        if first is not None and not plain(document.text[start : first[1][0]]).strip(" •-*·"):
            for code, value in _in_spans(document, [(start, start + len(text))], strict=True):
                known.setdefault(code, value)
    return tuple(known.items())


def _beside_each_other(document: Document, spans: Iterable[Span]) -> list[Span]:
    """The spans with each language of a cell before the line level with it in the next cell."""
    ordered: list[Span] = []
    for row, group in groupby(spans, lambda span: document.lines[line_at(document, span[0])].row):
        inside = list(group)
        half = len(inside) // 2
        counts = [sum(1 for _ in _named(document, *span)) for span in inside]
        if row is not None and half > 1 and counts == [1] * half + [0] * half:
            pairs = zip(inside[:half], inside[half:], strict=True)
            ordered += [span for pair in pairs for span in pair]
        else:
            ordered += inside
    return ordered


def _named(document: Document, start: int, end: int) -> Iterator[tuple[str, Span]]:
    pattern, codes = _names()
    for match in pattern.finditer(plain(document.text[start:end])):
        yield codes[match[1]], (start + match.start(), start + match.end())


def _in_spans(
    document: Document, spans: Sequence[Span], *, strict: bool = False
) -> Iterator[Language]:
    """Each language with the level that stands after it, else before it, else on the next line."""
    spans = list(spans)
    for place, (start, end) in enumerate(spans):
        named = list(_named(document, start, end))
        after_end = spans[place + 1] if place + 1 < len(spans) else None
        for order, (code, span) in enumerate(named):
            until = named[order + 1][1][0] if order + 1 < len(named) else end
            since = named[order - 1][1][1] if order else start
            level = _level_after(document, span, until) or _level_before(document, since, span)
            below = level is None and after_end is not None and len(named) == 1 and not strict
            if below and after_end and not any(True for _ in _named(document, *after_end)):
                level = _level_after(document, (after_end[0], after_end[0]), after_end[1])
            if level is None:
                continue
            value, low, high = level
            if strict and not _is_level_line(document, span, until):
                continue
            whole = (min(span[0], low), max(span[1], high))
            yield code, found(document, whole, value, 0.93, "language and level")


def _level_after(document: Document, span: Span, until: int) -> tuple[str, int, int] | None:
    level = level_in(document.text[span[1] : min(until, span[1] + MOST_BETWEEN)])
    return (level[0], span[1] + level[1][0], span[1] + level[1][1]) if level else None


def _level_before(document: Document, since: int, span: Span) -> tuple[str, int, int] | None:
    low = max(since, span[0] - MOST_BETWEEN // 2)
    text = document.text[low : span[0]]
    clause = re.split(r"[;,.\n|]", text)[-1]
    level = level_in(clause)
    if level is None or _PROSE.search(plain(text)):
        return None
    base = span[0] - len(clause)
    return level[0], base + level[1][0], base + level[1][1]


def _is_level_line(document: Document, span: Span, until: int) -> bool:
    """Whether a language outside its section is followed by a level and not by a tale."""
    after = plain(document.text[span[1] : until])
    return bool(
        re.match(
            r"\s*(?:[-:(,|]|язык|[abcавс][12]\b|свобод|разговор|базов|fluent|native|родн|со слов)",
            after,
        )
    ) or (line_at(document, span[0]) != line_at(document, until))
