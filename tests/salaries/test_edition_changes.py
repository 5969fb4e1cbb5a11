"""What changed from one edition of a survey to another."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.salaries.edition_changes import Change, compare
from recruit.salaries.edition_files import read_editions

ROWS = read_editions()[0][1].rows


@pytest.mark.parametrize(
    ("before", "after", "basis_points", "is_jump"),
    [
        (100_000, 107_500, 750, False),
        (100_000, 150_000, 5_000, False),
        (100_000, 150_010, 5_001, True),
        (100_000, 50_000, -5_000, False),
        (100_000, 49_000, -5_100, True),
        (30_000, 30_001, 0, False),  # a third of a hundredth of a per cent
        (20_000, 20_001, 1, False),  # half of one goes up
        (20_000, 19_999, -1, False),
    ],
)
def test_a_change_is_told_in_hundredths_of_a_per_cent(
    before: int, after: int, basis_points: int, is_jump: bool
) -> None:
    change = Change(before, after)
    assert (change.basis_points, change.is_jump) == (basis_points, is_jump)


@given(st.integers(1, 10**11), st.integers(1, 10**11))
def test_a_rise_never_reads_as_a_fall(before: int, after: int) -> None:
    points = Change(before, after).basis_points
    assert (points <= 0) if after < before else (points >= 0)


def test_an_edition_against_itself_has_no_changes() -> None:
    changes = compare(ROWS, ROWS)
    assert changes.is_nothing
    assert (len(changes.rows), changes.jumps) == (24, 0)
    assert [(one.risen, one.fallen, one.mean) for one in changes.medians] == [(0, 0, 0)] * 2


def test_cities_that_come_and_go_and_medians_that_move() -> None:
    before = [row for row in ROWS if row.city != "Уфа"]
    after = [
        replace(row, median=row.median * (11 if row.city != "Казань" else 9) // 10)
        for row in ROWS
        if row.city != "Москва"
    ]
    changes = compare(before, after)
    assert (changes.new_cities, changes.dropped_cities) == (("Уфа",), ("Москва",))
    assert len(changes.rows) == 20
    agencies, companies = changes.medians
    # Nine times +10 % and once −10 %: +8 % on average.
    assert (agencies.cities, agencies.risen, agencies.fallen, agencies.mean) == (10, 9, 1, 800)
    assert companies.segment == "company"
    assert changes.rows[0].median == Change(before[2].median, after[0].median)
    assert changes.rows[0].bands[0] == (
        Change(after[0].band1_min, after[0].band1_min),
        Change(after[0].band1_max, after[0].band1_max),
    )
