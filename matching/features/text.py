"""Text: whether the vacancy's words, and the words of those who fit best, are in what was written.

Three looks at one question, in equal parts. *Words*: how much of the vacancy's title and
requirements a text holds (BM25). *Trade*: how near a text comes to the vacancy and the best of the
first look together (pseudo relevance feedback, Rocchio 1971): they use words the vacancy lacks.
*Themes*: the same among the themes of the base (latent semantic analysis), where words that come
together stand for each other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns, count_terms
from matching.copies import OwnWords
from matching.curves import Curve, Levels
from matching.encoding import Int32s
from matching.query import Query
from matching.term_weights import Floats, TermWeights, WeightedTerms

TITLE_SHARE = 0.4
"""What the title weighs in the query, the rest is the requirements: «Java-разработчик» tells more
than any line of them, yet is in the text of who was only beside a Java developer."""

WHOLE = 10_000
"""Queries are directions of whole numbers of this length."""

LOOKS = (0.34, 0.33, 0.33)
"""What each look weighs."""

FEEDBACK_ROWS = 20
FEEDBACK_PART = 15
"""The best that lend their words: 20, in small bases one of 15; there 20 would be of any trade."""

LEAST_FEEDBACK = 5
"""From fewer than these nothing is learnt: their names and towns would be taken for the trade."""

FEEDBACK_TERMS = 30
"""Words that are lent: the ones that the best share; further ones are of single people."""

FEEDBACK_WEIGHT = 2.0
"""Lent words against the vacancy's own: twenty résumés tell the trade better than one advert."""

TOP_PART = 0.05
"""The base's own best, by which all are judged: long and short texts, of any language, then use
the whole scale."""

LEAST_SHARE, LEAST_COSINE, LEAST_LATENT = 0.04, 0.12, 0.5
"""What the best are taken to hold of a query, and how near to be, at least: cooks do not become
near to an accountant's post because the base has none but cooks."""

NEARNESS = Curve(((0.2, 0.0), (1.0, 0.9), (1.6, 1.0)))
"""Nearness against that of the best to level. «Опыт работы с клиентами» is in any résumé and earns
nothing; who is nearer than the best twentieth gains little more."""

UNKNOWN_TEXT = 0.4
"""Expected of a candidate without a text: short forms come from good candidates too."""


@dataclass(frozen=True, slots=True, eq=False)
class TextResult:
    """Levels of the family, and how near every candidate and document is, 0 to 1.

    Attributes
    ----------
    rows : array of shape (n,)
        0 for those without a text.
    documents : array of shape (n_documents,)
    """

    levels: dict[str, Levels]
    rows: Floats
    documents: Floats


class Texts:
    """The texts of candidates without what is copied from one vacancy and without endless lists.

    Both lengthen a text and add nothing to it.
    """

    def __init__(self, columns: Columns, own: OwnWords) -> None:
        self.columns = columns
        self.padded = columns.endless_places
        if len(own.copiers):
            self.padded = np.union1d(self.padded, np.flatnonzero(own.copied))
        self.affected, self.kept = _unpadded(
            columns, columns.row_weights, columns.token_rows, self.padded
        )

    def words(self, asked: WeightedTerms, most: float) -> Floats:
        """Return how much each holds of what is asked, ``(n,)``."""
        weights = asked.over(self.columns.n_terms)
        held = self.columns.row_weights.share_found(weights, most)
        if len(self.affected):
            held[self.affected] = self.kept.share_found(weights, most)
        return held

    def cosine(self, theme: WeightedTerms, length: float) -> Floats:
        """Return how near each comes to a theme, ``(n,)``."""
        weights = theme.over(self.columns.n_terms)
        cosine = self.columns.row_weights.cosine(weights, length)
        if len(self.affected):
            cosine[self.affected] = self.kept.cosine(weights, length)
        return cosine

    def latent(self, theme: WeightedTerms) -> Floats:
        """Return how near all are among the themes of the base, ``(n,)``."""
        columns = self.columns
        near = columns.themes.nearness(columns.theme_places, theme)
        if not len(self.affected):
            return near
        whole = columns.theme_places[self.affected]
        lengths = np.sqrt((whole * whole).sum(axis=1))
        places = columns.themes.place(self.kept.told)
        near[self.affected] = columns.themes.nearness(places, theme, lengths)
        return near

    def documents(self, theme: WeightedTerms, length: float) -> Floats:
        """Return how near each document comes to a theme, ``(n_documents,)``."""
        columns, weights = self.columns, theme.over(self.columns.n_terms)
        cosine = columns.document_weights.cosine(weights, length)
        if not len(self.padded):
            return cosine
        affected, kept = _unpadded(
            columns, columns.document_weights, columns.token_documents, self.padded
        )
        cosine[affected] = kept.cosine(weights, length)
        return cosine


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """What all texts are held against in one ranking: so the level of a text is its own affair.

    Attributes
    ----------
    asked, most : WeightedTerms, float
        Title and requirements as one direction, and the sum of all that is asked by rarity.
    theme, length : WeightedTerms, float
        The same with the words that the best lend, and its length.
    bests : tuple of 3 floats
        How near the best come by each look.
    looks : tuple of 3 arrays of shape (n,)
        How near all ``texts`` come that it was taken from.
    """

    asked: WeightedTerms
    most: float
    theme: WeightedTerms
    length: float
    bests: tuple[float, float, float]
    texts: Texts
    looks: tuple[Floats, Floats, Floats]

    def nearness(self, texts: Texts) -> tuple[Floats, Floats, Floats]:
        """Return how near texts come by each look, ``(n,)``; 1 is as near as the best."""
        looks = self.looks
        if texts is not self.texts:
            looks = (
                texts.words(self.asked, self.most),
                texts.cosine(self.theme, self.length),
                texts.latent(self.theme),
            )
        words, cosine, latent = (look / best for look, best in zip(looks, self.bests, strict=True))
        return words, cosine, latent


def measure(texts: Texts, query: Query, titles: Floats, n_terms: int) -> Yardstick | None:
    """Find out how near the best of the base come; ``None`` for a vacancy without words.

    Parameters
    ----------
    texts : Texts
        All of the base, or a sample of it.
    titles : array of shape (n,)
        How near the titles are, 0 where there is none: who is of the trade by the title lends the
        words of the trade.
    n_terms : int
        Terms of the whole base.
    """
    if not (len(query.terms) or len(query.title_terms)):
        return None
    columns = texts.columns
    asked, most = _asked(columns, query, n_terms)
    words = texts.words(asked, most)
    best_words = max(_best(columns, words), LEAST_SHARE)
    first = np.round(np.minimum(words / best_words, 1.0) + titles, 9)
    first[texts.affected] = 0.0
    theme = _with_feedback(columns, asked, first)
    length = float(np.sqrt(theme.weights @ theme.weights))
    cosine = texts.cosine(theme, length)
    latent = texts.latent(theme)
    bests = (
        best_words,
        max(_best(columns, cosine), LEAST_COSINE),
        max(_best(columns, latent), LEAST_LATENT),
    )
    return Yardstick(asked, most, theme, length, bests, texts, (words, cosine, latent))


def evaluate(texts: Texts, yardstick: Yardstick | None) -> TextResult:
    """Compare the words with those of the vacancy and of the best."""
    columns = texts.columns
    if yardstick is None:
        return TextResult({}, np.zeros(columns.n), np.zeros(len(columns.document_rows)))
    looks = yardstick.nearness(texts)
    rows = np.tensordot(LOOKS, [NEARNESS(look) for look in looks], axes=1)
    _, cosine, _ = yardstick.bests
    documents = NEARNESS(texts.documents(yardstick.theme, yardstick.length) / cosine)
    silent = columns.row_weights.lengths == 0
    levels = {"text": Levels.unknown_where(silent, rows, UNKNOWN_TEXT)}
    return TextResult(levels, rows, documents)


def _asked(columns: Columns, query: Query, known: int) -> tuple[WeightedTerms, float]:
    """Return title and requirements as one direction over the base's terms and those that it lacks,
    and the sum of all that is asked by rarity."""
    heard = columns.statistics.rarity(known)
    unheard = float(columns.statistics.unheard(1)[0])

    def rarity(terms: NDArray[np.int64]) -> Floats:
        found = np.full(len(terms), unheard)
        found[terms < known] = heard[terms[terms < known]]
        return found

    title, demands = (
        WeightedTerms.counted(terms, rarity).direction(WHOLE)
        for terms in (query.title_terms, query.terms)
    )
    share = TITLE_SHARE if demands.weights.any() else 1.0
    asked = title.times(share).plus(demands, 1 - share).direction(WHOLE)
    return asked, float(asked.weights @ rarity(asked.terms))


def _unpadded(
    columns: Columns, weights: TermWeights, texts: Int32s, padded: NDArray[np.int64]
) -> tuple[Int32s, TermWeights]:
    """Return the texts that hold copies or endless lists, and what their own words weigh.

    Parameters
    ----------
    texts : array of shape (n_tokens,)
        The text of each token.
    padded : array
        Places of the tokens that do not count.
    """
    if not len(padded):
        return texts[:0], weights  # no text is affected, so nobody asks what is left of it
    affected = np.unique(texts[padded])
    ends = np.searchsorted(texts, affected, "right")
    sizes = ends - np.searchsorted(texts, affected)
    tokens = np.arange(sizes.sum()) + np.repeat(ends - np.cumsum(sizes), sizes)
    kept = tokens[~np.isin(tokens, padded, assume_unique=True)]
    kept_ends = np.searchsorted(texts[kept], affected, "right")
    counts = count_terms(columns.tokens[kept], kept_ends, columns.n_terms)
    return affected, weights.parts(affected, counts)


def _with_feedback(columns: Columns, asked: WeightedTerms, first: Floats) -> WeightedTerms:
    """Return the query with the words of those who are the best at first sight."""
    most = min(FEEDBACK_ROWS, columns.n_live // FEEDBACK_PART)
    if most < LEAST_FEEDBACK:
        return asked
    # Who is no better than the next after them lends nothing, so that ties need no order.
    border = np.partition(columns.living(first), -most - 1)[-most - 1]
    lenders = np.flatnonzero((first > border) & columns.live)
    if not len(lenders):
        return asked
    says = np.rint(WHOLE * (first[lenders] - border))
    texts = columns.row_weights.told[lenders]
    length = np.repeat(columns.row_weights.norms[lenders] / WHOLE, np.diff(texts.indptr))
    said = np.rint(texts.data / length) * np.repeat(says, np.diff(texts.indptr))
    terms, place = np.unique(texts.indices, return_inverse=True)
    lent = np.bincount(place, said, len(terms)).astype(float)
    if len(lent) > FEEDBACK_TERMS:
        lent[lent < np.partition(lent, -FEEDBACK_TERMS)[-FEEDBACK_TERMS]] = 0.0
    theirs = WeightedTerms(terms.astype(np.int64), lent).direction(WHOLE)
    return asked.plus(theirs, FEEDBACK_WEIGHT).direction(WHOLE)


def _best(columns: Columns, nearness: Floats) -> float:
    """Return the mean nearness of the nearest rows that count."""
    nearness = columns.living(nearness)
    most = max(1, round(TOP_PART * len(nearness)))
    if not len(nearness):
        return 0.0
    nearest = np.sort(np.partition(nearness, -most)[-most:])
    return float(np.round(nearest.sum() / most, 9))
