"""Plain text: blank lines part blocks, and a line of signs is a rule, not text."""

import re
from pathlib import Path

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.plain_text import read_text_file
from recruit.intake.reading.flow import LONGEST, Flow, Paragraph
from recruit.intake.reading.oddities import is_torn
from recruit.parsing.document import Document

_RULE = re.compile(r"^[\s\-=_*#~+.—–─━═]{3,}$")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def read_txt(path: Path) -> Document:
    """Read a text file of whatever encoding."""
    text = read_text_file(path)
    if len(text) > LONGEST:
        raise Unreadable(Fault.UNPACKED_TOO_LARGE)
    flow = Flow()
    block: list[str] = []
    for line in (*_LINE_ENDS.split(text), ""):
        if line.strip() and not _RULE.match(line[:200]):
            block.append(line)
        elif block:
            flow.add([Paragraph("\n".join(block))])
            block = []
    return flow.document("txt", [Oddity.REPAIRED] if is_torn(text) else [])
