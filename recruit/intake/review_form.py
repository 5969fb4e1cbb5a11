"""The resume form filled in from a file: what is taken over, what is linked to the text.

Offers are taken by a button that sends the whole form as ``take=<key>``; the page is drawn again
with the value in its control and everything typed still there. Nothing is saved by that.
"""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from recruit.candidates.editing import typed_values
from recruit.candidates.pairing import pair_positions
from recruit.candidates.provenance import Place
from recruit.intake.proposals import Offer, Proposal
from recruit.skills import canonical, labels
from recruit.web.forms import Form, flatten, gather, group_places

TAKE = "take"
PAY = ("salary_currency", "tax")
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def initial_values(proposal: Proposal, language: str, own: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the form at first; ``own`` fills in what the file does not tell."""
    typed = typed_values(proposal.values, language)
    return typed | {name: value for name, value in own.items() if not typed[name]}


def offers_of(proposal: Proposal) -> dict[str, Offer]:
    """All that a person may take, by key."""
    return {**proposal.doubts, **proposal.offers}


def current_values(form: Form) -> dict[str, Any]:
    """What the form says now, as typed; skills as a list, blank controls absent."""
    if not form.is_bound:
        typed = gather(form.schema, _as_sent(form.initial))
    else:
        typed = gather(form.schema, form.sent)
    entries = str(typed.get("skills") or "").replace(";", "\n").splitlines()
    typed["skills"] = [entry.strip() for entry in entries if entry.strip()]
    return typed


def _as_sent(initial: Mapping[str, Any]) -> MultiDict[str, str]:
    return MultiDict((name, str(value)) for name, value in initial.items() if value is not None)


class Origins:
    """Which row of the form is which position of the file, however rows were moved."""

    def __init__(self, form: Form, proposal: Proposal) -> None:
        said = proposal.with_doubts().values["positions"]
        rows = [_whole_row(row) for row in current_values(form).get("positions", [])]
        places = group_places(form.schema, form.sent if form.is_bound else _as_sent(form.initial))
        pairs = pair_positions(said, rows)
        for number, place in enumerate(places["positions"]):
            # A row that says too little to be known again is the one of the same number.
            if pairs[number] is None and place < len(said) and place not in pairs:
                pairs[number] = place
        numbered = zip(places["positions"], pairs, strict=True)
        self._said = {place: pair for place, pair in numbered if pair is not None}
        self._shown = {pair: place for place, pair in self._said.items()}

    def in_file(self, control: str) -> str | None:
        """The control's name in the proposal."""
        return _renamed(control, self._said)

    def in_form(self, control: str) -> str | None:
        """The name in the form of a control of the proposal; None when its row was removed."""
        return _renamed(control, self._shown)


def _renamed(control: str, numbers: Mapping[int, int]) -> str | None:
    group, _, rest = control.partition("-")
    if group != "positions" or not rest:
        return control
    number, _, name = rest.partition("-")
    moved = numbers.get(int(number)) if number.isdigit() else None
    return None if moved is None else f"{group}-{moved}-{name}"


def _whole_row(typed: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: typed.get(name, "") for name in ("title", "employer", "description")}
    # What is no month yet tells nothing of which row it is.
    months = {name: str(typed.get(name) or "") for name in ("start", "end")}
    return row | {name: told if MONTH.fullmatch(told) else None for name, told in months.items()}


def place_of(control: str, proposal: Proposal, origins: Origins) -> Place | None:
    """Where a control's value, or what was doubtful of it, stands in the text."""
    said = origins.in_file(control)
    if said is None:
        return None
    if said == "skills":
        said = "skills-0"
    doubt = proposal.doubts.get(said)
    return proposal.places.get(said) or (doubt.place if doubt else None)


def with_taken(form: Form, proposal: Proposal, language: str) -> MultiDict[str, str] | None:
    """What was sent with an offer put into its control; None when no such button was pressed."""
    key = form.sent.get(TAKE)
    if not key:
        return None
    changed = MultiDict(form.sent)
    offer = offers_of(proposal).get(key)
    if offer is None or offer.value is None:
        return changed
    control = Origins(form, proposal).in_form(offer.control)
    if control == "skills":
        names = current_values(form)["skills"]
        changed["skills"] = "\n".join([*names, *labels([offer.value], language)])
    elif control == "languages":
        place = form.count("languages", least=0)
        for name, value in offer.value.items():
            changed[f"languages-{place}-{name}"] = value
    elif control is not None:
        changed[control] = typed_offer(offer, language)
        if control == "salary":
            changed.update({name: proposal.values[name] for name in PAY})
    return changed


def typed_offer(offer: Offer, language: str) -> str:
    """What a person would type to say what is offered."""
    if offer.control in ("city", "relocation", "remote", "salary"):
        known: dict[str, Any] = {
            "city": None,
            "relocation": None,
            "remote": None,
            "salary": None,
            "skills": [],
        }
        return str(typed_values(known | {offer.control: offer.value}, language)[offer.control])
    return str(offer.value)


def is_taken(offer: Offer, form: Form, origins: Origins, language: str) -> bool:
    """Whether the form says what is offered, or its row is no longer there."""
    typed = current_values(form)
    if offer.control == "skills":
        return offer.value in canonical(typed["skills"])
    if offer.control == "languages":
        return any(row.get("code") == offer.value["code"] for row in typed["languages"])
    control = origins.in_form(offer.control)
    if control is None:
        return True
    now = str(form.value(control) or "").strip()
    # What the form could not say as read is settled by any answer; so is a doubtful value.
    if offer.key == offer.control:
        return bool(now)
    return now == typed_offer(offer, language)


def flat_schema_values(values: Mapping[str, Any], language: str) -> MultiDict[str, str]:
    """Values as the form would send them, to be checked as the form checks them."""
    typed = flatten(typed_values(values, language))
    return _as_sent({name: value for name, value in typed.items() if value != []})
