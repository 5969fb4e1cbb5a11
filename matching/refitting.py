"""When the statistics of a base are fitted anew, and what changes while they are.

A change is in the next ranking at once, weighed by the statistics in force. These are fitted anew
behind the rankings' back once enough has changed since, and put in their place whole. Until then
the same candidate may score some hundredths otherwise than in a base that was just built, and in
two processes that did not fit at the same time; who is compared with whom is always weighed alike.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from matching.encoding import EncodedCandidate
from matching.keys import Key
from matching.pool import Changes


@dataclass(frozen=True, slots=True)
class Patience:
    """How long statistics may be those of an earlier state.

    Attributes
    ----------
    at_once : int
        A base that had fewer candidates when they were fitted is fitted anew with every change:
        each changes much in it, and it costs little.
    share : float
        Part of the base that may change.
    seconds : float
        Age that they may reach once anything has changed; looked at when somebody is ranked.
    rest : float
        Seconds at least between two fits, however much comes in meanwhile.
    """

    at_once: int = 500
    share: float = 0.1
    seconds: float = 300.0
    rest: float = 60.0


class Refits:
    """Counts what changed since the statistics were fitted. Guarded by the lock of its index.

    Parameters
    ----------
    patience : Patience or None
        ``None`` for none at all: every change is weighed anew with all others.
    """

    def __init__(
        self, patience: Patience | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience, self._clock = patience, clock
        self._changed = 0
        self._since = 0.0
        self._fitted = -math.inf
        self._meanwhile: dict[Key, EncodedCandidate | None] | None = None

    def at_once(self, n_fitted: int) -> bool:
        """Return whether a base of so many candidates when fitted is fitted with every change."""
        return self._patience is None or n_fitted < self._patience.at_once

    def count(self, changes: Changes) -> None:
        """Take note of changes."""
        if not self._changed:
            self._since = self._clock()
        self._changed += len(changes)
        if self._meanwhile is not None:
            self._meanwhile.update(changes)

    @property
    def changed(self) -> int:
        """How much has changed since the statistics were fitted."""
        return self._changed

    def due(self, n_fitted: int) -> bool:
        """Return whether it is time to fit anew, and nobody does."""
        if self._patience is None or self._meanwhile is not None or not self._changed:
            return False
        now = self._clock()
        if now - self._since >= self._patience.seconds:
            return True
        rested = now - self._fitted >= self._patience.rest
        return rested and self._changed >= self._patience.share * max(1, n_fitted)

    def done(self) -> None:
        """Take note that statistics were fitted over everything at once."""
        self._changed = 0

    def begin(self) -> None:
        """Collect from now on what the statistics that are being fitted do not know."""
        self._fitted = self._clock()
        self._meanwhile = {}

    def end(self) -> Changes:
        """Begin to count anew; return what changed since :meth:`begin`.

        After a failure, too: the next attempt then waits as after a success.
        """
        meanwhile, self._meanwhile = self._meanwhile or {}, None
        self._changed = 0
        self.count(meanwhile)
        return meanwhile
