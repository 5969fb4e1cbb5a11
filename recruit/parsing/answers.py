"""What may stand as an answer: values that are sure enough; the others are questions.

A draft keeps all that was read, so that a person can be offered it. Who asks for an answer, as
`recruit parse` does, gets a doubtful value only as a question, with its place.
"""

from collections.abc import Mapping
from typing import Any

THRESHOLD = 0.7
"""Confidence below which a value is a question for the candidate."""

_WITH_PAY = ("currency", "salary_net")

Places = list[dict[str, Any]]


def answered(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft object with its doubtful values taken out of their fields.

    Returns
    -------
    dict
        The draft; ``questions`` maps each field that is absent or doubtful to what was read for it
        (value, confidence, span, page, rule), an empty list where nothing was; ``provenance``
        holds the places of the values that stand.
    """
    sure: dict[str, Places] = {}
    doubts: dict[str, Places] = {}
    for field, places in draft["provenance"].items():
        for place in places:
            kept = sure if place["confidence"] >= THRESHOLD else doubts
            kept.setdefault(field, []).append(place)
    answer = dict(draft)
    for field in doubts:
        _take_out(answer, field, [place["value"] for place in sure.get(field, [])])
    answer["questions"] = {field: doubts.get(field, []) for field in draft["questions"]} | doubts
    answer["provenance"] = sure
    return answer


def _take_out(answer: dict[str, Any], field: str, left: list[Any]) -> None:
    """Leave in a field only the values that are sure."""
    group, _, rest = field.partition(".")
    value = answer[group]
    if not rest:
        answer[group] = left if isinstance(value, list) else None
        if group == "salary_expected":
            answer |= dict.fromkeys(_WITH_PAY)
    elif isinstance(value, dict):
        answer[group] = {key: told for key, told in value.items() if key != rest}
    else:
        number, _, name = rest.partition(".")
        rows = list(value)
        rows[int(number)] = rows[int(number)] | {name: None}
        answer[group] = rows
