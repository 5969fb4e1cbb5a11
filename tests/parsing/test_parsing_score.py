"""The measure of the parser: what counts as right, wrong, missed and invented."""

from copy import deepcopy
from typing import Any

import pytest

from bench.layouts.cases import make_cases
from bench.parsing_calibration import calibration, judged
from bench.parsing_score import Tally, count_fields, leaks
from bench.parsing_values import Count

Row = dict[str, Any]


@pytest.fixture(scope="module")
def truths() -> list[Row]:
    return [case.truth for case in make_cases(5, 2, ("rabota_html", "form_rtf", "messenger_txt"))]


def answer(truth: Row) -> Row:
    """The perfect answer to a resume."""
    read = deepcopy(truth)
    read["languages"] = {code: bands[0] for code, bands in truth["languages"].items()}
    return read


@pytest.fixture
def truth(truths: list[Row]) -> Row:
    return deepcopy(truths[0]) | {
        "name": "Сёмушкин Пётр",
        "salary_expected": 80000,
        "currency": "RUB",
        "birth_date": "1990-03-12",
        "positions": [
            {"title": "Старший повар", "employer": "ООО «Три гуся»", "start": "2020-02",
             "end": None, "current": True, "manager": False, "team": None},
            {"title": "Повар", "employer": "Лазурит", "start": "2018", "end": "2020",
             "current": False, "manager": False, "team": 4},
        ],
        "management_months": 0,
    }  # fmt: skip


def test_a_perfect_answer_has_no_mistake(truths: list[Row]) -> None:
    tally = Tally()
    for told in truths:
        tally.add(told, answer(told))
    assert tally.macro(counted_only=True) == 1.0
    assert (tally.invented, tally.leaks) == (0, 0)


def test_nothing_read_is_missed_and_not_invented(truth: Row) -> None:
    counts = count_fields(truth, {})
    assert not any(count.right or count.wrong or count.invented for count in counts.values())
    assert counts["position_whole"].missed == 2


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("name", "ПЕТР  Cемушкин", "name", Count(right=1)),
        ("name", "Пётр Петров", "name", Count(wrong=1, missed=1)),
        ("salary_expected", 80000.0, "salary_expected", Count(right=1)),
        ("salary_expected", 90000, "salary_expected", Count(wrong=1, missed=1)),
        ("currency", "USD", "salary_expected", Count(wrong=1, missed=1)),
        ("management_months", 6, "management", Count()),
        ("management_months", 7, "management", Count(wrong=1, invented=1)),
    ],
)
def test_single_values(truth: Row, field: str, value: object, name: str, expected: Count) -> None:
    assert count_fields(truth, answer(truth) | {field: value})[name] == expected


def test_posts_are_paired_whatever_their_order(truth: Row) -> None:
    read = answer(truth)
    read["positions"] = [
        {"title": "повар", "employer": "АО Лазурит", "start": "2018-05", "end": "2020-01",
         "team": 4},
        {"title": "Старший повар", "employer": "Три гуся", "start": "2020-02", "end": "Present"},
    ]  # fmt: skip
    counts = count_fields(truth, read)
    assert counts["position_whole"] == Count(right=2)
    assert counts["team"] == Count(right=1)


def test_one_wrong_date_spoils_a_whole_post(truth: Row) -> None:
    read = answer(truth)
    read["positions"][0]["start"] = "2020-03"
    counts = count_fields(truth, read)
    assert counts["position_whole"] == Count(right=1, wrong=1, missed=1)
    assert counts["position_title"] == Count(right=2)


def test_a_post_too_many_is_wrong_in_each_of_its_fields(truth: Row) -> None:
    read = answer(truth)
    read["positions"].append({"title": "Завод", "employer": None, "start": "2001-01", "end": None})
    counts = count_fields(truth, read)
    assert [counts[name].wrong for name in ("position_title", "position_start", "position_whole")
            ] == [1, 1, 1]  # fmt: skip
    assert counts["position_employer"].wrong == 0


def test_a_value_of_an_untold_field_is_invented_once_a_file(truth: Row) -> None:
    told = truth | {"phones": []}
    tally = Tally()
    tally.add(told, answer(told) | {"phones": ["79000000000", "79000000001"]})
    assert tally.fields["phones"] == Count(wrong=2, invented=2)
    assert tally.invented == 1


def test_the_birth_date_leaks_anywhere_but_in_its_field(truth: Row) -> None:
    read = answer(truth)
    assert not leaks(truth, read)
    assert leaks(truth, read | {"skills": ["Повар 12.03.1990"]})
    assert not leaks(truth, read | {"provenance": {"birth_date": ["1990-03-12"]}})


def test_calibration_counts_sure_and_doubtful_values(truth: Row) -> None:
    def place(value: object, confidence: float) -> Row:
        return {"value": value, "confidence": confidence, "rule": "line"}

    read = answer(truth) | {
        "provenance": {
            "name": [place("Пётр Сёмушкин", 0.9)],
            "positions.0.title": [place("Старший повар", 0.9)],
        },
        "questions": {"city": [place("Тверь", 0.5)], "titles": []},
    }
    values = list(judged([truth], {truth["file"]: read}))
    assert [(one.field, one.right) for one in values] == [
        ("name", True),
        ("positions.title", True),
        ("city", truth["city"] == "Тверь"),
    ]
    assert "confidence" in calibration([truth], {truth["file"]: read})
