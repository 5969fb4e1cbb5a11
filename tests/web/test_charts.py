"""Scores and salaries as they are drawn: points that add up, marks in place, words beside."""

from collections.abc import Callable

import pytest
from lxml import html

from recruit.web import charts
from recruit.web.charts import Market, ScorePart

Draw = Callable[..., str]

MOSCOW = Market(
    "Москва",
    (
        (5_000_000, 6_500_000),
        (6_500_000, 8_000_000),
        (8_000_000, 13_000_000),
        (13_000_000, 20_000_000),
    ),
    11_500_000,
)


def parts(*points: float | tuple[float, float]) -> list[ScorePart]:
    weights = (35, 25, 20, 12, 8)
    labels = ("Навыки", "Опыт", "Зарплата", "Город", "Роль")
    ends = [point if isinstance(point, tuple) else (point, point) for point in points]
    return [
        ScorePart(label, weight, low, high)
        for label, weight, (low, high) in zip(labels, weights, ends, strict=True)
    ]


# ---------- arithmetic of the drawings ----------


@pytest.mark.parametrize(
    "points",
    [
        (33.4, 24.3, 18.9, 11.6, 7.4),
        (33.5, 24.5, 18.5, 11.5, 7.5),
        (34, 25, (0, 20), 12, 8),
        ((13.6, 29.9), (0.4, 24.7), (1.5, 20), (11.6, 12), (7.9, 8)),
        (0, 0, 0, 0, 0),
        (35, 25, 20, 12, 8),
    ],
)
def test_points_shown_add_up_and_stay_within_their_weights(points):
    drawn = charts.segments(parts(*points))
    assert sum(part.low for part in drawn) == charts.score_of(parts(*points))[0]
    assert all(0 <= part.low <= part.high <= part.weight for part in drawn)
    exact_low = sum(part.low for part in parts(*points))
    assert abs(charts.score_of(parts(*points))[0] - exact_low) <= 0.5
    settled = [
        part for part, point in zip(drawn, points, strict=True) if not isinstance(point, tuple)
    ]
    assert all(part.known for part in settled)


def test_rounding_keeps_the_sum():
    assert charts.whole_points([33.4, 24.3, 18.9, 11.6, 7.4], [35, 25, 20, 12, 8]) == [
        33,
        24,
        19,
        12,
        8,
    ]
    assert charts.whole_points([1 / 3] * 3, [1] * 3) == [1, 0, 0]


def test_tracks_stand_side_by_side_and_fill_the_bar():
    drawn = charts.segments(parts(34, 25, (0, 20), 12, 8))
    assert [part.x for part in drawn] == [0, 35, 60, 80, 92]
    assert drawn[2].filled == 0
    assert drawn[2].unknown == 20
    assert drawn[-1].x + drawn[-1].width == 100


def test_places_on_a_scale_are_clamped_to_it():
    scale = (0.0, 200.0)
    assert charts.place(50, scale) == "25%"
    assert charts.place(500, scale) == "100%"
    assert charts.place(-1, scale) == "0%"
    assert charts.span(50, 100, scale) == "25%"


def test_one_scale_for_a_list_holds_its_markets_and_near_amounts():
    low, high = charts.common_scale([MOSCOW], [4_000_000, None, 25_000_000])
    assert low < 4_000_000
    assert 25_000_000 < high < 27_000_000


def test_an_absurd_amount_does_not_squeeze_the_scale():
    assert charts.common_scale([MOSCOW], [900_000_000]) == charts.common_scale([MOSCOW])


def test_ticks_are_round_and_inside():
    assert charts.ticks((4_600_000, 20_400_000)) == [5_000_000, 10_000_000, 15_000_000, 20_000_000]


# ---------- score and market ----------

SCORE = '{% import "components/score.html" as score %}'


def test_the_bar_says_its_parts_in_words(draw: Draw):
    bar = html.fromstring(draw("{{ score_bar(p) }}", p=parts(34, 25, (0, 20), 12, 8)))
    assert bar.get("role") == "img"
    assert bar.get("aria-label").replace("\u00a0", " ") == (
        "Навыки: 34 из 35. Опыт: 25 из 25. Зарплата: от 0 до 20 из 20. "
        "Город: 12 из 12. Роль: 8 из 8"
    )
    assert [text.text for text in bar.iter("text")] == ["34", "25", "0–20", "12", "8"]
    assert len(bar.find_class("unknown")) == 1


def test_a_score_with_an_unknown_part_shows_both_ends(draw: Draw):
    known = draw(SCORE + "{{ score.score_num(*score_of(p)) }}", p=parts(34, 25, 20, 12, 8))
    unknown = draw(
        SCORE + "{{ score.score_num(*score_of(p)) }}", "en", p=parts(34, 25, (0, 20), 12, 8)
    )
    assert "<b>99</b>" in known
    assert "score-upto" not in known
    assert "<b>79</b>" in unknown
    assert "up to 99" in unknown


def test_the_table_of_parts_ends_in_the_sum(draw: Draw):
    table = html.fromstring(
        draw(SCORE + "{{ score.parts_table(p) }}", p=parts(33.4, 23.6, 19.2, 12, 7.8))
    )
    rows = [int(cell.text.split()[0]) for cell in table.find_class("pts")]
    assert sum(rows[:-1]) == rows[-1] == 96
    assert table.find("caption").text == "Из\u00a0чего сложились 96\u00a0баллов"


RANGE = '{% import "components/range.html" as range_ %}'


def test_a_salary_is_told_against_its_market(draw: Draw):
    source = RANGE + "{{ range_.range_plot(m, want, offer) }}"
    plot = html.fromstring(draw(source, m=MOSCOW, want=12_500_000, offer=(11_000_000, 13_000_000)))
    assert plot.get("aria-label").replace("\u00a0", " ").replace("\u202f", " ") == (
        "Ожидание: 125 000 ₽. Рынок: Москва, от 50 000 ₽ до 200 000 ₽, медиана 115 000 ₽. "
        "Вилка вакансии: 110 000–130 000 ₽."
    )
    assert len(plot.find_class("want")) == 1
    assert len(plot.find_class("offer")) == 3


@pytest.mark.parametrize(("want", "said"), [(None, True), (False, False)])
def test_an_unknown_expectation_is_said_and_an_absent_one_is_not(draw: Draw, want, said):
    plot = draw(RANGE + "{{ range_.range_plot(m, want) }}", "en", m=MOSCOW, want=want)
    assert ("The expectation is not known." in plot) is said
    assert 'class="want"' not in plot


def test_an_open_offer_has_one_end(draw: Draw):
    plot = draw(RANGE + "{{ range_.range_axis(m, offer=o) }}", m=MOSCOW, o=(11_000_000, None))
    assert plot.count('class="offer"') == 2
    assert "от\u00a0110\u202f000\u00a0₽" in plot


def test_a_band_takes_a_number_or_a_numeral(draw: Draw):
    source = '{% from "components/band.html" import band %}{{ band(n) }}'
    assert "band-3" in draw(source, n=3)
    assert draw(source, n="III") == draw(source, n=3)
    assert draw(source, n=None) == ""
