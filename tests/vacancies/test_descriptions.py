"""Texts cut into headings, paragraphs and lists."""

import time

import pytest

from recruit.vacancies.descriptions import Block, blocks, summary


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Один абзац.", [Block("p", ["Один абзац."])]),
        ("Раз.\n\nДва.", [Block("p", ["Раз."]), Block("p", ["Два."])]),
        (
            "Что делать:\n- вести отдел\n— считать\n\nЖдём вас.",
            [
                Block("h", ["Что делать"]),
                Block("ul", ["вести отдел", "считать"]),
                Block("p", ["Ждём вас."]),
            ],
        ),
        ("Слово:\nещё слово", [Block("p", ["Слово:"]), Block("p", ["ещё слово"])]),
        ("- а\r\n\r\n- б", [Block("ul", ["а", "б"])]),
        ("-5 градусов", [Block("p", ["-5 градусов"])]),
    ],
)
def test_blocks(text: str, found: list[Block]) -> None:
    assert blocks(text) == found


def test_the_summary_is_the_first_sentence_of_the_first_paragraph() -> None:
    assert summary("О роли:\n- пункт\n\nВедёт отдел. Ещё.") == "Ведёт отдел."
    assert summary("- только список") == ""


def test_a_long_sentence_ends_with_a_clause() -> None:
    assert summary("слово " * 30 + "раз, " + "слово " * 30) == "слово " * 30 + "раз"
    assert summary("слово " * 100) == ("слово " * 100).strip()


def test_a_text_of_clauses_only_is_summed_up_at_once() -> None:
    began = time.perf_counter()
    assert summary("слово, " * 100_000) == ("слово, " * 31).strip(", ")
    assert time.perf_counter() - began < 2
