"""Whether what an index holds of candidates is what their profiles say."""

from collections.abc import Iterable, Sequence

import numpy as np

from matching.assembling import assemble
from matching.encoding import EncodedCandidate, Encoder
from matching.flat import Arrays, flat
from matching.keys import Key
from matching.outlines import Outline
from matching.patching import in_order
from matching.pool import Pool
from matching.profiles import CandidateProfile


def differing(
    pool: Pool, encoder: Encoder, people: Iterable[tuple[Key, CandidateProfile]]
) -> list[Key]:
    """Return the keys of those whom a pool lacks or holds otherwise than their profiles say.

    Parameters
    ----------
    encoder : Encoder
        The one that the pool was encoded by.
    people : iterable of (key, CandidateProfile)
        Some hundreds at once are looked at faster than one by one.
    """
    present, absent = [], []
    for key, profile in people:
        row = pool.row_of(key)
        if row is None:
            absent.append(key)
        else:
            present.append((key, row, encoder.encode(profile)))
    if _same(pool, encoder, present):
        return absent
    return absent + [one[0] for one in present if not _same(pool, encoder, [one])]


def _same(pool: Pool, encoder: Encoder, some: Sequence[tuple[Key, int, EncodedCandidate]]) -> bool:
    rows = np.array([row for _, row, _ in some], dtype=np.int64)
    statistics = pool.columns.statistics
    held = in_order(pool.columns, rows, statistics)
    told = assemble([encoded for _, _, encoded in some], encoder, statistics)
    for columns in (held, told):
        columns.weigh()
    if not _equal(flat(held), flat(told)):
        return False
    if pool.overview is None:
        return True
    outlines = {name: array[rows] for name, array in pool.overview.outline.arrays().items()}
    return _equal(outlines, Outline.of(told).arrays())


def _equal(held: Arrays, told: Arrays) -> bool:
    return all(
        array.shape == told[name].shape and bool((array == told[name]).all())
        for name, array in held.items()
    )
