"""A base in shards: parts of it that are ranked each by itself, and their answers put together.

What a candidate earns does not depend on who is evaluated with them, as long as texts are judged by
the same sample and weighed by the same statistics: every shard holds these. The best of the base
are therefore among the best of its shards, and all counts are sums.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge
from itertools import islice
from pathlib import Path

from matching.bands import SalarySurvey
from matching.conditions import Wanted
from matching.index import CandidateIndex
from matching.keys import Key, turn
from matching.profiles import VacancyProfile
from matching.refitting import Patience
from matching.scorer import UNITS, AdditiveScorer, Weights

FOR_GOOD = Patience(share=float("inf"), seconds=float("inf"))
"""A shard is never fitted by itself: its statistics are those of the whole base."""

OPEN = 64
"""Shards that one process keeps open; of more, those asked longest ago are opened anew."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every shard; the parameters are those of :meth:`CandidateIndex.rank`."""

    vacancy: VacancyProfile
    count: int
    survey: SalarySurvey | None = None
    scorer: AdditiveScorer | None = None
    weights: Weights | None = None
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True, slots=True)
class Answer:
    """The first places of one shard, or of several.

    Attributes
    ----------
    keys : tuple
        Best first; equal scores in the order of their keys.
    units : tuple of int
        Their scores in hundredths of a point.
    total, n_passed : int
        Candidates before the filters, and those who pass.
    removed : dict
        How many each filter removed, one after the other.
    n_missing : int
        Shards that did not answer.
    """

    keys: tuple[Key, ...] = ()
    units: tuple[int, ...] = ()
    total: int = 0
    n_passed: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)
    n_missing: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether somebody may be missing; such an answer must not be kept."""
        return self.n_missing > 0


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard by its files; whoever asks it opens them, and keeps them open in its process.

    Files that are made anew are a shard of another folder.

    Attributes
    ----------
    mark : str
        Fingerprint of the program that wrote them.
    as_of : int
        The month that they are of.
    """

    folder: Path
    mark: str
    as_of: int

    def open(self) -> None:
        """Open the files in this process, if they are not."""
        _opened(self)

    def ask(self, question: Question) -> Answer:
        """Rank the shard's candidates.

        Raises
        ------
        IndexFileError
            If the files cannot be used.
        """
        ranking = _opened(self).rank(
            question.vacancy,
            survey=question.survey,
            scorer=question.scorer,
            weights=question.weights,
            wanted=question.wanted,
            places=range(question.count),
        )
        units = (ranking.scores[: question.count] * UNITS).round().astype(int).tolist()
        return Answer(
            keys=ranking.between(range(question.count)),
            units=tuple(units),
            total=ranking.total,
            n_passed=ranking.n_passed,
            removed=ranking.removed,
        )


@lru_cache(maxsize=OPEN)
def _opened(shard: Shard) -> CandidateIndex:
    index, _ = CandidateIndex.opened(shard.folder, shard.mark, shard.as_of, patience=FOR_GOOD)
    return index


def together(answers: Sequence[Answer], count: int, n_missing: int = 0) -> Answer:
    """Put the answers of different shards together."""
    ordered = (
        sorted((-units, turn(key), key) for key, units in zip(one.keys, one.units, strict=True))
        for one in answers
    )
    first = list(islice(merge(*ordered), count))
    names = dict.fromkeys(name for one in answers for name in one.removed)
    return Answer(
        keys=tuple(key for _, _, key in first),
        units=tuple(-units for units, _, _ in first),
        total=sum(one.total for one in answers),
        n_passed=sum(one.n_passed for one in answers),
        removed={name: sum(one.removed.get(name, 0) for one in answers) for name in names},
        n_missing=n_missing,
    )
