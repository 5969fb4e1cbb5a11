"""What somebody asks for, where they would go, and the languages they speak."""

from random import Random

from recruit.demo.careers import Stage
from recruit.demo.cities import SURVEY_CITIES, City
from recruit.demo.schooling import HANDS

_GRADES = ("basic", "intermediate", "spoken", "fluent")
_SECOND_LANGUAGES = ("de", "fr", "zh", "es")
_LOCAL_LANGUAGES = {"Казань": "tt", "Уфа": "ba"}


def would_go(rng: Random, city: City) -> tuple[str, ...]:
    """Where somebody would move: a few cities of the survey, or anywhere (none named)."""
    others = [name for name in SURVEY_CITIES if name != city.name]
    chosen = rng.sample(others, rng.choice((0, 1, 1, 2, 3)))
    if chosen and city.name != "Москва" and rng.random() < 0.5:
        chosen[0] = "Москва"
    return tuple(dict.fromkeys(chosen))


def expectation(rng: Random, last: Stage, language: str) -> tuple[int, str]:
    """A sum and its currency: some more than the last pay, a few far off either way."""
    factor = rng.choices((rng.uniform(1.0, 1.22), rng.uniform(1.4, 1.8), 0.55), (90, 7, 3))[0]
    rubles = last.monthly_pay * factor
    if language == "en" and rng.random() < 0.1:
        return round(rubles / 9000) * 100, "EUR"
    return max(30_000, round(rubles / 5000) * 5000), "RUB"


def known_languages(
    rng: Random, field: str, level: str, city: City, language: str
) -> tuple[tuple[str, str], ...]:
    """Languages besides Russian, each with how well it is known."""
    known: list[tuple[str, str]] = []
    if language == "en":
        known.append(("en", rng.choice(("spoken", "fluent", "fluent"))))
    elif rng.random() < (0.4 if field in HANDS else 0.66):
        known.append(("en", rng.choices(_GRADES, _weights(field, level))[0]))
    if rng.random() < 0.1:
        known.append((rng.choice(_SECOND_LANGUAGES), rng.choice(("basic", "intermediate"))))
    if city.name in _LOCAL_LANGUAGES and rng.random() < 0.4:
        known.append((_LOCAL_LANGUAGES[city.name], "fluent"))
    return tuple(known)


def _weights(field: str, level: str) -> tuple[int, int, int, int]:
    """How likely each grade of English is."""
    if field in HANDS:
        return 8, 3, 1, 0
    return {"junior": (4, 3, 1, 0), "middle": (4, 4, 2, 1)}.get(level, (3, 4, 3, 2))
