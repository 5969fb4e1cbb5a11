"""Names in every spelling, and names that only look alike."""

import pytest

from recruit.duplicates.pairing.names import compare_names, is_common, readings
from recruit.duplicates.pairing.spelling import latin

ONE_NAME = (
    "Щукин Shchukin Schukin Ščukin",
    "Юлия Yulia Iuliia Julia Yuliya",
    "Алексей Aleksey Alexey Aleksei Aleksej",
    "Дмитрий Dmitry Dmitrii Dmitriy",
    "Соловьёв Соловьев Solovyov Solovyev Soloviev",
    "Цветков Tsvetkov",
    "Ксения Kseniia Xenia",
    "Евгений Evgeny Yevgeny Evgenii",
    "Фёдор Федор Fyodor Fedor",
    "Татьяна Tatiana Tatyana Tat'yana",
    "Чайковский Chaykovskiy Tchaikovsky",
    "Яна Yana Iana",
)
TWO_NAMES = ("Яна Анна", "Алия Алла", "Уля Юля", "Марина Мария", "Иванов Иванков")


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_one_name_in_any_letters_has_one_form(spellings: str) -> None:
    assert len({latin(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("names", TWO_NAMES)
def test_two_names_have_two_forms(names: str) -> None:
    one, other = names.split()
    assert latin(one) != latin(other)


@pytest.mark.parametrize(
    ("one", "other", "levels"),
    [
        ("Иванов Иван Иванович", "Иван Иванов", ("same", "common", "unknown")),
        ("Иванов Иван Иванович", "Иванов И. И.", ("initial", "common", "initial")),
        ("Иванов Иван Иванович", "И.П. Иванов", ("initial", "common", "different")),
        ("Щукин Андрей", "Andrey Schukin", ("same", "same", "unknown")),
        ("Саша Петров", "Петров Александр Олегович", ("short", "common", "unknown")),
        ("Саша Вербина", "Александра Вербина", ("short", "same", "unknown")),
        ("Анна Сидорова (Котова)", "Котова Анна", ("same", "part", "unknown")),
        ("Мария Петрова-Водкина", "Петрова Маша", ("short", "part", "unknown")),
        ("Громов Сергей", "Громова Сергей", ("same", "form", "unknown")),
        ("Щукни Андрей", "Щукин Андрей", ("same", "similar", "unknown")),
        ("Щукин Пётр Ильич", "Щукин Павел Ильич", ("different", "same", "same")),
        ("Дарья Вербина", "Марья Вербина", ("different", "same", "unknown")),
        ("Щукин Олег Львович", "Щукин Олег Петрович", ("same", "same", "different")),
        ("Щукин Олег Сергеевич", "Щукина Ольга Сергеевна", ("different", "form", "same")),
        ("Роман Абрамович", "Абрамович Роман Аркадьевич", ("same", "same", "unknown")),
        ("", "Иванов Иван", ("unknown", "unknown", "unknown")),
    ],
)
def test_names_are_compared_part_by_part(
    one: str, other: str, levels: tuple[str, str, str]
) -> None:
    assert compare_names(one, other) == levels
    assert compare_names(other, one) == levels


def test_a_surname_of_many_tells_less() -> None:
    assert is_common(latin("Иванова"))
    assert is_common(latin("Kuznetsov"))
    assert not is_common(latin("Вяземская"))


@pytest.mark.parametrize("odd", ["", " ", "...", "А", "?", "я" * 5000, "И. " * 500, "٣٤ ﷽ 李小龍"])
def test_whatever_stands_in_a_name_is_read_without_an_error(odd: str) -> None:
    assert len(readings(odd)) < 100
    compare_names(odd, "Иванов Иван Иванович")
