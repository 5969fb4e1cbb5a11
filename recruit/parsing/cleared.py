"""The document as the candidate means it: no letters of others, no outline numbers, no echoes.

What goes is blanked, so that every character keeps its place.
"""

import re
from dataclasses import replace

from recruit.parsing.chats import own_messages
from recruit.parsing.document import Document
from recruit.parsing.letters import own_words

_OUTLINE = re.compile(r"^\s*(?:\d{1,2}\.){2,4}(?=\s)")
"""«2.1.3. » before a line; dates have a year behind their dots."""

_PICTURE = re.compile(r"^\s*\S.{0,60}\s(?:logo|logotype|логотип)\s*$", re.I)
"""What a page says instead of a picture, when it is copied."""


def cleared(document: Document) -> Document:
    """Blank what is no part of the resume."""
    document = own_messages(own_words(document))
    lines = list(document.lines)
    changed = False
    before = ""
    for number, line in enumerate(lines):
        text = line.text
        outline = _OUTLINE.match(text)
        kept = text
        if outline:
            kept = " " * outline.end() + text[outline.end() :]
        echo = line.row is None and len(text) > 3 and text == before
        if echo or _PICTURE.match(text):
            kept = " " * len(text)
        before = text
        if kept != text:
            lines[number] = replace(line, text=kept)
            changed = True
    return replace(document, lines=tuple(lines)) if changed else document
