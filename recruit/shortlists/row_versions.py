"""Which rows of candidates have another version than those that were read last.

Asking every row for its version would take longer than a ranking. What has changed since the last
look stands in a log (:mod:`recruit.shortlists.change_log`). Whoever looks for the first time, and
once in a while whoever looks in the background, trusts nothing but the rows: these are asked by
blocks of neighbouring ids, for sums, and only in a block whose sums differ each for its own.

Equal sums mean equal rows, in whatever order transactions commit: a new row adds its first version,
every change of a row adds one to its version (the mapper sees to that), and nothing takes away
from their sum but a row that is deleted. So what a slow transaction commits late, below ids and
moments that were looked at long ago, makes a sum grow that was seen without it. A deleted row
lowers the count; for that to stay hidden as many rows must have come into the same block since,
and as new ids are higher than the old ones the sum of the ids would tell. No moment in time is
compared with another, and no clock is trusted.

The sums are answered from an index alone (`ix_candidate_id_version_is_matched`): the rows, which
hold whole resumes, are not touched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, func, literal_column, or_, select
from sqlalchemy.orm import Session

from recruit.models import Candidate
from recruit.shortlists.change_log import Position, now, since

BLOCK_BITS = 10
"""Rows of a block: 1024. The rows of one that differs cost some milliseconds, its sums a half."""

FEW_BLOCKS = 20
"""Blocks that are asked for one by one; of more, all rows are."""

MOST_LOGGED = 2000
"""Changes that are asked for one by one; of more, the sums tell as quickly."""

AT_ONCE = 500
"""Ids in one statement."""

# Not a parameter: PostgreSQL would not see that it groups by what it selects.
_BLOCK = Candidate.id.op(">>")(literal_column(str(BLOCK_BITS)))

Sums = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """What is another than it was noted.

    Attributes
    ----------
    wanted : tuple of int
        Ids of rows to be ranked whose noted version is older.
    withdrawn : tuple of (int, int)
        Id and version of rows that are not to be ranked in a version that was not noted.
    gone : tuple of int
        Ids that were noted and are no more.
    position : Position
        How far the log was read, to be kept once all of the above is done.
    sums : dict or None
        Sums of all blocks, to be kept then, too; ``None`` where they were not asked for.
    """

    wanted: tuple[int, ...]
    withdrawn: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    position: Position
    sums: dict[int, Sums] | None = None


class RowVersions:
    """The versions that were read of each row, and the sums that they were read at.

    Who looks at an older state of the database than was read already finds other sums, and rows of
    older versions than noted: those do not count.
    """

    def __init__(self) -> None:
        self._sums: dict[int, Sums] = {}
        self._position: Position | None = None
        self._doubted: set[int] = set()
        self._noted: dict[int, dict[int, int]] = {}
        # As they were stored, by id: a block is taken out of these when it is first asked for.
        self._stored_keys = self._stored_versions = np.zeros(0, dtype=np.int64)

    @classmethod
    def restored(
        cls, sums: Iterable[Sequence[int]], stored: Mapping[str, NDArray[np.int64]]
    ) -> Self:
        """Go on from what :meth:`told` and :meth:`arrays` gave."""
        found = cls()
        found._sums = {block: tuple(one) for block, *one in sums}
        found._stored_keys, found._stored_versions = stored["ids"], stored["versions"]
        return found

    def told(self) -> list[list[int]]:
        """Return the sums of all blocks."""
        return [[block, *sums] for block, sums in self._sums.items()]

    def arrays(self) -> dict[str, NDArray[np.int64]]:
        """Return the version noted of each row, by id."""
        for block in {int(key) >> BLOCK_BITS for key in self._stored_keys}:
            self._block(block)
        noted = sorted(pair for block in self._noted.values() for pair in block.items())
        pairs = np.array(noted, dtype=np.int64).reshape(-1, 2)
        return {"ids": pairs[:, 0], "versions": pairs[:, 1]}

    def _block(self, block: int) -> dict[int, int]:
        """Return the versions noted in a block, to be read and changed."""
        noted = self._noted.get(block)
        if noted is None:
            first, end = np.searchsorted(
                self._stored_keys, (block << BLOCK_BITS, (block + 1) << BLOCK_BITS)
            )
            keys, versions = (
                array[first:end].tolist() for array in (self._stored_keys, self._stored_versions)
            )
            noted = self._noted[block] = dict(zip(keys, versions, strict=True))
        return noted

    def look(self, session: Session, *, thorough: bool = False) -> Differing:
        """Find out what differs; nothing is noted by that.

        Parameters
        ----------
        thorough : bool
            Whether to ask the rows even where the log could tell.
        """
        if thorough or self._position is None:
            return self._by_sums(session)
        changed, position = since(session, self._position)
        changed |= self._doubted
        if len(changed) > MOST_LOGGED:
            return self._by_sums(session)
        if not changed:
            return Differing((), (), (), position)
        rows = list(_rows_with(session, sorted(changed)))
        present = {key for key, *_ in rows}
        return Differing(
            *self._newer(rows),
            gone=tuple(
                key
                for key in changed
                if key not in present and key in self._block(key >> BLOCK_BITS)
            ),
            position=position,
        )

    def _by_sums(self, session: Session) -> Differing:
        # Before the sums: what is committed between the two is then in both.
        position = now(session)
        sums = _sums_of_blocks(session)
        blocks = {
            block for block in sums.keys() | self._sums.keys()
            if sums.get(block) != self._sums.get(block)
        }  # fmt: skip
        if not blocks:
            return Differing((), (), (), position, sums)
        rows = list(_rows_of(session, blocks))
        present = {key for key, *_ in rows}
        # Ids grow: one above all others was noted by somebody who saw more, and is yet to be seen.
        newest = max((newest for _, newest, *_ in sums.values()), default=0)
        gone = tuple(
            key
            for block in blocks
            for key in self._block(block)
            if key not in present and key < newest
        )
        return Differing(*self._newer(rows), gone, position, sums)

    def _newer(
        self, rows: Iterable[tuple[int, int, bool]]
    ) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        """Return which rows are newer than noted: those to be ranked, and the others."""
        wanted, withdrawn = [], []
        for key, version, is_matched in rows:
            if version <= self._block(key >> BLOCK_BITS).get(key, 0):
                continue
            if is_matched:
                wanted.append(key)
            else:
                withdrawn.append((key, version))
        return tuple(wanted), tuple(withdrawn)

    def note(self, key: int, version: int) -> None:
        """Keep the version of a row that was taken in or left out."""
        self._block(key >> BLOCK_BITS)[key] = version

    def forget(self, keys: Iterable[int]) -> None:
        """Know nothing more of rows that are gone."""
        for key in keys:
            self._block(key >> BLOCK_BITS).pop(key, None)

    def doubt(self, keys: Iterable[int]) -> None:
        """Have some rows read again in the version that was noted, yet in no older one."""
        for key in keys:
            block = key >> BLOCK_BITS
            if key in self._block(block):
                self._block(block)[key] -= 1
                self._sums.pop(block, None)
                self._doubted.add(key)

    def keep(self, found: Differing) -> None:
        """Remember that all that differed was seen to."""
        self._position, self._doubted = found.position, set()
        if found.sums is not None:
            self._sums = found.sums


def _sums_of_blocks(session: Session) -> dict[int, Sums]:
    """Return of each block: the count, the highest id, and the sums of ids and of versions.

    A statement of the database sees one state of it, so these belong together. The rows are asked
    by a later one and may be newer; then the sums will differ again, and they are read once more.
    """
    rows = session.execute(
        select(
            _BLOCK,
            func.count(),
            func.max(Candidate.id),
            func.sum(Candidate.id),
            func.sum(Candidate.version),
        ).group_by(_BLOCK)
    )
    return {int(block): tuple(map(int, sums)) for block, *sums in rows}


def _rows_of(session: Session, blocks: set[int]) -> Iterable[tuple[int, int, bool]]:
    rows = select(Candidate.id, Candidate.version, Candidate.is_matched)
    if len(blocks) <= FEW_BLOCKS:
        starts = [block << BLOCK_BITS for block in sorted(blocks)]
        size = 1 << BLOCK_BITS
        rows = rows.where(
            or_(*(and_(Candidate.id >= start, Candidate.id < start + size) for start in starts))
        )
    return ((key, version, is_matched) for key, version, is_matched in session.execute(rows))


def _rows_with(session: Session, keys: Sequence[int]) -> Iterable[tuple[int, int, bool]]:
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        rows = select(Candidate.id, Candidate.version, Candidate.is_matched).where(
            Candidate.id.in_(some)
        )
        yield from ((key, version, matched) for key, version, matched in session.execute(rows))
