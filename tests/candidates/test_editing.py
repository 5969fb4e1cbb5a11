"""Two versions of a resume side by side, and rows added without a script."""

from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from recruit.app import create_app
from recruit.candidates import editing
from recruit.web.rows import with_rows_changed
from tests.conftest import config_for

VALUES: dict[str, Any] = {
    "title": "Юрист",
    "city": "Казань",
    "relocation": None,
    "remote": True,
    "salary": 12_500_050,
    "salary_currency": "RUB",
    "tax": "net",
    "experience_years": 0,
    "management_years": None,
    "positions": [
        {"title": "Юрист", "employer": "", "start": "2020-01", "end": None, "description": ""}
    ],
    "skills": ["negotiation", "Плетение корзин"],
    "education": None,
    "education_text": "",
    "languages": [{"code": "en", "level": "spoken"}],
    "text": "Две\nстроки",
    "name": "Имя",
    "email": None,
    "phone": None,
}


@pytest.fixture(scope="module", autouse=True)
def russian_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Words need the language of a page; no row is read, so any database will do."""
    app = create_app(config_for("sqlite://", tmp_path_factory.mktemp("data")))
    with app.test_request_context(headers={"Accept-Language": "ru"}):
        yield
    app.extensions["recruit.database"].dispose()


def test_values_are_written_as_people_type_them() -> None:
    typed = editing.typed_values(VALUES, "en")
    assert (typed["city"], typed["salary"]) == ("Kazan", "125\u202f000,50")
    assert (typed["relocation"], typed["remote"]) == ("", "yes")
    assert typed["skills"] == "Negotiation\nПлетение корзин"


def test_unknown_values_are_shown_blank_and_zero_is_no_blank() -> None:
    shown = editing.shown_values(VALUES, "ru")
    assert (shown["relocation"], shown["education"], shown["email"]) == ("", "", "")
    assert shown["experience_years"] == "0"
    assert shown["salary"] == "125\u202f000,50 ₽, на\u00a0руки"


def test_only_what_differs_is_asked_and_my_changes_are_known() -> None:
    base = editing.shown_values(VALUES, "ru")
    theirs = editing.shown_values(VALUES | {"city": "Уфа", "text": "Их"}, "ru")
    mine = editing.shown_values(VALUES | {"text": "Мои"}, "ru")
    rows = editing.conflict_rows(theirs, mine, editing.marks(base))
    assert [(name, changed) for name, _, _, _, changed in rows] == [("city", False), ("text", True)]


def test_line_ends_of_a_browser_are_no_change() -> None:
    mine = VALUES | {"text": "Две\r\nстроки"}
    shown = editing.shown_values(VALUES, "ru")
    assert not editing.conflict_rows(shown, editing.shown_values(mine, "ru"), "")


@pytest.mark.parametrize("forged", ["", "{", "[]", '"x"', "null"])
def test_forged_marks_only_make_all_mine(forged: str) -> None:
    theirs = editing.shown_values(VALUES | {"city": "Уфа"}, "ru")
    rows = editing.conflict_rows(theirs, editing.shown_values(VALUES, "ru"), forged)
    assert [(name, changed) for name, *_, changed in rows] == [("city", True)]


def test_choosing_theirs_takes_the_stored_value_with_its_companions() -> None:
    sent = MultiDict(
        {"salary": "1", "salary_currency": "USD", "tax": "gross", "text": "Мои"}
        | {"keep_salary": "theirs", "keep_text": "mine"}
    )
    chosen = editing.with_choices(sent, editing.typed_values(VALUES, "ru"))
    assert chosen.to_dict() == {
        "salary": "125\u202f000,50",
        "salary_currency": "RUB",
        "tax": "net",
        "text": "Мои",
    }


def test_a_row_is_added_behind_the_last() -> None:
    changed = with_rows_changed(MultiDict({"positions-4-title": "Юрист", "add": "positions"}))
    assert changed is not None
    assert "positions-5-" in changed


def test_a_removed_row_leaves_no_gap() -> None:
    sent = MultiDict(
        {
            "positions-0-title": "а",
            "positions-1-title": "б",
            "positions-10-title": "в",
            "languages-1-code": "en",
            "remove": "positions-1",
        }
    )
    changed = with_rows_changed(sent)
    assert changed is not None
    kept = {name: value for name, value in changed.items() if "-" in name}
    assert kept == {"positions-0-title": "а", "positions-1-title": "в", "languages-1-code": "en"}


@pytest.mark.parametrize("button", [{}, {"remove": "positions"}, {"remove": "positions-x"}])
def test_other_buttons_change_no_rows(button: dict[str, str]) -> None:
    assert with_rows_changed(MultiDict({"positions-0-title": "а"} | button)) is None
