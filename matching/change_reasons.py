"""What would change a rank, in sentences."""

from matching.changes import Change, Fact
from matching.phrases import LANGUAGE_NAMES, LEVELS
from matching.reasons import few_listed
from matching.wording import Language, money, ordinal, period, points, sentence

_FACTS: dict[Fact, dict[Language, str]] = {
    "salary_expected": {
        "ru": "ожидания не выше {sum}",
        "en": "an expectation of {sum} at most",
    },
    "must": {
        "ru": "показать в резюме на примерах: {names}",
        "en": "show by examples: {names}",
    },
    "nice": {
        "ru": "показать в резюме на примерах из желательного: {names}",
        "en": "show by examples, of what is nice to have: {names}",
    },
    "experience": {
        "ru": "ещё {period} в такой должности",
        "en": "{period} more in such a post",
    },
    "languages": {"ru": "знать: {names}", "en": "know: {names}"},
    "education": {"ru": "образование: {names}", "en": "education: {names}"},
    "relocation": {"ru": "готовность к переезду", "en": "willingness to move"},
    "remote": {"ru": "готовность работать удалённо", "en": "willingness to work remotely"},
}
_EFFECT: dict[Language, str] = {
    "ru": "{change} — {place} место, плюс {points}",
    "en": "{change}: {place} place, {points} more",
}


def change_reason(
    change: Change, currency: str, labels: dict[str, str], language: Language = "ru"
) -> str:
    """Return the sentence of one change: the fact as it would be, the place, the points.

    Parameters
    ----------
    currency : str
        Of the vacancy.
    labels : dict
        Display names of the skills that the vacancy asks for, by key, in ``language``.
    """
    if change.fact == "languages":
        names = ", ".join(_language(name, language) for name in change.names)
    elif change.fact == "education":
        names = ", ".join(LEVELS[name][language] for name in change.names)
    else:
        names = few_listed([labels.get(name, name) for name in change.names], language)
    amount = change.amount or 0
    told = _FACTS[change.fact][language].format(
        sum=money(amount, currency, language), period=period(amount, language), names=names
    )
    return sentence(
        _EFFECT[language].format(
            change=told,
            place=ordinal(change.rank, language),
            points=points(change.points, language),
        )
    )


def _language(name: str, language: Language) -> str:
    code, _, level = name.partition(":")
    spoken = LANGUAGE_NAMES.get(code, {}).get(language, code)
    return f"{spoken} ({LEVELS[level][language]})"
