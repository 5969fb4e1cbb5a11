"""Where the candidate lives: the city in its canonical name, metro and region dropped.

Jobs, schools and branches stand in other cities, so only the head of the resume and lines that
name the home are asked.
"""

import re
from collections.abc import Sequence

from matching.cities import Cities, City
from matching.text import lemmatise, words
from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Span
from recruit.parsing.items import Item, is_label
from recruit.parsing.plain import plain
from recruit.parsing.spans import found, mended, trimmed

_PARTS = re.compile(
    r"[\w.+-]{1,64}@[\w.-]{3,64}|(?:\(?\+?7\)?|8)[\s.()-]{0,3}\d[\d\s.()-]{8,16}"
    r"|(?:(?:от|до|не менее|from)\s)?\d[\d\s.,\xa0]{1,12}\s?"
    r"(?:тыс|т\.|р\.|руб|₽|к\b|k\b|usd|eur|rub).{0,30}"
    r"|[,;|•·()]|(?<![нН])/|\s[—–-]\s|\s{2,}",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:г(?:ор)?\.?\s|г\.|город\s|city of\s|пгт\.?\s|пос\.?\s|[вf]\s)\s*")
_NOT_CITY = re.compile(
    r"\bобл(?:асть|асти|\.)?(?![а-я])|\bкрай\b|республик|\bресп\.|\bм\.|метро|\bул\.|улица|\bд\.|\bдом\b|\bкв\.|"
    r"район|\bр-н|росси|russia|\bрф\b|беларусь|казахстан|округ|\bао\b|oblast|region|\bkrai\b|street|\bst\.\s\d|"
    r"проспект|\bпр-т|шоссе|\d"
)
_METRO_AFTER = re.compile(r"\s+(?:м|ст|метро)\.?\s.*$")
_EDGES = " .,;|•·–—-*#_`⌂"
_CITY_SHAPE = re.compile(r"[А-ЯЁA-Z][А-ЯЁа-яёA-Za-z]+(?:[ -][А-ЯЁа-яёA-Za-z]+){0,3}")
_HOME_WORDS = re.compile(
    r"(?:проживаю|живу|живет|проживает|living|live|based|reside)\s(?:в|in)\s(?:г\.\s?|городе\s)?"
)


def read_city(
    document: Document,
    lines: Sequence[int],
    items: Sequence[Item],
    others: Sequence[int] = (),
    name: Span | None = None,
) -> Found[str] | None:
    """The home city: behind its name, else alone in the head, else told in free text.

    ``name`` is where the person's name stands: «Владимир» is a city, too.
    """
    for item in items:
        if item.field == "city":
            city = _in_value(document, item.start, item.end, sure=True)
            if city is not None:
                return city
    for number in lines:
        if is_label(document.lines[number].text):
            continue
        city = _alone(document, number, name)
        if city is not None:
            return city
    for number in (*lines, *others):
        city = _told(document, number)
        if city is not None:
            return city
    return None


def _parts(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    text = document.text[start:end]
    place = 0
    for match in _PARTS.finditer(text):
        parts.append((start + place, start + match.start()))
        place = match.end()
    parts.append((start + place, end))
    return [(low, high) for low, high in parts if document.text[low:high].strip()]


def _known(text: str) -> City | None:
    """The city that a part of an address names."""
    shown = mended(re.sub(r"^[^\w]+|[\s.]+$", "", text))
    same = plain(shown)
    bare = _PREFIX.sub("", same)
    bare = _METRO_AFTER.sub("", bare)
    cities = Cities.load()
    for name in (shown, same, bare):
        city = cities.find(name) if name and "," not in name else None
        if city is not None:
            return city
    return None


def _in_value(document: Document, start: int, end: int, *, sure: bool) -> Found[str] | None:
    """The city of an address; an unknown town counts when its place says that it is one."""
    parts = _parts(document, start, end)
    for low, high in parts:
        text = document.text[low:high]
        city = _known(text) or _in_other_case(text)
        if city is not None:
            return found(document, (low, high), city.city, 0.97, "city label")
    if not sure:
        return None
    for low, high in parts:
        text = document.text[low:high].strip()
        same = plain(text)
        prefix = _PREFIX.match(same)
        bare = text[prefix.end() :] if prefix else text
        if not _NOT_CITY.search(same) and _CITY_SHAPE.fullmatch(bare):
            return found(document, (low, high), mended(bare), 0.75, "unknown town")
    return None


def _in_other_case(text: str) -> City | None:
    """The city of «Казани», «Нижнем Новгороде»."""
    forms = words(_PREFIX.sub("", plain(text.strip(" ."))))
    if not forms or len(forms) > 4:
        return None
    return Cities.load().find(" ".join(lemmatise(forms)))


def _alone(document: Document, number: int, name: Span | None) -> Found[str] | None:
    """A city that is all that a line of the head tells, beside region, metro and contacts."""
    line = document.lines[number]
    start = document.starts[number]
    parts = _parts(document, start, start + len(line.text))
    if len(line.text) > 120:
        return None
    for low, high in [*parts, *_first_words(document, parts)]:
        if name is not None and low < name[1] and high > name[0]:
            continue
        text = document.text[low:high]
        city = _known(text)
        begins = re.sub(r"^\W+", "", text)[:1]
        if city is not None and (begins.isupper() or begins == "г"):
            return found(
                document,
                trimmed(document.text, low, high, _EDGES),
                city.city,
                0.9,
                "city in the head",
            )
    return None


def _first_words(document: Document, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words before the first small letter of parts: «Казань переезд возможен»."""
    if len(parts) < 2:
        return []
    found = []
    for low, high in parts:
        cut = re.search(r"\s+(?=[а-яёa-z])", document.text[low:high].lstrip())
        lead = len(document.text[low:high]) - len(document.text[low:high].lstrip())
        if cut:
            found.append((low, low + lead + cut.start()))
    return found


def _told(document: Document, number: int) -> Found[str] | None:
    text = plain(document.lines[number].text[:400])
    match = _HOME_WORDS.search(text)
    if match is None:
        return None
    base = document.starts[number]
    end = base + len(text)
    for low, high in _parts(document, base + match.end(), end)[:1]:
        forms = document.text[low:high].split()
        for length in (3, 2, 1):
            shown = " ".join(forms[:length]).strip(" .,")
            city = _known(shown) or _in_other_case(shown)
            if shown and city is not None:
                return found(document, (low, low + len(shown)), city.city, 0.85, "told home")
    return None
