"""Reading ahead: while one handful becomes rows, the next ones are read, in their order."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from recruit.imports.reading import Arrival, Reader
from recruit.models import ImportItem

Next = Callable[[int], Sequence[ImportItem]]
"""The next items behind a place."""

Read = Callable[[Reader, Sequence[ImportItem]], list[Arrival]]


def handfuls(
    readers: Sequence[Reader], find: Next, read: Read, stop: Callable[[], bool]
) -> Iterator[list[Arrival]]:
    """Handfuls of items, read; each reader is used by one thread at a time."""
    reading: deque[Future[list[Arrival]]] = deque()
    after, begun = -1, 0

    def begin(threads: ThreadPoolExecutor) -> None:
        nonlocal after, begun
        while len(reading) < len(readers) and (begun == 0 or not stop()):
            items = find(after)
            if not items:
                return
            after = items[-1].place
            reading.append(threads.submit(read, readers[begun % len(readers)], items))
            begun += 1

    with ThreadPoolExecutor(len(readers), "import-reader") as threads:
        begin(threads)
        while reading:
            arrivals = reading.popleft().result()
            # Its reader goes on while these become rows.
            begin(threads)
            yield arrivals
