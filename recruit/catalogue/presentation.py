"""A role profile as people read it: parts with a heading and lines, in one language.

Pages, the comparison of versions and the page about two edits all draw the same parts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from recruit.catalogue.band_editing import NUMERALS, split_control
from recruit.catalogue.band_presentation import band_lines
from recruit.catalogue.editing import LISTS, PLAIN, TEXTS, values_of
from recruit.catalogue.profile_files import BANDS
from recruit.cities import city_label
from recruit.models import SurveyEdition
from recruit.salaries.services import ranges
from recruit.skills import labels
from recruit.terms import EDUCATION, LANGUAGE_LEVELS, LANGUAGES

NEED_LABELS = {"required": lazy_gettext("required"), "asset": lazy_gettext("an asset")}
BANDS_BY_PART = {f"band_{number}": number for number in NUMERALS}
TITLES = {
    "title": lazy_gettext("Title"),
    "aliases": lazy_gettext("Also called"),
    "industry": lazy_gettext("Industry"),
    "purpose": lazy_gettext("Purpose of the post"),
    "department_functions": lazy_gettext("What the department does"),
    "duties": lazy_gettext("Duties"),
    "knowledge": lazy_gettext("Knowledge and qualities"),
    "skills_required": lazy_gettext("Required skills"),
    "skills_asset": lazy_gettext("Skills that are an asset"),
    "total_years": lazy_gettext("Experience in all"),
    "management_years": lazy_gettext("Experience as a manager"),
    "management_years_max": lazy_gettext("Experience as a manager, upper end"),
    "project_years": lazy_gettext("Experience of running projects"),
    "field": lazy_gettext("Field"),
    "field_posts": lazy_gettext("Posts that give experience in the field"),
    "experience_items": lazy_gettext("Experience in detail"),
    "projects_any_of": lazy_gettext("At least one such project"),
    "education_level": lazy_gettext("Level of education"),
    "or_experience": lazy_gettext("Like experience is accepted instead"),
    "education_text": lazy_gettext("Education"),
    "languages": lazy_gettext("Languages"),
    "appointment": lazy_gettext("Appointment and dismissal"),
    "reports_to": lazy_gettext("Reports to"),
    "manages": lazy_gettext("Manages"),
    "governed_by": lazy_gettext("Is guided by"),
    "substitution": lazy_gettext("In absence"),
    "responsibility": lazy_gettext("Answers for"),
    "works_internal": lazy_gettext("Works with, inside the company"),
    "works_external": lazy_gettext("Works with, outside"),
    "rights": lazy_gettext("Rights"),
    "controls": lazy_gettext("Controls"),
} | {
    part: lazy_gettext("Salary band %(numeral)s", numeral=NUMERALS[number])
    for part, number in BANDS_BY_PART.items()
}


@dataclass(frozen=True)
class Part:
    """One heading of a profile and what stands under it."""

    name: str
    lines: tuple[str, ...]

    @property
    def title(self) -> Any:
        """The heading."""
        return TITLES[self.name]


def parts_of(content: Mapping[str, Any], language: str) -> dict[str, Part]:
    """Every part of a profile that has something to say, by name, in the order of `TITLES`."""
    values = values_of(content)
    lines = {name: value_lines(name, values, language) for name in TITLES}
    # The remarks to the languages are no values of the form.
    lines["languages"] = tuple(_languages(content, language))
    return {name: Part(name, found) for name, found in lines.items() if found}


def value_lines(name: str, values: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """One value of the form in words, by the name of its part."""
    if name in TEXTS:
        return tuple(
            line.strip() for line in values[f"{name}_{language}"].split("\n") if line.strip()
        )
    if name in LISTS or name == "aliases":
        return tuple(values[f"{name}_{language}"])
    if name.startswith("skills_"):
        return tuple(labels(values[name], language))
    if name == "languages":
        return tuple(language_words(row) for row in values[name])
    if name in PLAIN:
        return tuple(_plain(name, values))
    if name in BANDS_BY_PART:
        return band_lines(BANDS_BY_PART[name], values, language)
    raise KeyError(name)


def _plain(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    value = values[name]
    if name == "or_experience" and value:
        yield gettext("yes")
    elif name == "education_level" and value:
        yield str(EDUCATION[value])
    elif name == "management_years" and value is not None and values["management_years_max"]:
        yield gettext("%(low)s to %(high)s years", low=value, high=values["management_years_max"])
    elif name == "management_years_max":
        return
    elif name.endswith("years") and value is not None:
        yield years_words(value)


def years_words(years: int) -> str:
    """«от 3 лет»; none is asked for zero."""
    if years == 0:
        return gettext("not needed")
    return ngettext("%(num)s year or more", "%(num)s years or more", years)


def language_words(row: Mapping[str, Any]) -> str:
    """«английский, разговорный (желательно)»."""
    return gettext(
        "%(language)s, %(level)s (%(need)s)",
        language=LANGUAGES.get(row["code"], row["code"]),
        level=LANGUAGE_LEVELS[row["level"]],
        need=NEED_LABELS[row["need"]],
    )


def _languages(content: Mapping[str, Any], language: str) -> Iterator[str]:
    for row in content.get("languages") or []:
        remark = (row.get("text") or {}).get(language)
        yield f"{language_words(row)}. {remark}" if remark else language_words(row)


def typed(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The values as they stand in the controls of the form: an entry a line, skills by name."""
    return {
        name: value
        if not isinstance(value, list) or name.endswith("languages")
        else "\n".join(labels(value, language) if _is_skills(name) else value)
        for name, value in values.items()
    }


def _is_skills(name: str) -> bool:
    """Whether a value of the form is a list of skills."""
    _, own = split_control(name) or ("", name)
    return own.startswith("skills")


@dataclass(frozen=True)
class MarketView:
    """What a survey says about a post in a chosen city and segment."""

    edition: SurveyEdition
    city: str
    segment: str
    cities: list[tuple[str, str]]
    ranges: dict[str, tuple[int, int]]
    median: int


def market(
    edition: SurveyEdition | None, *, city: str, segment: str, language: str
) -> MarketView | None:
    """The cell of a survey, by default of the first city; None where the post has no survey."""
    if edition is None:
        return None
    cells = {(cell.city, cell.segment): cell for cell in edition.cells}
    first = edition.cells[0].city
    cell = cells.get((city, segment)) or cells.get((city, "company")) or cells[first, "company"]
    return MarketView(
        edition=edition,
        city=cell.city,
        segment=cell.segment,
        cities=[(name, city_label(name, language)) for name in dict.fromkeys(c for c, _ in cells)],
        ranges=dict(zip(BANDS, ranges(cell), strict=True)),
        median=cell.median,
    )
