"""The tables of skills, titles and cities, and their readers."""

from pathlib import Path

import pytest

from matching.cities import Cities
from matching.query import usual_skills
from matching.skills import COLUMNS, SkillVocabulary
from matching.tables import TableError
from matching.text import lemmas
from matching.titles import TitleGroups

SKILLS, TITLES, CITIES = SkillVocabulary.load(), TitleGroups.load(), Cities.load()


@pytest.mark.parametrize(
    ("name", "skill"),
    [
        ("работа с претензиями", "claims-handling"),
        ("РАБОТА С ПРЕТЕНЗИЯМИ", "claims-handling"),
        ("работы с претензией", "claims-handling"),
        ("claims handling", "claims-handling"),
        ("claims-handling", "claims-handling"),
        ("ЦРМ", "crm"),
        ("СRМ", "crm"),
        ("джира", "jira"),
    ],
)
def test_a_skill_is_found_by_any_of_its_names(name: str, skill: str) -> None:
    found = SKILLS.find(name)

    assert found is not None
    assert found.id == skill


def test_an_unknown_skill_still_equals_itself() -> None:
    assert SKILLS.find("глаженье шнурков") is None
    assert SKILLS.key("Глаженье  шнурков") == SKILLS.key("глаженье шнурков") != ""
    assert SKILLS.key("  ") == ""


def test_a_longer_phrase_means_the_skill_that_is_half_of_it() -> None:
    assert SKILLS.closest("уверенное ведение переговоров") == "negotiation"
    assert SKILLS.closest("глаженье шнурков в переговорной").startswith("~")


def test_skills_are_read_from_running_text() -> None:
    found = [skill for skill, _, _ in SKILLS.extract(lemmas("Вела переговоры, разбирала CRM"))]

    assert found == ["negotiation", "crm"]


def test_suggestions_begin_with_what_was_typed() -> None:
    suggested = SKILLS.suggest("перег", "ru", limit=3)

    assert suggested[0].ru.lower().startswith("перег")
    assert len(suggested) <= 3
    assert SKILLS.suggest("  ") == []


def _vocabulary(folder: Path, *lines: str) -> Path:
    (folder / "trade.tsv").write_text("\n".join(["\t".join(COLUMNS), *lines]), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["a\tА\tA\tодин", "b\tБ\tB\tОдин"], "line 3: the name 'Один' of 'b' already belongs"),
        (["a\tА\tA\t", "a\tБ\tB\t"], "line 3: the skill 'a' is already in trade.tsv, line 2"),
        (["a\tА\tA\tx\t\t\ty"], "line 2: 6 cells"),
        (["\tА\tA\t"], "line 2: 6 cells"),
        (["a\tА\tA\t\tb\t"], "line 2: 'b', told to be near 'a', is no other skill"),
        (["a\tА\tA\t\t\ta"], "line 2: 'a', told to be near 'a', is no other skill"),
        (["a\tА\tA\t\tb\t", "b\tБ\tB\t\ta\t"], "line 2: a -> b -> a: no skill is more"),
    ],
)
def test_a_wrong_vocabulary_is_refused(tmp_path: Path, lines: list[str], told: str) -> None:
    with pytest.raises(TableError, match=told.replace(".", r"\.")):
        SkillVocabulary.load(_vocabulary(tmp_path, *lines))


def test_a_wrong_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "trade.tsv").write_text("skill\tname\n", encoding="utf-8")

    with pytest.raises(
        TableError, match="line 1: the header must be skill, ru, en, aliases, parents"
    ):
        SkillVocabulary.load(tmp_path)


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Руководитель отдела по работе с клиентами", "head-of-customer-relations"),
        ("Начальник клиентского отдела", "head-of-customer-relations"),
        ("head of customer relations, Moscow", "head-of-customer-relations"),
        ("Ведущий менеджер по продажам", "sales-manager"),
        ("CCO", "chief-customer-officer"),
        ("Укротитель тигров", None),
    ],
)
def test_a_title_belongs_to_its_group(title: str, group: str | None) -> None:
    assert TITLES.group_id(title) == group


@pytest.mark.parametrize(
    ("title", "leads"),
    [
        ("Начальник отдела", True),
        ("Заместитель директора", True),
        ("Team lead", True),
        ("Call centre manager", True),
        ("Менеджер по продажам", False),
        ("Руководитель проектов", False),
        ("Помощник руководителя", False),
        ("Главный бухгалтер", False),
    ],
)
def test_a_title_tells_whether_it_leads(title: str, leads: bool) -> None:
    assert TITLES.read(title).leads is leads


def test_related_titles_must_exist(tmp_path: Path) -> None:
    table = tmp_path / "titles.tsv"
    table.write_text("title\tru\ten\taliases\trelated\na\tА\tA\t\tb\n", encoding="utf-8")

    with pytest.raises(TableError, match=r"titles\.tsv, line 2: related title 'b' is not there"):
        TitleGroups.load(tmp_path)


def test_usual_skills_name_known_titles_and_skills() -> None:
    for title, skills in usual_skills().items():
        assert TITLES.group(title) is not None, title
        assert [skill for skill in skills if skill not in SKILLS] == []


@pytest.mark.parametrize("name", ["Питер", "СПб", "г. Санкт-Петербург", "Saint Petersburg"])
def test_a_city_is_found_by_any_of_its_names(name: str) -> None:
    assert CITIES.canonical(name) == "Санкт-Петербург"


def test_distances_are_known_or_not() -> None:
    distance = CITIES.distance("Москва", "Санкт-Петербург")

    assert distance is not None
    assert 620 < distance < 650
    assert CITIES.distance("Москва", "Москва") == 0
    assert CITIES.distance("Москва", "Нетакогогорода") is None
    assert CITIES.canonical("Нетакогогорода") == "нетакогогорода"
