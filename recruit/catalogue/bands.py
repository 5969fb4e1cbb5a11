"""What the salary bands of a role profile ask, as the matcher takes it."""

from collections.abc import Iterator, Mapping
from typing import Any

from matching.band_rules import BandRules, Condition
from matching.months import YEAR


def band_rules(content: Mapping[str, Any]) -> BandRules | None:
    """The entry conditions of a profile's bands; None where it has none."""
    bands = content.get("bands") or []
    if not bands:
        return None
    names = [*content["title"].values()]
    for aliases in (content.get("aliases") or {}).values():
        names += aliases
    posts = content["experience"].get("field_posts") or []
    return BandRules(
        posts=tuple(dict.fromkeys(names)),
        field_posts=tuple(dict.fromkeys(text["ru"] for text in posts)),
        conditions=tuple(
            condition for number, band in enumerate(bands, 1) for condition in _asks(number, band)
        ),
        assets=tuple(
            (language["code"], language["level"])
            for band in bands
            for language in band.get("languages") or []
        ),
    )


def _asks(number: int, band: Mapping[str, Any]) -> Iterator[Condition]:
    """The conditions of one band in the order in which they are told."""
    if band.get("education"):
        yield Condition(number, "education", level=band["education"])
    if band.get("field_years_min"):
        yield Condition(number, "field", months=band["field_years_min"] * YEAR)
    if band["head_years_min"]:
        yield Condition(number, "head", months=band["head_years_min"] * YEAR)
    for skill in band.get("skills") or []:
        yield Condition(number, "skill", skills=(skill,))
    if band.get("skills_any_of"):
        yield Condition(number, "skill", skills=tuple(band["skills_any_of"]))
