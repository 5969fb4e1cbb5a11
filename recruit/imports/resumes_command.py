"""`recruit import resumes`: a folder, an archive or a mailbox, worked through to its end."""

import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.clock import now
from recruit.config import Config
from recruit.db import Database
from recruit.imports import services
from recruit.imports.reading import Reader
from recruit.imports.recruiters import recruiter_named
from recruit.imports.running import Importer
from recruit.imports.sources.origins import Folder, OneFile, Origin, file_key, hash_of
from recruit.imports.words import OUTCOMES, reason_words
from recruit.installation import current
from recruit.intake.faults import Unreadable
from recruit.models import BatchState, ImportBatch, ImportItem, ItemState
from recruit.web import logs

MOST_TOLD = 20
MOST_READERS = 8


class Stopped:
    """Whether Ctrl-C was pressed; what is in hand is finished first."""

    def __init__(self) -> None:
        self.pressed = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._press)

    def __call__(self) -> bool:
        return self.pressed

    def _press(self, _number: int, _frame: FrameType | None) -> None:
        self.pressed = True


@click.command("resumes")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
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
def resumes(path: Path, consent: str, email: str | None) -> None:
    """Bring in résumés: a folder, a ZIP, a mailbox, a letter or a file.

    Letters are opened: their attachments, else their text. Nothing comes in twice; after Ctrl-C or
    a crash the same command goes on.
    """
    if len(consent.strip()) > services.LONGEST_NOTE:
        raise click.UsageError(f"--consent: at most {services.LONGEST_NOTE} characters")
    config = Config.from_environment()
    logs.configure(config)
    stopped = Stopped()
    with current(config) as database:
        origin, new = _source(path, consent.strip())
        batch = _begin(database, email, origin, new)
        with ExitStack() as stack:
            readers = [
                stack.enter_context(Reader(config.files_dir, config.max_upload))
                for _ in range(_readers())
            ]
            importer = Importer(database, config.files_dir, readers, now)
            is_done = _run(importer, batch.id, origin, stopped)
        with database.unit(writes=False) as session:
            _tell(session, session.get_one(ImportBatch, batch.id), is_done)


def _readers() -> int:
    """A processor for each reader, and one for the rows."""
    return min(max(1, (os.cpu_count() or 1) - 1), MOST_READERS)


def _source(path: Path, consent: str) -> tuple[Origin, services.NewBatch]:
    resolved = path.resolve()
    try:
        if path.is_dir():
            folder = Folder(path)
            return folder, services.NewBatch(folder.key, path.name, consent, path=resolved)
        key = file_key(hash_of(path))
    except Unreadable as error:
        raise click.ClickException(f"{path}: {reason_words(error.fault)}") from error
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error
    return OneFile(resolved, path.name), services.NewBatch(key, path.name, consent, path=resolved)


def _begin(
    database: Database, email: str | None, origin: Origin, new: services.NewBatch
) -> ImportBatch:
    """The batch, new or taken up again."""
    with database.unit(writes=True) as session:
        account = recruiter_named(session, email)
        at = now()
        if isinstance(origin, Folder) and new.path:
            services.supersede(session, new.path, new.key, at)
        batch, is_new = services.start_batch(session, account, new, at)
        services.take_up(session, batch, at)
        done = session.scalar(
            select(ImportItem.id)
            .where(ImportItem.batch_id == batch.id, ImportItem.state != ItemState.WAITING)
            .limit(1)
        )
    if not is_new and done:
        click.echo("This was begun before; going on where it stopped.", err=True)
    return batch


def _run(importer: Importer, batch_id: int, origin: Origin, stopped: Stopped) -> bool:
    """Work through the batch under a progress bar."""
    with importer.database.unit(writes=False) as session:
        batch = session.get_one(ImportBatch, batch_id)
        done = sum(
            number
            for state, number in services.counts(session, [batch_id])[batch_id].items()
            if state != ItemState.WAITING
        )
    length = int(batch.options.get("listed", 0))
    with click.progressbar(length=max(length, 1), label="Files", file=sys.stderr) as bar:
        bar.update(done)

        def told(number: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(number)

        return importer.run(batch_id, origin, stopped, told)


def _tell(session: Session, batch: ImportBatch, is_done: bool) -> None:
    """The summary, and the files that somebody has to look after."""
    if batch.state == BatchState.FAILED and batch.fault:
        raise click.ClickException(f"{batch.name}: {reason_words(batch.fault)}")
    found = services.counts(session, [batch.id])[batch.id]
    for state, words in OUTCOMES.items():
        if found.get(state):
            click.echo(f"{found[state]:>7}  {words}")
    left_out = int(batch.options.get("left_out", 0))
    if left_out:
        click.echo(f"{left_out:>7}  files of the system left out")
    failed = session.scalars(
        select(ImportItem)
        .where(
            ImportItem.batch_id == batch.id,
            ImportItem.state.in_((ItemState.REJECTED, ItemState.MANUAL)),
        )
        .order_by(ImportItem.place)
        .limit(MOST_TOLD)
    ).all()
    for item in failed:
        click.echo(f"{item.name}: {reason_words(item.code or '')}")
    more = found.get(ItemState.REJECTED, 0) + found.get(ItemState.MANUAL, 0) - len(failed)
    if more > 0:
        click.echo(f"and {more} more; all of them: /imports/{batch.public_id}")
    silent = services.count_silent(session, batch)
    if silent:
        click.echo(
            f"{silent} of the people take no part in the selection: no consent is recorded. "
            "Run again with --consent, or record it on the page of the import."
        )
    if not is_done:
        raise click.ClickException("stopped before the end. Run the same command to go on")
