"""The table under a score: what each curve measures, and the fact it was given."""

from matching.facts import Explanation, FeatureScore, SkillSplit
from matching.phrases import LANGUAGE_NAMES, LEVELS
from matching.reasons import few_listed, near_skills, part_clauses
from matching.wording import Language, money, money_range, period

FEATURE_LABELS: dict[str, dict[Language, str]] = {
    "must": {"ru": "Обязательные навыки", "en": "Must-have skills"},
    "nice": {"ru": "Желательные навыки", "en": "Nice-to-have skills"},
    "languages": {"ru": "Языки", "en": "Languages"},
    "education": {"ru": "Образование", "en": "Education"},
    "relevant": {"ru": "Опыт в такой должности", "en": "Experience in such a post"},
    "total": {"ru": "Весь опыт", "en": "All experience"},
    "management": {"ru": "Опыт руководства", "en": "Management experience"},
    "seniority": {"ru": "Уровень должности", "en": "Level of the post"},
    "stability": {"ru": "Дольше всего на одном месте", "en": "Longest stay in one post"},
    "offer": {"ru": "Ожидания и предложение", "en": "Expectation and offer"},
    "market": {"ru": "Ожидания и рынок", "en": "Expectation and market"},
    "place": {"ru": "Место", "en": "Place"},
    "title": {"ru": "Должность", "en": "Post"},
    "text": {"ru": "Слова резюме", "en": "Words of the résumé"},
}
POST_LEVELS: tuple[dict[Language, str], ...] = (
    {"ru": "стажёр", "en": "trainee"},
    {"ru": "младший", "en": "junior"},
    {"ru": "специалист", "en": "specialist"},
    {"ru": "старший", "en": "senior"},
    {"ru": "руководитель", "en": "head"},
    {"ru": "директор", "en": "director"},
)
"""Levels 0 to 5 of a post."""

_PHRASES: dict[str, dict[Language, str]] = {
    "unknown": {"ru": "не указано", "en": "not given"},
    "skills": {"ru": "{found} из {all}", "en": "{found} of {all}"},
    "claimed": {"ru": "только заявлены: {names}", "en": "only listed: {names}"},
    "missing": {"ru": "не найдены: {names}", "en": "not found: {names}"},
    "enough": {"ru": "всё, что нужно", "en": "all that is asked"},
    "asked": {"ru": "{fact}, нужно: {asked}", "en": "{fact}, asked: {asked}"},
    "usual": {"ru": "{fact}, обычно: {asked}", "en": "{fact}, usual: {asked}"},
    "none": {"ru": "нет", "en": "none"},
    "offer": {"ru": "{fact}, предложение {asked}", "en": "{fact}, the offer is {asked}"},
    "market": {"ru": "{fact}, рынок {asked}", "en": "{fact}, the market is {asked}"},
}


def feature_fact(explanation: Explanation, feature: FeatureScore, language: Language) -> str:
    """Return the fact that a curve was given, as a cell of a table says it."""
    name = feature.name
    if name in {"must", "nice"}:
        skills = explanation.skills
        return _skills(skills.must if name == "must" else skills.nice, explanation, language)
    if name == "languages":
        return _languages(explanation, language)
    if name in {"offer", "market"}:
        return _salary(explanation, name, language)
    if name in {"place", "title", "text"}:
        return "; ".join(part_clauses(explanation, name, language))
    return _measured(explanation, name, language)


def _say(phrase: str, language: Language, **values: str) -> str:
    return _PHRASES[phrase][language].format(**values)


def _skills(split: SkillSplit, explanation: Explanation, language: Language) -> str:
    if not explanation.skills.known:
        return _say("unknown", language)
    found = len(split.evidenced) + len(split.claimed)
    cells = [_say("skills", language, found=str(found), all=str(len(split)))]
    labels = explanation.labels[language]
    for kind, keys in (("claimed", split.claimed), ("missing", split.missing)):
        if keys:
            names = few_listed([labels.get(key, key) for key in keys], language)
            cells.append(_say(kind, language, names=names))
        if kind == "claimed" and split.near:
            cells.append(near_skills(split.near, explanation, language))
    return "; ".join(cells)


def _languages(explanation: Explanation, language: Language) -> str:
    if "languages" in explanation.unknown:
        return _say("unknown", language)
    cells = []
    for code, wanted, own in explanation.skills.languages_missing:
        name = LANGUAGE_NAMES.get(code, {}).get(language, code)
        fact = f"{name}: {LEVELS[own or 'none'][language]}"
        cells.append(_say("asked", language, fact=fact, asked=LEVELS[wanted][language]))
    return "; ".join(cells) or _say("enough", language)


def _salary(explanation: Explanation, name: str, language: Language) -> str:
    facts = explanation.salary
    if facts.expected is None:
        return _say("unknown", language)
    if name == "offer":
        asked = facts.offer_high if facts.offer_high is not None else facts.offer_low
        wish = money(facts.expected, facts.currency, language)
        paid = money(asked or 0, facts.currency, language)
    else:
        wish = money(facts.judged or 0, facts.currency, language)
        if facts.cell is not None:
            paid = money_range(*facts.cell, facts.currency, language)
        else:
            paid = money(facts.median or 0, facts.currency, language)
    return _say(name, language, fact=wish, asked=paid)


def _measured(explanation: Explanation, name: str, language: Language) -> str:
    """Say a fact that has a least: years, levels of posts and of education."""
    facts = explanation.experience
    if name == "stability":
        return _period(facts.longest_stay, language)
    if name == "seniority":
        own = None if facts.level is None else POST_LEVELS[facts.level][language]
        return _against(own, POST_LEVELS[facts.level_asked][language], True, language)
    if name == "education":
        held, wanted = explanation.skills.education, explanation.skills.education_asked
        own = None if held is None else LEVELS[held][language]
        return _against(own, LEVELS[wanted or "none"][language], True, language)
    months, asked, stated = {
        "relevant": (facts.relevant, facts.relevant_asked, facts.experience_stated),
        "total": (facts.total, facts.total_asked, facts.experience_stated),
        "management": (facts.management, facts.management_asked, facts.management_stated),
    }[name]
    own = None if months is None else _period(months, language)
    return _against(own, period(asked or 0, language), stated, language)


def _against(own: str | None, asked: str, stated: bool, language: Language) -> str:
    fact = _say("unknown", language) if own is None else own
    return _say("asked" if stated else "usual", language, fact=fact, asked=asked)


def _period(months: int | None, language: Language) -> str:
    if months is None:
        return _say("unknown", language)
    return period(months, language) if months else _say("none", language)
