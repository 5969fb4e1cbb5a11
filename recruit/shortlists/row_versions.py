"""Which rows of candidates have another version than those that were read last.

Asking every row for its version would take longer than a ranking. Rows are therefore asked by
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

BLOCK_BITS = 10
"""Rows of a block: 1024. The rows of one that differs cost some milliseconds, its sums a half."""

FEW_BLOCKS = 20
"""Blocks that are asked for one by one; of more, all rows are."""

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
    sums : dict
        Sums of all blocks, to be kept once all of the above is done.
    """

    wanted: tuple[int, ...]
    withdrawn: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    sums: dict[int, Sums]


class RowVersions:
    """The versions that were read of each row, and the sums that they were read at.

    Who looks at an older state of the database than was read already finds other sums, and rows of
    older versions than noted: those do not count.
    """

    def __init__(self) -> None:
        self._sums: dict[int, Sums] = {}
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

    def look(self, session: Session) -> Differing:
        """Find out what differs; nothing is noted by that."""
        sums = _sums_of_blocks(session)
        blocks = {
            block for block in sums.keys() | self._sums.keys()
            if sums.get(block) != self._sums.get(block)
        }  # fmt: skip
        if not blocks:
            return Differing((), (), (), sums)
        wanted, withdrawn, present = [], [], set()
        for key, version, is_matched in _rows_of(session, blocks):
            present.add(key)
            if version <= self._block(key >> BLOCK_BITS).get(key, 0):
                continue
            if is_matched:
                wanted.append(key)
            else:
                withdrawn.append((key, version))
        # Ids grow: one above all others was noted by somebody who saw more, and is yet to be seen.
        newest = max((newest for _, newest, *_ in sums.values()), default=0)
        gone = (
            key
            for block in blocks
            for key in self._block(block)
            if key not in present and key < newest
        )
        return Differing(tuple(wanted), tuple(withdrawn), tuple(gone), sums)

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

    def keep(self, found: Differing) -> None:
        """Remember that all that differed was seen to."""
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
