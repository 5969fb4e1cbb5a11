"""Cells that hold several things: skills, and languages with their levels."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from matching.qualifications import LANGUAGE_LEVELS, language_level
from recruit.imports.mapping_values import Refused, known_languages
from recruit.imports.table_faults import Remark, RowCode, quoted
from recruit.parsing.document import Document, Line
from recruit.parsing.languages import read_languages
from recruit.typed_text import clean

MOST_SKILLS, LONGEST_SKILL = 60, 120
_BULLET = re.compile(r"^[\s•·▪*–—-]+\s*")
# A level that makes a language named without one readable, to tell the two faults apart.
_ANY_LEVEL = " B2"


def parts_of(text: str, signs: str) -> Iterator[str]:
    """The parts between signs that stand outside of brackets, trimmed, none empty."""
    depth, part = 0, ""
    for letter in text:
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter == "\n" or (letter in signs and depth == 0):
            depth = 0
            yield part
            part = ""
        else:
            part += letter
    yield part


def read_skills(cells: Iterable[str]) -> list[str]:
    """Skills between commas, semicolons, bars or lines, each once."""
    parts = (part for cell in cells for part in parts_of(cell, ",;|•"))
    names = (" ".join(clean(_BULLET.sub("", part)).split()).rstrip(".") for part in parts)
    skills = list(dict.fromkeys(filter(None, names)))
    if len(skills) > MOST_SKILLS:
        raise Refused(RowCode.MANY_SKILLS, most=MOST_SKILLS, count=len(skills))
    for skill in skills:
        if len(skill) > LONGEST_SKILL:
            raise Refused(RowCode.LONG_SKILL, value=quoted(skill), most=LONGEST_SKILL)
    return skills


def read_language_list(cells: Iterable[str]) -> tuple[list[dict[str, str]], list[Remark]]:
    """«Английский — B2; немецкий, базовый» as rows of the form."""
    found: dict[str, str] = {}
    remarks: list[Remark] = []
    for cell in cells:
        for piece in parts_of(cell, ";"):
            if not piece.strip():
                continue
            for code, level in _languages(piece).items():
                if code not in known_languages():
                    remarks.append(Remark.RARE_LANGUAGE)
                elif found.setdefault(code, level) != level:
                    raise Refused(RowCode.LANGUAGE_TWICE, value=quoted(piece))
    return [{"code": code, "level": level} for code, level in found.items()], remarks


@lru_cache(maxsize=4096)
def _languages(piece: str) -> dict[str, str]:
    """The languages of a piece; refused where one of them has no level."""
    found = _read(piece)
    named = {code for part in parts_of(piece, ",") for code in _read(part + _ANY_LEVEL)}
    if named - found.keys():
        raise Refused(RowCode.NO_LEVEL, value=quoted(piece))
    if not found:
        raise Refused(RowCode.NOT_LANGUAGE, value=quoted(piece))
    return {code: LANGUAGE_LEVELS[language_level(level) - 1] for code, level in found.items()}


def _read(text: str) -> dict[str, str]:
    line = " ".join(text.split())
    document = Document((Line(line),))
    return {
        code: level.value for code, level in read_languages(document, [(0, len(line))], items=())
    }
