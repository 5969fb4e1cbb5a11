"""Between a profile's content and the values of its form.

The form is flat and holds each text twice, in Russian and in English. What it has no field for
(the remarks to languages, whatever a later format adds) stays as it is. The salary bands are
flat, too: `recruit.catalogue.band_editing`.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from recruit.catalogue.band_editing import band_values, bands_with
from recruit.web.i18n import LANGUAGES

NEEDS = ("required", "asset")

# Where each field of the form lives in the content.
TEXTS = {
    "title": ("title",),
    "industry": ("industry",),
    "purpose": ("purpose",),
    "field": ("experience", "field"),
    "education_text": ("education", "text"),
    "appointment": ("appointment",),
    "substitution": ("substitution",),
    "responsibility": ("responsibility",),
}
LISTS = {
    "department_functions": ("department_functions",),
    "duties": ("duties",),
    "knowledge": ("knowledge",),
    "field_posts": ("experience", "field_posts"),
    "experience_items": ("experience", "items"),
    "projects_any_of": ("experience", "projects_any_of"),
    "reports_to": ("reports_to",),
    "manages": ("manages",),
    "governed_by": ("governed_by",),
    "works_internal": ("works_with", "internal"),
    "works_external": ("works_with", "external"),
    "rights": ("rights",),
    "controls": ("controls",),
}
PLAIN = {
    "total_years": ("experience", "total_years"),
    "management_years": ("experience", "management_years"),
    "management_years_max": ("experience", "management_years_max"),
    "project_years": ("experience", "project_years"),
    "education_level": ("education", "level"),
    "or_experience": ("education", "or_experience"),
}
LANGUAGE_KEYS = ("code", "level", "need")

Path = tuple[str, ...]


def get(content: Mapping[str, Any], path: Path) -> Any:
    """What stands at a path of the content, or None."""
    found: Any = content
    for key in path:
        found = (found or {}).get(key)
    return found


def values_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content as the form's schema loads it: texts by language, lists, skills by need."""
    values: dict[str, Any] = {}
    for language in LANGUAGES:
        for name, path in TEXTS.items():
            values[f"{name}_{language}"] = (get(content, path) or {}).get(language, "")
        for name, path in LISTS.items():
            values[f"{name}_{language}"] = [text[language] for text in get(content, path) or []]
        values[f"aliases_{language}"] = list(get(content, ("aliases", language)) or [])
    for need in NEEDS:
        values[f"skills_{need}"] = [
            entry["skill"] for entry in content.get("skills", []) if entry["need"] == need
        ]
    values |= {name: get(content, path) for name, path in PLAIN.items()}
    values["or_experience"] = bool(values["or_experience"])
    values["languages"] = [
        {key: entry[key] for key in LANGUAGE_KEYS} for entry in content.get("languages") or []
    ]
    return values | band_values(content)


def content_with(content: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The content with the form's values in it; what the form left alone is untouched."""
    known = values_of(content)
    changed = {name for name in known if values[name] != known[name]}
    new = deepcopy(dict(content))

    def is_changed(name: str) -> bool:
        return any(f"{name}_{language}" in changed for language in LANGUAGES)

    for name in filter(is_changed, TEXTS):
        texts = {language: values[f"{name}_{language}"] for language in LANGUAGES}
        _put(new, TEXTS[name], texts if any(texts.values()) else None)
    for name in filter(is_changed, LISTS):
        pairs = zip(*(values[f"{name}_{language}"] for language in LANGUAGES), strict=True)
        _put(new, LISTS[name], [dict(zip(LANGUAGES, pair, strict=True)) for pair in pairs])
    if is_changed("aliases"):
        new["aliases"] = {language: values[f"aliases_{language}"] for language in LANGUAGES}
    if changed & {f"skills_{need}" for need in NEEDS}:
        new["skills"] = [
            {"skill": skill, "need": need} for need in NEEDS for skill in values[f"skills_{need}"]
        ]
    for name in changed & PLAIN.keys():
        _put(new, PLAIN[name], values[name])
    if "languages" in changed:
        remarks = {entry["code"]: entry for entry in content.get("languages") or []}
        new["languages"] = [remarks.get(row["code"], {}) | row for row in values["languages"]]
    if changed & band_values({}).keys():
        new["bands"] = bands_with(content.get("bands") or [], values, changed)
    return new


def _put(content: dict[str, Any], path: Path, value: Any) -> None:
    for key in path[:-1]:
        content = content.setdefault(key, {})
    content[path[-1]] = value
