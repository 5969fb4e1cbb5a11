"""Titles are near by what they mean, whatever their words and their language."""

import numpy as np
import pytest

from matching.concepts import ConceptSpace
from matching.growing import Rooms
from matching.titles import TitleGroups

TITLES = TitleGroups.load()


def near(wanted: str, *others: str) -> list[float]:
    """How near posts held under these titles are to the wanted one."""
    read = [TITLES.read(title) for title in others]
    _, held = TITLES.similarity(
        TITLES.read(wanted),
        np.array([title.group if title.is_name else -1 for title in read], dtype=np.int32),
        np.array([title.level for title in read], dtype=np.int8),
        TITLES.vectors(read),
    )
    return held.tolist()


@pytest.mark.parametrize(
    ("wanted", "same"),
    [
        ("Руководитель отдела по работе с клиентами", "Начальник клиентского отдела"),
        ("Руководитель отдела по работе с клиентами", "Head of customer success"),
        ("Lawyer", "Attorney"),
        ("Юрист", "Lawyer"),
        ("Няня", "Babysitter"),
        ("Программист 1С", "Программист 1C"),
    ],
)
def test_names_of_one_post_are_one(wanted: str, same: str) -> None:
    assert near(wanted, same) == [1.0]


@pytest.mark.parametrize(
    "ladder",
    [
        ("Водитель категории С", "Водитель", "Машинист крана", "Бухгалтер"),
        ("Java developer", "Java-программист", "Python developer", "Дизайнер интерьера"),
        ("Медсестра", "Медицинская сестра", "Врач-терапевт", "Сварщик"),
        ("Sales manager", "Менеджер по продажам", "Торговый представитель", "Лаборант"),
        ("Водитель погрузчика на склад, вахта", "Водитель погрузчика", "Кладовщик", "Юрист"),
    ],
)
def test_the_near_stand_above_the_far(ladder: tuple[str, ...]) -> None:
    wanted, *others = ladder
    found = near(wanted, *others)

    assert found == sorted(found, reverse=True)
    assert found[0] > 0.5 > found[-1] + 0.3


def test_a_helper_is_not_the_head() -> None:
    head, helper = near("Главный бухгалтер", "Главный бухгалтер", "Помощник главного бухгалтера")

    assert head == 1
    assert helper < 0.7


def test_a_vector_depends_on_its_own_title_alone() -> None:
    titles = [TITLES.read(title) for title in ("Повар", "Head of sales", "Слесарь", "абвгд")]
    together = TITLES.vectors(titles)
    alone = TITLES.vectors(titles[:2]).joined(TITLES.vectors(titles[2:]), Rooms())

    for whole, parts in ((together.words, alone.words), (together.concepts, alone.concepts)):
        assert (whole != parts).nnz == 0


def test_a_title_like_no_name_has_no_concept() -> None:
    space = ConceptSpace([(0, ("повар",)), (1, ("слесарь",))], [(0, 1)])
    vectors = space.vectors([("зюйд",), ("повар",)])

    assert vectors.concepts[[0]].nnz == 0
    assert vectors.closeness(space.vectors([("повар",)])).tolist() == [0.0, 1.0]
    assert len(space.vectors([])) == 0
