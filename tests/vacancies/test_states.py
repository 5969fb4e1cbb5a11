"""Who may take which step from where, against a table written by hand."""

import pytest

from recruit.vacancies.states import EDITABLE, STEPS, Side, steps_from

ALLOWED = {
    ("draft", "employer"): {"submit", "close"},
    ("draft", "agency"): {"close"},
    ("submitted", "employer"): {"withdraw", "close"},
    ("submitted", "agency"): {"accept", "reject", "close"},
    ("open", "employer"): {"pause", "withdraw", "close"},
    ("open", "agency"): {"pause", "close"},
    ("paused", "employer"): {"reopen", "withdraw", "close"},
    ("paused", "agency"): {"reopen", "close"},
    ("closed", "employer"): set(),
    ("closed", "agency"): set(),
}


@pytest.mark.parametrize(("place", "names"), ALLOWED.items())
def test_steps(place: tuple[str, str], names: set[str]) -> None:
    state, side = place
    assert {step.name for step in steps_from(state, Side(side))} == names


def test_only_the_agency_opens_what_it_has_not_seen() -> None:
    opening = [step for step in STEPS.values() if step.target == "open"]
    assert {step.name for step in opening if Side.EMPLOYER in step.sides} == {"reopen"}
    assert STEPS["reopen"].sources == {"paused"}


def test_an_employer_does_not_change_what_is_public() -> None:
    assert EDITABLE[Side.EMPLOYER] == {"draft", "submitted"}
