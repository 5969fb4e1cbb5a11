"""The score of a pair: a sum of weights, one for each level, as a probability; and its reasons.

The weights are the coefficients of a logistic regression that `training` fits to generated pairs;
they stand in `weights.yaml` for everybody to read, under a digest, with the command that makes
them. Nothing of scikit-learn is needed to score.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from recruit.duplicates.pairing.features import LEVELS, UNKNOWN, Comparison, compare
from recruit.duplicates.pairing.records import PersonRecord

WEIGHTS_FILE = Path(__file__).parent / "weights.yaml"
FORMAT = 1
COMMAND = "recruit duplicates train"


class WeightsError(ValueError):
    """The file of weights cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Weights:
    """``points[feature][level]`` add up with ``start``; from ``threshold`` on a pair is shown."""

    start: float
    points: Mapping[str, Mapping[str, float]]
    threshold: float

    def sum(self, levels: Mapping[str, str]) -> float:
        """The logarithm of the odds that the two are one person."""
        return self.start + sum(
            self.points[feature].get(level, 0.0) for feature, level in levels.items()
        )


def is_ruled_out(levels: Mapping[str, str]) -> bool:
    """Whether the names forbid a suggestion, however much else agrees.

    Twins and colleagues can share everything but the given name. Another surname is believed of one
    person only where a contact of theirs alone is the same: a mobile phone, a mailbox.
    """
    if levels["given"] == "different":
        return True
    owns_both = "same" in (levels["phone"], levels["mail"])
    return levels["surname"] == "different" and not owns_both


@dataclass(frozen=True)
class Scored:
    """A pair's probability of being one person, and whether that is enough to suggest it."""

    score: float
    is_suggested: bool
    comparison: Comparison
    reasons: tuple[dict[str, Any], ...]


def score(
    one: PersonRecord,
    other: PersonRecord,
    holders: Mapping[str, int] | None = None,
    weights: Weights | None = None,
) -> Scored:
    """Score two records; ``holders`` as in `features.compare`."""
    weights = weights or load_weights()
    comparison = compare(one, other, holders)
    probability = 1 / (1 + math.exp(-weights.sum(comparison.levels)))
    return Scored(
        round(probability, 4),
        probability >= weights.threshold and not is_ruled_out(comparison.levels),
        comparison,
        tuple(reasons(comparison, weights)),
    )


def reasons(comparison: Comparison, weights: Weights) -> list[dict[str, Any]]:
    """What speaks for and against one person, the weightiest first: codes and values.

    ``{"code": "phone", "level": "same", "points": 5.1}``; jobs name their employers in ``where``,
    a contact of many says in ``holders`` of how many. No reason repeats a name, a phone or a mail:
    the page shows those beside each other.
    """
    found = []
    for feature, level in comparison.levels.items():
        points = weights.points[feature].get(level, 0.0)
        if level == UNKNOWN or not points:
            continue
        reason: dict[str, Any] = {"code": feature, "level": level, "points": round(points, 2)}
        if feature == "jobs" and comparison.careers.where:
            reason["where"] = list(comparison.careers.where[:3])
        if feature == "jobs" and level == "apart":
            reason["months"] = comparison.careers.apart
        if level == "office" and comparison.holders:
            reason["holders"] = comparison.holders
        found.append(reason)
    return sorted(found, key=lambda reason: -abs(reason["points"]))


# ---------- the file ----------


@cache
def load_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """The weights of a file; raises `WeightsError` when it is not as `dump_weights` wrote it."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise WeightsError(f"{path.name}: of another format; make it anew: {COMMAND}")
    weights = Weights(data["start"], data["points"], data["threshold"])
    if data.get("digest") != digest(weights):
        raise WeightsError(f"{path.name}: changed since it was written; make it anew: {COMMAND}")
    if {name: set(levels) for name, levels in weights.points.items()} != {
        name: set(levels) for name, levels in LEVELS.items()
    }:
        raise WeightsError(f"{path.name}: of other features; make it anew: {COMMAND}")
    return weights


def dump_weights(path: Path, weights: Weights, facts: Mapping[str, Any]) -> None:
    """Write weights with what is to be known of them: the command, the pairs, the figures."""
    data = {
        "format": FORMAT,
        **facts,
        "digest": digest(weights),
        "threshold": weights.threshold,
        "start": weights.start,
        "points": {name: dict(levels) for name, levels in weights.points.items()},
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    path.write_text(f"# Made by a command, not by hand; see `scorer`.\n{text}", encoding="utf-8")


def digest(weights: Weights) -> str:
    """A fingerprint of all that decides."""
    content = {
        "start": weights.start,
        "threshold": weights.threshold,
        "points": {name: dict(levels) for name, levels in weights.points.items()},
    }
    text = json.dumps(content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
