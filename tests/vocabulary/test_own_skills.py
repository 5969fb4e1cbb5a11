"""Unknown skills of the base are proposed, and what a person accepts is ranked by."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from matching.skills import COLUMNS, SkillVocabulary
from recruit.cli import recruit
from recruit.db import Database
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.conditions import ShortlistQuery
from recruit.shortlists.services import explain_candidate, rank_all
from recruit.vocabulary.own_file import FILE_NAME, in_service, load_with_own
from recruit.vocabulary.proposals import SkillList, propose
from recruit.vocabulary.services import count_lists, skill_lists
from tests import factories

TODAY = date(2026, 11, 26)
KNOWN = SkillVocabulary.load()


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    """A process reads a folder once; here one process stands for several."""
    yield
    SkillVocabulary.load.cache_clear()


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return CliRunner()


@pytest.fixture
def on_base(command: CliRunner, database: Database, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    return command


def own_lines(tmp_path: Path) -> list[str]:
    return (tmp_path / "skills" / FILE_NAME).read_text(encoding="utf-8").splitlines()


def people(*lists: tuple[str, ...]) -> list[SkillList]:
    return [SkillList(names, of_person=True) for names in lists]


def test_spellings_of_the_same_words_are_one_name() -> None:
    lists = people(
        ("Гадание на картах", "гадание на картах"),
        ("Гадание на картах",),
        ("гадания на  карте",),
        ("Переговоры", "\x1b[31m", ""),
    )
    (found,) = propose(lists, KNOWN, 3)

    assert (found.name, found.people, found.posts) == ("Гадание на картах", 3, 0)
    assert found.others == ("гадание на картах", "гадания на карте")
    assert propose(lists, KNOWN, 4) == ()


def test_near_is_what_comes_along_more_often_than_by_chance() -> None:
    lists = people(
        *[("Гадание на картах", "sewing", "negotiation")] * 3,
        *[("Гадание на картах", "excel")] * 2,  # too few
        *[("negotiation",)] * 5,
    )
    (found,) = propose(lists, KNOWN, 3)

    assert [(near.skill, near.lift) for near in found.near] == [
        ("sewing", 2.0),
        ("negotiation", 0.75),
    ]


def test_posts_are_told_apart_from_people() -> None:
    post = SkillList(("Гадание на картах",), of_person=False)

    assert propose([post] * 5, KNOWN, 1) == ()
    (found,) = propose([post] * 5 + people(("Гадание на картах",)), KNOWN, 1)
    assert (found.people, found.posts) == (1, 5)


def test_the_base_gives_the_lists_of_those_who_consent(database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, skills=["Гадание"])
        factories.candidate(session, skills=["Тайное"], is_matched=False)
        factories.vacancy(session, must=["sewing"], nice=["Шитьё тентов"])
    with database.unit(writes=False) as session:
        lists = list(skill_lists(session))

        assert count_lists(session) == len(lists)
    assert [(list(one.names), one.of_person) for one in lists] == [
        (["Гадание"], True),
        (["sewing", "Шитьё тентов"], False),
        (["negotiation", "claims-handling", "customer-retention"], False),
    ]


def test_the_table_names_nobody(on_base: CliRunner, database: Database) -> None:
    with database.unit(writes=True) as session:
        made = [
            factories.candidate(session, name="Тайный Пётр", skills=["Гадание на картах", "sewing"])
            for _ in range(3)
        ]
        factories.candidate(session, skills=["Вязание из лозы"])
    result = on_base.invoke(recruit, ["skills", "propose"])

    assert result.exit_code == 0, result.output
    head, row, hint = result.stdout.splitlines()
    assert " ".join(head.split()) == "people posts name also written often beside (times chance)"
    assert " ".join(row.split()) == "3 0 Гадание на картах - sewing 1.3"
    assert "recruit skills accept" in hint
    assert not any(one.public_id in result.output for one in made)
    assert "Пётр" not in result.output
    rare = on_base.invoke(recruit, ["skills", "propose", "--least", "1"])
    assert "Вязание из лозы" in rare.stdout
    none = on_base.invoke(recruit, ["skills", "propose", "--least", "9"])
    assert "4 lists: no unknown skill is used by 9 people or more." in none.stdout


def test_an_accepted_skill_is_kept_sorted_and_ranked_by(
    on_base: CliRunner, database: Database, tmp_path: Path
) -> None:
    with database.unit(writes=True) as session:
        vacancy = factories.vacancy(session, must=["Тарология"])
        person = factories.candidate(session, skills=["Card reading"])
        other = factories.candidate(session, skills=["sewing"])
    accept = ["skills", "accept", "Тарология", "--en", "Card reading", "--related", "negotiation"]
    done = on_base.invoke(recruit, accept)
    more = on_base.invoke(recruit, ["skills", "accept", "Абвгдейка"])

    assert done.exit_code == 0, done.output
    assert "Added: card-reading (Тарология, Card reading)\n  related: negotiation" in done.output
    assert "Restart the service" in done.output
    assert more.exit_code == 0, more.output
    assert own_lines(tmp_path) == [
        "\t".join(COLUMNS),
        "abvgdeika\tАбвгдейка\tАбвгдейка\t\t\t",
        "card-reading\tТарология\tCard reading\t\t\tnegotiation",
    ]
    base = CandidateBase(skills_dir=tmp_path / "skills")
    with database.unit(writes=False) as session:
        vacancy, person = session.merge(vacancy), session.merge(person)
        ranking = rank_all(session, base, vacancy, ShortlistQuery(), TODAY)
        assert ranking.keys == (person.id, other.id)
        reasons = explain_candidate(
            session, base, vacancy, person, query=ShortlistQuery(), today=TODAY
        )
    assert reasons.explanation.labels["ru"]["card-reading"] == "Тарология"


def test_an_alias_joins_a_known_skill(command: CliRunner, tmp_path: Path) -> None:
    for name in ("Гадание на картах", "Расклад таро"):
        done = command.invoke(recruit, ["skills", "accept", name, "--as", "sewing"])
        assert done.exit_code == 0, done.output
        SkillVocabulary.load.cache_clear()

    sewing = KNOWN.get("sewing")
    assert sewing is not None
    assert "another name of sewing" in done.output
    assert own_lines(tmp_path)[1:] == [
        f"sewing\t{sewing.ru}\t{sewing.en}\tГадание на картах; Расклад таро\t\t"
    ]
    found = load_with_own(tmp_path / "skills").find("гадания на картах")
    assert found == sewing


def test_who_listed_a_longer_name_still_counts_for_the_skill_in_it(
    command: CliRunner, tmp_path: Path
) -> None:
    done = command.invoke(recruit, ["skills", "accept", "Переговоры с космосом"])

    assert "more general: negotiation" in done.output
    relations = load_with_own(tmp_path / "skills").relations
    assert len(relations.special("negotiation") - KNOWN.relations.special("negotiation")) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Переговоры"], "'Переговоры' is known already: negotiation (Переговоры, "),
        (["Тарология", "--en", "Sewing"], "'Sewing' is known already: sewing"),
        (["Тарология", "--as", "negotiatoin"], "no skill 'negotiatoin'. Did you mean negotiation"),
        (["Тарология", "--related", "Переговоры"], "'Переговоры'. Did you mean negotiation?"),
        (["Тарология", "--related", "абракадабра"], "there is no skill 'абракадабра'."),
        (["таро; карты"], "a name holds no semicolon"),
        ([" \t"], "has no words"),
    ],
)
def test_what_cannot_be_accepted_is_told(
    command: CliRunner, tmp_path: Path, arguments: list[str], told: str
) -> None:
    refused = command.invoke(recruit, ["skills", "accept", *arguments])

    assert refused.exit_code == 1
    assert told in refused.output
    assert not (tmp_path / "skills").exists()


def test_an_alias_has_no_facts_of_its_own(command: CliRunner) -> None:
    arguments = ["skills", "accept", "Тарология", "--as", "sewing", "--en", "Tarot"]
    refused = command.invoke(recruit, arguments)

    assert refused.exit_code == 2
    assert "leave out --en and --related" in refused.output


def test_notes_and_other_tables_of_the_folder_stay(command: CliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "skills"
    folder.mkdir()
    head = "\t".join(COLUMNS)
    (folder / FILE_NAME).write_text(f"# ours\n{head}\nzz\tЯяя\tZzz\n", encoding="utf-8")
    (folder / "more.tsv").write_text(f"{head}\ntarot\tТарология\tTarot\n", encoding="utf-8")
    done = command.invoke(recruit, ["skills", "accept", "Абвгдейка", "--related", "tarot"])
    SkillVocabulary.load.cache_clear()
    before = own_lines(tmp_path)
    refused = command.invoke(recruit, ["skills", "accept", "Расклад", "--as", "tarot"])

    assert done.exit_code == 0, done.output
    assert before[:2] == ["# ours", head]
    assert before[3] == "zz\tЯяя\tZzz\t\t\t"
    assert "the skill 'tarot' is already in more.tsv" in refused.output
    assert own_lines(tmp_path) == before
    assert sorted(path.name for path in folder.iterdir()) == ["more.tsv", FILE_NAME]


def test_a_broken_file_is_told_and_left_out(on_base: CliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "skills"
    folder.mkdir()
    (folder / FILE_NAME).write_text("skill\tname\n", encoding="utf-8")
    vocabulary, fault = in_service(folder)

    assert vocabulary is SkillVocabulary.load()
    assert fault is not None
    for arguments in (["propose"], ["accept", "Тарология"]):
        refused = on_base.invoke(recruit, ["skills", *arguments])
        assert refused.exit_code == 1
        assert "own.tsv, line 1: the header must be skill, ru, en" in refused.output
    assert CandidateBase(skills_dir=folder).vocabulary is vocabulary
