"""Shards on a Dask cluster that others maintain; needs the extra ``cluster``.

Each shard is a future made from its files: the worker that made it opens them, and questions go to
where it is. When a worker is lost the scheduler makes its shards anew on another, and the questions
that were on their way with them. What does not answer in time is left out, and told.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError

from distributed import Client, Future, wait
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from matching.shards import Answer, Question, Shard, together

log = logging.getLogger(__name__)

LOST = (CommClosedError, CancelledError, KilledWorker, TimeoutError, OSError)
"""What a question ends with when worker or scheduler went away under it."""

ATTEMPTS = 3
"""A task that takes its worker with it is tried so often; then it is the task that is at fault."""


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
        asked = [
            client.submit(_ask, held, question, pure=False, retries=ATTEMPTS) for held in self._held
        ]
        try:
            wait(asked, timeout=self._timeout)
        except LOST:
            log.warning("not every shard has answered in time")
        answers = [answer for one in asked if (answer := self._told(one)) is not None]
        client.cancel([one for one in asked if not one.done()])
        return together(answers, question.count, len(asked) - len(answers))

    def close(self) -> None:
        """Leave the cluster."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _told(self, asked: Future) -> Answer | None:
        """Return what one shard has answered; a question that is at fault is an error of ours."""
        if asked.status == "error":
            try:
                asked.result(timeout=self._timeout)
            except LOST:
                log.warning("a shard was lost")
            return None
        if asked.status != "finished":
            return None
        try:
            answer: Answer = asked.result(timeout=self._timeout)
        except LOST:
            log.warning("an answer was lost")
            return None
        return answer

    def _connected(self) -> Client:
        """Return a client whose scheduler is there and knows the shards."""
        if self._client is not None and self._client.status == "running":
            return self._client
        self.close()
        client = self._connect()
        self._held = [client.submit(_made, shard, retries=ATTEMPTS) for shard in self._shards]
        self._client = client
        return client


def _made(shard: Shard) -> Shard:
    """Open a shard where it is to be asked."""
    shard.open()
    return shard


def _ask(shard: Shard, question: Question) -> Answer:
    return shard.ask(question)
