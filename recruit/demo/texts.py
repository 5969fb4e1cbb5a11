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
from dataclasses import dataclass, field
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


# A plain Russian word with a capital, which it only has at the beginning of a line.
_CAPITALISED = re.compile(r"[А-ЯЁ][а-яё]+(?!\w|-[^а-яё])")
_PROPER = ("Яндекс", "Инкотермс", "Хантфлоу", "Меркурий", "Контур", "Битрикс", "Авито", "Диадок")


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


def in_sentence(name: str) -> str:
    """A name of a skill or post as it stands inside a sentence: «Логистика» is «логистика»."""
    if name.startswith(_PROPER) or not _CAPITALISED.match(name):
        return name
    return name[:1].lower() + name[1:]


@dataclass(frozen=True)
class Voice:
    """Who speaks: sex and language decide on forms, `facts` fill the named slots."""

    sex: str = "m"
    language: str = "ru"
    facts: Mapping[str, str] = field(default_factory=dict)


PLAIN = Voice()


def render(template: str, rng: Random, voice: Voice = PLAIN) -> str:
    """The template with every slot filled."""
    pieces: list[str] = []
    position = 0
    for slot in SLOT.finditer(template):
        pieces.append(template[position : slot.start()])
        pieces.append(_fill(slot, rng, voice))
        position = slot.end()
    pieces.append(template[position:])
    text = "".join(pieces)
    if "{" in text or "}" in text:
        raise TemplateError(f"a brace without its pair: {template}")
    return text


def sentence(template: str, rng: Random, voice: Voice = PLAIN) -> str:
    """The template as a sentence: a capital first, a stop last."""
    text = render(template, rng, voice).strip()
    text = text[:1].upper() + text[1:]
    return text if text[-1:] in ".?…" else text + "."


def _fill(slot: re.Match[str], rng: Random, voice: Voice) -> str:
    content: str = slot[1]
    ranged = _RANGE.fullmatch(content)
    if ranged:
        before, after = slot.string[: slot.start()], slot.string[slot.end() :]
        return _fill_range(ranged, before, after, rng, voice.language)
    if content.startswith("any:"):
        return rng.choice(content[4:].split("|"))
    if content.count("|") == 1:
        return content.split("|")[voice.sex == "f"]
    if content in voice.facts:
        return voice.facts[content]
    raise TemplateError(f"unknown slot {slot[0]} in «{slot.string}»")


def _fill_range(slot: re.Match[str], before: str, after: str, rng: Random, language: str) -> str:
    low, high, rest = slot["low"], slot["high"], slot["rest"].strip()
    if _value(high) < _value(low):
        raise TemplateError(f"the range is upside down: {{{slot[0]}}}")
    millions = rest.startswith(("млн", "млрд", "million")) and _value(high) <= 20
    if not (low + high).isdigit() or (millions and rng.random() < 0.6):
        number, form = _decimal(low, high, rng, language), 1
    else:
        counts = not rest and slot["kind"] == "n" and language == "ru"
        noun_follows = counts and _NOUN_FOLLOWS.match(after) is not None
        whole = _whole(int(low), int(high), rng, noun_follows, _GENITIVE_BEFORE.search(before))
        is_year = int(low) >= 1900 and int(high) <= 2100
        number, form = str(whole) if is_year else grouped(whole, language), plural(whole)
    if slot["kind"] == "pct":
        return number + _per_cent_sign(after, language)
    return number + _unit(rest, form)


def _value(bound: str) -> float:
    return float(bound.replace(",", "."))


def _per_cent_sign(after: str, language: str) -> str:
    if _PER_CENT_FOLLOWS.match(after):
        return ""
    return "%" if language == "en" else NBSP + "%"


def _unit(rest: str, form: int) -> str:
    """What stands after a number: nothing, a unit, or a noun in the form the number takes."""
    if not rest:
        return ""
    forms = rest.split("|")
    if len(forms) == 1:
        return NBSP + rest
    if len(forms) != 3:
        raise TemplateError(f"a noun has three forms: «{rest}»")
    return " " + forms[form]


def _decimal(low: str, high: str, rng: Random, language: str) -> str:
    first, last = (round(_value(bound) * 10) for bound in (low, high))
    tenths = rng.randint(first, last)
    text = f"{tenths / 10:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")


def _whole(low: int, high: int, rng: Random, noun_follows: bool, genitive: object) -> int:
    step = next((step for top, step in ((20_000, 500), (2_000, 50), (200, 5)) if high >= top), 1)
    if (low >= 1900 and high <= 2100) or high - low < 4 * step:
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
