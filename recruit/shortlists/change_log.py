"""Which candidates have changed since a look, read from the log that triggers write.

A row of the log is visible to whoever sees the change that it tells of. On SQLite, with one writer
at a time, the rows are numbered as they are committed. On PostgreSQL a transaction may commit long
after another that began later; so a look remembers the oldest transaction that was still running,
and the next one reads all rows of that one and of later ones, those that it knows apart.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.orm import Session

from recruit.db import Database
from recruit.models import CandidateChange

FORGET_SECONDS = 3600.0
"""Web servers look at least every half minute."""

BEHIND = select(CandidateChange.id, CandidateChange.candidate_id).where(
    CandidateChange.id > bindparam("since")
)
# In one statement, and so in one snapshot; a row without a change comes where there is none.
SINCE = text("""
    SELECT s.oldest, c.id, c.candidate_id
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest) s
    LEFT JOIN candidate_change c ON c.transaction >= :since
""")
NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Position:
    """How far the log has been read.

    Attributes
    ----------
    since : int
        SQLite: the last row that was read. PostgreSQL: the oldest transaction whose rows may not
        all have been read.
    known : frozenset of int
        Rows of such transactions that have been read.
    """

    since: int
    known: frozenset[int] = frozenset()


def now(session: Session) -> Position:
    """Where the log is read on from by whoever reads all candidates after this."""
    if _is_sqlite(session):
        return Position(session.scalar(select(func.max(CandidateChange.id))) or 0)
    return _postgres(session, NEVER, frozenset())[1]


def since(session: Session, position: Position) -> tuple[set[int], Position]:
    """Ids of candidates that changed, and how far the log was read."""
    if not _is_sqlite(session):
        return _postgres(session, position.since, position.known)
    rows = session.execute(BEHIND, {"since": position.since}).all()
    return {key for _, key in rows}, Position(max((row for row, _ in rows), default=position.since))


class Forgetting:
    """A chore of the worker: forgets what stood in the log when it was last called.

    By then every web server has read it, or will ask the rows themselves when it starts.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last = 0

    def __call__(self) -> bool:
        """Do it; there is never more at once."""
        with self._database.unit(writes=True) as session:
            session.execute(delete(CandidateChange).where(CandidateChange.id <= self._last))
            self._last = session.scalar(select(func.max(CandidateChange.id))) or self._last
        return False


def _postgres(session: Session, since: int, known: frozenset[int]) -> tuple[set[int], Position]:
    rows = session.execute(SINCE, {"since": since}).all()
    found = {row: key for _, row, key in rows if row is not None}
    changed = {key for row, key in found.items() if row not in known}
    # Somebody who sees an older state of the database than was read already reads nothing anew.
    return changed, Position(max(rows[0][0], 0 if since == NEVER else since), frozenset(found))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
