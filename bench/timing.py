"""Times of one call, and what is told of many."""

import time
from collections.abc import Callable, Sequence

import numpy as np


def cpu_ms(work: Callable[[], object]) -> float:
    """The processor time of one call in milliseconds; on an idle machine its time by the clock."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


def median(times: Sequence[float]) -> float:
    """The median, to a thousandth."""
    return round(float(np.median(times)), 3)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile, to a thousandth."""
    return round(float(np.percentile(times, 95)), 3)
