"""Sums of money a month in every spelling: «80 т.р.», «80–100 тыс.», «$2,500/month»."""

import re
from dataclasses import dataclass

from recruit.parsing.plain import MAX_LINE, plain

_NUMBER = r"\d{1,3}(?:[ .,']\d{3})+(?![\d])|\d{4,7}|\d{1,3}(?:[.,]\d{1,2})?"
_CURRENCY = (
    r"(?:руб(?:л[а-я]{1,2})?(?![а-я])\.?|р\.?(?![а-яa-z])|₽|rub(?![a-z])|rur(?![a-z])|rubles?|"
    r"\$|us\s?\$|usd(?![a-z])|"
    r"долл(?:ар[а-я]{0,2})?\.?|€|eur(?:os?)?(?![a-z])|евро|тенге|₸|kzt|byn|бел\.? руб)"
)
_THOUSAND = (
    r"(?:т\.\s?р\.?|тыс(?:яч[а-я]?)?\.?|т\.(?=\s?р)|т\.?(?=\s?руб|\s?р\b)|"
    r"[kк](?![а-яa-z])|thousand|т\.?(?![а-яa-z]))"
)
_MILLION = r"(?:млн|миллион|mln|million|m\b)"
_PAY = re.compile(
    rf"(?:(?P<least>от|не менее|не ниже|минимум|from|min(?:imum)?|starting at|at least)\s?:?\s?)?"
    rf"(?:(?P<upto>до|up to|не более)\s)?"
    rf"(?P<before>\$|us\$|€|₽|usd\s|eur\s|rub\s)?\s?(?<![\d.,])(?P<low>{_NUMBER})"
    rf"\s?(?P<k1>{_THOUSAND})?\s?(?P<c1>{_CURRENCY})?"
    rf"(?:\s?(?:-|до|to|\.\.\.?|…)\s?(?P<before2>\$|€|"
    rf"₽)?(?P<high>{_NUMBER})\s?(?P<k2>{_THOUSAND})?\s?(?P<c2>{_CURRENCY})?)?"
    rf"(?!\s?{_MILLION})(?![\d%])"
)
_NET = re.compile(
    r"на руки|после вычета|чистыми|\bnet\b|на карту|after tax|take[- ]home|без учета налог"
)
_GROSS = re.compile(r"до вычета|gross|гросс|до налог|before tax|до ндфл|вкл\.? ндфл")
_YEARLY = re.compile(
    r"в год|/\s?год|годов|per (?:year|annum)|/\s?(?:year|yr)|a year|annual|yearly|\bp\.?a\b"
)
_OTHER_PERIOD = re.compile(
    r"в час|/\s?ч(?:ас)?\b|в день|/\s?день|смен[ау]|per (?:hour|day)|/\s?(?:h|hr|hour|day)\b|"
    r"hourly|daily"
)
_NEGOTIABLE = re.compile(r"договор|negotia|обсужд|рассмотрю|по результат|не указан")

THOUSAND = 1000
LEAST_ROUBLES, MOST = 5_000, 5_000_000
LEAST_FOREIGN = 200
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum a month, with its place in the text; ``told`` when its currency is written."""

    amount: int
    currency: str
    net: bool | None
    start: int
    end: int
    told: bool


def _number(text: str) -> float:
    grouped = re.fullmatch(r"\d{1,3}(?:[ .,']\d{3})+", text)
    if grouped:
        return float(re.sub(r"[ .,']", "", text))
    return float(text.replace(",", ".").replace(" ", ""))


def _currency(mark: str) -> str | None:
    if not mark:
        return None
    if "$" in mark or mark.startswith(("usd", "us", "долл")):
        return "USD"
    if mark.startswith(("€", "eur", "евро")):
        return "EUR"
    if mark.startswith(("тенге", "₸", "kzt")):
        return "KZT"
    if mark.startswith(("byn", "бел")):
        return "BYN"
    return "RUB"


def sums_in(text: str) -> list[Sum]:
    """All sums of a text that may be pay a month, with places in it."""
    same = plain(text[:MAX_LINE])
    if _OTHER_PERIOD.search(same):
        return []
    sums = []
    net = True if _NET.search(same) else False if _GROSS.search(same) else None
    for match in _PAY.finditer(same):
        read = _read(match, same, net)
        if read is not None:
            sums.append(read)
    return sums


def _read(match: re.Match[str], text: str, net: bool | None) -> Sum | None:
    marks = [match[name] for name in ("before", "c1", "before2", "c2") if match[name]]
    thousand = match["k1"] or match["k2"]
    currency = _currency(marks[0].strip()) if marks else None
    if currency is None and thousand and "р" in thousand:
        currency = "RUB"
    amount = _number(match["low"])
    if (thousand and amount < THOUSAND) or (
        match["high"] and amount < THOUSAND <= _number(match["high"]) and currency in (None, "RUB")
    ):
        amount *= THOUSAND
    if _YEARLY.search(text[match.end() : match.end() + 20]) or (
        "annual" in text[: match.start()] or "годов" in text[: match.start()]
    ):
        amount /= MONTHS
    told = currency is not None
    currency = currency or "RUB"
    least = LEAST_ROUBLES if currency in ("RUB", "KZT") else LEAST_FOREIGN
    if not least <= amount <= MOST:
        return None
    if not told and not thousand and match["low"][-3:] != "000" and amount < 10_000:
        return None  # a bare number of four digits is a year
    end = match.end()
    while end > match.start() and text[end - 1] in " ,;":
        end -= 1
    return Sum(round(amount), currency, net, match.start(), end, told or bool(thousand))


def is_negotiable(text: str) -> bool:
    """Whether a wish leaves the sum open."""
    return bool(_NEGOTIABLE.search(plain(text[:200])))
