"""How far an import is, in figures and in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext

from recruit.models import BatchState, ImportBatch, ItemState
from recruit.web.formats import number
from recruit.web.i18n import get_language

MINUTE = 60
# Before so many files the speed says little.
TELLING = 20


@dataclass(frozen=True)
class Progress:
    """Files done of all; `total` grows while the source is still being listed."""

    state: str
    counts: Mapping[str, int]
    left_out: int
    seconds_left: int | None

    @property
    def total(self) -> int:
        """All files known so far."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Those whose outcome is known."""
        return self.total - self.counts.get(ItemState.WAITING, 0)

    @property
    def is_listing(self) -> bool:
        """Whether not even the number of files is known yet."""
        return self.state == BatchState.RECEIVED

    @property
    def is_running(self) -> bool:
        """Whether work is left."""
        return self.state in (BatchState.RECEIVED, BatchState.LISTED, BatchState.CONSENTING)

    @property
    def has_failed(self) -> bool:
        """Whether it ended before its end."""
        return self.state == BatchState.FAILED


def progress_of(batch: ImportBatch, counts: Mapping[str, int], now: datetime) -> Progress:
    """How far a batch is."""
    waiting = counts.get(ItemState.WAITING, 0)
    done = sum(counts.values()) - waiting
    seconds = (now - batch.created_at).total_seconds()
    is_told = batch.state == BatchState.LISTED and done >= TELLING and waiting
    return Progress(
        state=batch.state,
        counts=counts,
        left_out=int(batch.options.get("left_out") or 0),
        seconds_left=round(seconds * waiting / done) if is_told else None,
    )


def told_progress(progress: Progress) -> str:
    """One line: how many of how many, and how long it will take."""
    language = get_language()
    if progress.is_listing:
        return gettext(
            "Looking what is in it: %(total)s files so far", total=number(progress.total, language)
        )
    said = gettext(
        "%(done)s of %(total)s files are done",
        done=number(progress.done, language),
        total=number(progress.total, language),
    )
    if progress.seconds_left is None:
        return said
    minutes = max(1, round(progress.seconds_left / MINUTE))
    left = ngettext("about %(num)s minute left", "about %(num)s minutes left", minutes)
    return f"{said}, {left}"
