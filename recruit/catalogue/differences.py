"""Two contents of a role profile side by side: versions, and two edits of the same version."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from recruit.catalogue.band_editing import split_control
from recruit.catalogue.band_presentation import control_lines
from recruit.catalogue.presentation import TITLES, parts_of, value_lines
from recruit.web.i18n import LANGUAGES


@dataclass(frozen=True)
class Change:
    """What differs under one heading: pairs of a mark (``ins``, ``del`` or empty) and a line."""

    title: Any
    lines: tuple[tuple[str, str], ...]


def changes(old: Mapping[str, Any], new: Mapping[str, Any], language: str) -> list[Change]:
    """What has to be struck out and added to make one content of the other."""
    before, after = parts_of(old, language), parts_of(new, language)
    empty: tuple[str, ...] = ()
    found = []
    for name, title in TITLES.items():
        was = before[name].lines if name in before else empty
        is_now = after[name].lines if name in after else empty
        if was != is_now:
            found.append(Change(title, tuple(_marked(was, is_now))))
    return found


def _marked(was: Sequence[str], is_now: Sequence[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(a=was, b=is_now, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (("", line) for line in was[start:end])
            continue
        yield from (("del", line) for line in was[start:end])
        yield from (("ins", line) for line in is_now[new_start:new_end])


ConflictRow = tuple[str, Any, Markup, Markup, bool]


def part_of(control: str) -> str:
    """The part that a control of the form belongs to: both languages of a text are one part,
    and so is a salary band."""
    name = control.partition("-")[0]
    of_band = split_control(name)
    if of_band:
        return of_band[0]
    stem, _, language = name.rpartition("_")
    return stem if language in LANGUAGES and stem in TITLES else name


def conflict_rows(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], language: str
) -> list[ConflictRow]:
    """The parts on which two edits of the same version differ, for `components/conflict.html`.

    A part is chosen whole: lines of one language beside another edit's translation would pair
    what does not belong together.
    """
    names: dict[str, list[str]] = {}
    for name in theirs:
        if theirs[name] != mine[name]:
            names.setdefault(part_of(name), []).append(name)
    return [
        (
            part,
            title,
            _against(names[part], base, theirs, language),
            _against(names[part], base, mine, language),
            any(mine[name] != base[name] for name in names[part]),
        )
        for part, title in TITLES.items()
        if part in names
    ]


def _against(
    names: Iterable[str], base: Mapping[str, Any], values: Mapping[str, Any], language: str
) -> Markup:
    """The lines of some values, with what one edit struck out and added."""
    lines = [
        Markup("<{0}>{1}</{0}>").format(mark or "span", line)
        for name in names
        for mark, line in _marked(
            _control_lines(name, base, language), _control_lines(name, values, language)
        )
    ]
    if lines and all(values[name] == base[name] for name in names):
        lines.append(Markup('<span class="muted">{}</span>').format(gettext("(not changed)")))
    return Markup("<br>").join(lines)


def _control_lines(name: str, values: Mapping[str, Any], language: str) -> tuple[str, ...]:
    if split_control(name):
        return control_lines(name, values, language)
    part = part_of(name)
    if part != name:
        return value_lines(part, values, name.rpartition("_")[2])
    if name == "management_years_max":
        return () if values[name] is None else (str(values[name]),)
    return value_lines(name, values, language)
