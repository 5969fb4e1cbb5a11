"""What the form takes from the salary bands of a profile and puts back."""

from typing import Any

import pytest
from flask import Flask
from marshmallow import ValidationError

from recruit.catalogue.band_editing import NUMERALS, band_values, split_control
from recruit.catalogue.bands import band_rules
from recruit.catalogue.editing import content_with, values_of
from recruit.catalogue.profile_files import RoleProfileSchema, read_profiles
from recruit.catalogue.schemas import ProfileSchema

PROFILES = {content["slug"]: content for content in read_profiles()}
SURVEYED = PROFILES["head-of-customer-relations"]
NURSE = PROFILES["nurse"]
BANDS = {
    "band_1_head_years_min": 0,
    "band_1_education": "higher",
    "band_1_field_years_min": 3,
    "band_1_skills": ["negotiation", "presentations"],
    "band_2_head_years_min": 1,
    "band_3_head_years_min": 2,
    "band_3_languages": [{"code": "en", "level": "spoken"}],
    "band_4_head_years_min": 5,
    "band_4_skills_any_of": ["large-company-experience", "department-launch"],
}


def with_bands(content: dict[str, Any], **values: Any) -> dict[str, Any]:
    return content_with(content, values_of(content) | BANDS | values)


def loaded(**values: Any) -> dict[str, Any]:
    """The form of a profile without bands, with some of their controls filled in."""
    sent = {name: value for name, value in values_of(NURSE).items() if value not in (None, "")}
    sent |= {
        name: "\n".join(value)
        for name, value in sent.items()
        if isinstance(value, list) and not name.endswith("languages")
    }
    return dict(ProfileSchema().load(sent | values))


def faults_of(**values: Any) -> dict[str, Any]:
    with pytest.raises(ValidationError) as refused:
        loaded(**values)
    return dict(refused.value.normalized_messages())


def test_a_band_changes_and_nothing_else_does() -> None:
    values = values_of(SURVEYED) | {
        "band_2_field_years_min": 4,
        "band_2_skills": ["team-management"],
    }
    bands = [dict(band) for band in SURVEYED["bands"]]
    bands[1] |= {"field_years_min": 4, "skills": ["team-management"]}
    assert content_with(SURVEYED, values) == SURVEYED | {"bands": bands}


def test_a_band_keeps_what_the_form_does_not_know() -> None:
    bands = [band | {"later": number} for number, band in enumerate(SURVEYED["bands"])]
    content = SURVEYED | {"bands": bands}
    changed = content_with(content, values_of(content) | {"band_4_head_years_min": 7})
    assert [band["later"] for band in changed["bands"]] == [0, 1, 2, 3]
    assert changed["bands"][3]["head_years_min"] == 7


def test_bands_of_an_earlier_format_stay_as_they_are() -> None:
    bands = [
        {
            "band": band["band"],
            "head_years_min": band["head_years_min"],
            "conditions": band["conditions"],
        }
        for band in SURVEYED["bands"]
    ]
    content = SURVEYED | {"bands": bands}
    assert content_with(content, values_of(content) | {"title_en": "Head"})["bands"] == bands


def test_bands_go_all_at_once() -> None:
    assert content_with(SURVEYED, values_of(SURVEYED) | band_values({}))["bands"] == []


def test_a_profile_gets_bands_that_rules_are_made_of(app: Flask) -> None:
    with app.app_context():
        content = with_bands(NURSE)
    assert RoleProfileSchema().load(content) == content
    rules = band_rules(content)
    assert rules is not None
    assert [(one.band, one.kind, one.months) for one in rules.conditions] == [
        (1, "education", 0),
        (1, "field", 36),
        (1, "skill", 0),
        (1, "skill", 0),
        (2, "head", 12),
        (3, "head", 24),
        (4, "head", 60),
        (4, "skill", 0),
    ]
    assert rules.assets == (("en", "spoken"),)
    assert rules.conditions[-1].skills == ("large-company-experience", "department-launch")


def test_texts_left_empty_are_written_in_both_languages(app: Flask) -> None:
    with app.app_context():
        first, second, third, fourth = with_bands(NURSE)["bands"]
    assert first["conditions"] == [
        {"ru": "Высшее образование", "en": "Higher education"},
        {"ru": "От 3 лет в этой области", "en": "3 years or more in the field"},
        {"ru": "Переговоры", "en": "Negotiation"},
        {"ru": "Презентации", "en": "Presentation skills"},
    ]
    assert second["conditions"] == [
        {
            "ru": "От 1 года во главе такого отдела",
            "en": "1 year or more as head of such a department",
        }
    ]
    assert third["assets"] == [{"ru": "Английский, разговорный", "en": "English, spoken"}]
    assert [text["en"] for text in fourth["conditions_any_of"]] == [
        "Experience in large companies",
        "Building a department from scratch",
    ]


def test_written_texts_follow_the_conditions_until_somebody_words_them(app: Flask) -> None:
    with app.app_context():
        made = with_bands(NURSE)
        assert values_of(made)["band_2_conditions_ru"] == []
        assert content_with(made, values_of(made)) == made
        later = content_with(made, values_of(made) | {"band_2_head_years_min": 2})
        assert later["bands"][1]["conditions"][0]["ru"] == "От 2 лет во главе такого отдела"
        own = {"band_2_conditions_ru": ["Своё"], "band_2_conditions_en": ["Own"]}
        worded = content_with(later, values_of(later) | own)
        last = content_with(worded, values_of(worded) | {"band_2_field_years_min": 1})
        assert last["bands"][1]["conditions"] == [{"ru": "Своё", "en": "Own"}]


def test_years_may_stay_the_same_and_must_not_fall() -> None:
    years = {f"band_{number}_head_years_min": 2 for number in NUMERALS}
    words = {
        f"band_{number}_conditions_{language}": "x"
        for number in NUMERALS
        for language in ["ru", "en"]
    }
    assert loaded(**years, **words)["band_4_head_years_min"] == 2
    fallen = years | {"band_2_head_years_min": 5, "band_4_head_years_min": 6}
    assert faults_of(**fallen, **words).keys() == {"band_3_head_years_min"}


def test_a_band_is_missed_where_the_others_stand() -> None:
    faults = faults_of(band_2_head_years_min=1, band_4_assets_ru="Х", band_4_assets_en="x")
    assert faults.keys() == {
        "band_1_head_years_min",
        "band_3_head_years_min",
        "band_4_head_years_min",
        "band_4_conditions_ru",
    }


def test_a_wrong_value_alone_makes_a_band_that_is_meant() -> None:
    """What is wrong is the only complaint there, beside what the band lacks."""
    faults = faults_of(band_2_head_years_min="many")
    assert faults.keys() == {f"band_{number}_head_years_min" for number in NUMERALS}
    assert "whole number" in faults["band_2_head_years_min"][0]


def test_no_years_and_no_words_are_no_condition() -> None:
    years = {f"band_{number}_head_years_min": number - 1 for number in NUMERALS}
    assert faults_of(**years).keys() == {"band_1_conditions_ru"}


def test_bands_that_go_need_not_be_right() -> None:
    values = loaded(remove_bands=True, band_2_head_years_min="many", band_3_skills="no such skill")
    assert band_values({}).items() <= values.items()


@pytest.mark.parametrize("name", ["skills_required", "languages", "band_5_skills", "bands"])
def test_other_controls_are_of_no_band(name: str) -> None:
    assert split_control(name) is None
