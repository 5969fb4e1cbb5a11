"""Shapes of the profile form: each text and list twice, line by line in both languages."""

import re
from itertools import chain
from typing import Any

from flask_babel import gettext, lazy_gettext
from marshmallow import Schema, ValidationError, fields, validates_schema

from recruit.catalogue.band_schemas import BandRulesSchema, band_fields, repeated_languages
from recruit.catalogue.editing import LISTS, NEEDS, TEXTS
from recruit.catalogue.entries import Entries, Faults, SkillEntries, unpaired_lists
from recruit.skills import label
from recruit.terms import EDUCATION, LANGUAGE_LEVELS
from recruit.terms import LANGUAGES as FOREIGN_LANGUAGES
from recruit.web.fields import Choice, Flag, Text, Whole
from recruit.web.i18n import LANGUAGES, get_language

REQUIRED_TEXTS = frozenset({"title", "purpose", "field", "education_text"})
REQUIRED_LISTS = frozenset({"duties"})
LONG_TEXTS = frozenset({"purpose", "responsibility", "substitution", "appointment"})
# Words that are addresses of the catalogue's own pages.
RESERVED_SLUGS = frozenset({"new"})


class LanguageSchema(Schema):
    """A foreign language that the post asks for."""

    code = Choice(FOREIGN_LANGUAGES, required=True)
    level = Choice(LANGUAGE_LEVELS, required=True)
    need = Choice(NEEDS, required=True)


class _ProfileRules(BandRulesSchema):
    """What no single field can tell. Every fault is told at once, so broken fields are allowed."""

    @validates_schema(skip_on_field_errors=False)
    def _agree(self, data: dict[str, Any], **_: Any) -> None:
        faults = {
            name: [message]
            for name, message in chain(
                _unpaired_texts(data),
                unpaired_lists(data, LISTS),
                _skills_twice(data),
                _years(data),
            )
        }
        if faults:
            raise ValidationError(faults)

    @validates_schema(skip_on_field_errors=False)
    def _each_language_once(self, data: dict[str, Any], **_: Any) -> None:
        faults = repeated_languages(data, ["languages"])
        if faults:
            raise ValidationError(faults)


def _unpaired_texts(data: dict[str, Any]) -> Faults:
    """An optional text is there in both languages or in neither."""
    for name in TEXTS.keys() - REQUIRED_TEXTS:
        russian, english = (data.get(f"{name}_{language}", "") for language in LANGUAGES)
        if russian and not english:
            yield f"{name}_en", gettext("Write the same in English, or empty the Russian field")
        if english and not russian:
            yield f"{name}_ru", gettext("Write the same in Russian, or empty the English field")


def _skills_twice(data: dict[str, Any]) -> Faults:
    twice = set(data.get("skills_required", [])) & set(data.get("skills_asset", []))
    if twice:
        first = next(skill for skill in data["skills_asset"] if skill in twice)
        name = label(first, get_language())
        yield (
            "skills_asset",
            gettext("“%(name)s” is required above. Keep it in one of the two lists", name=name),
        )


def _years(data: dict[str, Any]) -> Faults:
    low, high = data.get("management_years"), data.get("management_years_max")
    if high is not None and (low is None or high < low):
        yield (
            "management_years_max",
            gettext("The upper end must not be below the lower one. Correct either of them"),
        )


def _profile_fields() -> dict[str, fields.Field[Any]]:
    made: dict[str, fields.Field[Any]] = {}
    for language in LANGUAGES:
        for name in TEXTS:
            is_required = name in REQUIRED_TEXTS
            longest = 10_000 if name in LONG_TEXTS else 300
            options: dict[str, Any] = {"required": True} if is_required else {"load_default": ""}
            made[f"{name}_{language}"] = Text(longest=longest, **options)
        for name in LISTS:
            options = {"required": True} if name in REQUIRED_LISTS else {"load_default": list}
            made[f"{name}_{language}"] = Entries(**options)
        made[f"aliases_{language}"] = Entries(most=30, longest_entry=200, load_default=list)
    for name in ("total_years", "management_years", "management_years_max", "project_years"):
        made[name] = Whole(most=60, load_default=None)
    made |= band_fields()
    return made | {
        "skills_required": SkillEntries(required=True),
        "skills_asset": SkillEntries(load_default=list),
        "education_level": Choice(EDUCATION, load_default=None),
        "or_experience": Flag(load_default=False),
        "languages": fields.List(fields.Nested(LanguageSchema), load_default=list),
    }


ProfileSchema: type[Schema] = _ProfileRules.from_dict(_profile_fields(), name="ProfileSchema")


class EditedProfileSchema(ProfileSchema):  # type: ignore[valid-type, misc]
    """An edit of the version it was based on."""

    based_on = Whole(least=1, most=10**6, required=True)


class Slug(Text):
    """A profile's address: lower-case Latin words joined by hyphens."""

    default_error_messages = {  # noqa: RUF012
        "slug": lazy_gettext("Write small Latin letters, digits and hyphens: head-of-support"),
        "reserved": lazy_gettext("The catalogue needs this address itself. Choose another one"),
    }

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
            raise self.make_error("slug")
        if text in RESERVED_SLUGS:
            raise self.make_error("reserved")
        return text


class NewProfileSchema(ProfileSchema):  # type: ignore[valid-type, misc]
    """A profile with an address of its own."""

    # The slugs of its surveys add a month and have 80 characters, too.
    slug = Slug(longest=70, required=True)
