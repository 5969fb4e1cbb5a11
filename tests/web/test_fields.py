"""What people type, at the edges of what a database and a decimal hold."""

from typing import Any

import pytest
from flask import Flask
from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from recruit.web.fields import Email, Money
from recruit.web.forms import places_in, read_carried, row_in
from recruit.web.rows import with_rows_changed


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("120 000", 12_000_000), ("120000,5", 12_000_050), ("0.01", 1), ("999999999,99", 99999999999)],
)
def test_a_sum_is_exact(app: Flask, typed: str, minor: int) -> None:
    with app.test_request_context():
        assert Money().deserialize(typed) == minor


@pytest.mark.parametrize(
    "typed", ["9" * 1_000_001, "1" * 16, "120000," + "0" * 30 + "1", "0", "-1", "1e9", "inf"]
)
def test_a_sum_that_is_none_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(ValidationError):
        Money().deserialize(typed)


def test_an_address_is_measured_as_it_is_stored(app: Flask) -> None:
    with app.test_request_context():
        assert Email(longest=254).deserialize("Vera@Example.com") == "vera@example.com"
        with pytest.raises(ValidationError):
            Email(longest=254).deserialize("ß" * 200 + "@example.com")


@pytest.mark.parametrize(
    ("carried", "read"),
    [('{"a": 1}', {"a": 1}), ("", {}), ("[1]", {}), ("{", {}), ("[" * 100_000, {})],
)
def test_what_a_form_carried_is_read_or_forgotten(carried: str, read: dict[str, Any]) -> None:
    assert read_carried(carried) == read


def test_rows_are_found_by_their_names() -> None:
    names = ["positions-2-title", "positions-0-start", "positions-2-end", "positions", "other-7-a"]
    assert places_in(names, "positions") == [0, 2]
    assert row_in("positions-2-title", "positions") == (2, "title")
    assert row_in("positions-1000-title", "positions") is None


def test_a_removed_row_leaves_no_gap() -> None:
    sent = MultiDict(
        [("title", "a"), ("p-0-x", "0"), ("p-3-x", "3"), ("p-5-x", "5"), ("remove", "p-3")]
    )
    changed = with_rows_changed(sent)
    assert changed is not None
    assert list(changed.items(multi=True)) == [
        ("title", "a"),
        ("p-0-x", "0"),
        ("p-1-x", "5"),
        ("remove", "p-3"),
    ]


@pytest.mark.parametrize("pressed", ["", "p", "p-", "-1", "p-" + "9" * 5000, "p-²"])
def test_a_button_that_no_page_has_changes_nothing(pressed: str) -> None:
    assert with_rows_changed(MultiDict({"p-0-x": "0", "remove": pressed})) is None
