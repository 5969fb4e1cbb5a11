"""Spaces that must not break a line, put into texts of the interface.

People's own words are left as they wrote them: only the catalogue and sentences we build pass here.
"""

import re

from flask import Flask
from markupsafe import Markup

NO_BREAK = "\u00a0"
SHORT_WORDS = (
    "в во к ко с со у о об и а на не ни но до за из от по да"  # prepositions, conjunctions, «не»
)
TRAILING_PARTICLES = "же ли бы ж б"
COUNTS = "num|count|total|days|years|months|points|shown|found|number"

TAG = re.compile(r"(<[^>]*>)")
RULES = (
    # Words of one or two letters hold on to the next word; two in a row hold on in turn.
    re.compile(rf"(?i:(?<![\w-])({'|'.join(SHORT_WORDS.split())})) (?=\S|\Z)"),
    # Particles hold on to the word before them.
    re.compile(rf"(?i:(?<=\w)()) (?=(?:{'|'.join(TRAILING_PARTICLES.split())})(?![\w-]))"),
    # A dash never begins a line.
    re.compile(r"(?<=\S)() (?=—)"),
    # «№ 5», and a number with what it counts: «5 дней», «23 %», «120 000 ₽».
    re.compile(r"(№) (?=\S)"),
    re.compile(r"(\d) (?=[^\W\d_]|[%₽$€])"),
    re.compile(rf"(%\((?:{COUNTS})\)[sd]) (?=[^\W\d_])"),
    # Initials with a surname, a legal form with its name.
    re.compile(r"((?<!\w)[А-ЯЁ]\.) (?=[А-ЯЁ])"),
    re.compile(r"((?<!\w)(?:ООО|АО|ПАО|ИП)) (?=[«А-ЯЁ])"),
)


def _bind(text: str) -> str:
    for rule in RULES:
        text = rule.sub(rf"\1{NO_BREAK}", text)
    return text


def typo(text: str) -> str:
    """The text with its no-break spaces; tags and their attributes stay as they are."""
    pieces = TAG.split(text)
    pieces[::2] = map(_bind, pieces[::2])
    joined = "".join(pieces)
    return Markup(joined) if isinstance(text, Markup) else joined  # noqa: S704 - it was safe before


def register(app: Flask) -> None:
    """Make `typo` a filter of the application's templates."""
    app.jinja_env.filters["typo"] = typo
