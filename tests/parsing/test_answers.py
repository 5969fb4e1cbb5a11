"""A value that is not sure enough is a question and no answer."""

from typing import Any

from recruit.parsing.answers import THRESHOLD, answered


def place(value: object, confidence: float) -> dict[str, Any]:
    return {"value": value, "confidence": confidence, "span": [0, 4], "page": 1, "rule": "r"}


DRAFT: dict[str, Any] = {
    "name": "Анна Ярцева",
    "city": None,
    "titles": ["Кассир", "Берег"],
    "salary_expected": 80000, "currency": "RUB", "salary_net": True,
    "positions": [{"title": "Кассир", "employer": "Берег", "start": "2015"}],
    "languages": {"en": "B1", "de": "A1"},
    "questions": ["city", "titles"],
    "provenance": {
        "name": [place("Анна Ярцева", THRESHOLD)],
        "titles": [place("Кассир", 0.9), place("Берег", 0.5)],
        "salary_expected": [place(80000, 0.6)],
        "positions.0.title": [place("Кассир", 0.9)],
        "positions.0.employer": [place("Берег", 0.6)],
        "languages.de": [place("A1", 0.5)],
        "languages.en": [place("B1", 0.9)],
    },
}  # fmt: skip


def test_doubtful_values_leave_their_fields() -> None:
    answer = answered(DRAFT)
    assert answer["name"] == "Анна Ярцева"
    assert answer["titles"] == ["Кассир"]
    assert (answer["salary_expected"], answer["currency"], answer["salary_net"]) == (None,) * 3
    assert answer["positions"] == [{"title": "Кассир", "employer": None, "start": "2015"}]
    assert answer["languages"] == {"en": "B1"}


def test_they_stand_under_questions_with_their_places() -> None:
    questions = answered(DRAFT)["questions"]
    assert questions["city"] == []
    assert [one["value"] for one in questions["titles"]] == ["Берег"]
    assert questions["positions.0.employer"][0]["span"] == [0, 4]
    assert "name" not in questions


def test_the_draft_itself_is_left_as_it_was() -> None:
    before = repr(DRAFT)
    assert "languages.de" not in answered(DRAFT)["provenance"]
    assert repr(DRAFT) == before
