"""A file against the profile that is there: what differs, and what a choice of it makes.

Nothing is overwritten by itself. What the profile leaves open is ready to be taken; what a person
has typed or confirmed stays unless they choose otherwise.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from recruit.candidates.pairing import pair_positions
from recruit.intake.proposals import Proposal
from recruit.models import FieldSource

SCALARS = (
    "title",
    "city",
    "relocation",
    "remote",
    "salary",
    "education",
    "education_text",
    "text",
    "name",
    "email",
    "phone",
)
# Where the file does not tell of tax, another sum leaves it open again.
PARTS = {"salary": ("salary", "salary_currency", "tax")}
EMPTY = (None, "")


class Kind(StrEnum):
    """How the file and the profile part."""

    FILLS = "fills"
    CHANGES = "changes"
    ADDS = "adds"


@dataclass(frozen=True)
class Choice:
    """One thing that the file says otherwise.

    Attributes
    ----------
    name : str
        The control in the file's proposal: ``city``, ``positions-1``, ``skills-3``.
    theirs : str or None
        The control in the profile, None for what is added.
    takes : bool
        What is proposed: to take it, or to keep what the profile says.
    is_sure : bool
        Whether it was read above the threshold.
    """

    name: str
    kind: Kind
    theirs: str | None
    takes: bool
    is_sure: bool = True


def differences(
    profile: Mapping[str, Any], proposal: Proposal, sources: Mapping[str, FieldSource]
) -> list[Choice]:
    """All that the file says otherwise than the profile; what it leaves out is no difference.

    Of a file that seems to be another person's nothing is proposed to be taken.
    """
    found = [
        *_scalars(profile, proposal, sources),
        *_positions(profile, proposal, sources),
        *_additions(profile, proposal, sources),
    ]
    if is_strangers(profile, proposal):
        return [replace(choice, takes=False) for choice in found]
    return found


def is_strangers(profile: Mapping[str, Any], proposal: Proposal) -> bool:
    """Whether the file has another name than the profile, and no contact of it."""
    said = proposal.with_doubts().values
    words, others = (set(_plain(values["name"]).split()) for values in (profile, said))
    if not others or words & others:
        return False
    told = [name for name in ("email", "phone") if said[name]]
    return bool(told) and all(profile[name] != said[name] for name in told)


def _scalars(
    profile: Mapping[str, Any], proposal: Proposal, sources: Mapping[str, FieldSource]
) -> Iterator[Choice]:
    said = proposal.with_doubts().values
    for name in SCALARS:
        is_sure = name in proposal.places
        if said[name] in EMPTY or not _differs(name, profile, said):
            continue
        if profile[name] in EMPTY:
            yield Choice(name, Kind.FILLS, name, takes=is_sure, is_sure=is_sure)
        else:
            free = is_sure and _is_free(sources, (name,))
            yield Choice(name, Kind.CHANGES, name, takes=free, is_sure=is_sure)


def _differs(name: str, profile: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    if name == "salary" and profile["salary"] == said["salary"]:
        told = said["tax"] != "unknown" and said["tax"] != profile["tax"]
        return told or said["salary_currency"] != profile["salary_currency"]
    return _plain(profile[name]) != _plain(said[name])


def _plain(value: Any) -> Any:
    """A text without case, spaces and dots over «ё», which are no difference."""
    return " ".join(value.casefold().replace("ё", "е").split()) if isinstance(value, str) else value


def _is_free(sources: Mapping[str, FieldSource], controls: Collection[str]) -> bool:
    """Whether nobody has confirmed these values: they came from a file or table unseen."""
    told = [sources.get(control) for control in controls]
    return bool(told) and all(row is not None and row.confirmed_at is None for row in told)


def _positions(
    profile: Mapping[str, Any], proposal: Proposal, sources: Mapping[str, FieldSource]
) -> Iterator[Choice]:
    said = proposal.with_doubts().values["positions"]
    for number, place in enumerate(pair_positions(profile["positions"], said)):
        row, name = said[number], f"positions-{number}"
        is_sure = not any(doubt.startswith(f"{name}-") for doubt in proposal.doubts)
        if place is None:
            if row["title"]:
                yield Choice(name, Kind.ADDS, None, takes=is_sure, is_sure=is_sure)
            continue
        stored = profile["positions"][place]
        changed = changed_parts(stored, row)
        if not changed:
            continue
        # An empty end after a start says "until now": that is not nothing.
        filled = all(
            stored[part] in EMPTY and (part != "end" or stored["start"] is None) for part in changed
        )
        free = _is_free(sources, [f"positions-{place}-{part}" for part in changed])
        kind = Kind.FILLS if filled else Kind.CHANGES
        takes = is_sure and (filled or free)
        yield Choice(name, kind, f"positions-{place}", takes=takes, is_sure=is_sure)


def changed_parts(stored: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """What of a position the file says otherwise. Months are one statement: both, or neither."""
    parts = [
        part
        for part in ("title", "employer", "description")
        if said[part] not in EMPTY and _plain(stored[part]) != _plain(said[part])
    ]
    if said["start"] is not None:
        parts += [part for part in ("start", "end") if stored[part] != said[part]]
    return parts


def _additions(
    profile: Mapping[str, Any], proposal: Proposal, sources: Mapping[str, FieldSource]
) -> Iterator[Choice]:
    for number, skill in enumerate(proposal.values["skills"]):
        if skill not in profile["skills"]:
            yield Choice(f"skills-{number}", Kind.ADDS, None, takes=True)
    levels = {row["code"]: row["level"] for row in profile["languages"]}
    codes = list(levels)
    for number, row in enumerate(proposal.values["languages"]):
        name = f"languages-{number}"
        if row["code"] not in levels:
            yield Choice(name, Kind.ADDS, None, takes=True)
        elif levels[row["code"]] != row["level"]:
            theirs = f"languages-{codes.index(row['code'])}"
            free = _is_free(sources, (f"{theirs}-level",))
            yield Choice(name, Kind.CHANGES, theirs, takes=free)


def with_choices(
    profile: Mapping[str, Any],
    proposal: Proposal,
    choices: Collection[Choice],
    taken: Collection[str],
) -> dict[str, Any]:
    """The profile with what was taken of the file; everything else as it was."""
    values, said = deepcopy(dict(profile)), proposal.with_doubts().values
    # Added rows last: until then the numbers of the profile's rows hold.
    for choice in sorted(choices, key=lambda choice: choice.kind == Kind.ADDS):
        if choice.name not in taken:
            continue
        group, _, number = choice.name.partition("-")
        if not number:
            values.update({part: said[part] for part in PARTS.get(group, (group,))})
            continue
        _take_row(values[group], said[group][int(number)], choice.theirs)
    return values


def _take_row(rows: list[Any], said: Any, theirs: str | None) -> None:
    """Change a row of the profile, or add one: a position where its time is, others at the end."""
    if theirs is not None:
        row = rows[int(theirs.partition("-")[2])]
        parts = changed_parts(row, said) if "title" in said else ("level",)
        row.update({part: said[part] for part in parts})
    elif isinstance(said, Mapping) and "title" in said:
        rows.insert(_place_of(rows, said), dict(said))
    else:
        rows.append(deepcopy(said))


def _place_of(rows: list[dict[str, Any]], said: Mapping[str, Any]) -> int:
    if said["start"] is None:
        return len(rows)
    earlier = (n for n, row in enumerate(rows) if row["start"] and row["start"] < said["start"])
    return next(earlier, len(rows))
