"""The salary bands of a role profile as people read them, in one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from recruit.catalogue.band_editing import SKILLS, TEXTS, controls, split_control
from recruit.catalogue.band_words import field_words, head_words
from recruit.skills import labels
from recruit.terms import EDUCATION, LANGUAGES, language_words


@dataclass(frozen=True)
class Band:
    """What lets a person into one salary band.

    ``checked`` tells what is looked for in a résumé and does not stand word for word among the
    conditions.
    """

    numeral: str
    head: str
    conditions: tuple[str, ...]
    any_of: tuple[str, ...]
    assets: tuple[str, ...]
    checked: tuple[str, ...]


def bands_of(content: Mapping[str, Any], language: str) -> list[Band]:
    """The salary bands with their entry conditions, lowest first."""
    return [_band(band, language) for band in content.get("bands") or []]


def _band(band: Mapping[str, Any], language: str) -> Band:
    texts = {name: [text[language] for text in band.get(name) or []] for name in TEXTS}
    told = {_plain(line) for lines in texts.values() for line in lines}
    spoken = " ".join(texts["assets"]).casefold()
    return Band(
        numeral=band["band"],
        head=head_words(band["head_years_min"]),
        conditions=tuple(texts["conditions"]),
        any_of=tuple(texts["conditions_any_of"]),
        assets=(
            *texts["assets"],
            *language_words(
                {
                    row["code"]: row["level"]
                    for row in band.get("languages") or []
                    if str(LANGUAGES.get(row["code"], row["code"])).casefold() not in spoken
                }
            ),
        ),
        checked=tuple(_checked(band, told, language)),
    )


def _checked(band: Mapping[str, Any], told: set[str], language: str) -> Iterator[str]:
    facts = []
    if band.get("education"):
        facts.append(str(EDUCATION[band["education"]]))
    if band.get("field_years_min"):
        facts.append(field_words(band["field_years_min"]))
    yield from (fact for fact in facts if _plain(fact) not in told)
    skills, any_of = (
        [name for name in labels(band.get(key) or [], language) if _plain(name) not in told]
        for key in SKILLS
    )
    if skills:
        yield gettext("skills: %(names)s", names=", ".join(skills))
    if any_of:
        yield gettext("any one of the skills: %(names)s", names=", ".join(any_of))


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()


def band_lines(number: int, values: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """All that the form says of a band, its texts in one language."""
    return tuple(
        line
        for name in controls(number)
        if not name.endswith(("_ru", "_en")) or name.endswith(f"_{language}")
        for line in control_lines(name, values, language)
    )


def control_lines(name: str, values: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """One value of a band's form in words."""
    found = split_control(name)
    if found is None:
        raise KeyError(name)
    return tuple(_words(found[1], values[name], language))


def _words(name: str, value: Any, language: str) -> Iterator[str]:
    if name == "head_years_min" and value is not None:
        yield head_words(value)
    elif name == "education" and value:
        yield str(EDUCATION[value])
    elif name == "field_years_min" and value:
        yield field_words(value)
    elif name == "skills":
        yield from labels(value, language)
    elif name == "skills_any_of" and value:
        yield gettext("any one of the skills: %(names)s", names=", ".join(labels(value, language)))
    elif name == "languages":
        for line in language_words({row["code"]: row["level"] for row in value}):
            yield gettext("an asset: %(line)s", line=line)
    elif name.startswith("conditions_any_of"):
        yield from (gettext("one of these: %(line)s", line=line) for line in value)
    elif name.startswith("assets"):
        yield from (gettext("an asset: %(line)s", line=line) for line in value)
    elif name.startswith("conditions"):
        yield from value
