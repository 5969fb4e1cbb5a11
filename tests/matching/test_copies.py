"""What was copied from the vacancy tells nothing of who copied it."""

import pytest

from matching.reasons import part_reason
from tests.matching.factories import candidate, rank, units, vacancy

ADVERT = """Требуется кладовщик на склад готовой продукции, опыт работы от пяти лет.
Приёмка и отгрузка товара, ведение складского учёта в 1С, инвентаризация раз в месяц.
Погрузчик, права категории D, руководство бригадой из трёх человек."""
OWN = "Шью платья на заказ, веду страницу ателье."


def shuffled(text: str) -> str:
    return "\n".join(reversed(text.splitlines()))


@pytest.mark.parametrize(
    "copy",
    [
        ADVERT,
        shuffled(ADVERT),
        ADVERT.replace(" ", " \u2060"),
        ADVERT.translate(str.maketrans("аеорсух", "aeopcyx")),
        ADVERT.splitlines()[0] + "\n" + ADVERT.splitlines()[1],
    ],
    ids=["whole", "shuffled", "zero-width", "look-alikes", "most of it"],
)
@pytest.mark.parametrize("positions", [None, [{"title": "Швея", "start": "2015-01"}]])
def test_a_copy_lifts_nobody(copy: str, positions: list[dict[str, str]] | None) -> None:
    base = {"title": None, "positions": positions, "skills": None}
    own, copier = units(
        rank(
            vacancy(title="Кладовщик", text=ADVERT, must=None, nice=None),
            [candidate(**base, text=OWN), candidate(**base, text=f"{OWN}\n{copy}")],
        )
    )

    assert copier <= own


def test_years_and_titles_of_a_copy_are_not_the_copiers() -> None:
    base = {"title": None, "positions": None, "skills": None}
    ranking = rank(
        vacancy(title="Кладовщик", text=ADVERT, must=None, nice=None),
        [candidate(**base, text=ADVERT), candidate(**base, text="Стаж 7 лет. Кладовщик")],
    )

    assert ranking.explain(0).experience.total is None
    assert ranking.explain(1).experience.total == 84


def test_the_own_words_of_a_copier_still_count() -> None:
    base = {"title": None, "positions": None, "skills": None}
    wanted = vacancy(title="Кладовщик", text=ADVERT, must=["складской учёт"], nice=None)
    told = "Семь лет вёл складской учёт на заводе красок."
    copier, honest, idle = units(
        rank(
            wanted,
            [
                candidate(**base, text=f"{told}\n{ADVERT}"),
                candidate(**base, text=told),
                candidate(**base, text=OWN),
            ],
        ),
        "skills",
    )

    assert idle < copier == honest


def test_the_reasons_tell_of_a_copy() -> None:
    ranking = rank(vacancy(text=ADVERT), [candidate(text=OWN), candidate(text=f"{OWN}\n{ADVERT}")])

    assert "скопированные из вакансии" in part_reason(ranking.explain(1), "text", "ru")
    assert "copied from the vacancy" in part_reason(ranking.explain(1), "text", "en")
    assert "скопированные" not in part_reason(ranking.explain(0), "text", "ru")
