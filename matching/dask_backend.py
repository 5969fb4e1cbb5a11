"""Shards on a Dask cluster that others maintain; needs the extra ``cluster``.

Each shard is a future made from its files: the worker that made it opens them, and questions go to
where it is. When a worker is lost the scheduler makes its shards anew on another, and the questions
that were on their way with them. What does not answer in time is left out, and told.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError

from distributed import Client, Future, wait
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from matching.shards import Answer, Question, Shard, together

log = logging.getLogger(__name__)

LOST = (
    ClosedClientError, CommClosedError, CancelledError, KilledWorker, TimeoutError, OSError,
)  # fmt: skip
"""What a question ends with when worker or scheduler went away under it."""

ATTEMPTS = 3
"""A task that takes its worker with it is tried so often; then it is the task that is at fault."""

LEAST_WAIT = 0.1
"""Seconds in which an answer that is there must arrive when the time is up."""


class DaskBackend:
    """Ranks shards on the workers of a cluster, all of which can read the shards' files.

    Parameters
    ----------
    connect : callable
        Returns a client; called again when the scheduler was lost.
    shards : sequence of Shard
        All of a base.
    timeout : float
        Seconds until an answer is given without those that are missing.
    """

    def __init__(
        self, connect: Callable[[], Client], shards: Sequence[Shard], timeout: float = 10.0
    ) -> None:
        self._connect, self._shards, self._timeout = connect, tuple(shards), timeout
        self._client: Client | None = None
        self._held: list[Future] = []

    def ask(self, question: Question) -> Answer:
        """Return the first places of the whole base; partial if a shard did not answer in time.

        Raises
        ------
        OSError
            If no scheduler can be reached.
        IndexFileError
            If the files of a shard cannot be used.
        """
        client = self._connected()
        deadline = time.monotonic() + self._timeout
        asked: list[Future] = []
        try:
            for held in self._held:
                asked.append(client.submit(_ask, held, question, pure=False, retries=ATTEMPTS))
            wait(asked, timeout=self._timeout)
        except LOST:
            log.warning("not every shard has answered in time")
        answers = [answer for one in asked if (answer := _told(one, deadline)) is not None]
        late = [one for one in asked if not one.done()]
        if late and client.status == "running":
            client.cancel(late)
        return together(answers, question.count, len(self._shards) - len(answers))

    def close(self) -> None:
        """Leave the cluster."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> Client:
        """Return a client whose scheduler is there and knows the shards."""
        client = self._client
        if client is None or client.status != "running":
            self.close()
            client = self._client = self._connect()
            self._held = [client.submit(_made, shard, pure=False) for shard in self._shards]
        for number, held in enumerate(self._held):
            if held.status in {"error", "cancelled", "lost"}:  # its files may be there again
                self._held[number] = client.submit(_made, self._shards[number], pure=False)
        return client


def _told(asked: Future, deadline: float) -> Answer | None:
    """Return what one shard has answered in time; a question at fault is an error of ours."""
    if not asked.done():
        return None
    try:
        answer: Answer = asked.result(timeout=max(LEAST_WAIT, deadline - time.monotonic()))
    except LOST:
        log.warning("an answer was lost")
        return None
    return answer


def _made(shard: Shard) -> Shard:
    """Open a shard where it is to be asked."""
    shard.open()
    return shard


def _ask(shard: Shard, question: Question) -> Answer:
    return shard.ask(question)
