"""Role profiles as files: one YAML a post, read and checked before anything uses it.

The format (a text is a mapping ``{ru: ..., en: ...}``, both filled)::

    slug: head-of-support            same as the file's name, kebab-case
    title: text
    aliases: {ru: [...], en: [...]}  other names of the post
    industry: text                   optional, when the profile is of one industry
    purpose: text                    why the post exists; a blank line parts paragraphs
    department_functions: [text]     optional, what the department does under this post
    duties: [text]                   at least one
    knowledge: [text]                what the person must know and be like
    skills: [{skill: id, need: required|asset}]     ids of the skill vocabulary, each once
    experience:
      total_years, management_years, project_years: whole years, or null when not asked
      management_years_max: optional upper end where the requirement is a range
      field: text
      items: [text]                  the requirement in sentences
      field_posts: [text]            optional: names of posts in which one learns the field
      projects_any_of: [text]        optional: at least one such project was carried out
    education:
      level: none|secondary|vocational|higher|degree, or null when not asked
      or_experience: true            optional: like experience is accepted instead
      text: text
    languages: [{code: en, level: basic|intermediate|spoken|fluent, need: required|asset,
                 text: text}]        text is optional
    appointment: text                optional, who appoints and dismisses
    reports_to, manages: [text]
    governed_by: [text]              optional, the rules the post follows
    substitution: text               optional, who acts in absence
    responsibility: text             optional, what the person answers for
    works_with: {internal: [text], external: [text]}
    rights, controls: [text]
    bands:                           optional, entry conditions of the salary bands, I to IV;
      - band: I                      each takes the bands before it for granted
        head_years_min: 0            whole years at the head of such a department
        conditions: [text]
        conditions_any_of: [text]    optional: at least one of these as well
        assets: [text]               optional
        education: higher            optional, the least level
        field_years_min: 3           optional, whole years in the field
        skills, skills_any_of: [id]  optional, all of these, and at least one of those
        languages: [{code: en, level: spoken}]
                                     optional, an asset that decides nothing
      A person is placed by head_years_min, education, field_years_min and the skills; the texts
      are the survey's own words.

What may be left out comes back as an empty list or None, so a reader never asks whether a key
is there.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

PROFILES_FOLDER = Path(__file__).parent / "profiles"
BANDS = ("I", "II", "III", "IV")

_kebab = validate.Regexp(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", error="must be lower-case Latin words joined by hyphens"
)
_education_level = validate.OneOf(("none", "secondary", "vocational", "higher", "degree"))
_language_level = validate.OneOf(("basic", "intermediate", "spoken", "fluent"))
_filled = validate.Regexp(r"\A\s*\S", error="must not be blank")
_need = validate.OneOf(("required", "asset"))


class ProfileFileError(ValueError):
    """A profile file that cannot be used: `faults` are pairs of the field's path and the fault."""

    def __init__(self, file: str, faults: list[tuple[str, str]]) -> None:
        self.file = file
        self.faults = tuple(faults)
        lines = (
            f"{file}: {path}: {fault}" if path else f"{file}: {fault}" for path, fault in faults
        )
        super().__init__("\n".join(lines))


class TextSchema(Schema):
    """The same text in Russian and in English."""

    ru = fields.String(required=True, validate=_filled)
    en = fields.String(required=True, validate=_filled)


def _text(**options: Any) -> fields.Nested:
    return fields.Nested(TextSchema, **options)


def _optional_text() -> fields.Nested:
    return _text(load_default=None, allow_none=True)


def _texts(**options: Any) -> fields.List[Any]:
    return fields.List(_text(), **(options or {"load_default": list}))


def _years() -> fields.Integer:
    return fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(0, 60)
    )


def _skill_ids() -> fields.List[Any]:
    return fields.List(fields.String(validate=_kebab), load_default=list)


class AliasesSchema(Schema):
    """Other names of the post, by language."""

    ru = fields.List(fields.String(validate=_filled), load_default=list)
    en = fields.List(fields.String(validate=_filled), load_default=list)


class SkillSchema(Schema):
    """One skill of the vocabulary and how much the post needs it."""

    skill = fields.String(required=True, validate=_kebab)
    need = fields.String(required=True, validate=_need)


class ExperienceSchema(Schema):
    """Years asked for, and in what."""

    total_years = _years()
    management_years = _years()
    management_years_max = _years()
    project_years = _years()
    field = _text(required=True)
    items = _texts()
    field_posts = _texts()
    projects_any_of = _texts()

    @validates_schema
    def _range_is_a_range(self, data: dict[str, Any], **_: Any) -> None:
        low, high = data["management_years"], data["management_years_max"]
        if high is not None and (low is None or high < low):
            raise ValidationError(
                "must be no less than management_years, which it extends", "management_years_max"
            )


class EducationSchema(Schema):
    """Education asked for."""

    level = fields.String(load_default=None, allow_none=True, validate=_education_level)
    or_experience = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    text = _text(required=True)


class LanguageSchema(Schema):
    """One foreign language and the level asked for."""

    code = fields.String(required=True, validate=validate.Regexp(r"\A[a-z]{2,3}\Z"))
    level = fields.String(required=True, validate=_language_level)
    need = fields.String(required=True, validate=_need)
    text = _optional_text()


class WorksWithSchema(Schema):
    """Whom the post deals with inside the company and outside."""

    internal = _texts()
    external = _texts()


class BandLanguageSchema(Schema):
    """A foreign language that some employers value in a band."""

    code = fields.String(required=True, validate=validate.Regexp(r"\A[a-z]{2,3}\Z"))
    level = fields.String(required=True, validate=_language_level)


class BandSchema(Schema):
    """What lets a person into one salary band."""

    band = fields.String(required=True, validate=validate.OneOf(BANDS))
    head_years_min = fields.Integer(strict=True, required=True, validate=validate.Range(0, 60))
    education = fields.String(load_default=None, allow_none=True, validate=_education_level)
    field_years_min = _years()
    languages = fields.List(fields.Nested(BandLanguageSchema), load_default=list)
    conditions = _texts(required=True, validate=validate.Length(min=1))
    conditions_any_of = _texts()
    assets = _texts()
    skills = _skill_ids()
    skills_any_of = _skill_ids()


class RoleProfileSchema(Schema):
    """A whole role profile; the format is described at the head of this module."""

    slug = fields.String(required=True, validate=_kebab)
    title = _text(required=True)
    aliases = fields.Nested(AliasesSchema, load_default=lambda: AliasesSchema().load({}))
    industry = _optional_text()
    purpose = _text(required=True)
    department_functions = _texts()
    duties = _texts(required=True, validate=validate.Length(min=1))
    knowledge = _texts()
    skills = fields.List(fields.Nested(SkillSchema), required=True, validate=validate.Length(min=1))
    experience = fields.Nested(ExperienceSchema, required=True)
    education = fields.Nested(EducationSchema, required=True)
    languages = fields.List(fields.Nested(LanguageSchema), load_default=list)
    appointment = _optional_text()
    reports_to = _texts()
    manages = _texts()
    governed_by = _texts()
    substitution = _optional_text()
    responsibility = _optional_text()
    works_with = fields.Nested(WorksWithSchema, load_default=lambda: WorksWithSchema().load({}))
    rights = _texts()
    controls = _texts()
    bands = fields.List(fields.Nested(BandSchema), load_default=list)

    @validates_schema
    def _each_skill_once(self, data: dict[str, Any], **_: Any) -> None:
        ids = [entry["skill"] for entry in data["skills"]]
        twice = sorted({skill for skill in ids if ids.count(skill) > 1})
        if twice:
            raise ValidationError(f"named more than once: {', '.join(twice)}", "skills")

    @validates_schema
    def _bands_climb(self, data: dict[str, Any], **_: Any) -> None:
        if not data["bands"]:
            return
        if [entry["band"] for entry in data["bands"]] != list(BANDS):
            raise ValidationError("must be all four, in the order I, II, III, IV", "bands")
        years = [entry["head_years_min"] for entry in data["bands"]]
        if years != sorted(years):
            raise ValidationError("head_years_min must not fall from band to band", "bands")


def parse_profile(text: str, file: str) -> dict[str, Any]:
    """Return the role profile written in `text`; `file` is its name for the messages."""
    try:
        raw = _OneKeyOnceLoader(text).get_single_data()
    except yaml.YAMLError as error:
        raise ProfileFileError(file, [("", f"not YAML: {error}")]) from error
    if not isinstance(raw, dict):
        raise ProfileFileError(file, [("", "must be a mapping that begins with slug")])
    try:
        profile: dict[str, Any] = RoleProfileSchema().load(raw)
    except ValidationError as error:
        raise ProfileFileError(file, list(_faults(error.messages))) from error
    return profile


def read_profile(path: Path) -> dict[str, Any]:
    """Return the role profile of one file, whose name must be its slug."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ProfileFileError(path.name, [("", "must be UTF-8")]) from error
    profile = parse_profile(text, path.name)
    if profile["slug"] != path.stem:
        raise ProfileFileError(path.name, [("slug", f"must be {path.stem}, as the file's name")])
    return profile


def read_profiles(folder: Path = PROFILES_FOLDER) -> list[dict[str, Any]]:
    """Return every role profile of a folder, in the order of slugs."""
    return [read_profile(path) for path in sorted(folder.glob("*.yaml"))]


# libyaml parses ten times faster, and every start reads the profiles; without it this works, too.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _OneKeyOnceLoader(_SafeLoader):
    """YAML lets a later key silently replace an earlier one; a profile would lose its facts."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key.value!r} is there twice", key.start_mark
                )
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def _faults(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the leaves of marshmallow's tree of messages as (field path, fault)."""
    if not isinstance(messages, dict):
        for message in messages:
            yield path, message
        return
    for key, below in messages.items():
        if key == "_schema":
            yield from _faults(below, path)
        elif isinstance(key, int):
            yield from _faults(below, f"{path}[{key + 1}]")
        else:
            yield from _faults(below, f"{path}.{key}" if path else str(key))
