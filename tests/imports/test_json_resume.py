"""Resumes by the schema of jsonresume.org: what a profile takes, and what is left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from recruit.imports.mapping import check, guess
from recruit.imports.table_faults import Remark, RowCode
from recruit.imports.tables import Format
from tests.imports.table_files import table_of, understood

ANNA: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {
        "name": "Анна Рябова",
        "label": "Системный аналитик",
        "image": "https://example.com/anna.jpg",
        "email": "Anna@Example.com",
        "phone": "8 900 000-14-25",
        "summary": "Описываю процессы.",
        "location": {"city": "Казань", "countryCode": "RU"},
        "profiles": [{"network": "GitHub", "username": "anna"}],
    },
    "work": [
        {
            "name": "Контур",
            "position": "Аналитик",
            "startDate": "2019-04-15",
            "endDate": "2023-02",
            "summary": "Вела требования.",
            "highlights": ["Сократила сроки вдвое", "Обучила троих"],
            "url": "https://example.com",
        },
        {"company": "Ромашка", "position": "Стажёр", "startDate": "2018-01"},
    ],
    "education": [
        {
            "institution": "КФУ",
            "area": "Информатика",
            "studyType": "Бакалавр",
            "startDate": "2014-09-01",
            "endDate": "2018-06-30",
        }
    ],
    "skills": [{"name": "Анализ", "level": "Senior", "keywords": ["SQL", "BPMN", "SQL"]}],
    "languages": [
        {"language": "English", "fluency": "Fluent"},
        {"language": "Русский", "fluency": "Родной"},
    ],
    "awards": [{"title": "Лучший аналитик"}],
    "interests": [],
    "meta": {"version": "v1.0.0"},
}


def resume(**changes: Any) -> bytes:
    return json.dumps(ANNA | changes).encode()


def test_a_resume_fills_a_whole_profile(tmp_path: Path) -> None:
    (anna,) = understood(resume(), tmp_path)
    assert (anna.faults, anna.remarks) == ([], [])
    assert anna.values == {
        "title": "Системный аналитик",
        "city": "Казань",
        "relocation": None,
        "remote": None,
        "salary": None,
        "salary_currency": "RUB",
        "tax": "unknown",
        "experience_years": None,
        "management_years": None,
        "positions": [
            {
                "title": "Аналитик",
                "employer": "Контур",
                "start": "2019-04",
                "end": "2023-02",
                "description": "Вела требования.\nСократила сроки вдвое\nОбучила троих",
            },
            {
                "title": "Стажёр",
                "employer": "Ромашка",
                "start": "2018-01",
                "end": None,
                "description": "",
            },
        ],
        "skills": ["Анализ", "SQL", "BPMN"],
        "education": "higher",
        "education_text": "Бакалавр, Информатика, КФУ, 2014–2018",
        "languages": [{"code": "en", "level": "fluent"}, {"code": "ru", "level": "fluent"}],
        "text": "Описываю процессы.",
        "name": "Анна Рябова",
        "email": "anna@example.com",
        "phone": "+79000001425",
    }


def test_what_has_no_place_is_named(tmp_path: Path) -> None:
    table = table_of(resume(), tmp_path)
    assert table.format == Format.JSON_RESUME
    assert set(table.left_out) == {
        "awards",
        "basics.image",
        "basics.profiles",
        "basics.location.countryCode",
        "work.url",
        "skills.level",
    }
    assert check([one.field for one in guess(table)], table.columns) == []


@pytest.mark.parametrize(
    "content",
    [resume(), b"[" + resume() + b"]", json.dumps(ANNA, indent=2).encode()],
    ids=["one object", "a list", "over many lines"],
)
def test_one_or_a_list_of_one(content: bytes, tmp_path: Path) -> None:
    (anna,) = understood(content, tmp_path)
    assert (anna.number, anna.faults) == (1, [])


def test_one_a_line(tmp_path: Path) -> None:
    ilya = ANNA | {"basics": ANNA["basics"] | {"name": "Илья", "phone": ""}, "work": []}
    content = resume() + b"\n\n" + json.dumps(ilya).encode() + b"\n"
    rows = understood(content, tmp_path)
    assert [(row.number, row.values["name"], row.faults) for row in rows] == [
        (1, "Анна Рябова", []),
        (3, "Илья", []),
    ]
    assert rows[1].values["positions"] == []


@pytest.mark.parametrize(
    ("changes", "key", "expected"),
    [
        ({"work": {"name": "Контур"}}, "work", "list"),
        ({"work": ["Контур"]}, "work", "list"),
        ({"work": [{"position": 5}]}, "work.position", "text"),
        ({"work": [{"position": "A", "highlights": "B"}]}, "work.highlights", "texts"),
        ({"skills": "SQL"}, "skills", "list"),
        ({"skills": [{"keywords": [1]}]}, "skills.keywords", "texts"),
        ({"education": [{"institution": ["КФУ"]}]}, "education.institution", "text"),
        ({"languages": [{"language": {}}]}, "languages.language", "text"),
        ({"basics": ANNA["basics"] | {"location": "Казань"}}, "basics.location", "object"),
        ({"basics": ANNA["basics"] | {"name": ["Анна"]}}, "basics.name", "text"),
    ],
)
def test_a_wrong_shape_is_a_fault_of_its_resume(
    changes: dict[str, Any], key: str, expected: str, tmp_path: Path
) -> None:
    content = resume(**changes) + b"\n" + resume()
    wrong, right = understood(content, tmp_path)
    shapes = [fault for fault in wrong.faults if fault.code == RowCode.BAD_SHAPE]
    assert [(fault.column, fault.params["expected"]) for fault in shapes] == [(key, expected)]
    assert right.faults == []


def test_a_year_alone_is_never_taken_for_january(tmp_path: Path) -> None:
    work = [{"name": "Контур", "position": "Аналитик", "startDate": "2015", "endDate": "2018-03"}]
    (anna,) = understood(resume(work=work), tmp_path)
    (position,) = anna.values["positions"]
    assert (position["start"], position["end"]) == (None, None)
    assert position["description"] == "2015 – 2018-03"
    assert [remark.code for remark in anna.remarks] == [Remark.YEAR_ALONE]


def test_more_jobs_than_a_profile_takes_are_a_fault(tmp_path: Path) -> None:
    work = [{"name": "Контур", "position": "Аналитик"}] * 41
    (anna,) = understood(resume(work=work), tmp_path)
    assert [fault.code for fault in anna.faults] == [RowCode.MANY_WORKS]


def test_an_unknown_kind_of_study_is_kept_in_words(tmp_path: Path) -> None:
    school = {"institution": "Яндекс", "studyType": "Интенсив"}
    (anna,) = understood(resume(education=[school]), tmp_path)
    assert (anna.faults, anna.values["education"]) == ([], None)
    assert anna.values["education_text"] == "Интенсив, Яндекс"
