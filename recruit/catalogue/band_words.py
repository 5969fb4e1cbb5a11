"""What the typed conditions of a salary band say in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale, gettext, ngettext

from recruit.skills import labels
from recruit.terms import EDUCATION, language_words
from recruit.web.i18n import LANGUAGES

BandTexts = dict[str, list[dict[str, str]]]


def head_words(years: int) -> str:
    """«от 2 лет во главе такого отдела»; none is asked for zero."""
    if years == 0:
        return gettext("without experience as a head")
    return ngettext(
        "%(num)s year or more as head of such a department",
        "%(num)s years or more as head of such a department",
        years,
    )


def field_words(years: int) -> str:
    """«от 3 лет в этой области»."""
    return ngettext(
        "%(num)s year or more in the field", "%(num)s years or more in the field", years
    )


def texts_from(band: Mapping[str, Any]) -> BandTexts:
    """The texts of a band, in both languages, as its typed conditions alone would make them.

    Needs the catalogues of an application; without one both languages read as English.
    """
    lines = {language: _lines(band, language) for language in LANGUAGES}
    return {
        name: [
            dict(zip(LANGUAGES, pair, strict=True))
            for pair in zip(*(lines[language][name] for language in LANGUAGES), strict=True)
        ]
        for name in lines["ru"]
    }


def _lines(band: Mapping[str, Any], language: str) -> dict[str, list[str]]:
    asked = []
    with force_locale(language):
        if band.get("education"):
            asked.append(str(EDUCATION[band["education"]]))
        if band.get("field_years_min"):
            asked.append(field_words(band["field_years_min"]))
        if band.get("head_years_min"):
            asked.append(head_words(band["head_years_min"]))
        assets = language_words({row["code"]: row["level"] for row in band.get("languages") or []})
    return {
        "conditions": [
            *map(_sentence, asked),
            *labels(band.get("skills") or [], language),
        ],
        "conditions_any_of": labels(band.get("skills_any_of") or [], language),
        "assets": [_sentence(line) for line in assets],
    }


def _sentence(words: str) -> str:
    """With a capital, and with plain spaces as people type them."""
    text = " ".join(words.split())
    return text[:1].upper() + text[1:]
