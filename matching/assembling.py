"""Encoded candidates put side by side as columns."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns, Ragged
from matching.corpus import CorpusStatistics
from matching.encoding import EncodedCandidate, Encoder, Int32s
from matching.numbering import UNKNOWN


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

    def joined(part: Callable[[EncodedCandidate], NDArray[np.int32]]) -> Int32s:
        return np.concatenate([np.zeros(0, np.int32), *(part(c) for c in candidates)])

    def ragged(part: Callable[[EncodedCandidate], NDArray[np.int32]]) -> Ragged:
        return Ragged(joined(part), rows_of([len(part(c)) for c in candidates]))

    def column(part: Callable[[EncodedCandidate], int | bool]) -> Int32s:
        return np.array([part(c) for c in candidates], dtype=np.int32)

    def flags(part: Callable[[EncodedCandidate], NDArray[np.bool_]]) -> NDArray[np.bool_]:
        return np.concatenate([np.zeros(0, bool), *(part(c) for c in candidates)])

    def shifts(lengths: Sequence[int]) -> NDArray[np.int64]:
        return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])[:-1]

    stretches = rows_of([len(c.stretch_months) for c in candidates])
    post_shift = shifts([len(c.posts) for c in candidates])
    posts_of_stretch = rows_of([len(c.stretch_posts) for c in candidates])
    token_shift = shifts([len(c.tokens) for c in candidates])
    document_shift = shifts([len(c.documents) for c in candidates])
    documents = rows_of([len(c.documents) for c in candidates])
    ends = joined(lambda c: c.documents).astype(np.int64) + token_shift[documents]
    mentions = rows_of([len(c.mentions) for c in candidates])
    stretch_ends = (
        joined(lambda c: c.stretch_ends).astype(np.int64)
        + shifts([len(c.stretch_posts) for c in candidates])[stretches]
    )
    posts = ragged(lambda c: c.posts)
    titles_of = ragged(lambda c: c.titles)
    guessed_at = joined(lambda c: c.title_places).astype(np.int64)
    statements = rows_of([len(c.statements) for c in candidates])
    place_in_career = np.arange(len(posts.values)) - post_shift[posts.rows]
    has_documents = np.array([len(c.documents) > 1 for c in candidates], dtype=bool)[posts.rows]
    return Columns(
        n=len(candidates),
        live=np.ones(len(candidates), dtype=bool),
        fitted=fitted,
        known_titles=encoder.known_titles(),
        titles=titles_of,
        wished=flags(lambda c: c.wished),
        title_places=np.where(
            guessed_at == UNKNOWN, UNKNOWN, guessed_at + token_shift[titles_of.rows]
        ),
        titles_told=column(lambda c: c.titles_told).astype(bool),
        posts=posts,
        post_leads=flags(lambda c: c.post_leads),
        # A post read out of the free text has no document of its own: the text is its document.
        post_documents=np.where(
            has_documents, document_shift[posts.rows] + 1 + place_in_career, -1
        ).astype(np.int32),
        stretch_rows=stretches,
        stretch_months=joined(lambda c: c.stretch_months),
        stretch_ages=joined(lambda c: c.stretch_ages),
        stretch_posts=(joined(lambda c: c.stretch_posts) + post_shift[posts_of_stretch]).astype(
            np.int32
        ),
        stretch_starts=np.concatenate([[0], stretch_ends[:-1]]).astype(np.int64)
        if len(stretch_ends)
        else np.zeros(0, np.int64),
        total=column(lambda c: c.total),
        management=column(lambda c: c.management),
        statement_rows=statements,
        statement_places=joined(lambda c: c.statements[:, 0]) + token_shift[statements],
        statement_lengths=joined(lambda c: c.statements[:, 1]),
        statement_months=np.concatenate(
            [np.zeros((0, 2), np.int32), *(c.statements[:, 2:] for c in candidates)]
        ),
        tokens=joined(lambda c: c.tokens),
        plain_words=joined(lambda c: c.plain_words),
        token_documents=np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=0)),
        document_rows=documents,
        n_terms=len(encoder.terms),
        claims=ragged(lambda c: c.claims),
        mention_skills=joined(lambda c: c.mentions[:, 0]),
        mention_rows=mentions,
        mention_places=joined(lambda c: c.mentions[:, 1]) + token_shift[mentions],
        mention_lengths=joined(lambda c: c.mentions[:, 2]),
        denials=ragged(lambda c: c.denials),
        skills_known=column(lambda c: c.skills_known).astype(bool),
        language_codes=ragged(lambda c: c.languages[:, 0]),
        language_levels=joined(lambda c: c.languages[:, 1]),
        languages_known=column(lambda c: c.languages_known).astype(bool),
        education=column(lambda c: c.education),
        city=column(lambda c: c.city),
        relocation=column(lambda c: c.relocation),
        remote=column(lambda c: c.remote),
        expected=np.array([c.expected for c in candidates], dtype=np.int64),
        currency=column(lambda c: c.currency),
        net=column(lambda c: c.net),
    )


def rows_of(lengths: Sequence[int]) -> Int32s:
    """Return the row number of each value of lists with these lengths."""
    return np.repeat(np.arange(len(lengths), dtype=np.int32), np.asarray(lengths, dtype=np.int64))
