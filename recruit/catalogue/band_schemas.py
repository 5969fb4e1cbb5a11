"""Shapes of the profile form's salary bands: all four or none, each with a condition at least."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from marshmallow import Schema, ValidationError, fields, pre_load, validates_schema

from recruit.catalogue.band_editing import EMPTY, NUMERALS, TEXTS, control, controls, split_control
from recruit.catalogue.entries import Entries, Faults, SkillEntries, unpaired_lists
from recruit.terms import EDUCATION, LANGUAGE_LEVELS
from recruit.terms import LANGUAGES as FOREIGN_LANGUAGES
from recruit.web.fields import Choice, Flag, Whole
from recruit.web.i18n import LANGUAGES

# What makes a condition of its own; a band that asks none of it says one in words.
ASKING = ("head_years_min", "education", "field_years_min", "skills")
LISTS_OF_TEXTS = tuple(control(number, name) for number in NUMERALS for name in TEXTS)
ROWS_OF_LANGUAGES = tuple(control(number, "languages") for number in NUMERALS)


class BandLanguageSchema(Schema):
    """A foreign language that some employers value in a band."""

    code = Choice(FOREIGN_LANGUAGES, required=True)
    level = Choice(LANGUAGE_LEVELS, required=True)


def band_fields() -> dict[str, fields.Field[Any]]:
    """The fields of all four bands, and the tick that takes them away."""
    made: dict[str, fields.Field[Any]] = {"remove_bands": Flag(load_default=False)}
    for number in NUMERALS:
        made |= {
            control(number, "head_years_min"): Whole(most=60, load_default=None),
            control(number, "education"): Choice(EDUCATION, load_default=None),
            control(number, "field_years_min"): Whole(most=60, load_default=None),
            control(number, "skills"): SkillEntries(load_default=list),
            control(number, "skills_any_of"): SkillEntries(load_default=list),
            control(number, "languages"): fields.List(
                fields.Nested(BandLanguageSchema), load_default=list
            ),
        }
        for name in TEXTS:
            for language in LANGUAGES:
                made[control(number, f"{name}_{language}")] = Entries(
                    most=30, longest_entry=500, load_default=list
                )
    return made


class BandRulesSchema(Schema):
    """What no single field of the bands can tell; broken fields are allowed, as in the rest."""

    @pre_load
    def _without_removed(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """What stands in bands that are to go need not be right."""
        is_removed = bool(data.get("remove_bands"))
        return {
            name: value for name, value in data.items() if not (is_removed and split_control(name))
        }

    @validates_schema(skip_on_field_errors=False)
    def _bands_agree(self, data: dict[str, Any], **_: Any) -> None:
        faults: dict[str, Any] = dict(unpaired_lists(data, LISTS_OF_TEXTS))
        faults |= repeated_languages(data, ROWS_OF_LANGUAGES)
        filled = [number for number in NUMERALS if _is_filled(data, number)]
        if filled:
            faults |= dict(_missing(data, filled)) | dict(_falling(data))
        if faults:
            raise ValidationError(
                {
                    name: [fault] if isinstance(fault, str) else fault
                    for name, fault in faults.items()
                }
            )


def _is_filled(data: Mapping[str, Any], number: int) -> bool:
    """Whether anything stands in a band; what is wrong there is absent from the data."""
    return any(name not in data or data[name] not in EMPTY for name in controls(number))


def _missing(data: Mapping[str, Any], filled: Iterable[int]) -> Faults:
    for number, numeral in NUMERALS.items():
        years, words = control(number, "head_years_min"), control(number, "conditions_ru")
        if number not in filled:
            yield (
                years,
                gettext(
                    "Fill in band %(numeral)s, too: a profile has all four bands or none",
                    numeral=numeral,
                ),
            )
            continue
        if data.get(years, 0) is None:
            yield years, gettext("Write how many years as a head are asked; 0 if none")
        asking = [control(number, name) for name in ASKING]
        said = [control(number, f"conditions_{language}") for language in LANGUAGES]
        if all(name in data and data[name] in (*EMPTY, 0) for name in (*asking, *said)):
            yield (
                words,
                gettext("Write at least one condition of the band: in words here, or above"),
            )


def _falling(data: Mapping[str, Any]) -> Faults:
    most, of = 0, ""
    for number, numeral in NUMERALS.items():
        years = data.get(control(number, "head_years_min"))
        if years is None:
            continue
        if years < most:
            yield (
                control(number, "head_years_min"),
                gettext(
                    "Band %(lower)s asks %(years)d: a higher band cannot ask less",
                    lower=of,
                    years=most,
                ),
            )
        else:
            most, of = years, numeral


def repeated_languages(data: Mapping[str, Any], groups: Iterable[str]) -> dict[str, Any]:
    """Faults at the rows whose language an earlier row of their group has, in their order."""
    faults: dict[str, Any] = {}
    for group in groups:
        codes: list[str] = []
        for place, row in enumerate(data.get(group, [])):
            if row.get("code") in codes:
                message = gettext("This language is already above. Keep one of the two")
                faults.setdefault(group, {})[place] = {"code": [message]}
            codes.append(row.get("code", ""))
    return faults
