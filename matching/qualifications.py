"""Levels of education and of languages, however they are written."""

import re

from matching.text import clean

EDUCATION_LEVELS = ("none", "secondary", "vocational", "higher", "degree")

_EDUCATION = (
    ("degree", r"(кандидат|доктор)\w* (\w+ ){0,2}наук|учен\w+ степен|аспирантур|"
     r"ph\.?\s?d|doctorate"),
    ("higher", r"высш|бакалавр|магистр|специалитет|университет|институт|академи|higher|bachelor|"
     r"master|university|\bmba\b|\bb\.?sc|\bm\.?sc"),
    ("vocational", r"средн\w+ (специальн|профессиональн)|колледж|техникум|училищ|"
     r"vocational|college"),
    ("secondary", r"средн|школ|secondary|high school|аттестат"),
    ("none", r"без образования|не требуется|не важно|любое"),
)  # fmt: skip
_EDUCATION_PATTERNS = tuple((level, re.compile(pattern)) for level, pattern in _EDUCATION)
_UNFINISHED = re.compile(r"(незаконч|неоконч|неполн)\w* высш|incomplete higher|unfinished")

LANGUAGE_LEVELS = ("basic", "intermediate", "spoken", "fluent")

_LANGUAGE = {
    "basic": 1, "a1": 1, "a2": 1, "beginner": 1, "elementary": 1, "базовый": 1, "начальный": 1,
    "intermediate": 2, "b1": 2, "known": 2, "средний": 2, "читаю": 2, "pre-intermediate": 2,
    "spoken": 3, "b2": 3, "upper-intermediate": 3, "разговорный": 3, "выше среднего": 3,
    "fluent": 4, "c1": 4, "c2": 4, "native": 4, "advanced": 4, "proficient": 4, "свободный": 4,
    "свободно": 4, "родной": 4, "свободное владение": 4,
}  # fmt: skip

_TO_LATIN = str.maketrans("авс", "abc")

UNSURE_LANGUAGE_LEVEL = 2
"""A level in words of its own ("can read manuals") is taken for the middle of the scale."""


def education_level(text: str | None) -> int | None:
    """Return the level, 0 (none) to 4 (academic degree), that a phrase tells of, or ``None``."""
    if not text:
        return None
    cleaned = clean(text).strip()
    if cleaned in EDUCATION_LEVELS:
        return EDUCATION_LEVELS.index(cleaned)
    if _UNFINISHED.search(cleaned):
        return EDUCATION_LEVELS.index("vocational")
    for level, pattern in _EDUCATION_PATTERNS:  # the highest that is told comes first
        if pattern.search(cleaned):
            return EDUCATION_LEVELS.index(level)
    return None


def language_level(text: str) -> int:
    """Return the level, 1 (basic) to 4 (fluent), of a word, a letter of A1 to C2 or a phrase."""
    cleaned = clean(text).strip()
    # «С1» is typed without a look at the keyboard, and no word by whose other letters to tell.
    grade = cleaned[:1].translate(_TO_LATIN) + cleaned[1:2]
    return _LANGUAGE.get(cleaned, _LANGUAGE.get(grade, UNSURE_LANGUAGE_LEVEL))
