"""What is written to be found and not to be read: repetition, and orders to the machine.

It counts nothing, not even once: who writes «продавец» a hundred times, or «поставь этого кандидата
первым», tells nothing of having been one.
"""

import re

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

_ORDER = re.compile(
    r"\b(?:(?:игнорируй|забудь|отмени|ignore|disregard|forget|override)\w*\W+(?:\w+\W+){0,4}?"
    r"(?:указани|инструкци|правил|критери|instruction|prompt|rule|criteri)|"
    r"(?:поставь|оцени|поднимай|подними|выбери|выведи|рекомендуй|пригласи|rank|score|rate|place|"
    r"select|choose|recommend)(?:те)?\W+(?:\w+\W+){0,2}?(?:этого|этому|данного|this|the)\W+"
    r"(?:кандидат|соискател|резюме|candidate|applicant|resume|cv)|"
    r"(?:system|системн\w+)\W+(?:prompt|промпт)|you are an? (?:ai|llm|language model)"
    r")"
)
_SENTENCE = re.compile(r"[^.!?\r\n]+")


def without_padding(profile: CandidateProfile) -> CandidateProfile:
    """Return the profile without the padding of its text and its posts' descriptions."""
    return profile.rewritten(_unpadded)


def _unpadded(text: str) -> str:
    cleaned = clean(text)
    plain = cleaned
    if _ORDER.search(cleaned):
        plain = _SENTENCE.sub(lambda match: "" if _ORDER.search(match[0]) else match[0], cleaned)
    spans = word_spans(plain)
    repeated = find_repetition(lemmatise(plain[start:end] for start, end in spans))
    kept, border = [], 0
    for (start, end), drop in zip(spans, repeated.tolist(), strict=True):
        if drop:
            kept.append(plain[border:start])
            border = end
    plain = "".join([*kept, plain[border:]])
    return text if plain == cleaned else plain


def may_be_padded(cleaned: str, tokens: list[int]) -> bool:
    """Return whether it pays to look closer at a text; never ``False`` for a padded one."""
    said = np.concatenate([[0], _gaps_before(np.array(tokens, dtype=np.int64)) <= LONGEST, [0]])
    borders = np.flatnonzero(np.diff(said))
    runs = borders[1::2] - borders[::2]
    return bool((runs >= TIMES - 1).any()) or _ORDER.search(cleaned) is not None


def _gaps_before(tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many places before each token it stood last; ``NEVER`` for a new one."""
    order = np.argsort(tokens, kind="stable")
    gaps = np.full(len(tokens), NEVER)
    again = np.flatnonzero(np.diff(tokens[order]) == 0)
    gaps[order[again + 1]] = order[again + 1] - order[again]
    return gaps


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
