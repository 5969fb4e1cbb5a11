"""What a profile's form takes from the content and puts back."""

import pytest

from recruit.catalogue.editing import content_with, values_of
from recruit.catalogue.presentation import typed
from recruit.catalogue.profile_files import RoleProfileSchema, read_profiles
from recruit.catalogue.schemas import ProfileSchema

PROFILES = {content["slug"]: content for content in read_profiles()}


@pytest.mark.parametrize("slug", PROFILES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_form_sent_back_untouched_changes_nothing(slug: str, language: str) -> None:
    content = PROFILES[slug]
    controls = typed(values_of(content), language)
    # The browser sends no empty value that the form would not also drop, and numbers as text.
    sent = {
        name: value if isinstance(value, list | bool) else str(value)
        for name, value in controls.items()
        if value not in (None, "")
    }
    assert content_with(content, ProfileSchema().load(sent)) == content


def test_what_the_form_does_not_know_is_kept() -> None:
    content = PROFILES["head-of-customer-relations"] | {"later": {"key": 1}}
    values = values_of(content) | {"title_en": "Head of customers"}
    changed = content_with(content, values)
    assert changed["title"]["en"] == "Head of customers"
    assert changed["later"] == {"key": 1}
    assert changed["bands"] == content["bands"]
    assert content["title"]["en"] != "Head of customers"


def test_a_language_keeps_its_remark_when_its_level_changes() -> None:
    content = PROFILES["head-of-customer-relations"]
    row = {"code": "en", "level": "fluent", "need": "required"}
    changed = content_with(content, values_of(content) | {"languages": [row]})
    assert changed["languages"] == [row | {"text": content["languages"][0]["text"]}]


def test_an_emptied_optional_text_is_absent() -> None:
    content = PROFILES["head-of-customer-support"]
    emptied = {"industry_ru": "", "industry_en": ""}
    assert content_with(content, values_of(content) | emptied)["industry"] is None


def test_a_profile_is_built_from_nothing() -> None:
    content = PROFILES["chief-customer-officer"]
    built = RoleProfileSchema().load(
        {"slug": content["slug"]} | content_with({}, values_of(content))
    )
    assert built == content
