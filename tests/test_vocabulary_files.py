"""The tables the matcher reads are whole: a name has one owner, a link has two ends."""

import csv
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

import matching

DATA = Path(matching.__file__).parent / "data"
SKILL_FILES = sorted((DATA / "skills").glob("*.tsv"))
TITLE_FILES = sorted((DATA / "titles").glob("*.tsv"))
SKILL_COLUMNS = ["skill", "ru", "en", "aliases", "parents", "related"]
KEBAB_CASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHORT_NAME = 4
LOOKALIKES = str.maketrans("авекмнорстух", "abekmhopctyx")
SURVEY_CITIES = {
    "Москва",
    "Санкт-Петербург",
    "Волгоград",
    "Екатеринбург",
    "Казань",
    "Нижний Новгород",
    "Новосибирск",
    "Омск",
    "Ростов-на-Дону",
    "Самара",
    "Уфа",
    "Челябинск",
}

Row = dict[str, str]


def read(path: Path, columns: list[str]) -> list[Row]:
    """The rows of a table, each with as many cells as the header."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert table[0] == columns, path.name
    for cells in table[1:]:
        assert len(cells) == len(columns), f"{path.name}: {cells}"
    return [dict(zip(columns, cells, strict=True)) for cells in table[1:]]


def split(cell: str) -> list[str]:
    """The items of a list cell; an empty item is a stray semicolon."""
    return [item.strip() for item in cell.split(";")] if cell else []


def comparable(name: str) -> str:
    """The name in one case, «ё» as «е»; a short one also in one alphabet: «1С» is "1C"."""
    name = " ".join(name.casefold().replace("ё", "е").split())
    return name.translate(LOOKALIKES) if len(name) <= SHORT_NAME else name


def names(row: Row) -> set[str]:
    """All comparable names of a row."""
    return {comparable(name) for name in (row["ru"], row["en"], *split(row["aliases"]))}


def owned_twice(rows: list[Row], key: str) -> dict[str, list[str]]:
    """Names that more than one row claims, each with the rows."""
    owners: dict[str, list[str]] = {}
    for row in rows:
        for name in names(row):
            owners.setdefault(name, []).append(row[key])
    return {name: ids for name, ids in owners.items() if len(ids) > 1}


@pytest.fixture(scope="module")
def skills() -> dict[str, list[Row]]:
    """The skills of each trade."""
    return {path.stem: read(path, SKILL_COLUMNS) for path in SKILL_FILES}


@pytest.fixture(scope="module")
def titles() -> list[Row]:
    """The groups of titles."""
    columns = ["title", "ru", "en", "aliases", "related"]
    return [row for path in TITLE_FILES for row in read(path, columns)]


@pytest.fixture(scope="module")
def cities() -> list[Row]:
    """The cities."""
    return read(DATA / "cities.tsv", ["city", "en", "region", "aliases", "lat", "lon"])


def test_vocabulary_covers_the_trades(skills: dict[str, list[Row]]) -> None:
    assert len(skills) >= 20
    assert sum(map(len, skills.values())) >= 600


def test_skill_ids_are_unique_and_kebab_case(skills: dict[str, list[Row]]) -> None:
    ids = [row["skill"] for row in chain(*skills.values())]
    assert [skill for skill, count in Counter(ids).items() if count > 1] == []
    assert [skill for skill in ids if not KEBAB_CASE.fullmatch(skill)] == []


def test_each_skill_is_named_in_both_languages(skills: dict[str, list[Row]]) -> None:
    for row in chain(*skills.values()):
        assert all(row[language].strip() for language in ("ru", "en")), row["skill"]


def test_no_name_belongs_to_two_skills(skills: dict[str, list[Row]]) -> None:
    assert owned_twice(list(chain(*skills.values())), "skill") == {}


def test_each_trade_has_aliases_and_no_empty_ones(skills: dict[str, list[Row]]) -> None:
    for trade, rows in skills.items():
        aliases = [split(row["aliases"]) for row in rows]
        assert all(all(items) for items in aliases), trade
        assert sum(map(len, aliases)) >= 2 * len(rows), trade


def test_titles_cover_the_posts_an_agency_fills(titles: list[Row]) -> None:
    assert len(titles) >= 170
    assert {
        "chief-customer-officer",
        "director-of-customer-department",
        "head-of-customer-support",
        "head-of-customer-relations",
        "key-account-manager",
        "call-centre-operator",
    } <= {row["title"] for row in titles}


def test_title_ids_and_names_have_one_owner(titles: list[Row]) -> None:
    ids = Counter(row["title"] for row in titles)
    assert [title for title, count in ids.items() if count > 1] == []
    assert [title for title in ids if not KEBAB_CASE.fullmatch(title)] == []
    assert owned_twice(titles, "title") == {}


def test_related_titles_exist(titles: list[Row]) -> None:
    related = {row["title"]: set(split(row["related"])) for row in titles}
    for title, others in related.items():
        assert title not in others
        for other in others:
            assert other in related, f"{title}: {other} is not there"


def test_cities_hold_the_survey_and_name_each_city_once(cities: list[Row]) -> None:
    found = Counter(row["city"] for row in cities)
    assert len(found) >= 150
    assert set(found) >= SURVEY_CITIES
    assert [city for city, count in found.items() if count > 1] == []


def test_no_spelling_belongs_to_two_cities(cities: list[Row]) -> None:
    owners: dict[str, set[str]] = {}
    for row in cities:
        for name in (row["city"], row["en"], *split(row["aliases"])):
            owners.setdefault(comparable(name), set()).add(row["city"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_cities_lie_in_their_part_of_the_world(cities: list[Row]) -> None:
    for row in cities:
        assert row["region"], row["city"]
        assert re.fullmatch(r"\d{2}\.\d{2}", row["lat"]), row["city"]
        assert re.fullmatch(r"\d{2,3}\.\d{2}", row["lon"]), row["city"]
        assert 40 <= float(row["lat"]) <= 70, row["city"]
        assert 20 <= float(row["lon"]) <= 180, row["city"]
