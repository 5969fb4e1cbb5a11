"""`recruit salary`: every number of the survey, where a sum stands, and what is refused."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from recruit.db import Database
from recruit.installation import prepare
from recruit.models import SurveyRetirement
from recruit.salaries import salary_command
from recruit.salaries.edition_files import EDITIONS_FOLDER
from recruit.salaries.market import rebuild
from recruit.salaries.rates import set_rate
from recruit.salaries.salary_command import salary
from recruit.salaries.services import find_edition
from tests import factories
from tests.conftest import NOON

ROLE = "head-of-customer-relations"
EDITION = f"{ROLE}-2015-04"
RUBLE = factories.RUBLE
with (EDITIONS_FOLDER / f"{EDITION}.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
Ask = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing is installed, on the day of the tests."""
    monkeypatch.setattr(salary_command, "now", lambda: NOON)
    for name in ("DATABASE_URL", "RECRUIT_ENV", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def ask(folder: Path) -> Ask:
    def run(*options: str, role: str = ROLE, city: str = "Казань") -> Result:
        return CliRunner().invoke(salary, ["--role", role, "--city", city, *options])

    return run


@pytest.fixture
def installed(database: Database, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with the edition that ships."""
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    prepare(database)
    return database


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['city']}-{row['segment']}")
def test_each_cell_and_median_of_the_survey_is_told(row: dict[str, str], ask: Ask) -> None:
    for band in range(1, 5):
        found = answer(
            ask("--segment", row["segment"], "--band", str(band), "--json", city=row["city"])
        )
        assert found["survey"] == {
            "low": int(row[f"band{band}_min"]),
            "high": int(row[f"band{band}_max"]),
            "median": int(row["median"]),
            "edition": "2015-04",
        }
        assert (found["band"], found["market"], found["widening"]) == (band, None, [])


def test_there_are_24_rows() -> None:
    assert len(ROWS) == 24


@pytest.mark.parametrize(
    ("options", "band", "low", "high"),
    [
        ((), None, 28_000, 110_000),
        (("--management-years", "0"), 1, 28_000, 33_000),
        (("--management-years", "1"), 2, 33_000, 39_000),
        (("--management-years", "2"), 3, 39_000, 66_000),
        (("--management-years", "3"), 4, 66_000, 110_000),
        (("--management-years", "3", "--band", "2"), 2, 33_000, 39_000),
    ],
)
def test_the_band_is_given_or_opened_by_years_as_a_head(
    options: tuple[str, ...], band: int | None, low: int, high: int, ask: Ask
) -> None:
    found = answer(ask("--json", *options))
    assert found["band"] == band
    assert (found["survey"]["low"], found["survey"]["high"]) == (low, high)
    assert found["position"] is None
    assert "notes" not in found


@pytest.mark.parametrize(
    ("expect", "place", "to_median"),
    [
        (32_999, "below", 0.569),
        (33_000, "within", 0.569),
        (39_000, "within", 0.672),
        (39_001, "above", 0.672),
        (58_000, "above", 1.0),
    ],
)
def test_an_expectation_is_placed_against_the_range(
    expect: int, place: str, to_median: float, ask: Ask
) -> None:
    found = answer(ask("--band", "2", "--expect", str(expect), "--json"))
    assert found["position"] == {"expect": expect, "place": place, "to_median": to_median}


@pytest.mark.parametrize("city", ["Питер", "г. Санкт Петербург", "St. Petersburg", "СПб"])
def test_where_prose_and_table_differ_the_table_rules_and_a_note_says_so(
    city: str, ask: Ask
) -> None:
    found = answer(ask("--band", "4", "--json", city=city))
    assert found["survey"]["high"] == 164_000
    (note,) = found["notes"]
    assert "165 000" in note
    (english,) = answer(ask("--json", "--language", "en", city=city))["notes"]
    assert "165,000" in english
    assert "notes" not in answer(ask("--band", "1", "--json", city=city))


@pytest.mark.parametrize(
    ("changes", "options", "told"),
    [
        ({"role": "lion-tamer"}, (), [ROLE]),
        ({"city": "Нигдеград"}, (), [row["city"] for row in ROWS]),
        ({"city": "Тверь"}, (), ["Казань"]),
        ({"city": ""}, (), ["Казань"]),
        ({}, ("--segment", "bank"), ["agency", "company"]),
        ({}, ("--band", "5"), ["--band"]),
        ({}, ("--band", "IV"), ["--band"]),
        ({}, ("--expect", "-1"), ["--expect"]),
        ({}, ("--expect", "много"), ["--expect"]),
        ({}, ("--expect", "nan"), ["--expect"]),
        ({}, ("--management-years", "-1"), ["--management-years"]),
        ({}, ("--language", "de"), ["--language"]),
    ],
)
def test_what_is_unknown_or_wrong_is_refused(
    changes: dict[str, str], options: tuple[str, ...], told: list[str], ask: Ask
) -> None:
    result = ask("--json", *options, **changes)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert all(word in result.stderr for word in told)


def test_without_a_database_none_is_made(ask: Ask, folder: Path) -> None:
    result = ask("--json")
    assert result.stderr.startswith("No database is ready")
    assert answer(result)["market"] is None
    assert not list(folder.rglob("*.sqlite*"))


@pytest.mark.parametrize("content", [b"", b"this is no database, only a long enough line of text"])
def test_a_file_that_is_no_installation_is_left_alone(
    content: bytes, ask: Ask, folder: Path
) -> None:
    folder.mkdir()
    (folder / "recruit.sqlite").write_bytes(content)
    assert answer(ask("--json"))["market"] is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("DATABASE_URL", "mysql://x"),
        ("RECRUIT_ENV", "production"),
    ],
)
def test_an_installation_that_cannot_be_read_is_done_without(
    name: str, value: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    result = ask("--json")
    assert answer(result)["survey"]["median"] == 58_000
    assert "without a market" in result.stderr


def test_our_own_base_stands_beside_the_survey(installed: Database, ask: Ask) -> None:
    with installed.unit(writes=True) as session:
        for place in range(5):
            factories.candidate(
                session,
                city="Казань",
                salary=(60 + place) * 1000 * RUBLE,
                management_years=1,
                positions=[],
            )
        for _ in range(4):
            factories.vacancy(session, city="Казань")
        rebuild(session)
    result = ask("--band", "1", "--json")
    found = answer(result)
    assert result.stderr == ""
    expectations = found["market"]["expectations"]
    # Those of band II, times the middle of band I over theirs: 30 500 / 36 000.
    assert [expectations[f"p{p}"] for p in (10, 25, 50, 75, 90)] == [
        51_000,
        52_000,
        53_000,
        53_000,
        54_000,
    ]
    assert (expectations["people"], expectations["employers"]) == (5, 0)
    assert expectations["above_survey_percent"] == 74
    assert found["market"]["offers"] is None
    steps = [(entry["side"], entry["step"]) for entry in found["widening"]]
    assert steps == [
        ("expectations", "pair"),
        *(("offers", name) for name in ("pair", "bands", "region", "segments", "period")),
    ]


def test_a_retired_edition_answers_no_more(installed: Database, ask: Ask) -> None:
    with installed.unit(writes=True) as session:
        edition = find_edition(session, EDITION)
        assert edition
        edition.retirement = SurveyRetirement(reason="Ошибка", retired_at=NOON)
    result = ask("--json")
    assert result.exit_code == 2
    assert "there are of: none" in result.stderr


def test_a_survey_in_another_currency_is_told_in_rubles(installed: Database, ask: Ask) -> None:
    with installed.unit(writes=True) as session:
        edition = find_edition(session, EDITION)
        assert edition
        edition.currency = "USD"
    assert "recruit rate USD" in ask("--json").stderr
    with installed.unit(writes=True) as session:
        set_rate(session, currency="USD", kopecks=8_050, valid_from=date(2020, 1, 1))
    assert answer(ask("--json"))["survey"]["median"] == 58_000 * 8_050 // 100


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ["Казань, компании", "Диапазон II", "выше этого диапазона", "Чего ждут кандидаты"]),
        ("en", ["Kazan, companies", "Band II", "above this range", "What candidates expect"]),
    ],
)
def test_without_json_it_is_a_text_to_read(
    language: str, words: list[str], installed: Database, ask: Ask
) -> None:
    with installed.unit(writes=True) as session:
        for _ in range(5):
            factories.candidate(session, city="Набережные Челны", positions=[])
        rebuild(session)
    result = ask("--band", "2", "--expect", "50000", "--language", language)
    assert result.exit_code == 0
    text = result.stdout.replace("\u00a0", " ")
    assert all(word in text for word in words), text
