"""What the values of each column are of: rows, tokens, posts and the like.

Each column belongs to a family of things, each thing to a row, and the things of a row stand
together, in the order of the rows.
"""

FAMILIES: dict[str, tuple[str, ...]] = {
    "rows": (
        "titles_told", "total", "management", "skills_known", "languages_known", "education",
        "city", "relocation", "remote", "expected", "currency", "net",
        "post_months", "dated", "longest_stay", "highest_level", "n_claims", "n_untold",
    ),
    "titles": ("titles.values", "titles.rows", "wished", "title_places"),
    "posts": ("posts.values", "posts.rows", "post_leads", "post_documents"),
    "stretches": ("stretch_rows", "stretch_months", "stretch_ages", "stretch_starts"),
    "held": ("stretch_posts", "held_rows"),
    "statements": (
        "statement_rows", "statement_places", "statement_lengths", "statement_months",
    ),
    "tokens": (
        "tokens", "plain_words", "token_documents", "token_rows", "endless", "pair_marks",
    ),
    "documents": ("document_rows",),
    "claims": ("claims.values", "claims.rows"),
    "mentions": (
        "mention_skills", "mention_rows", "mention_places", "mention_lengths", "mention_told",
    ),
    "denials": ("denials.values", "denials.rows"),
    "languages": ("language_codes.values", "language_codes.rows", "language_levels"),
}  # fmt: skip
"""The columns, by what each of their values is of."""

ROWS_OF = {
    "titles": "titles.rows", "posts": "posts.rows", "stretches": "stretch_rows",
    "held": "held_rows", "statements": "statement_rows", "tokens": "token_rows",
    "documents": "document_rows", "claims": "claims.rows", "mentions": "mention_rows",
    "denials": "denials.rows", "languages": "language_codes.rows",
}  # fmt: skip
"""The column of each family that tells whose its things are."""

COUNTS = dict.fromkeys(ROWS_OF.values(), "rows") | {
    "title_places": "tokens", "statement_places": "tokens", "mention_places": "tokens",
    "post_documents": "documents", "token_documents": "documents", "stretch_posts": "posts",
    "stretch_starts": "held",
}  # fmt: skip
"""What the values of a column count; below 0 they are none."""

RAGGED = ("titles", "posts", "claims", "denials", "language_codes")
DERIVED = (
    "post_months", "dated", "longest_stay", "highest_level", "n_claims", "n_untold", "held_rows",
    "token_rows", "endless", "pair_marks", "mention_told",
)  # fmt: skip
"""Columns that are worked out from others when they are first asked for, row by row."""

FAMILY_NUMBER = {family: number for number, family in enumerate(ROWS_OF)}
"""The column of each family in ``Columns.ends``."""
