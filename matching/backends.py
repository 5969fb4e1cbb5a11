"""Where shards are ranked: in threads of this process, or wherever else a backend asks them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from matching.shards import Answer, Question, Shard, together


class Backend(Protocol):
    """Asks all shards of a base."""

    def ask(self, question: Question) -> Answer:
        """Return the first places of the whole base; partial if a shard did not answer in time."""


class ThreadBackend:
    """Ranks shards in threads of this process.

    Parameters
    ----------
    shards : sequence of Shard
        All of a base.
    n_threads : int
        At once; numpy lets others work for about half of a ranking.
    """

    def __init__(self, shards: Sequence[Shard], n_threads: int = 2) -> None:
        self._shards = tuple(shards)
        self._threads = ThreadPoolExecutor(n_threads, "shards")

    def ask(self, question: Question) -> Answer:
        """Return the first places of the whole base, never partial.

        Raises
        ------
        IndexFileError
            If the files of a shard cannot be used.
        """
        asked = [self._threads.submit(shard.ask, question) for shard in self._shards]
        return together([one.result() for one in asked], question.count)

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown()
