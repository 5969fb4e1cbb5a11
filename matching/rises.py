"""Learning the rises of monotone curves: ridge regression towards a prior.

A curve is a sum of ``PIECES`` straight pieces of equal width, each of which rises by so much; a
score is the sum of all rises that its levels have climbed. The score is therefore linear in the
rises, and rises that are not negative make curves that do not fall.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from matching.curves import FULL

PIECES = 10
"""Straight pieces that a learnt curve has; verdicts of a year could not tell more apart."""

KEPT = 0.1
"""Whatever verdicts say, a tenth of every rise stays: a year in which nobody asked for English may
not make English worth nothing, nor leave a vacancy that asks for nothing else without an order."""

SHAPE = 3.0
"""Worth moves before shape: fifty verdicts tell that years matter more than was thought, hardly
that the fourth matters more than the fifth."""

LEAST_AGREEMENT = 0.2
"""Verdicts that follow the prior hardly, or go against it, are read as following it by a fifth: one
who only looks at the city is still compared with the prior on one scale."""

Floats = NDArray[np.float64]


def climbed(levels: NDArray[np.int16]) -> Floats:
    """Return how far levels have climbed each piece, 0 to 1, ``(n, n_features, PIECES)``."""
    step = FULL / PIECES
    return np.asarray(np.clip((levels[..., None] - step * np.arange(PIECES)) / step, 0, 1))


def learn_rises(
    reached: Floats,
    verdicts: Floats,
    group: NDArray[np.int64],
    weight: Floats,
    *,
    prior: Floats,
    prior_weight: float,
) -> Floats | None:
    """Return the learnt rises, ``(n_features * PIECES,)``, or ``None`` if nothing can be learnt.

    Parameters
    ----------
    reached : array of shape (n, n_features * PIECES)
        How far each candidate has climbed each piece.
    verdicts, group, weight : arrays of shape (n,)
        Verdicts, the group each is compared in, how many verdicts each counts for.
    prior : array of shape (n_features * PIECES,)
        The rises before there are verdicts; they sum to 1, as do those returned.

    Notes
    -----
    The rises ``b`` minimise ``sum w (t - R b)^2 + prior_weight s |P (b - prior)|^2`` under
    ``b >= KEPT prior``. ``R`` are the reached pieces and ``t`` the verdicts, both less the mean of
    their group and ``t`` scaled so that its slope on the prior's scores is 1; ``s`` is what one
    verdict says of one rise in the mean; ``P`` leaves a change of a whole curve and multiplies one
    of its shape by ``SHAPE``. What no verdict spoke of stays at the prior: a vacancy that names no
    salary cannot make the salary worth more. Convex, solved exactly (Lawson and Hanson 1974).
    """
    root = np.sqrt(weight)
    rows = root[:, None] * _centred(reached, group, weight)
    target = root * _centred(verdicts[:, None], group, weight)[:, 0]
    expected = rows @ prior
    length, wanted = float(np.linalg.norm(expected)), float(np.linalg.norm(target))
    if min(length, wanted) <= 1e-9 * max(1.0, float(root.sum())):
        return None
    agreement = max(float(target @ expected) / (length * wanted), LEAST_AGREEMENT)
    told = np.sum(rows**2, axis=0)
    pull = np.sqrt(prior_weight * told.mean() / weight.sum()) * _stiffness(len(prior))
    system = np.vstack([rows, pull])
    aim = np.concatenate([target * length / wanted / agreement, pull @ prior])
    least = KEPT * prior
    found = nnls(system, aim - system @ least, maxiter=30 * len(prior))[0] + least
    spread = np.sqrt(told)
    found = np.where(told > 0, found * (spread @ prior) / (spread @ found), prior)
    return np.asarray(found / found.sum())


def _stiffness(n_rises: int) -> Floats:
    """Return the matrix that multiplies changes of shape by ``SHAPE`` and leaves those of worth."""
    mean = np.full((PIECES, PIECES), 1 / PIECES)
    return np.kron(np.eye(n_rises // PIECES), mean + SHAPE * (np.eye(PIECES) - mean))


def _centred(values: Floats, group: NDArray[np.int64], weight: Floats) -> Floats:
    """Return values less the weighted mean of their group."""
    whole = np.bincount(group, weights=weight)
    sums = np.zeros((len(whole), values.shape[1]))
    np.add.at(sums, group, weight[:, None] * values)
    return np.asarray(values - (sums / np.maximum(whole, 1e-12)[:, None])[group])
