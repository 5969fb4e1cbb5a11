"""The states of a vacancy as data: who may take which step from where, and what it asks."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext, lazy_pgettext

from recruit.models import Account, VacancyState

DRAFT, SUBMITTED, OPEN, PAUSED, CLOSED = VacancyState


class Side(StrEnum):
    """Which side of the table a person sits on."""

    EMPLOYER = "employer"
    AGENCY = "agency"


@dataclass(frozen=True)
class Step:
    """One way from state to state."""

    name: str
    label: Any
    done: Any
    sources: frozenset[VacancyState]
    target: VacancyState
    sides: frozenset[Side]
    asks_reason: bool = False


def _step(
    name: str,
    label: Any,
    done: Any,
    sources: tuple[VacancyState, ...],
    target: VacancyState,
    *sides: Side,
    asks_reason: bool = False,
) -> Step:
    return Step(name, label, done, frozenset(sources), target, frozenset(sides), asks_reason)


EMPLOYER, AGENCY = Side.EMPLOYER, Side.AGENCY
STEPS = {
    step.name: step
    for step in (
        _step(
            "submit",
            lazy_gettext("Send to the agency"),
            lazy_gettext("The vacancy is with the agency. We check it and write to you."),
            (DRAFT,),
            SUBMITTED,
            EMPLOYER,
        ),
        _step(
            "accept",
            lazy_gettext("Accept and open"),
            lazy_gettext("The vacancy is open and stands on the public site."),
            (SUBMITTED,),
            OPEN,
            AGENCY,
        ),
        _step(
            "reject",
            lazy_gettext("Send back"),
            lazy_gettext("The vacancy went back to the employer with the reason."),
            (SUBMITTED,),
            DRAFT,
            AGENCY,
            asks_reason=True,
        ),
        _step(
            "reopen",
            lazy_gettext("Open again"),
            lazy_gettext("The vacancy is open again."),
            (PAUSED,),
            OPEN,
            EMPLOYER,
            AGENCY,
        ),
        _step(
            "pause",
            lazy_gettext("Pause"),
            lazy_gettext("The vacancy is paused and off the public site."),
            (OPEN,),
            PAUSED,
            EMPLOYER,
            AGENCY,
        ),
        _step(
            "withdraw",
            lazy_gettext("Take back to edit"),
            lazy_gettext("The vacancy is a draft again. Send it to the agency when it is ready."),
            (SUBMITTED, OPEN, PAUSED),
            DRAFT,
            EMPLOYER,
        ),
        _step(
            "close",
            lazy_gettext("Close the vacancy"),
            lazy_gettext("The vacancy is closed."),
            (DRAFT, SUBMITTED, OPEN, PAUSED),
            CLOSED,
            EMPLOYER,
            AGENCY,
            asks_reason=True,
        ),
    )
}

# What is on the public site is changed by the agency alone; an employer takes it back first.
EDITABLE = {
    EMPLOYER: frozenset({DRAFT, SUBMITTED}),
    AGENCY: frozenset({DRAFT, SUBMITTED, OPEN, PAUSED}),
}

STATE_LABELS = {
    DRAFT: lazy_pgettext("vacancy", "draft"),
    SUBMITTED: lazy_pgettext("vacancy", "with the agency"),
    OPEN: lazy_pgettext("vacancy", "open"),
    PAUSED: lazy_pgettext("vacancy", "paused"),
    CLOSED: lazy_pgettext("vacancy", "closed"),
}
STATE_KINDS = {DRAFT: "", SUBMITTED: "note", OPEN: "ok", PAUSED: "warn", CLOSED: ""}


def side_of(account: Account) -> Side:
    """Agency or employer."""
    return Side.AGENCY if account.is_staff else Side.EMPLOYER


def steps_from(state: str, side: Side) -> list[Step]:
    """What this side may do with a vacancy in this state."""
    return [step for step in STEPS.values() if state in step.sources and side in step.sides]


def may_edit(state: str, side: Side) -> bool:
    """Whether this side may change the content of a vacancy in this state."""
    return state in EDITABLE[side]
