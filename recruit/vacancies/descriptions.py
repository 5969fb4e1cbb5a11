"""The words of a vacancy: composed from a profile, cut into paragraphs and lists, summed up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale, gettext, ngettext

from recruit.models import Vacancy
from recruit.skills import labels
from recruit.terms import EDUCATION, LANGUAGE_LEVELS, LANGUAGES, language_words

BULLET = re.compile(r"^\s*[-–—•*]\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
CLAUSE_END = re.compile(r"(?<=[,;:])\s")
LONGEST_SUMMARY = 220


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a list of a text: ``kind`` is ``h``, ``p`` or ``ul``."""

    kind: str
    lines: list[str]


def compose(content: Mapping[str, Any], language: str) -> str:
    """The text a vacancy starts with: the purpose of the post, its duties, what is an asset."""
    with force_locale(language):
        parts = [content["purpose"][language], _list(gettext("What to do"), content, language)]
        assets = [
            f"- {LANGUAGES.get(entry['code'], entry['code'])}, {LANGUAGE_LEVELS[entry['level']]}"
            for entry in content["languages"]
            if entry["need"] == "asset"
        ]
        if assets:
            parts.append("\n".join([gettext("Languages that help") + ":", *assets]))
    return "\n\n".join(part.strip() for part in parts)


def _list(heading: str, content: Mapping[str, Any], language: str) -> str:
    return "\n".join([f"{heading}:", *(f"- {duty[language]}" for duty in content["duties"])])


def blocks(text: str) -> list[Block]:
    """A text as people write it, as headings, paragraphs and lists."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for line in filter(str.strip, part.split("\n")):
            kind = "ul" if BULLET.match(line) else "p"
            if found and kind == found[-1].kind == "ul":
                found[-1].lines.append(BULLET.sub("", line).strip())
                continue
            if kind == "ul" and found and found[-1].kind == "p" and found[-1].lines[-1][-1] == ":":
                heading = found.pop().lines[-1]
                found.append(Block("h", [heading.rstrip(":")]))
            found.append(Block(kind, [BULLET.sub("", line).strip()]))
    return found


def summary(text: str) -> str:
    """The first sentence of a text; of a long one the clauses that fit in a row."""
    first = next((block.lines[0] for block in blocks(text) if block.kind == "p"), "")
    row, *clauses = CLAUSE_END.split(SENTENCE_END.split(first, maxsplit=1)[0])
    for clause in clauses:
        if len(row) + 1 + len(clause) > LONGEST_SUMMARY:
            break
        row = f"{row} {clause}"
    return row.rstrip(",;:—– ")


def experience_words(years: int) -> str:
    """«опыт от 3 лет»."""
    words: str = ngettext(
        "experience of %(num)s year or more", "experience of %(num)s years or more", years
    )
    return words


def management_words(years: int) -> str:
    """«опыт руководителем от 2 лет»."""
    words: str = ngettext(
        "%(num)s year or more as a manager", "%(num)s years or more as a manager", years
    )
    return words


def requirements(vacancy: Vacancy, language: str) -> list[str]:
    """What a vacancy asks for, a line each."""
    lines = []
    if vacancy.experience_years:
        lines.append(experience_words(vacancy.experience_years))
    if vacancy.management_years:
        lines.append(management_words(vacancy.management_years))
    if vacancy.education and vacancy.education != "none":
        lines.append(str(EDUCATION[vacancy.education]))
    lines += language_words(vacancy.languages)
    return [line[:1].upper() + line[1:] for line in lines] + labels(vacancy.must, language)
