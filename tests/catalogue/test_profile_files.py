"""Role profile files: the format is kept, and the facts the first four posts rest on are there."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from recruit.catalogue.profile_files import (
    PROFILES_FOLDER,
    ProfileFileError,
    parse_profile,
    read_profile,
    read_profiles,
)

SKILLS_FOLDER = Path(__file__).parents[2] / "matching" / "data" / "skills"
FIRST_FOUR = (
    "chief-customer-officer",
    "director-of-customer-department",
    "head-of-customer-support",
    "head-of-customer-relations",
)
PROFILES = {profile["slug"]: profile for profile in read_profiles()}


def vocabulary() -> set[str]:
    """Every skill id of every trade, straight from the files."""
    ids = set()
    for path in SKILLS_FOLDER.glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = (line for line in file if not line.startswith("#"))
            ids |= {row["skill"] for row in csv.DictReader(rows, delimiter="\t")}
    return ids


def skills_of(profile: dict[str, Any]) -> set[str]:
    """The vocabulary ids a profile names, in its skills and in its bands."""
    named = {entry["skill"] for entry in profile["skills"]}
    return named.union(*(band["skills"] + band["skills_any_of"] for band in profile["bands"]))


def minimal() -> dict[str, Any]:
    """The least a profile may hold."""
    text = {"ru": "Слово", "en": "Word"}
    return {
        "slug": "clerk",
        "title": text,
        "purpose": text,
        "duties": [text],
        "skills": [{"skill": "teamwork", "need": "required"}],
        "experience": {"field": text},
        "education": {"text": text},
    }


def parse(raw: dict[str, Any]) -> dict[str, Any]:
    return parse_profile(yaml.safe_dump(raw, allow_unicode=True), "clerk.yaml")


def texts(node: Any) -> list[dict[str, str]]:
    """Every bilingual text within a profile."""
    if isinstance(node, dict):
        if set(node) == {"ru", "en"} and isinstance(node["ru"], str):
            return [node]
        return [text for below in node.values() for text in texts(below)]
    if isinstance(node, list):
        return [text for below in node for text in texts(below)]
    return []


def test_the_four_posts_and_twenty_common_ones_are_there() -> None:
    assert set(FIRST_FOUR) <= set(PROFILES)
    assert len(PROFILES) >= 24


@pytest.mark.parametrize("slug", PROFILES)
def test_every_skill_is_in_the_vocabulary(slug: str) -> None:
    assert not skills_of(PROFILES[slug]) - vocabulary()


@pytest.mark.parametrize("slug", PROFILES)
def test_russian_is_russian_and_english_is_english(slug: str) -> None:
    for text in texts(PROFILES[slug]):
        assert re.search("[а-яё]", text["ru"], re.IGNORECASE), text
        assert not re.search("[а-яё]", text["en"], re.IGNORECASE), text
        assert not re.search(r"[!\"“”]", text["ru"]), text


@pytest.mark.parametrize("slug", PROFILES)
def test_every_post_is_complete_enough_to_start_a_vacancy(slug: str) -> None:
    profile = PROFILES[slug]
    needs = [entry["need"] for entry in profile["skills"]]
    assert needs.count("required") >= 3
    assert len(profile["skills"]) >= 6
    if slug not in FIRST_FOUR:
        assert 6 <= len(profile["duties"]) <= 9
        assert profile["experience"]["total_years"] is not None
        assert profile["education"]["level"] is not None
        assert profile["reports_to"]


@pytest.mark.parametrize("slug", PROFILES)
def test_nothing_is_said_of_sex_or_age(slug: str) -> None:
    forbidden = re.compile(r"женщин|мужчин|женск|мужск|возраст|\bпола\b|women|female|\bage\b", re.I)
    assert not [text for text in texts(PROFILES[slug]) if forbidden.search(" ".join(text.values()))]


def test_chief_customer_officer_keeps_its_figures() -> None:
    profile = PROFILES["chief-customer-officer"]
    experience = profile["experience"]
    assert experience["total_years"] == 10
    assert experience["project_years"] == 7
    assert (experience["management_years"], experience["management_years_max"]) == (5, 8)
    assert len(experience["projects_any_of"]) == 5
    assert len(profile["duties"]) == 20
    assert profile["education"]["level"] == "degree"
    assert profile["education"]["or_experience"] is True
    assert [boss["en"][-4:-1] for boss in profile["reports_to"]] == ["CEO", "CFO"]
    assert [person["en"] for person in profile["manages"]] == ["CRM project managers"]


def test_director_of_customer_department_keeps_its_functions() -> None:
    profile = PROFILES["director-of-customer-department"]
    assert len(profile["duties"]) == 15
    assert [boss["en"] for boss in profile["reports_to"]] == ["General director"]
    assert profile["experience"]["total_years"] is None
    assert profile["education"]["level"] is None


def test_head_of_customer_support_keeps_its_order() -> None:
    profile = PROFILES["head-of-customer-support"]
    assert profile["industry"]["en"] == "Telecommunications"
    assert profile["experience"]["total_years"] == 3
    assert len(profile["reports_to"]) == 2
    lengths = {
        key: len(profile[key])
        for key in ("department_functions", "duties", "knowledge", "rights", "controls")
    }
    assert lengths == {
        "department_functions": 6,
        "duties": 12,
        "knowledge": 12,
        "rights": 10,
        "controls": 8,
    }
    assert profile["appointment"]
    assert profile["substitution"]
    assert profile["responsibility"]
    assert len(profile["governed_by"]) == 4


def test_head_of_customer_relations_keeps_the_four_bands() -> None:
    profile = PROFILES["head-of-customer-relations"]
    assert profile["experience"]["total_years"] == 3
    assert profile["education"]["level"] == "higher"
    assert len(profile["duties"]) == 10
    bands = profile["bands"]
    assert [(band["band"], band["head_years_min"]) for band in bands] == [
        ("I", 0),
        ("II", 1),
        ("III", 2),
        ("IV", 3),
    ]
    years_asked = [
        text["en"] for text in bands[2]["conditions"] if text["en"].startswith("2 years")
    ]
    assert len(years_asked) == 2, "the table and the prose differ; both are kept"
    assert bands[3]["skills_any_of"] == ["large-company-experience", "department-launch"]
    assert skills_of(profile) == {entry["skill"] for entry in profile["skills"]}


def test_what_is_left_out_comes_back_empty() -> None:
    profile = parse(minimal())
    assert profile["bands"] == profile["rights"] == profile["aliases"]["en"] == []
    assert profile["works_with"] == {"internal": [], "external": []}
    assert profile["substitution"] is None
    assert profile["experience"]["total_years"] is None
    assert profile["education"]["or_experience"] is False


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("slug",), "Clerk Of", "slug"),
        (("title", "en"), " ", "title.en"),
        (("duties",), [], "duties"),
        (("duties", 0), {"ru": "Слово"}, "duties[1].en"),
        (("duties", 0, "ru"), False, "duties[1].ru"),
        (("skills", 0, "need"), "maybe", "skills[1].need"),
        (("skills", 0, "skill"), "Team Work", "skills[1].skill"),
        (("skills",), [{"skill": "teamwork", "need": "asset"}] * 2, "skills"),
        (("experience", "total_years"), 2.5, "experience.total_years"),
        (("experience", "total_years"), -1, "experience.total_years"),
        (("experience", "management_years_max"), 3, "experience.management_years_max"),
        (("education", "level"), "some", "education.level"),
        (("salary",), 100, "salary"),
        (("bands",), [], None),
    ],
)
def test_a_fault_names_file_and_field(
    path: tuple[str | int, ...], value: Any, field: str | None
) -> None:
    whole = json.loads(json.dumps(minimal()))  # so that no two fields share one text
    node: Any = whole
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    if field is None:
        assert parse(whole)["slug"] == "clerk"
        return
    with pytest.raises(ProfileFileError) as caught:
        parse(whole)
    assert [place for place, _ in caught.value.faults] == [field]
    assert str(caught.value).startswith(f"clerk.yaml: {field}: ")


@pytest.mark.parametrize(
    ("years", "names"),
    [([0, 2, 1, 3], ["I", "II", "III", "IV"]), ([0, 1, 2], ["I", "II", "III"]), ([0], ["IV"])],
)
def test_bands_are_four_and_climb(years: list[int], names: list[str]) -> None:
    raw = minimal()
    raw["bands"] = [
        {"band": name, "head_years_min": n, "conditions": [{"ru": "Опыт", "en": "Experience"}]}
        for name, n in zip(names, years, strict=False)
    ]
    with pytest.raises(ProfileFileError, match=r"clerk\.yaml: bands: "):
        parse(raw)


def test_all_faults_are_told_at_once() -> None:
    raw = minimal()
    del raw["purpose"]
    raw["experience"] = {"total_years": "three"}
    with pytest.raises(ProfileFileError) as caught:
        parse(raw)
    assert {field for field, _ in caught.value.faults} == {
        "purpose",
        "experience.total_years",
        "experience.field",
    }


@pytest.mark.parametrize(
    "text", ["slug: [", "- slug", "", "slug: a\nslug: b", "slug: a\ntitle: {ru: a, ru: b}"]
)
def test_what_is_not_one_mapping_is_refused(text: str) -> None:
    with pytest.raises(ProfileFileError, match=r"^clerk\.yaml: "):
        parse_profile(text, "clerk.yaml")


def test_the_file_is_named_by_its_slug(tmp_path: Path) -> None:
    text = (PROFILES_FOLDER / "head-of-customer-relations.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "head.yaml"
    wrong.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileFileError, match="slug: must be head, as the file's name"):
        read_profile(wrong)


def test_the_file_is_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "clerk.yaml"
    path.write_bytes("slug: кадры".encode("cp1251"))
    with pytest.raises(ProfileFileError, match=r"clerk\.yaml: must be UTF-8"):
        read_profile(path)
