"""The survey: cells, bands, and what a sum is worth elsewhere."""

import numpy as np
import pytest

from matching.bands import SalarySurvey, SurveyError, band_for, bands_for
from tests.matching.factories import SURVEY

ROW = {
    "city": "Тверь", "segment": "company", "band1_min": "1", "band1_max": "2", "band2_min": "2",
    "band2_max": "3", "band3_min": "3", "band3_max": "4", "band4_min": "4", "band4_max": "5",
    "median": "3",
}  # fmt: skip


def test_a_cell_is_exact() -> None:
    cell = SURVEY.cell("Москва", "company")

    assert cell is not None
    assert cell.band(4) == (12_000_000, 20_000_000)
    assert cell.median == 10_500_000


def test_without_a_segment_companies_are_meant() -> None:
    assert SURVEY.cell("Омск", None) == SURVEY.cell("Омск", "company")


def test_a_city_that_the_survey_lacks_has_no_cell() -> None:
    assert SURVEY.cell("Тверь", "company") is None
    assert SURVEY.cell(None, "company") is None
    assert SURVEY.convert(100, "Тверь", "Москва", "company", 1) is None


@pytest.mark.parametrize(
    ("months", "band"), [(None, None), (0, 1), (11, 1), (12, 2), (24, 3), (35, 3), (36, 4)]
)
def test_months_in_management_open_bands(months: int | None, band: int | None) -> None:
    assert band_for(months) == band
    assert bands_for(np.array([-1 if months is None else months]))[0] == (band or 0)


def test_a_sum_is_carried_by_the_middles_of_the_band() -> None:
    assert SURVEY.convert(9_950_000, "Омск", "Москва", "company", 4) == 16_000_000
    assert SURVEY.convert(5_000_000, "Москва", "Москва", "agency", 2) == 5_000_000


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"band3_max": "4,5"}, "row 2, column band3_max: '4,5' is not a whole sum"),
        ({"median": None}, "row 2, column median"),
        ({"segment": "bank"}, "row 2: city and segment"),
        ({"city": " "}, "row 2: city and segment"),
    ],
)
def test_a_wrong_row_is_refused(changes: dict[str, str | None], told: str) -> None:
    with pytest.raises(SurveyError, match=told):
        SalarySurvey.from_rows([ROW | changes], role="any")
