"""Themes: words that come together stand for each other."""

import numpy as np
import pytest
from scipy import sparse

from matching.term_weights import TermWeights, WeightedTerms
from matching.themes import N_THEMES, Themes

DEBT, ARREARS, LETTER, SEWING, DRESS = range(5)
TEXTS = [[DEBT, LETTER], [ARREARS, LETTER], [DEBT, ARREARS, LETTER], [SEWING, DRESS], [SEWING]]


def weights(texts: list[list[int]], n_terms: int = 5) -> TermWeights:
    rows = [row for row, terms in enumerate(texts) for _ in terms]
    terms = [term for text in texts for term in text]
    counts = sparse.csr_array(
        (np.ones(len(terms), dtype=np.int64), (rows, terms)), shape=(len(texts), n_terms)
    )
    return TermWeights(counts, np.full(n_terms, 100.0), 2.0)


def nearness(texts: list[list[int]], query: list[int]) -> np.ndarray:
    told = weights(texts)
    themes = Themes.fit(told.told, told.norms)
    return themes.nearness(themes.place(told.told), said(query))


def said(terms: list[int]) -> WeightedTerms:
    return WeightedTerms(np.unique(terms).astype(np.int64), np.ones(len(set(terms))))


def test_a_text_on_the_same_theme_is_near_without_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matching.themes.N_THEMES", 2)
    near = nearness(TEXTS, [DEBT])

    assert near[1] > 0.9
    assert near[3] < 0.1


def test_the_order_of_texts_and_of_words_does_not_show() -> None:
    turned = [[4 - term for term in text] for text in reversed(TEXTS)]

    assert nearness(turned, [4 - DEBT])[::-1].tolist() == nearness(TEXTS, [DEBT]).tolist()


@pytest.mark.parametrize("texts", [[], [[]], [[], []], [[DEBT]] * 40])
def test_bases_without_words_or_with_one_have_no_more_themes(texts: list[list[int]]) -> None:
    told = weights(texts)
    themes = Themes.fit(told.told, told.norms)

    assert themes.terms.shape[1] <= min(N_THEMES, len({len(text) for text in texts}))
    assert len(themes.nearness(themes.place(told.told), said([DEBT, DRESS]))) == len(texts)


def test_a_part_is_no_nearer_than_its_whole_is_long() -> None:
    told = weights(TEXTS)
    themes = Themes.fit(told.told, told.norms)
    places = themes.place(told.told)
    query = said([DEBT])

    long = themes.nearness(places, query, np.full(len(TEXTS), 1e6))
    assert (long <= themes.nearness(places, query)).all()
    assert long.max() <= 0.01
