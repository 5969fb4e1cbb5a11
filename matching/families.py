"""What the values of each column are of: rows, tokens, posts and the like; what is kept of them.

Each column belongs to a family of things, each thing to a row, and the things of a row stand
together, in the order of the rows. So where the things of each row end tells whose each is. What
names a thing of the same row, a mention its first token, tells how many of the row stand before it:
such a number stays what it is wherever the row goes.
"""

import numpy as np

FAMILIES: dict[str, dict[str, type[np.generic]]] = {
    "rows": {
        "titles_told": np.bool_, "total": np.int32, "management": np.int32,
        "skills_known": np.bool_, "languages_known": np.bool_, "education": np.int32,
        "city": np.int32, "relocation": np.int32, "remote": np.int32, "expected": np.int64,
        "currency": np.int16, "net": np.int8,
    },
    "titles": {"title_values": np.int32, "wished": np.bool_, "title_offsets": np.int16},
    "posts": {"post_values": np.int32, "post_leads": np.bool_, "post_offsets": np.int16},
    "stretches": {"stretch_months": np.int16, "stretch_ages": np.int8, "stretch_sizes": np.int16},
    "held": {"held_offsets": np.int16},
    "statements": {
        "statement_offsets": np.int16, "statement_lengths": np.int16, "statement_months": np.int32,
    },
    "tokens": {"tokens": np.int32, "plain_words": np.uint8},
    "documents": {"document_sizes": np.int16},
    "claims": {"claim_values": np.int32},
    "mentions": {
        "mention_skills": np.int32, "mention_offsets": np.int16, "mention_lengths": np.int16,
    },
    "denials": {"denial_values": np.int32},
    "languages": {"language_values": np.int32, "language_levels": np.int8},
}  # fmt: skip
"""The columns that are kept, by what each of their values is of, and the narrowest type that holds
them: a text has 20,000 words at most, a career 60 posts."""

ENDS = {
    "titles": "title_ends", "posts": "post_ends", "stretches": "stretch_ends", "held": "held_ends",
    "statements": "statement_ends", "tokens": "token_ends", "documents": "document_ends",
    "claims": "claim_ends", "mentions": "mention_ends", "denials": "denial_ends",
    "languages": "language_ends",
}  # fmt: skip
"""The column that tells where the things of each row end, by family."""

KEPT = (*ENDS.values(), *(name for names in FAMILIES.values() for name in names))
"""All columns that are kept."""

WORKED_OUT = (
    "post_months", "dated", "longest_stay", "highest_level", "n_claims", "n_untold",
    "endless", "pair_marks",
)  # fmt: skip
"""Columns that follow from these, row by row; they are kept only where texts are weighed, too."""
