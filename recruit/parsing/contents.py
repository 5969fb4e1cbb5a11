"""What lines are by what they hold, whatever their heading is called."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from recruit.parsing.items import is_label, label_field
from recruit.parsing.jobwords import JobWords
from recruit.parsing.languages import is_language_line, level_in
from recruit.parsing.periods import periods_in, split_period
from recruit.parsing.plain import plain
from recruit.parsing.schools import level_in as school_level_in
from recruit.parsing.schools import schools_in
from recruit.parsing.sections import EDUCATION, EXPERIENCE
from recruit.parsing.skills import tags_in

MOST_LINES = 14
"""Lines under a heading that tell what it heads."""

FEWEST_MARKS = 4
"""Separators from which a line with a full stop is a list rather than a sentence."""

FEWEST_ITEMS = 3
"""Short items that make a list of skills."""

SURE_POST = 0.7

_ITEM = re.compile(r"\s*[,;|•·●▪■/\t]\s*|\s{3,}|\.\s*$")
_NAME = re.compile(r"[,;|\t().]\s*|\s[—–-]\s")
_MARK = re.compile(r"[,;|•·]")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?](?:\s|$)")
_CONTACT = re.compile(r"@|\d{3}\W{0,2}\d\d\W?\d\d")
_TOLD = re.compile(
    r"(?:я|мне|мой|моя|люблю|умею|могу|ищу|готов|хочу|работал|занимал|имею|есть|стремлюсь|i|my|we)\b"
)


def kind_of(texts: Sequence[str]) -> str | None:
    """The kind of a section from its lines, or ``None`` where they do not tell."""
    lines = [text.strip() for text in texts if text.strip()][:MOST_LINES]
    checks: tuple[tuple[str, Callable[[Sequence[str]], bool]], ...] = (
        ("languages", _are_languages),
        (EDUCATION, _is_study),
        (EXPERIENCE, _is_work),
        ("personal", _are_facts),
        ("skills", is_list),
        ("about", _is_told),
    )
    return next((kind for kind, is_kind in checks if lines and is_kind(lines)), None)


def _is_study(lines: Sequence[str]) -> bool:
    schools = sum(bool(schools_in(line[:300])) for line in lines)
    posts = _posts(lines)
    levels = any(school_level_in(plain(line)) for line in lines)
    told = schools > 0 and (levels or (not posts and _tells_study(lines)))
    return told and not (posts > schools and _tells_period(lines))


def _is_work(lines: Sequence[str]) -> bool:
    if _tells_period(lines) and _posts(lines):
        return True
    words = JobWords.load()
    roles = {told[0] for line in lines if (told := words.label_before_colon(line))}
    return len(roles & {"employer", "title", "start", "period"}) > 1


def _are_facts(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and sum(is_label(line) for line in lines) >= 0.6 * len(lines)


def _is_told(lines: Sequence[str]) -> bool:
    return any(_SENTENCE.search(line) and len(line.split()) > 4 for line in lines)


def _are_languages(lines: Sequence[str]) -> bool:
    named = sum(is_language_line(line) for line in lines)
    levels = sum(
        level_in(line) is not None and len(line.split()) <= 4 and not is_language_line(line)
        for line in lines
    )
    return named > 0 and named + levels >= 0.8 * len(lines)


def _posts(lines: Sequence[str]) -> int:
    words = JobWords.load()
    return sum(
        any(words.likeness(name).title >= SURE_POST for name in _NAME.split(line[:160]))
        for line in lines if label_field(line) is None
    )  # fmt: skip


def _tells_period(lines: Sequence[str]) -> bool:
    return any(periods_in(line[:200]) for line in lines) or any(
        split_period(line, after) for line, after in pairwise(lines) if len(line) < 40
    )


def _tells_study(lines: Sequence[str]) -> bool:
    """Whether a year or a level stands with a school: a school is an employer, too."""
    return any(
        re.search(r"(?:19|20)\d\d", line) or school_level_in(plain(line)) for line in lines[:6]
    )


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Lines that go on with a small letter joined to those before."""
    joined: list[str] = []
    for line in lines:
        if joined and line.lstrip()[:1].islower() and len(joined[-1].split()) > 3:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def is_list(lines: Sequence[str]) -> bool:
    """Whether lines list short things, one a line or parted by commas and the like."""
    lines = _unwrapped(lines)
    if any(line.rstrip().endswith((".", "!")) and len(line.split()) > 4 and len(_MARK.findall(line))
           < FEWEST_MARKS for line in lines):  # fmt: skip
        return False
    items = [item for line in lines for part in _ITEM.split(line) for item in tags_in(part)
             if item.strip()]  # fmt: skip
    if len(items) < FEWEST_ITEMS:
        return False
    counts = [len(item.split()) for item in items]
    if any(_SENTENCE.search(line[:-1]) or _TOLD.match(plain(line)) for line in lines):
        return False
    if any(periods_in(line[:200]) or _CONTACT.search(line) for line in lines):
        return False
    long = sum(count > 5 for count in counts)
    return sum(counts) <= 3.4 * len(items) and long <= len(items) / 6
