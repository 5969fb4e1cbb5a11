"""Rankings of a data folder, by ours and by plain methods. Nothing here can see a grade."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.bands import SalarySurvey
from matching.baselines import METHODS, Baselines
from matching.index import CandidateIndex, Ranking
from matching.profiles import CandidateProfile, VacancyProfile
from matching.scorer import AdditiveScorer
from recruit.evaluate.folders import Task
from recruit.rank_command import SURVEY_FILE

OURS = "recruit"
NAMES = (OURS, *METHODS)

ENCODED_AT_ONCE = 100
SHUFFLE = 2026
"""Seed of the order in which equal scores are written: neither ids nor the file decide."""

Floats = NDArray[np.float64]
Run = dict[str, Floats]
"""By query: scores beside the task's documents."""

Judge = Callable[[VacancyProfile], Mapping[str, Floats]]
"""Scores of all candidates for one vacancy, by each method."""


class Ours:
    """The service's own ranking: the same index, features, survey and scorer, nothing fitted."""

    def __init__(self, as_of: int, scorer: AdditiveScorer | None = None) -> None:
        self.scorer = scorer or AdditiveScorer().fit()
        self._index = CandidateIndex(as_of)
        self._survey = SalarySurvey.from_csv(SURVEY_FILE)
        self._places: dict[int | str, int] = {}

    def read(self, candidates: Mapping[str, CandidateProfile], tick: Callable[[int], None]) -> None:
        """Encode the pool, telling `tick` how many more are done."""
        rows = list(candidates.items())
        for start in range(0, len(rows), ENCODED_AT_ONCE):
            batch = rows[start : start + ENCODED_AT_ONCE]
            self._index.update(batch)
            tick(len(batch))
        self._places = {key: place for place, (key, _) in enumerate(rows)}

    def rank(self, vacancy: VacancyProfile) -> tuple[Ranking, NDArray[np.intp]]:
        """The ranking, and the place of each of its rows in the order of the file."""
        ranking = self._index.rank(vacancy, survey=self._survey, scorer=self.scorer)
        return ranking, np.array([self._places[key] for key in ranking.keys], dtype=np.intp)

    def scores(self, vacancy: VacancyProfile) -> Floats:
        """One score a candidate, in the order of the file."""
        ranking, places = self.rank(vacancy)
        scores = np.empty(len(places))
        scores[places] = ranking.scores
        return scores


def beside_baselines(ours: Ours, task: Task, as_of: int) -> Judge:
    """Ours and all plain methods."""
    baselines = Baselines(list(task.candidates.values()), as_of)

    def judge(vacancy: VacancyProfile) -> dict[str, Floats]:
        plain = {method: baselines.scores(method, vacancy) for method in METHODS}
        return {OURS: ours.scores(vacancy), **plain}

    return judge


def asked_vacancies(task: Task, queries: Iterable[str]) -> list[str]:
    """The vacancies that must be ranked for some queries."""
    if not task.for_candidate:
        return list(queries)
    wanted = {vacancy for query in queries for vacancy in task.documents[query]}
    return [vacancy for vacancy in task.vacancies if vacancy in wanted]


def rank_task(
    task: Task, queries: tuple[str, ...], judge: Judge, tick: Callable[[int], None]
) -> dict[str, Run]:
    """A run of each method.

    For a candidate, a vacancy's score is the one the candidate has in that vacancy's ranking.
    """
    place = {key: number for number, key in enumerate(task.candidates)}
    runs: dict[str, Run] = {}
    tables: dict[str, dict[str, Floats]] = {}
    for vacancy in asked_vacancies(task, queries):
        for method, scores in judge(task.vacancies[vacancy]).items():
            if task.for_candidate:
                tables.setdefault(method, {})[vacancy] = scores
            else:
                rows = [place[document] for document in task.documents[vacancy]]
                runs.setdefault(method, {})[vacancy] = scores[rows]
        tick(1)
    for method, table in tables.items():
        runs[method] = {
            query: np.array([table[vacancy][place[query]] for vacancy in task.documents[query]])
            for query in queries
        }
    return runs


def write_run(path: Path, task: Task, run: Run) -> None:
    """Write query id, document id and score, best first, tab-separated, without a header."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for query, scores in run.items():
            shuffled = np.random.default_rng(SHUFFLE).permutation(len(scores))
            for place in shuffled[np.argsort(-scores[shuffled], kind="stable")]:
                file.write(f"{query}\t{task.documents[query][place]}\t{float(scores[place])!r}\n")
