"""Searching in Russian: any case, any ending, and each text is cut into words once."""

import pytest

from recruit import search
from recruit.search import answers


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("  !", True),
        ("РУКОВОДИТЕЛЬ", True),
        ("руков", True),
        ("отделом", True),
        ("руководителя отделов", True),
        ("водитель", False),
        ("руководитель склада", False),
    ],
)
def test_every_word_of_a_query_has_to_be_there(query: str, found: bool) -> None:
    assert answers(query, ["Руководитель", "отдела сопровождения"]) is found


def test_a_text_is_cut_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(search, "clean", lambda text: seen.append(text) or text.lower())
    for query in ("ведёт", "учёт", "склад"):
        answers(query, ["Ведёт", "складской учёт номер семь"])
    assert seen.count("Ведёт\nскладской учёт номер семь") == 1


def test_a_changed_text_is_another_text() -> None:
    assert not answers("кассир", ["Продавец"])
    assert answers("кассир", ["Продавец-кассир"])
