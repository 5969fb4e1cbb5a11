"""Weights of a shortlist: whoever moves none ranks as before, whoever moves some keeps them."""

import pytest

from recruit.db import Database
from recruit.models import Vacancy
from tests import factories
from tests.browsing import Visitor
from tests.shortlists.conftest import Scene, address


def scores(visitor: Visitor) -> list[tuple[str, str]]:
    """Who stands in the list, in its order, with their points."""
    rows = visitor.page.xpath("//*[@data-row]")
    return [
        (row.get("id"), row.xpath(".//*[contains(@class,'score')]")[0].text_content().strip())
        for row in rows
    ]


def sent_again(visitor: Visitor, **otherwise: str) -> dict[str, str]:
    """What the side of the page sends; a browser keeps a slider between its ends."""
    (side,) = visitor.page.xpath("//form[@id='side']")
    values = dict(side.form_values()) | otherwise
    for slider in side.xpath(".//input[@type='range']"):
        values[slider.name] = str(min(int(values[slider.name]), int(slider.get("max"))))
    return values


@pytest.mark.parametrize("salary", [None, 120_000 * factories.RUBLE])
def test_a_condition_alone_moves_no_weight(
    recruiter: Visitor, scene: Scene, database: Database, salary: int | None
) -> None:
    with database.unit(writes=True) as session:
        vacancy = session.get_one(Vacancy, scene.vacancy.id)
        vacancy.salary_from, vacancy.salary_to = None, salary
        for number in range(20):
            factories.candidate(session, name=f"Человек {number}", experience_years=number)
    recruiter.get(address(scene))
    before = scores(recruiter)
    recruiter.get(address(scene), query_string=sent_again(recruiter, known_salary=""))
    assert scores(recruiter) == before


def test_weights_that_somebody_moved_stay_as_they_were_moved(
    recruiter: Visitor, scene: Scene
) -> None:
    parts = ("skills", "experience", "salary", "place", "title", "text")
    moved = {f"w_{part}": "0" for part in parts} | {"w_skills": "60", "w_experience": "10"}
    recruiter.get(address(scene), query_string=moved)
    before = scores(recruiter)
    for _ in range(3):
        recruiter.get(address(scene), query_string=sent_again(recruiter))
        assert scores(recruiter) == before
        assert recruiter.page.get_element_by_id("w_skills").get("value") == "86"
    # A slider that was drawn to 0 can be drawn up again.
    slider = recruiter.page.get_element_by_id("w_text")
    assert (slider.get("type"), slider.get("value")) == ("range", "0")
    recruiter.get(address(scene), query_string=sent_again(recruiter, w_text="14"))
    assert recruiter.page.get_element_by_id("w_text").get("value") == "12"


def test_what_says_how_weights_were_drawn_may_say_anything(
    recruiter: Visitor, scene: Scene
) -> None:
    recruiter.get(address(scene))
    before, sent = scores(recruiter), sent_again(recruiter)
    for moved in ("", "x", "1-2-3", "0-0-0-0-0-0", "-1-1-1-1-1-1", "9" * 39):
        recruiter.get(address(scene), query_string=sent | {"moved": moved})
        assert scores(recruiter) == before
