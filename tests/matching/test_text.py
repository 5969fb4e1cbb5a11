"""Texts are read as they look, each word by its lemma."""

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from string import ascii_lowercase

import pytest

from matching import text as reading
from matching.text import MAX_TEXT, clean, lemmas, lemmatise, sentences, sound


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("С++ и С#", "c++ и c#"),
        ("1C и 1С, 1 С", "1с и 1с, 1с"),
        ("РYTHON", "python"),
        ("СRМ, ЕRР, НR, АРI", "crm, erp, hr, api"),
        ("Пpoдaжи", "продажи"),
        ("soft\u00adware Py\u200bthon", "software python"),
        ("\ufeffотдел\u202eа\u2066", "отдела"),
        ("x" + "".join(chr(0xE0000 + ord(c)) for c in "hidden") + "y", "xy"),
        ("зарплата\u0301", "зарплата"),
        ("Ещё и\u0306од", "еще йод"),
        ("\ud800клиент\x00", "клиент"),
        ("ﬁnance", "finance"),
        ("Python-разработчик", "python-разработчик"),
        ("Javaразработчик", "javaразработчик"),
        ("сорока", "сорока"),
        ("cope", "cope"),
    ],
)
def test_clean_reads_what_is_seen(typed: str, read: str) -> None:
    assert clean(typed) == read


def test_clean_keeps_a_bounded_text() -> None:
    assert len(clean("\ufdfa" * MAX_TEXT)) <= MAX_TEXT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("вела переговоры", "ведение переговоров"),
        ("руководил отделами", "руководила отделом"),
        ("разработала регламенты", "разработка регламента"),
        ("sales managers", "sale manager"),
        ("учёт", "учет"),
        ("работа с клиентами", "работать с клиентом"),
    ],
)
def test_word_forms_share_their_lemmas(one: str, other: str) -> None:
    assert lemmas(one) == lemmas(other)


def test_signs_that_belong_to_a_name_stay() -> None:
    assert lemmas("C++, C# .NET") == ["c++", "c#", ".net"]


def test_sentences_end_at_points_and_bullets_but_not_inside_names() -> None:
    assert sentences("a node.js b. c\n• d; e") == ["a node.js b", " c", " d", " e"]


@pytest.mark.parametrize(
    ("russian", "english"),
    [("фотошоп", "photoshop"), ("питон", "python"), ("эксель", "excel"), ("джира", "jira")],
)
def test_names_that_sound_alike(russian: str, english: str) -> None:
    assert sound(russian) == sound(english)


def test_threads_read_words_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request reads words while the base is warmed up; the stemmer alone would mix them up."""
    drawn = random.Random(1)
    forms = ["".join(drawn.choices(ascii_lowercase, k=6)) + "ations" for _ in range(2000)]
    monkeypatch.setattr("matching.text._lemmas", type(reading._lemmas)())
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lemmatise, [forms] * 4))
    finally:
        sys.setswitchinterval(usual)

    reading._lemmas.clear()
    assert found == [lemmatise(forms)] * 4
