"""A resume told in a dialogue that a messenger saved: whose words are the candidate's."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from recruit.parsing.document import Document
from recruit.parsing.periods import periods_in

_WHEN = r"\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s\d{1,2}:\d\d(?::\d\d)?"
_BEFORE = re.compile(rf"^\s*(?:\[{_WHEN}\]|{_WHEN})\s?[-–—]?\s?(?P<who>[^:\[\]]{{2,40}}):\s?")
_ABOVE = re.compile(rf"^\s*(?P<who>[^:\[\]]{{2,40}}),?\s\[{_WHEN}\]:?\s*$")
FEWEST = 3
"""Messages that make a dialogue."""

MUCH = 400
"""What a period weighs beside letters, when the candidate is looked for."""


@dataclass(frozen=True, slots=True)
class _Message:
    line: int
    who: str
    name: tuple[int, int]
    end: int


def own_messages(document: Document) -> Document:
    """The document with the hours and the other person's messages blanked; spans stay."""
    messages = [
        _Message(number, match["who"].strip(), match.span("who"), match.end())
        for number, line in enumerate(document.lines)
        if (match := _BEFORE.match(line.text) or _ABOVE.match(line.text))
    ]
    if len(messages) < FEWEST:
        return document
    weights: dict[str, int] = defaultdict(int)
    bounds = [message.line for message in messages[1:]] + [len(document.lines)]
    for message, bound in zip(messages, bounds, strict=True):
        for number in range(message.line, bound):
            text = document.lines[number].text[message.end if number == message.line else 0 :]
            weights[message.who] += len(text) + MUCH * len(periods_in(text[:300]))
    candidate = max(weights, key=lambda who: weights[who])
    lines = list(document.lines)
    named = False
    for message, bound in zip(messages, bounds, strict=True):
        for number in range(message.line, bound):
            text = lines[number].text
            kept = len(text)
            if message.who == candidate:
                kept = message.end if number == message.line else 0
            blank = " " * kept + text[kept:]
            if message.who == candidate and not named:
                low, high = message.name
                blank = blank[:low] + text[low:high] + "," + blank[high + 1 :]
                named = True
            lines[number] = replace(lines[number], text=blank)
    return replace(document, lines=tuple(lines))
