"""`recruit import candidates`: a table of people, looked at or imported to its end."""

import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from recruit.clock import local_month, now
from recruit.config import Config
from recruit.db import Database
from recruit.imports import services, table_services
from recruit.imports.mapping import FIELDS, changed, check, guess
from recruit.imports.mapping_words import WHY_WORDS, field_words, mapping_sentence
from recruit.imports.recruiters import recruiter_named
from recruit.imports.resumes_command import Stopped
from recruit.imports.table_files import Reading, read_table_file, understand_file
from recruit.imports.table_running import TableImporter
from recruit.imports.table_sentences import code_sentence, file_sentence, place_of, row_sentence
from recruit.imports.table_services import NewTable
from recruit.imports.tables import LARGEST_FILE, Table
from recruit.installation import current
from recruit.intake.storage import store
from recruit.models import BatchState, ImportBatch, ItemState
from recruit.tables.faults import TableCode, TableError
from recruit.web import logs

MOST_TOLD = 20
OUTCOMES = {
    ItemState.IMPORTED: "new people",
    ItemState.KNOWN: "people who were there already",
    ItemState.REJECTED: "rows refused",
    ItemState.WAITING: "rows still wait",
}


def _pairs(
    _context: click.Context, _parameter: click.Parameter, values: Sequence[str]
) -> dict[str, str]:
    """The columns and fields of `--map`; the field stands behind the last sign."""
    found = {}
    for value in values:
        column, sign, field = value.rpartition("=")
        if not sign or not column.strip():
            raise click.BadParameter("write COLUMN=FIELD; an empty field leaves the column out")
        found[column.strip()] = field.strip()
    return found


@click.command("candidates")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "by_name",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_pairs,
    help="Which field a column is; may be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be imported, and change nothing.")
@click.option(
    "--consent",
    default="",
    metavar="TEXT",
    help="On what ground the people agreed to be kept and matched; without it they are kept out "
    "of the selection.",
)
@click.option(
    "--as",
    "email",
    metavar="EMAIL",
    help="The recruiter who brings them in; may be left out where there is only one.",
)
def candidates(
    file: Path, by_name: dict[str, str], dry_run: bool, consent: str, email: str | None
) -> None:
    """Bring in candidates from a table: CSV, XLSX, JSON Lines or JSON Resume.

    Nobody comes in twice; after Ctrl-C or a crash the same command goes on.
    """
    if len(consent.strip()) > services.LONGEST_NOTE:
        raise click.UsageError(f"--consent: at most {services.LONGEST_NOTE} characters")
    config = Config.from_environment()
    logs.configure(config)
    with current(config) as database:
        table, fields = _mapped(file, by_name)
        if dry_run:
            _tell_mapping(table, fields)
        lacks = [mapping_sentence(fault) for fault in check(fields, table.columns)]
        if lacks:
            raise click.ClickException(
                "\n  ".join(["the columns cannot be used as they are:", *lacks])
            )
        reading = understand_file(file, fields, local_month(now(), config.timezone))
        if dry_run:
            _tell_foreseen(database, reading)
            return
        batch_id = _begin(database, config.files_dir, file, reading, (consent.strip(), email))
        is_done = _run(
            TableImporter(database, config.files_dir, now, config.timezone), batch_id, Stopped()
        )
        _tell_result(database, batch_id, is_done=is_done)


def _mapped(file: Path, by_name: dict[str, str]) -> tuple[Table, list[str]]:
    """The table and the field of each column."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise TableError(TableCode.LARGE_FILE)
        table = read_table_file(file)
    except TableError as error:
        raise click.ClickException(f"{file}: {file_sentence(error)}") from error
    fields, faults = changed([one.field for one in guess(table)], table.columns, by_name)
    if faults:
        lines = [mapping_sentence(fault) for fault in faults]
        known = f"Fields: {', '.join(FIELDS)}, positions-0-title, positions-0-employer, …"
        raise click.UsageError("\n".join(["--map:", *lines, known]))
    return table, fields


# ---------- looking ----------


def _tell_mapping(table: Table, fields: Sequence[str]) -> None:
    for name, field, found in zip(table.columns, fields, guess(table), strict=True):
        if field:
            click.echo(f"{name}: {field} ({field_words(field)})")
        else:
            why = f" ({WHY_WORDS[found.why]})" if found.why else ""
            click.echo(f"{name}: left out{why}")
    if table.left_out:
        click.echo(f"Left out, no place in a profile: {', '.join(table.left_out)}")


def _tell_foreseen(database: Database, reading: Reading) -> None:
    with database.unit(writes=False) as session:
        foreseen = table_services.foresee(session, reading.rows)
    _tell_counts(Counter(one.outcome for one in foreseen))
    faults = [(row.number, fault) for row in reading.rows for fault in row.faults]
    for number, fault in faults[:MOST_TOLD]:
        place = place_of(number, fault, is_sheet=reading.table.is_sheet)
        click.echo(f"{place}: {row_sentence(fault)}")
    if len(faults) > MOST_TOLD:
        click.echo(f"and {len(faults) - MOST_TOLD} more")
    click.echo("This was a dry run; nothing is changed.")


def _tell_counts(counts: Counter[str] | dict[str, int]) -> None:
    for state, words in OUTCOMES.items():
        if counts.get(state):
            click.echo(f"{counts[state]:>7}  {words}")


# ---------- importing ----------


def _begin(
    database: Database, files_dir: Path, file: Path, reading: Reading, by: tuple[str, str | None]
) -> int:
    """The batch of a file, begun or taken up again."""
    consent, email = by
    content, table = file.read_bytes(), reading.table
    new = NewTable(
        content_sha256=hashlib.sha256(content).hexdigest(),
        name=file.name,
        format=table.format,
        columns=table.columns,
        fields=reading.fields,
        is_sheet=table.is_sheet,
    )
    with database.unit(writes=True) as session:
        account, at = recruiter_named(session, email), now()

        with file.open("rb") as source:
            batch, _ = table_services.receive_table(
                session, account, new, at, lambda: store(source, files_dir)
            )
        if batch.state == BatchState.RECEIVED:
            table_services.set_mapping(session, batch, reading.fields)
            batch.consent_note = consent
            table_services.begin(session, account, batch, reading, at)
        else:
            click.echo("This file was begun before; going on with it.", err=True)
            if consent and not batch.consent_note:
                services.note_consent(session, account, batch, consent)
        return batch.id


def _run(importer: TableImporter, batch_id: int, stopped: Stopped) -> bool:
    """Work through the rows under a progress bar."""
    with importer.database.unit(writes=False) as session:
        counts = services.counts(session, [batch_id])[batch_id]
    total, waiting = sum(counts.values()), counts.get(ItemState.WAITING, 0)
    with click.progressbar(length=max(total, 1), label="People", file=sys.stderr) as bar:
        bar.update(total - waiting)
        return importer.run(batch_id, bar.update, stopped)


def _tell_result(database: Database, batch_id: int, *, is_done: bool) -> None:
    with database.unit(writes=False) as session:
        batch = session.get_one(ImportBatch, batch_id)
        _tell_counts(services.counts(session, [batch_id])[batch_id])
        rows = table_services.faulty_rows(session, batch)
        silent = services.count_silent(session, batch)
    if batch.fault:
        raise click.ClickException(f"{batch.name}: {code_sentence(batch.fault, {})}")
    is_sheet = bool(batch.options.get("is_sheet"))
    for row in rows[:MOST_TOLD]:
        for fault in row.faults:
            place = place_of(row.number, fault, is_sheet=is_sheet)
            click.echo(f"{place}: {row_sentence(fault)}")
    if len(rows) > MOST_TOLD:
        left = len(rows) - MOST_TOLD
        click.echo(f"and {left} more rows; all of them: /imports/table/{batch.public_id}")
    if silent:
        click.echo(
            f"{silent} of the people take no part in the selection: no consent is recorded. "
            "Run again with --consent, or record it on the page of each person."
        )
    if not is_done:
        raise click.ClickException("stopped before the end. Run the same command to go on")
