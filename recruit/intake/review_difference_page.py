"""A second file: its difference to the profile, one choice for each thing that differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext

from recruit.candidates.completeness import missing_in
from recruit.candidates.consents import current_text, has_consent
from recruit.candidates.editing import shown_values
from recruit.candidates.provenance import Place
from recruit.candidates.schemas import FirstResumeSchema, ResumeSchema
from recruit.candidates.services import form_values
from recruit.candidates.source_words import SourceLine, Sources
from recruit.clock import month_of
from recruit.errors import Stale
from recruit.intake.review_checks import POSITION_LABELS, control_label
from recruit.intake.review_difference import (
    Choice,
    Kind,
    changed_parts,
    differences,
    is_strangers,
    with_choices,
)
from recruit.intake.review_form import flat_schema_values
from recruit.intake.review_services import Review, confirm_changes
from recruit.models import Candidate, Purpose
from recruit.skills import label
from recruit.terms import language_words
from recruit.web import current, formats, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language

CHOICE = "choose_"
LONGEST_STORY = 160
TAKE = "take"


@dataclass(frozen=True)
class ShownChoice:
    """A choice in words: pairs (what, value) on each side, an empty "what" for the whole."""

    choice: Choice
    label: str
    profile: list[tuple[str, str]]
    file: list[tuple[str, str]]
    takes: bool
    source: SourceLine | None
    place: Place | None


def answer(review: Review, document: Mapping[str, Any], back: str) -> Any:
    """Draw the difference, or store what was chosen."""
    candidate = review.candidate
    if candidate is None:
        raise ValueError("a difference needs a profile")
    values = form_values(candidate)
    sources = Sources(units.session(), candidate)
    found = differences(values, review.proposal, sources.rows)
    page = _Page(review, candidate, values, sources, found, document, back)
    if request.method == "GET":
        return page.draw(page.form(values), {choice.name for choice in found if choice.takes})
    taken = {choice.name for choice in found if request.form.get(CHOICE + choice.name) == TAKE}
    chosen = with_choices(values, review.proposal, found, taken)
    form = page.form(chosen)
    if not form.is_valid():
        return page.draw(form, taken), 422
    # The values as they were chosen, not as the form reads them: nothing else may change.
    data = chosen | {"version": form.data["version"], "consent": form.data.get("consent", False)}
    try:
        confirm_changes(units.session(), current.signed_in(), review, data, now=current.clock()())
    except Stale:
        return page.draw(form, taken, is_stale=True), 409
    _say(bool(taken))
    return redirect(back, 303)


def _say(is_changed: bool) -> None:
    if is_changed:
        flash(gettext("What you chose from the file is in the résumé."), "ok")
    else:
        flash(gettext("The file is kept with the résumé; nothing was changed."), "ok")


@dataclass(frozen=True)
class _Page:
    """Everything that one drawing needs."""

    review: Review
    candidate: Candidate
    values: Mapping[str, Any]
    sources: Sources
    found: Sequence[Choice]
    document: Mapping[str, Any]
    back: str

    def needs_consent(self) -> bool:
        return not has_consent(units.session(), self.candidate.id, Purpose.PROCESSING)

    def form(self, values: Mapping[str, Any]) -> Form:
        """The profile that a choice makes, to be checked as the form checks it."""
        schema = FirstResumeSchema if self.needs_consent() else ResumeSchema
        if request.method == "GET":
            return Form(schema(month_of(current.today())))
        sent = flat_schema_values(values, get_language())
        sent["version"] = request.form.get("version", "")
        sent["consent"] = request.form.get("consent", "")
        return Form(schema(month_of(current.today())), sent)

    def draw(self, form: Form, taken: set[str], *, is_stale: bool = False) -> str:
        """The page with these choices set."""
        for name in form.errors:
            form.call_it(name, control_label(name))
        rows = [self._shown(choice, choice.name in taken) for choice in self.found]
        return render_template(
            "intake/review_difference.html",
            form=form,
            candidate=self.candidate,
            rows=[row for row in rows if not _is_tick(row.choice)],
            ticks={
                group: [row for row in rows if _is_tick(row.choice) and _group(row.choice) == group]
                for group in ("skills", "languages")
            },
            missing=missing_in(self.values),
            consent=current_text(Purpose.PROCESSING) if self.needs_consent() else None,
            is_stale=is_stale,
            is_stranger=is_strangers(self.values, self.review.proposal),
            back=self.back,
            **self.document,
        )

    def _shown(self, choice: Choice, takes: bool) -> ShownChoice:
        said, language = self.review.proposal.with_doubts(), get_language()
        group, _, number = choice.name.partition("-")
        if group == "positions":
            profile, file = self._position(choice, said.values["positions"][int(number)])
        elif group == "skills":
            profile, file = [], [("", label(said.values["skills"][int(number)], language))]
        elif group == "languages":
            row = said.values["languages"][int(number)]
            profile, file = self._language(choice), [("", _language_words(row))]
        else:
            profile = [("", shown_values(self.values, language)[group])]
            file = [("", shown_values(said.values, language)[group])]
        return ShownChoice(
            choice,
            _label(choice),
            profile,
            file,
            takes,
            self._source(choice),
            _first_place(said.places, choice.name),
        )

    def _position(
        self, choice: Choice, said: Mapping[str, Any]
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        if choice.theirs is None:
            return [], _position_pairs(said, list(POSITION_LABELS))
        stored = self.values["positions"][int(choice.theirs.partition("-")[2])]
        parts = changed_parts(stored, said)
        heading = ("", ", ".join(filter(None, (stored["title"], stored["employer"]))))
        return [heading, *_position_pairs(stored, parts)], _position_pairs(said, parts)

    def _language(self, choice: Choice) -> list[tuple[str, str]]:
        if choice.theirs is None:
            return []
        row = self.values["languages"][int(choice.theirs.partition("-")[2])]
        return [("", _language_words(row))]

    def _source(self, choice: Choice) -> SourceLine | None:
        if choice.theirs is None or choice.kind == Kind.FILLS:
            return None
        if choice.theirs.startswith("positions-"):
            return self.sources.of(f"{choice.theirs}-title")
        if choice.theirs.startswith("languages-"):
            return self.sources.of(f"{choice.theirs}-level")
        return self.sources.of(choice.theirs)


def _is_tick(choice: Choice) -> bool:
    """A skill or a language to add: one tick, since there is nothing to keep instead."""
    return choice.kind == Kind.ADDS and _group(choice) != "positions"


def _group(choice: Choice) -> str:
    return choice.name.partition("-")[0]


def _label(choice: Choice) -> str:
    if _group(choice) != "positions":
        return control_label(_group(choice))
    if choice.theirs is None:
        return gettext("One more position")
    number = int(choice.theirs.partition("-")[2]) + 1
    return gettext("Position %(number)s", number=number)


def _language_words(row: Mapping[str, str]) -> str:
    return language_words({row["code"]: row["level"]})[0]


def _position_pairs(row: Mapping[str, Any], parts: Sequence[str]) -> list[tuple[str, str]]:
    """What a position says of these parts; months in words, an open end as «now»."""
    language, pairs = get_language(), []
    for part in parts:
        value = row[part]
        if part in ("start", "end") and value:
            value = formats.month(value, language)
        elif part == "end" and row["start"]:
            value = gettext("now")
        elif part == "description" and value:
            # The whole text is marked in the document beside.
            value = shorten(value, LONGEST_STORY, placeholder="…")
        if value or len(parts) < len(POSITION_LABELS):
            pairs.append((str(POSITION_LABELS[part]), value or ""))
    return pairs


def _first_place(places: Mapping[str, Place], name: str) -> Place | None:
    found = [place for key, place in places.items() if key == name or key.startswith(f"{name}-")]
    return min(found, key=lambda place: place.start, default=None)
