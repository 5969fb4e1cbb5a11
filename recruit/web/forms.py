"""A form between the browser and a marshmallow schema.

Takes flat names as HTML sends them (``positions-0-title``), loads the schema, and keeps what was
typed together with the messages, so that a page with errors shows both. Only names that the
schema knows are read: nothing else that a request carries can reach a model.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import Schema, ValidationError, fields
from marshmallow.exceptions import SCHEMA
from werkzeug.datastructures import MultiDict

from recruit.errors import Invalid

MOST_ROWS = 50
MANY_ROWS = lazy_gettext("Write at most %(max)d entries; there are %(length)d now")


class Form:
    """What was typed, what is wrong with it, and what it means.

    ``is_bound`` tells whether something was sent; an unbound form shows ``initial``.
    """

    def __init__(
        self,
        schema: Schema,
        sent: MultiDict[str, str] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.schema = schema
        self.is_bound = sent is not None
        self.sent: MultiDict[str, str] = sent if sent is not None else MultiDict()
        for group in _nested(schema):
            places = places_in(self.sent, group)
            if places and places[-1] >= MOST_ROWS:
                # Adding and removing counts up, and a high number alone must draw no rows.
                self.sent = renumbered(self.sent, group, places)
        self.initial = flatten(initial or {})
        self.errors: dict[str, list[str]] = {}
        self.data: dict[str, Any] = {}
        self._labels: dict[str, str] = {}

    def is_valid(self) -> bool:
        """Load what was sent; on failure fill ``errors``."""
        typed = gather(self.schema, self.sent)
        try:
            self.data = dict(self.schema.load(typed))
        except ValidationError as error:
            places = group_places(self.schema, self.sent)
            self.errors = flatten_errors(error.normalized_messages(), places)
        for group in _nested(self.schema):
            number = len(places_in(self.sent, group))
            if number > MOST_ROWS:
                self.errors[group] = [str(MANY_ROWS) % {"max": MOST_ROWS, "length": number}]
        return not self.errors

    def add_errors(self, error: Invalid) -> None:
        """Show a service's refusal at the fields that it names."""
        for name, messages in error.errors.items():
            self.errors.setdefault(name, []).extend(str(message) for message in messages)

    def value(self, name: str) -> Any:
        """What stands in a control: as typed, or the initial value."""
        if self.is_bound:
            if isinstance(self.schema.fields.get(name), fields.List):
                return self.sent.getlist(name)
            return self.sent.get(name, "")
        value = self.initial.get(name)
        return "" if value is None else value

    def error(self, name: str) -> str:
        """The first message at a control, or an empty text."""
        return self.errors.get(name, [""])[0]

    def call_it(self, name: str, label: Any) -> str:
        """Remember what a control is called while it is drawn; draws nothing itself."""
        self._labels[name] = str(label)
        return ""

    def label(self, name: str) -> str:
        """What a drawn control is called, with the number of its row if it has one."""
        label = self._labels.get(name, "")
        row = re.search(r"-([0-9]+)-", name)
        return f"{label} {int(row[1]) + 1}" if label and row else label

    def count(self, group: str, least: int = 1) -> int:
        """How many rows of a repeated group to draw."""
        names = self.sent if self.is_bound else self.initial
        return min(MOST_ROWS, max([least, *(place + 1 for place in places_in(names, group))]))


def places_in(names: Iterable[str], group: str) -> list[int]:
    """The row numbers that occur in names such as ``positions-3-title``."""
    return sorted({row[0] for name in names if (row := row_in(name, group))})


def renumbered(sent: MultiDict[str, str], group: str, places: Sequence[int]) -> MultiDict[str, str]:
    """What was sent with only these rows of a group, numbered from 0 without gaps."""
    moved = {place: new for new, place in enumerate(places)}
    changed: MultiDict[str, str] = MultiDict()
    for name, value in sent.items(multi=True):
        row = row_in(name, group)
        if row is None:
            changed.add(name, value)
        elif row[0] in moved:
            changed.add(f"{group}-{moved[row[0]]}-{row[1]}", value)
    return changed


def row_in(name: str, group: str) -> tuple[int, str] | None:
    """The row number and the control of a name such as ``positions-3-title``."""
    match = re.match(rf"{re.escape(group)}-([0-9]{{1,3}})-", name)
    return (int(match[1]), name[match.end() :]) if match else None


def read_carried(text: str) -> dict[str, Any]:
    """A JSON object that a form carried along; an empty one when it did not come back whole."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _rows(group: str, sent: MultiDict[str, str]) -> list[int]:
    """Row numbers that hold anything: blank rows are room to write, not mistakes."""
    return places_in((name for name, value in sent.items(multi=True) if value.strip()), group)


def _nested(schema: Schema) -> dict[str, Schema]:
    return {
        name: field.inner.schema
        for name, field in schema.fields.items()
        if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested)
    }


def group_places(schema: Schema, sent: MultiDict[str, str]) -> dict[str, list[int]]:
    """Which typed row each loaded row of a repeated group came from."""
    return {group: _rows(group, sent) for group in _nested(schema)}


def gather(schema: Schema, sent: MultiDict[str, str], prefix: str = "") -> dict[str, Any]:
    """Collect a schema's input from flat names; a blank control counts as not filled in."""
    nested = _nested(schema)
    typed: dict[str, Any] = {}
    for name, field in schema.fields.items():
        full = prefix + name
        if name in nested:
            typed[name] = [
                gather(nested[name], sent, f"{full}-{place}-") for place in _rows(full, sent)
            ]
        elif isinstance(field, fields.List):
            typed[name] = [value for value in sent.getlist(full) if value.strip()]
        elif isinstance(field, fields.Boolean):
            typed[name] = bool(sent.get(full))
        elif sent.get(full, "").strip():
            typed[name] = sent[full]
    return typed


def flatten(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested initial values under the flat names of their controls."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            for place, row in enumerate(value):
                flat |= flatten(row, f"{prefix}{name}-{place}-")
        else:
            flat[prefix + name] = value
    return flat


def flatten_errors(
    messages: Mapping[Any, Any], places: Mapping[str, list[int]], prefix: str = ""
) -> dict[str, list[str]]:
    """marshmallow's nested messages under the names of the controls as typed."""
    flat: dict[str, list[str]] = {}
    for key, value in messages.items():
        place = places[prefix[:-1]][key] if isinstance(key, int) else key
        # What is wrong with a list as a whole stands at the list.
        name = prefix[:-1] if key == SCHEMA and prefix else f"{prefix}{place}"
        if isinstance(value, Mapping):
            flat |= flatten_errors(value, places, f"{name}-")
        else:
            flat[name] = [str(message) for message in value]
    return flat
