"""Encoded candidates put side by side as columns."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.corpus import CorpusStatistics
from matching.encoding import EncodedCandidate, Encoder
from matching.families import ENDS, FAMILIES
from matching.growing import Array
from matching.holdings import counted_up
from matching.numbering import UNKNOWN


def _documents_of_posts(one: EncodedCandidate) -> NDArray[np.integer]:
    """Return which document tells of each post: the text is the first one, and a post that was read
    out of it has none of its own."""
    n = len(one.posts)
    return np.arange(1, n + 1) if len(one.documents) > 1 else np.full(n, UNKNOWN)


_PARTS: dict[str, Callable[[EncodedCandidate], Any]] = {
    "titles_told": lambda one: one.titles_told,
    "total": lambda one: one.total,
    "management": lambda one: one.management,
    "skills_known": lambda one: one.skills_known,
    "languages_known": lambda one: one.languages_known,
    "education": lambda one: one.education,
    "city": lambda one: one.city,
    "relocation": lambda one: one.relocation,
    "remote": lambda one: one.remote,
    "expected": lambda one: one.expected,
    "currency": lambda one: one.currency,
    "net": lambda one: one.net,
    "title_values": lambda one: one.titles,
    "wished": lambda one: one.wished,
    "title_offsets": lambda one: one.title_places,
    "post_values": lambda one: one.posts,
    "post_leads": lambda one: one.post_leads,
    "post_offsets": _documents_of_posts,
    "stretch_months": lambda one: one.stretch_months,
    "stretch_ages": lambda one: one.stretch_ages,
    "stretch_sizes": lambda one: np.diff(one.stretch_ends, prepend=0),
    "held_offsets": lambda one: one.stretch_posts,
    "statement_offsets": lambda one: one.statements[:, 0],
    "statement_lengths": lambda one: one.statements[:, 1],
    "statement_months": lambda one: one.statements[:, 2:],
    "tokens": lambda one: one.tokens,
    "plain_words": lambda one: one.plain_words,
    "document_sizes": lambda one: np.diff(one.documents, prepend=0),
    "claim_values": lambda one: one.claims,
    "mention_skills": lambda one: one.mentions[:, 0],
    "mention_offsets": lambda one: one.mentions[:, 1],
    "mention_lengths": lambda one: one.mentions[:, 2],
    "denial_values": lambda one: one.denials,
    "language_values": lambda one: one.languages[:, 0],
    "language_levels": lambda one: one.languages[:, 1],
}
"""What of a candidate each column keeps."""

_SHAPES = {"statement_months": (0, 2)}


def assemble(
    candidates: Sequence[EncodedCandidate],
    encoder: Encoder,
    fitted: CorpusStatistics | None = None,
) -> Columns:
    """Put encoded candidates, already in the order of their keys, side by side.

    Parameters
    ----------
    fitted : CorpusStatistics, optional
        By default those of these candidates.
    """
    arrays: dict[str, Array] = {}
    for family, names in FAMILIES.items():
        for name, kind in names.items():
            parts = [_PARTS[name](one) for one in candidates]
            if family not in ENDS:
                arrays[name] = np.array(parts, dtype=kind)
                continue
            none = np.zeros(_SHAPES.get(name, 0), dtype=kind)
            arrays[name] = np.concatenate([none, *parts], dtype=kind, casting="unsafe")
            sizes = np.array([len(part) for part in parts], dtype=np.int64)
            arrays[ENDS[family]] = counted_up(sizes)
    return Columns(
        n=len(candidates),
        live=np.ones(len(candidates), dtype=bool),
        fitted=fitted,
        known_titles=encoder.known_titles(),
        n_terms=len(encoder.terms),
        **arrays,
    )
