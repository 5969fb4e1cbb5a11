"""Pages of a table: what was understood of it before the import, and how the rows went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext

from recruit.candidates.card import phone_words
from recruit.candidates.editing import LABELS, shown_values
from recruit.imports import services, table_services
from recruit.imports.mapping import Guess, check, guess, is_protected
from recruit.imports.mapping_words import WHY_WORDS, choices, mapping_sentence
from recruit.imports.table_faults import RowFault
from recruit.imports.table_files import Reading
from recruit.imports.table_running import GOING_ON
from recruit.imports.table_sentences import code_sentence, place_of, row_sentence
from recruit.imports.table_services import Foreseen
from recruit.imports.tables import Row, Table
from recruit.models import Candidate, ImportBatch, ItemState
from recruit.tables.delimited import to_guarded_text
from recruit.web import units
from recruit.web.formats import number
from recruit.web.forms import Form
from recruit.web.i18n import get_language

ROWS_SHOWN = 10
REFRESH_SECONDS = 5
FAULTS_SHOWN = 100
LONGEST_EXAMPLE = 80
LONGEST_VALUE = 200
# Told beside the row itself.
HEADLINES = ("name", "title")


@dataclass(frozen=True)
class Column:
    """A column in the preview: what stands in it and what it was taken for."""

    place: int
    name: str
    example: str
    field: str
    why: Any
    is_protected: bool


def columns_of(table: Table, fields: Sequence[str]) -> list[Column]:
    """The columns with their fields; why one is left out stands where nobody chose so."""
    guesses = guess(table)
    return [
        Column(
            place,
            name,
            cut(table.example(place), LONGEST_EXAMPLE),
            field,
            _why(field, found),
            is_protected(name),
        )
        for place, (name, field, found) in enumerate(
            zip(table.columns, fields, guesses, strict=True)
        )
    ]


def _why(field: str, found: Guess) -> Any:
    return WHY_WORDS[found.why] if not field and found.why and not found.field else ""


def cut(text: str, most: int) -> str:
    """A text on one line, not longer than is read in a table."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def show_preview(batch: ImportBatch, table: Table, reading: Reading | None, form: Form) -> str:
    """What would be imported, and what keeps it from that."""
    fields = table_services.fields_of(batch)
    foreseen = table_services.foresee(units.session(), reading.rows) if reading else []
    counts = Counter(one.outcome for one in foreseen)
    faults = [
        (place_of(one.row.number, fault, is_sheet=table.is_sheet), row_sentence(fault))
        for one in foreseen
        for fault in one.row.faults
    ]
    return render_template(
        "imports/table_preview.html",
        batch=batch,
        table=table,
        form=form,
        columns=columns_of(table, fields),
        choices=choices(fields),
        lacks=[mapping_sentence(fault) for fault in check(fields, table.columns)],
        counts=counts,
        states=ItemState,
        rows=[_shown(one) for one in foreseen[:ROWS_SHOWN]],
        people=_people(foreseen[:ROWS_SHOWN]),
        faults=faults[:FAULTS_SHOWN],
        faults_left=max(0, len(faults) - FAULTS_SHOWN),
        mark=table_services.mark_of(fields),
    )


def _shown(one: Foreseen) -> dict[str, Any]:
    """A row as it would be understood, field by field in words."""
    told = shown_values(one.row.values, get_language())
    told["skills"] = told["skills"].replace("\n", "; ")
    told["phone"] = phone_words(told["phone"]) or ""
    return {
        "number": one.row.number,
        "outcome": one.outcome,
        "same_row": one.same_row,
        "candidate_id": one.candidate_id,
        "name": told["name"],
        "title": told["title"],
        "facts": [
            (LABELS[name], cut(value, LONGEST_VALUE))
            for name, value in told.items()
            if value and name not in HEADLINES
        ],
        "faults": [_note(fault) for fault in one.row.faults],
        "remarks": [_note(remark) for remark in one.row.remarks],
    }


def _note(fault: RowFault) -> tuple[str, str]:
    return fault.column, row_sentence(fault)


def _people(foreseen: Sequence[Foreseen]) -> dict[int, str]:
    """The public ids of the candidates that are there already."""
    ids = [one.candidate_id for one in foreseen if one.candidate_id]
    people = (units.session().get(Candidate, one) for one in ids)
    return {person.id: person.public_id for person in people if person}


@dataclass(frozen=True)
class Progress:
    """How far an import is."""

    counts: dict[str, int]
    total: int
    done: int
    is_running: bool

    @property
    def told(self) -> str:
        """The same in words."""
        language = get_language()
        return gettext(
            "%(done)s of %(total)s rows are done",
            done=number(self.done, language),
            total=number(self.total, language),
        )


def progress_of(batch: ImportBatch) -> Progress:
    """How far an import is."""
    counts = services.counts(units.session(), [batch.id])[batch.id]
    total = sum(counts.values())
    done = total - counts.get(ItemState.WAITING, 0)
    return Progress(counts, total, done, batch.state in GOING_ON)


def show_result(batch: ImportBatch, form: Form, state: str, page: int) -> str:
    """How the rows of an import went, and what is still to come."""
    session = units.session()
    is_sheet = bool(batch.options.get("is_sheet"))
    return render_template(
        "imports/table_result.html",
        batch=batch,
        form=form,
        progress=progress_of(batch),
        states=ItemState,
        refresh_seconds=REFRESH_SECONDS,
        page_size=services.PAGE,
        fault=code_sentence(batch.fault, {}) if batch.fault else "",
        silent=services.count_silent(session, batch),
        listing=services.list_items(session, batch, state, page),
        state=state,
        faults=[
            (place_of(row.number, fault, is_sheet=is_sheet), row_sentence(fault))
            for row in table_services.faulty_rows(session, batch, FAULTS_SHOWN)
            for fault in row.faults
        ][:FAULTS_SHOWN],
    )


def faulty_csv(batch: ImportBatch, rows: Sequence[table_services.FaultyRow], why: str) -> str:
    """The refused rows as they were sent, with what is wrong in a last column, to be corrected.

    The column of reasons is known by its name and left out when the file comes back.
    """
    columns = table_services.columns_of(batch)
    width = len(columns)
    lines: list[list[str]] = [[*columns, why]]
    for row in rows:
        reasons = "; ".join(
            f"{fault.column}: {row_sentence(fault)}" if fault.column else row_sentence(fault)
            for fault in row.faults
        )
        cells = [Row(row.number, row.cells).cell(place) for place in range(width)]
        lines.append([*cells, reasons])
    return to_guarded_text(lines)
