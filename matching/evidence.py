"""Where in a resume a skill is shown: the sentence, and the post it stands under."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from matching.columns import EVIDENCE_WORDS
from matching.profiles import CandidateProfile
from matching.skills import SkillVocabulary
from matching.text import lemmas

LONGEST_QUOTE = 140
"""Characters of a quotation: a line that can be read at a glance."""

_SENTENCE = re.compile(r"[^\r\n;•▪●◦!?]+?(?=[.!?](?:\s|$)|[\r\n;•▪●◦]|$)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a resume as it was written.

    Attributes
    ----------
    quote : str
        At most ``LONGEST_QUOTE`` characters.
    position : int or None
        Place in ``CandidateProfile.positions``; ``None`` is the free text.
    """

    quote: str
    position: int | None


def find_evidence(
    profile: CandidateProfile, keys: Collection[str], vocabulary: SkillVocabulary
) -> dict[str, Evidence]:
    """Return for each skill the sentence that shows it best, for those that a sentence names.

    A sentence that names a more special skill shows the skill, too. One with words of its own is
    preferred to a bare list, a post to the free text.
    """
    shows: dict[str, list[str]] = {}
    for key in keys:
        for skill in (key, *vocabulary.relations.special(key)):
            shows.setdefault(skill, []).append(key)
    found: dict[str, Evidence] = {}
    bare: dict[str, Evidence] = {}
    for sentence, position in _sentences(profile):
        own = lemmas(sentence)
        mentions = [(skill, length) for skill, _, length in vocabulary.extract(own)]
        plain = len(own) - sum(length for _, length in mentions)
        kept = found if plain >= EVIDENCE_WORDS else bare
        for key in (key for skill, _ in mentions for key in shows.get(skill, ())):
            kept.setdefault(key, Evidence(_shortened(sentence), position))
    return bare | found


def _sentences(profile: CandidateProfile) -> Iterator[tuple[str, int | None]]:
    documents: list[tuple[str, int | None]] = [
        (position.description, number) for number, position in enumerate(profile.positions)
    ]
    for document, position in [*documents, (profile.text, None)]:
        for match in _SENTENCE.finditer(document):
            if sentence := " ".join(match[0].split()):
                yield sentence.lstrip(".-–—*· "), position


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    return sentence[:LONGEST_QUOTE].rpartition(" ")[0].rstrip(",:-–— ") + "…"
