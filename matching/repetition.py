"""What is said over and over in a row is written to be found and not to be read: it counts nothing.

Not even once: who writes «продавец» a hundred times tells nothing of having been one.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.profiles import CandidateProfile
from matching.text import clean, lemmatise, word_spans

TIMES = 4
"""Times in a row from which words are repetition: a table of one's posts may name one thrice."""

LONGEST = 20
"""Words of the longest passage whose repetition is seen."""

NEVER = 1 << 30
"""Stands for the gap before a word that was not said yet."""


def without_repetition(profile: CandidateProfile) -> CandidateProfile:
    """Return the profile without what its text or a post's description says over and over."""
    return replace(
        profile,
        text=_said_once(profile.text),
        positions=tuple(
            replace(position, description=_said_once(position.description))
            for position in profile.positions
        ),
    )


def _said_once(text: str) -> str:
    cleaned = clean(text)
    spans = word_spans(cleaned)
    repeated = find_repetition(lemmatise(cleaned[start:end] for start, end in spans))
    if not repeated.any():
        return text
    kept, border = [], 0
    for (start, end), drop in zip(spans, repeated.tolist(), strict=True):
        if drop:
            kept.append(cleaned[border:start])
            border = end
    return "".join([*kept, cleaned[border:]])


def gaps_before(tokens: list[int]) -> NDArray[np.int64]:
    """Return how many places before each token it stood last; ``NEVER`` for a new one."""
    last: dict[int, int] = {}
    gaps = []
    for place, token in enumerate(tokens):
        gaps.append(place - last[token] if token in last else NEVER)
        last[token] = place
    return np.array(gaps, dtype=np.int64)


def may_repeat(gaps: NDArray[np.int64]) -> bool:
    """Return whether so many tokens in a row were said just before that it pays to look closer."""
    said = np.concatenate([[0], gaps <= LONGEST, [0]])
    borders = np.flatnonzero(np.diff(said))
    return bool((borders[1::2] - borders[::2] >= TIMES - 1).any())


def find_repetition(lemmas: list[str]) -> NDArray[np.bool_]:
    """Return which lemmas stand in a passage that is said ``TIMES`` times in a row or more."""
    n = len(lemmas)
    numbers: dict[str, int] = {}
    tokens = np.array([numbers.setdefault(lemma, len(numbers)) for lemma in lemmas], dtype=np.int64)
    repeated = np.zeros(n, dtype=bool)
    for period in range(1, min(LONGEST, n // TIMES) + 1):
        same = np.concatenate([[0], tokens[period:] == tokens[:-period], [0]])
        borders = np.flatnonzero(np.diff(same))
        for start, end in borders.reshape(-1, 2).tolist():
            if end - start >= (TIMES - 1) * period:
                repeated[start : end + period] = True
    return repeated
