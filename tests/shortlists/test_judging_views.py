"""Verdicts and releases from the list: what they take, what they refuse, what they leave behind."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.models import Role, Submission, Vacancy, VacancyState, Verdict
from tests import factories
from tests.browsing import Visitor
from tests.shortlists.conftest import Scene, address


def test_a_verdict_is_saved_and_shown(recruiter: Visitor, scene: Scene, database: Database) -> None:
    recruiter.get(address(scene))
    recruiter.submit(
        action=f"{scene.strong.public_id}/verdict", button=("verdict", "1"), values={"reason": ""}
    )
    assert "Вердикт записан" in recruiter.text
    pressed = recruiter.page.xpath("//button[@aria-pressed='true']/@value")
    assert pressed == ["1"]


def test_no_asks_its_reason_in_the_row(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    recruiter.get(address(scene))
    action = f"{scene.weak.public_id}/verdict"
    recruiter.submit(action=action, button=("verdict", "5"), values={"reason": ""})
    assert "Скажите, почему нет" in recruiter.text
    with database.unit(writes=False) as session:
        assert session.scalars(select(Verdict)).all() == []
    recruiter.submit(action=action, button=("verdict", "5"), values={"reason": "salary"})
    assert "ожидает больше вилки" in recruiter.text


def test_the_reason_of_one_row_does_not_go_along_with_the_no_of_another(
    recruiter: Visitor, scene: Scene
) -> None:
    recruiter.get(f"{address(scene)}?ask={scene.weak.public_id}")
    (asked,) = recruiter.page.xpath(f"//*[@id='reason-{scene.weak.public_id}']//select")
    owners = {
        button.get("form")
        for button in recruiter.page.xpath("//button[@name='verdict'][not(@data-reason-given)]")
    }
    (given,) = recruiter.page.xpath("//li//button[@data-reason-given]")
    assert (asked.get("form"), given.get("form")) == ("refusals", "refusals")
    assert owners == {"verdicts"}


def test_a_script_gets_the_verdict_as_json(recruiter: Visitor, scene: Scene) -> None:
    recruiter.get(address(scene))
    action = f"{address(scene)}/{scene.strong.public_id}/verdict"
    token = recruiter.form("verdict").fields["csrf_token"]
    for sent, expected in (("2", 2), ("", None)):
        response = recruiter.client.post(
            action,
            data={"csrf_token": token, "verdict": sent},
            headers={"Accept": "application/json"},
        )
        assert response.get_json()["verdict"] == expected
    refused = recruiter.client.post(
        action,
        data={"csrf_token": token, "verdict": "5"},
        headers={"Accept": "application/json"},
    )
    assert (refused.status_code, list(refused.get_json()["fields"])) == (422, ["reason"])


@pytest.mark.parametrize("typed", ["0", "6", "yes", "1.0"])
def test_an_impossible_verdict_is_refused(
    recruiter: Visitor, scene: Scene, database: Database, typed: str
) -> None:
    recruiter.get(address(scene))
    response = recruiter.submit(
        action=f"{scene.strong.public_id}/verdict", button=("verdict", typed)
    )
    assert response.status_code == 422
    with database.unit(writes=False) as session:
        assert session.scalars(select(Verdict)).all() == []


def release_form(recruiter: Visitor, scene: Scene) -> tuple[str, dict[str, Any]]:
    """Where the list's button for the strong candidate leads, and what goes along."""
    recruiter.get(address(scene))
    url = f"{address(scene)}/{scene.strong.public_id}/release"
    return url, dict(recruiter.form(url).form_values())


def test_release_shows_the_number_and_happens_once(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    url, form = release_form(recruiter, scene)
    for _ in range(2):
        assert recruiter.client.post(url, data=form).status_code == 303
    recruiter.get(address(scene))
    assert "у клиента: Кандидат 1" in recruiter.text
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(Submission)).all()) == 1


def test_two_are_released_from_a_page_that_was_gone_back_to(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    recruiter.get(address(scene))
    page = recruiter.response
    for person in (scene.strong, scene.weak):
        recruiter.response = page
        recruiter.submit(action=f"{person.public_id}/release")
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(Submission)).all()) == 2


@pytest.mark.parametrize("state", [state for state in VacancyState if state != VacancyState.OPEN])
def test_nobody_is_released_for_a_vacancy_that_is_not_open(
    recruiter: Visitor, scene: Scene, database: Database, state: VacancyState
) -> None:
    url, form = release_form(recruiter, scene)
    with database.unit(writes=True) as session:
        session.get_one(Vacancy, scene.vacancy.id).state = state
    assert recruiter.client.post(url, data=form).status_code == 409
    with database.unit(writes=False) as session:
        assert session.scalars(select(Submission)).all() == []


def test_a_verdict_keeps_where_the_candidate_stood(
    recruiter: Visitor, scene: Scene, database: Database
) -> None:
    recruiter.get(address(scene))
    action = f"{scene.weak.public_id}/verdict"
    recruiter.submit(action=action, button=("verdict", "4"), values={"reason": ""})
    with database.unit(writes=False) as session:
        assert session.scalars(select(Verdict.rank)).one() == 3


def test_the_no_of_a_second_row_asks_there_and_a_recorded_one_asks_nothing(
    recruiter: Visitor, scene: Scene
) -> None:
    def asked() -> list[str]:
        return [row.get("id") for row in recruiter.page.xpath("//*[@data-row][.//select]")]

    recruiter.get(address(scene))
    for candidate in (scene.weak, scene.unknown):
        action = f"{candidate.public_id}/verdict"
        recruiter.submit(action=action, button=("verdict", "5"), values={"reason": ""})
        assert asked() == [f"c-{candidate.public_id}"]
    recruiter.submit(action=action, button=("verdict", "5"), values={"reason": "salary"})
    assert "Вердикт записан" in recruiter.text
    assert asked() == []


def test_undoing_brings_back_what_a_colleague_said(
    app: Flask, recruiter: Visitor, scene: Scene, database: Database
) -> None:
    with database.unit(writes=True) as session:
        colleague = factories.account(session, Role.RECRUITER)
    other = Visitor(app)
    other.let_in(colleague.email)

    def says(visitor: Visitor, verdict: str, **more: str) -> tuple[int, Any]:
        visitor.get(address(scene))
        token = visitor.form("verdict").fields["csrf_token"]
        answer = visitor.client.post(
            f"{address(scene)}/{scene.strong.public_id}/verdict",
            data={"csrf_token": token, "verdict": verdict} | more,
            headers={"Accept": "application/json"},
        )
        return answer.status_code, answer.get_json().get("verdict")

    assert says(other, "5", reason="field") == (200, 5)
    assert says(recruiter, "3") == (200, 3)
    assert says(recruiter, "", undo="1") == (200, 5)
    with database.unit(writes=False) as session:
        standing = session.scalars(select(Verdict).order_by(Verdict.id.desc())).first()
        assert standing is not None
        assert (standing.account_id, standing.reason) == (colleague.id, "field")
    # What a colleague has said since is not ours to undo.
    assert says(recruiter, "", undo="1")[0] == 409
    assert says(other, "", undo="1") == (200, None)
    assert says(other, "2") == (200, 2)
    assert says(other, "", undo="1") == (200, None)
