"""Texts are read as they look, each word by its lemma."""

import pytest

from matching.text import MAX_TEXT, clean, lemmas, sentences, sound


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
