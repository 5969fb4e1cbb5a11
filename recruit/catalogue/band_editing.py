"""Between the salary bands of a profile and the values of its form.

Each band has controls of its own, ``band_2_skills`` for one. A profile has all four bands or
none: none is what a form without a single value says. A list of texts that is left empty holds
what the typed conditions say, and follows them when they change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from recruit.catalogue.band_words import texts_from
from recruit.catalogue.profile_files import BANDS
from recruit.web.i18n import LANGUAGES

NUMERALS = dict(enumerate(BANDS, 1))
PLAIN = ("head_years_min", "education", "field_years_min")
SKILLS = ("skills", "skills_any_of")
TEXTS = ("conditions", "conditions_any_of", "assets")
LANGUAGE_KEYS = ("code", "level")
EMPTY: tuple[Any, ...] = (None, "", [])

_CONTROL = re.compile(r"(band_[1-4])_(\w+)")


def control(number: int, name: str) -> str:
    """The control of one band's value: `band_2_skills`."""
    return f"band_{number}_{name}"


def controls(number: int) -> Iterator[str]:
    """All controls of a band, in the order in which its conditions are told."""
    for name in (*PLAIN, *SKILLS, "languages"):
        yield control(number, name)
    for language in LANGUAGES:
        for name in TEXTS:
            yield control(number, f"{name}_{language}")


def split_control(name: str) -> tuple[str, str] | None:
    """`band_2_skills` as the part `band_2` and its value `skills`; None for other controls."""
    found = _CONTROL.match(name)
    return (found[1], found[2]) if found else None


def band_values(content: Mapping[str, Any]) -> dict[str, Any]:
    """The bands as the form's schema loads them."""
    bands = content.get("bands") or [{}] * len(BANDS)
    values: dict[str, Any] = {}
    for number, band in enumerate(bands, 1):
        values |= {control(number, name): band.get(name) for name in PLAIN}
        values |= {control(number, name): list(band.get(name) or []) for name in SKILLS}
        values[control(number, "languages")] = [
            {key: row[key] for key in LANGUAGE_KEYS} for row in band.get("languages") or []
        ]
        made = texts_from(band)
        for name in TEXTS:
            texts = band.get(name) or []
            for language in LANGUAGES:
                values[control(number, f"{name}_{language}")] = (
                    [] if texts == made[name] else [text[language] for text in texts]
                )
    return values


def bands_with(
    bands: Sequence[Mapping[str, Any]], values: Mapping[str, Any], changed: Set[str]
) -> list[dict[str, Any]]:
    """The bands with the form's values; one of which nothing has changed stays as it is."""
    if all(values[name] in EMPTY for number in NUMERALS for name in controls(number)):
        return []
    old = [dict(band) for band in bands] or [{"band": numeral} for numeral in BANDS]
    return [
        band | _typed_band(number, values) if changed & set(controls(number)) else band
        for number, band in enumerate(old, 1)
    ]


def _typed_band(number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    band = {name: values[control(number, name)] for name in (*PLAIN, *SKILLS, "languages")}
    made = texts_from(band)
    for name in TEXTS:
        pairs = zip(
            *(values[control(number, f"{name}_{language}")] for language in LANGUAGES), strict=True
        )
        band[name] = [dict(zip(LANGUAGES, pair, strict=True)) for pair in pairs] or made[name]
    return band
