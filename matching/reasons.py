"""Reasons in sentences, made from the parts of a score and the facts behind them."""

from collections.abc import Callable, Sequence

from matching.bands import BAND_NAMES
from matching.facts import Conversion, Explanation, SkillSplit
from matching.phrases import FIELDS, LANGUAGE_NAMES, LEVELS, PHRASES
from matching.scorer import PARTS
from matching.wording import (
    NBSP,
    Language,
    decimal,
    grouped,
    listed,
    money,
    money_range,
    period,
    plural,
    points,
    sentence,
)

MOST_NAMES = 5
"""Names in one list; the rest is counted, so that a sentence can be read."""

ROUNDED_DIGITS = 5
"""Digits of minor units rounded away in a converted sum: it is worth about 161,000 roubles."""

NOTABLE_COST = 0.1
"""Part of a weight whose loss is told in points."""


def summary(explanation: Explanation, language: Language = "ru") -> str:
    """Return one sentence on the row: what carries it, what costs it, what is unknown."""
    asked = [part for part in explanation.parts if part.weight > 0]
    ranked = sorted(asked, key=lambda part: part.points - part.weight)
    worst = [part.name for part in ranked if part.points <= part.weight / 2][:2]
    best = sorted(asked, key=lambda part: (-part.points / part.weight, -part.weight))
    strong = [part.name for part in best if part.points > part.weight / 2 and part.name != "text"]
    chosen = [name for name in PARTS if name in strong[:2] or name in worst]
    clauses = [part_clauses(explanation, name, language)[0] for name in chosen]
    named = [FIELDS[field][language] for field in explanation.unknown if field != "text"]
    if named:
        clauses.append(_say("unknown", language, fields=", ".join(named)))
    if not clauses:
        clauses = [_interval(explanation.low, explanation.high, language)]
    return sentence("; ".join(dict.fromkeys(clauses)))


def part_reason(explanation: Explanation, name: str, language: Language = "ru") -> str:
    """Return the sentence of one part: its facts, and what unknown facts leave open."""
    part = explanation.part(name)
    if part.weight == 0:
        return sentence(_say("not_asked", language))
    clauses = part_clauses(explanation, name, language)
    if part.low < part.high:
        clauses = [*clauses, _interval(part.low, part.high, language)]
    return sentence("; ".join(clauses))


def part_clauses(explanation: Explanation, name: str, language: Language) -> list[str]:
    """Return the facts of one part as clauses, the most telling first."""
    if name == "salary":  # tells how many points it costs, too
        return _salary(explanation, language)
    said = explanation.said.get((name, language))
    if said is None:
        said = explanation.said[name, language] = _PARTS[name](explanation, language)
    return said


def reasons(explanation: Explanation, language: Language = "ru") -> list[str]:
    """Return the summary and then a sentence for each part that the vacancy asks for."""
    return [
        summary(explanation, language),
        *(
            part_reason(explanation, part.name, language)
            for part in explanation.parts
            if part.weight
        ),
    ]


def _say(phrase: str, language: Language, **values: str) -> str:
    return PHRASES[phrase][language].format(**values)


def _interval(low: float, high: float, language: Language) -> str:
    return _say("interval", language, low=decimal(low, language), high=points(high, language))


def few_listed(names: Sequence[str], language: Language) -> str:
    """Return names in quotation marks, those beyond ``MOST_NAMES`` only counted."""
    shown = listed(names[:MOST_NAMES], language)
    rest = len(names) - MOST_NAMES
    return shown if rest <= 0 else _say("and_more", language, names=shown, count=str(rest))


def _names(keys: tuple[str, ...], explanation: Explanation, language: Language) -> str:
    labels = explanation.labels[language]
    return few_listed([labels.get(key, key) for key in keys], language)


def _skills(explanation: Explanation, language: Language) -> list[str]:
    facts = explanation.skills
    clauses = []
    if not facts.known and (facts.must or facts.nice):
        clauses.append(_say("skills_unknown", language))
    else:
        kinds: list[tuple[str, SkillSplit]] = [
            ("must", facts.must),
            ("derived" if facts.derived else "nice", facts.nice),
        ]
        for phrase, split in kinds:
            if split:
                clauses += _split(phrase, split, explanation, language)
        if facts.doubted:
            clauses.append(_say("doubted", language))
    for code, wanted, own in facts.languages_missing:
        name = LANGUAGE_NAMES.get(code, {}).get(language, code)
        phrase = "language_missing" if own is None else "language_short"
        told = LEVELS[own or "none"][language]
        clauses.append(_say(phrase, language, name=name, wanted=LEVELS[wanted][language], own=told))
    if facts.education is not None and facts.education_asked is not None:
        levels = list(LEVELS)
        if levels.index(facts.education) < levels.index(facts.education_asked):
            own, wanted = (
                LEVELS[level][language] for level in (facts.education, facts.education_asked)
            )
            clauses.append(_say("education_short", language, own=own, wanted=wanted))
    return clauses or [_say("nothing_missing", language)]


def _split(
    phrase: str, split: SkillSplit, explanation: Explanation, language: Language
) -> list[str]:
    found = len(split.evidenced) + len(split.claimed)
    said = _say(phrase, language, found=str(found), all=str(len(split)))
    if split.claimed:
        said += ", " + _say("unproved", language, count=str(len(split.claimed)))
    clauses = [said]
    for kind, keys in (("claimed", split.claimed), ("missing", split.missing)):
        if keys:
            clauses.append(_say(kind, language, names=_names(keys, explanation, language)))
        if kind == "claimed" and split.near:
            clauses.append(near_skills(split.near, explanation, language))
    return clauses


def near_skills(
    near: Sequence[tuple[str, str]], explanation: Explanation, language: Language
) -> str:
    """Return which near skill is there instead of which asked one."""
    labels = explanation.labels[language]
    pairs = [
        _say(
            "instead",
            language,
            shown=listed([labels.get(shown, shown)], language),
            asked=listed([labels.get(asked, asked)], language),
        )
        for asked, shown in near
    ]
    said = ", ".join(pairs[:MOST_NAMES])
    if len(pairs) > MOST_NAMES:
        said = _say("and_more", language, names=said, count=str(len(pairs) - MOST_NAMES))
    return _say("near_skill" if len(pairs) == 1 else "near_skills", language, pairs=said)


def _experience(explanation: Explanation, language: Language) -> list[str]:
    facts = explanation.experience
    if facts.total is None and facts.relevant is None and facts.management is None:
        return [_say("total_unknown", language)]
    clauses, doubts = [], []
    for phrase, months, asked, stated in (
        ("total", facts.total, facts.total_asked, facts.experience_stated),
        ("relevant", facts.relevant, facts.relevant_asked, facts.experience_stated),
        ("management", facts.management, facts.management_asked, facts.management_stated),
    ):
        if asked is None:
            continue
        if months is None:
            doubts.append(_say(f"{phrase}_unknown", language))
        elif months == 0:
            clauses.append(_say(f"no_{phrase}", language))
        else:
            said = _say(phrase, language, period=period(months, language))
            if months < asked:
                least = period(asked, language)
                said = _say("asked" if stated else "usual", language, fact=said, period=least)
            clauses.append(said)
    told = ([", ".join(clauses)] if clauses else []) + doubts
    return told or [_say("not_asked", language)]


def _salary(explanation: Explanation, language: Language) -> list[str]:
    facts, part = explanation.salary, explanation.part("salary")
    if facts.expected is None:
        return [_say("salary_currency" if facts.other_currency else "salary_unknown", language)]
    said = _say("expects", language, sum=money(facts.expected, facts.currency, language))
    offer = facts.offer_high if facts.offer_high is not None else facts.offer_low
    if offer is not None:
        said = _compared(said, facts.expected - offer, "offer", facts.currency, language)
    elif facts.cell is not None and facts.judged is not None:
        said = _compared(said, facts.judged - facts.cell[1], "market", facts.currency, language)
    lost = part.weight - part.points
    if lost >= NOTABLE_COST * part.weight:
        said += ", " + _say("cost", language, points=points(lost, language))
    clauses = [said]
    if facts.conversion is not None:
        clauses.append(_converted(facts.expected, facts.conversion, facts.currency, language))
    clauses += _market(explanation, language)
    if facts.check:
        clauses.append(_say("check", language))
    if facts.tax_differs:
        clauses.append(_say("tax", language))
    return clauses


def _converted(wish: int, conversion: Conversion, currency: str, language: Language) -> str:
    """Say what a wish is worth in the vacancy's city, with the arithmetic."""
    sums = {
        "wish": wish,
        "sum": round(conversion.minor, -ROUNDED_DIGITS),
        "here_low": conversion.here[0],
        "here_high": conversion.here[1],
        "there_low": conversion.there[0],
        "there_high": conversion.there[1],
    }
    told = {name: money(minor, currency, language) for name, minor in sums.items()}
    return _say(f"converted_{conversion.kind}", language, **told)


def _compared(said: str, gap: int, what: str, currency: str, language: Language) -> str:
    if gap <= 0:
        return _say(f"within_{what}", language, fact=said)
    return _say(f"above_{what}", language, fact=said, gap=money(gap, currency, language))


def _market(explanation: Explanation, language: Language) -> list[str]:
    """Say what the market pays, or why it is left out."""
    facts = explanation.salary
    if not facts.surveyed:
        return [_say("not_surveyed", language)]
    if facts.median is None:
        return [_say("city_not_surveyed", language)]
    city = explanation.place.wanted_names[language]
    if facts.cell is None or explanation.band is None:
        median = money(facts.median, facts.currency, language)
        return [_say("median", language, city=city, median=median)]
    paid = money_range(*facts.cell, facts.currency, language)
    return [_say("market", language, city=city, band=BAND_NAMES[explanation.band - 1], range=paid)]


def _place(explanation: Explanation, language: Language) -> list[str]:
    facts = explanation.place
    if facts.there:
        return [_say("there", language, city=facts.city_names[language])]
    if facts.city is None:
        where = _say("city_unknown", language)
    elif facts.kilometres is None:
        where = _say("elsewhere", language, city=facts.city_names[language])
    else:
        kilometres = round(facts.kilometres)
        distance = (
            f"{grouped(kilometres, language)}{NBSP}{plural(kilometres, 'kilometre', language)}"
        )
        where = _say("elsewhere_near", language, city=facts.city_names[language], distance=distance)
    willing = facts.remote if facts.wanted_remote else facts.relocation
    words = ("remote", "not_remote", "remote_unknown")
    if not facts.wanted_remote:
        words = ("moves", "stays", "move_unknown")
    said = words[2] if willing is None else words[0] if willing else words[1]
    return [f"{where}, {_say(said, language)}"]


TITLE_STEPS = ((950, "title_same"), (850, "title_wished"), (500, "title_near"), (150, "title_far"))
TEXT_STEPS = ((600, "text_close"), (250, "text_partly"))


def _title(explanation: Explanation, language: Language) -> list[str]:
    if "title" in explanation.unknown:
        return [_say("title_unknown", language)]
    return [_step(explanation.title_level, TITLE_STEPS, "title_other", language)]


def _text(explanation: Explanation, language: Language) -> list[str]:
    if "text" in explanation.unknown:
        return [_say("text_unknown", language)]
    clauses = [_step(explanation.text_level, TEXT_STEPS, "text_far", language)]
    return [*clauses, _say("copied", language)] if explanation.copied else clauses


def _step(level: int, steps: tuple[tuple[int, str], ...], last: str, language: Language) -> str:
    phrase = next((name for least, name in steps if level >= least), last)
    return _say(phrase, language)


_PARTS: dict[str, Callable[[Explanation, Language], list[str]]] = {
    "skills": _skills,
    "experience": _experience,
    "salary": _salary,
    "place": _place,
    "title": _title,
    "text": _text,
}
