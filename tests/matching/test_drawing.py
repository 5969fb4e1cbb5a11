"""Curves as drawings that anything can show and anybody can have read out."""

import numpy as np
from lxml import etree

from matching.curves import FULL
from matching.drawing import HEIGHT, WIDTH, curve_svg

PRIOR = np.linspace(0, 12, FULL + 1)
LEARNT = np.minimum(PRIOR * 2, 18.0)
SVG = "{http://www.w3.org/2000/svg}"


def test_a_drawing_is_whole_and_says_what_it_shows() -> None:
    drawn = etree.fromstring(curve_svg("Опыт <лет>", PRIOR, LEARNT, 20, ("исходная", "выученная")))

    assert drawn.findtext(f"{SVG}title") == "Опыт <лет>"
    assert drawn.findtext(f"{SVG}desc") == "исходная: 12.0; выученная: 18.0"
    assert drawn.get("role") == "img"
    assert not drawn.xpath("//@style")


def test_lines_lie_inside_and_never_fall() -> None:
    drawn = etree.fromstring(curve_svg("x", PRIOR, LEARNT, 20, ("a", "b")))
    for line in drawn.iter(f"{SVG}polyline"):
        spots = [tuple(map(float, spot.split(","))) for spot in line.get("points", "").split()]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots)
        down = [y for _, y in spots]
        assert down == sorted(down, reverse=True)


def test_without_a_learnt_curve_only_the_prior_is_drawn() -> None:
    drawn = etree.fromstring(curve_svg("x", PRIOR, None, 20, ("a", "b")))

    assert [line.get("class") for line in drawn.iter(f"{SVG}polyline")] == ["curve-prior"]
