"""Sentence templates and the promise that no paragraph is written twice.

A template is a sentence with slots in braces:

``{n:3-12}``
    A whole number of the range, both ends included; big ones come rounded. Where a Russian noun
    follows, a number that takes the genitive plural is preferred («5 магазинов»).
``{n:1,2-2,5}``
    A number with one decimal.
``{n:3-12 договор|договора|договоров}``
    A number with the noun in the form that it asks for.
``{pct:5-40}``
    A per cent, with its sign unless the template has one.
``{money:1-20 млн ₽}``
    A sum with its unit.
``{any:розничных|корпоративных}``
    One of the variants.
``{вёл|вела}``, ``настроил{|а}``
    The form for a man, then for a woman.
``{years}``
    A named fact that the caller gives.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

NBSP = "\u00a0"
SLOT = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(
    r"(?P<kind>n|pct|money):(?P<low>\d+(?:[.,]\d+)?)\s*[-–]\s*(?P<high>\d+(?:[.,]\d+)?)(?P<rest>.*)"
)
_NOUN_FOLLOWS = re.compile(r"[ \u00a0][а-яё]")
_GENITIVE_BEFORE = re.compile(
    r"\b(?:до|с|со|из|от|около|более|больше|менее|меньше|свыше|без|для|у)[ \u00a0]$", re.IGNORECASE
)
_PER_CENT_FOLLOWS = re.compile(r"[ \u00a0]?(?:%|процент)")
NO_FACTS: Mapping[str, str] = {}


class TemplateError(ValueError):
    """A template has a slot that cannot be filled."""


def plural(number: int) -> int:
    """Which of the three Russian forms a number takes: 0 договор, 1 договора, 2 договоров."""
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2


def counted(number: int, one: str, few: str, many: str) -> str:
    """The number with its noun: «7 договоров»."""
    return f"{grouped(number)} {(one, few, many)[plural(number)]}"


def grouped(number: int, language: str = "ru") -> str:
    """Digits in groups of three, as the language writes them."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", NBSP)


def render(
    template: str,
    rng: Random,
    sex: str = "m",
    facts: Mapping[str, str] = NO_FACTS,
    language: str = "ru",
) -> str:
    """The template with every slot filled."""
    pieces: list[str] = []
    position = 0
    for slot in SLOT.finditer(template):
        before, after = template[: slot.start()], template[slot.end() :]
        pieces.append(template[position : slot.start()])
        pieces.append(_fill(slot[1], before, after, rng, sex, facts, language))
        position = slot.end()
    pieces.append(template[position:])
    text = "".join(pieces)
    if "{" in text or "}" in text:
        raise TemplateError(f"a brace without its pair: {template}")
    return text


def sentence(
    template: str,
    rng: Random,
    sex: str = "m",
    facts: Mapping[str, str] = NO_FACTS,
    language: str = "ru",
) -> str:
    """The template as a sentence: a capital first, a stop last."""
    text = render(template, rng, sex, facts, language).strip()
    text = text[:1].upper() + text[1:]
    return text if text[-1:] in ".?…" else text + "."


def _fill(
    slot: str,
    before: str,
    after: str,
    rng: Random,
    sex: str,
    facts: Mapping[str, str],
    language: str,
) -> str:
    ranged = _RANGE.fullmatch(slot)
    if ranged:
        return _fill_range(ranged, before, after, rng, language)
    if slot.startswith("any:"):
        return rng.choice(slot[4:].split("|"))
    if slot.count("|") == 1:
        return slot.split("|")[sex == "f"]
    if slot in facts:
        return facts[slot]
    raise TemplateError(f"unknown slot {{{slot}}}")


def _fill_range(
    slot: re.Match[str], before: str, after: str, rng: Random, language: str
) -> str:
    low, high, rest = slot["low"], slot["high"], slot["rest"].strip()
    if float(high.replace(",", ".")) < float(low.replace(",", ".")):
        raise TemplateError(f"the range is upside down: {{{slot[0]}}}")
    tenths = "," in low + high or "." in low + high
    millions = rest.startswith(("млн", "млрд", "million")) and float(high.replace(",", ".")) <= 20
    if tenths or (millions and rng.random() < 0.6):
        number = _decimal(low, high, rng, language)
        whole = None
    else:
        forms = rest.split("|")
        many_only = (
            len(forms) == 1 and not rest and slot["kind"] == "n" and language == "ru"
            and _NOUN_FOLLOWS.match(after) is not None
        )
        whole = _whole(int(low), int(high), rng, many_only, _GENITIVE_BEFORE.search(before))
        is_year = 1900 <= int(low) and int(high) <= 2100
        number = str(whole) if is_year else grouped(whole, language)
    if slot["kind"] == "pct":
        sign = "" if _PER_CENT_FOLLOWS.match(after) else ("%" if language == "en" else NBSP + "%")
        return number + sign
    if not rest:
        return number
    forms = rest.split("|")
    if len(forms) == 1:
        return f"{number}{NBSP}{rest}"
    if len(forms) != 3:
        raise TemplateError(f"a noun has three forms: {{{slot[0]}}}")
    return f"{number} {forms[1 if whole is None else plural(whole)]}"


def _decimal(low: str, high: str, rng: Random, language: str) -> str:
    first, last = (round(float(bound.replace(",", ".")) * 10) for bound in (low, high))
    tenths = rng.randint(first, last)
    text = f"{tenths / 10:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")


def _whole(low: int, high: int, rng: Random, noun_follows: bool, genitive: object) -> int:
    step = next((step for top, step in ((20_000, 500), (2_000, 50), (200, 5)) if high >= top), 1)
    if (1900 <= low and high <= 2100) or high - low < 4 * step:
        step = 1
    choices = range(low, high + 1, step)
    if noun_follows:
        fitting = [n for n in choices if plural(n) == 2 or (genitive and plural(n) == 1)]
        return rng.choice(fitting or [n for n in choices if plural(n)] or choices)
    return rng.choice(choices)


class Paragraphs:
    """Remembers every paragraph written, so that none is written again."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def fresh(self, write: Callable[[], str], tries: int = 500) -> str:
        """The first text of `write` that nobody has yet."""
        for _ in range(tries):
            text = write()
            key = " ".join(text.casefold().split())
            if key not in self._seen:
                self._seen.add(key)
                return text
        raise TemplateError(f"too few templates: nothing new after {tries} tries, last «{text}»")
