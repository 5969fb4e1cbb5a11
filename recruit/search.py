"""Whether texts answer to what was typed into a search box, in any case and inflection."""

from collections.abc import Iterable

from matching.text import clean, lemmatise, words


def answers(query: str, texts: Iterable[str]) -> bool:
    """Whether each word of a query begins a word of the texts, as written or in its base form."""
    asked = words(clean(query))
    if not asked:
        return True
    forms = set(words(clean("\n".join(texts))))
    bases = set(lemmatise(forms))
    return all(
        any(form.startswith(word) for form in forms)
        or any(base.startswith(lemma) for base in bases)
        for word, lemma in zip(asked, lemmatise(asked), strict=True)
    )
