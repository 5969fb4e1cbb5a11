"""Whether texts answer to what was typed into a search box, in any case and inflection."""

from collections.abc import Iterable
from functools import lru_cache

from matching.text import clean, lemmatise, words

# Above the number of texts that are searched at a time, so that a search finds those of the last.
REMEMBERED = 4000


def answers(query: str, texts: Iterable[str]) -> bool:
    """Whether each word of a query begins a word of the texts, as written or in its base form."""
    asked = words(clean(query))
    if not asked:
        return True
    forms, bases = _words_of("\n".join(texts))
    return all(
        any(form.startswith(word) for form in forms)
        or any(base.startswith(lemma) for base in bases)
        for word, lemma in zip(asked, lemmatise(asked), strict=True)
    )


@lru_cache(REMEMBERED)
def _words_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text and their base forms; the same texts are searched again and again."""
    forms = frozenset(words(clean(text)))
    return forms, frozenset(lemmatise(forms))
