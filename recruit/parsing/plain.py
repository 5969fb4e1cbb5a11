"""A comparable form of a text in which every character keeps its place.

``matching.text.clean`` may lengthen or shorten a text, so what is found in its result has no span.
Rules that must point into the document compare this form instead: small letters, «е» for «ё», one
kind of dash, quote and space, and every word in one script.
"""

import re
from functools import lru_cache

MAX_LINE = 2_000
"""Characters of a line that rules look at; what is longer is prose, and its rest as well."""

REMEMBERED = 4_096
"""Lines whose form is kept: the readers of fields ask for the same ones again and again."""

_LATIN = "aceopxykmtbhABCEHKMOPTXYi"
_CYRILLIC = "асеорхукмтвнАВСЕНКМОРТХУі"
_TO_CYRILLIC = str.maketrans(_LATIN[:-1], _CYRILLIC[:-1])
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_SURE_CYRILLIC = re.compile("[бгджзийлпфцчшщъыьэюяБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯёЁ]")
_SURE_LATIN = re.compile("[dfgijlnqrsuvwzDFGIJLNQRSUVWZ]")
_MIXED_WORD = re.compile(
    r"[a-zA-Z]*[\u0400-\u04ff][a-zA-Z\u0400-\u04ff]*|[a-zA-Z]+[\u0400-\u04ff]+"
)
_HAS_LATIN = re.compile("[a-zA-Z]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u2043", "-"),
        **dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
        **dict.fromkeys("\u200a\u202f\u205f\u3000\t\u200b\u200e\u200f\ufeff\xad", " "),
        **dict.fromkeys("«»„“”‟\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b`\u00b4\u2032", "'"),
        "Ё": "Е",
        "ё": "е",
    }
)


def _in_one_script(match: re.Match[str]) -> str:
    word = match[0]
    if not _HAS_LATIN.search(word):
        return word
    if _SURE_LATIN.search(word):
        return word if _SURE_CYRILLIC.search(word) else word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC)


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """Return ``text`` in its comparable form, of the same length."""
    small = _MIXED_WORD.sub(_in_one_script, text.translate(_SIGNS))
    lowered = small.lower()
    if len(lowered) == len(small):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in small)
