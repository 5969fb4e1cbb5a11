"""What the runs of a folder are worth by its grades: figures, intervals, differences."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.metrics import Estimate, bootstrap, measure
from recruit.evaluate.folders import Grades, Task
from recruit.evaluate.runs import OURS, Run

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The metrics of each query by method, arrays of (queries, metrics)."""

    task: Task
    queries: tuple[str, ...]
    values: Mapping[str, Floats]

    def of(self, queries: tuple[str, ...]) -> "Report":
        """The same rankings on fewer queries: nothing was fitted, so nothing else changes."""
        rows = [self.queries.index(query) for query in queries]
        return Report(
            self.task, queries, {name: values[rows] for name, values in self.values.items()}
        )

    def column(self, method: str, metric: str) -> Floats:
        """One metric of each query."""
        return self.values[method][:, self.task.metrics.index(metric)]

    def estimates(self) -> dict[str, list[Estimate]]:
        """Mean and interval of each metric by method."""
        return self._by_method(self.values)

    def differences(self) -> dict[str, list[Estimate]]:
        """Ours minus each other method, query by query."""
        ours = self.values[OURS]
        others = [(name, values) for name, values in self.values.items() if name != OURS]
        return self._by_method({name: ours - values for name, values in others})

    def _by_method(self, tables: Mapping[str, Floats]) -> dict[str, list[Estimate]]:
        wide = len(self.task.metrics)
        flat = bootstrap(np.hstack(list(tables.values())))
        return {name: flat[place * wide : (place + 1) * wide] for place, name in enumerate(tables)}


def report(task: Task, queries: tuple[str, ...], runs: Mapping[str, Run], grades: Grades) -> Report:
    """Measure runs; the only place where scores and grades meet."""
    values = {}
    for method, run in runs.items():
        rows = []
        for query in queries:
            given = grades[query]
            graded = [given.get(document, 0) for document in task.documents[query]]
            rows.append(measure(task.metrics, run[query], graded))
        values[method] = np.array(rows, dtype=float)
    return Report(task, queries, values)


def number(value: float) -> float | None:
    """A figure as JSON has it; what is not known is null."""
    return None if math.isnan(value) else round(value, 6)


def as_json(metrics: tuple[str, ...], estimates: Mapping[str, list[Estimate]]) -> dict[str, Any]:
    """Points and intervals by method and metric."""
    return {
        method: {
            metric: {"point": number(one.point), "interval": [number(one.low), number(one.high)]}
            for metric, one in zip(metrics, found, strict=True)
        }
        for method, found in estimates.items()
    }
