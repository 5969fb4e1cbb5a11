"""Which job is which: told again, corrected, reordered; and which are two."""

from typing import Any

import pytest

from recruit.candidates.pairing import pair_positions


def job(title: str, employer: str, start: str | None, end: str | None = None) -> dict[str, Any]:
    return {"title": title, "employer": employer, "start": start, "end": end, "description": ""}


HEAD = job("Руководитель отдела продаж", "ООО «Контур-Медиа»", "2021-03")
CLERK = job("Менеджер по продажам", "АО «Орбита»", "2017-05", "2021-02")


def test_order_does_not_matter() -> None:
    assert pair_positions([HEAD, CLERK], [CLERK, HEAD]) == [1, 0]


@pytest.mark.parametrize(
    "told",
    [
        HEAD | {"employer": "Контур Медиа"},
        HEAD | {"title": "РУКОВОДИТЕЛЬ ОТДЕЛА ПРОДАЖ"},
        HEAD | {"start": "2020-11"},
        HEAD | {"title": "Коммерческий директор"},
        HEAD | {"end": "2026-10", "description": "Собрала отдел."},
        HEAD | {"start": None},
    ],
)
def test_the_same_job_told_otherwise(told: dict[str, Any]) -> None:
    assert pair_positions([CLERK, HEAD], [told]) == [1]


@pytest.mark.parametrize(
    "other",
    [
        job("Бухгалтер", "ПАО «Заря»", "2021-03"),
        job("Руководитель отдела продаж", "ПАО «Заря»", "2023-01"),
        # The same post at the same firm, years later.
        job("Менеджер по продажам", "АО «Орбита»", "2024-01", "2025-01"),
        job("", "", None),
    ],
)
def test_another_job(other: dict[str, Any]) -> None:
    assert pair_positions([HEAD, CLERK], [other]) == [None]


def test_none_is_taken_twice() -> None:
    assert sorted(pair_positions([HEAD], [HEAD, HEAD]), key=str) == [0, None]
