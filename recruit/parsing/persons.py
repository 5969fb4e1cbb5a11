"""The person: the name, and the facts that are read so that they can be kept out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from matching.cities import Cities
from recruit.parsing.document import Document
from recruit.parsing.draft import Found
from recruit.parsing.given_names import (
    NAMES_FILE,
    is_given,
    is_patronymic,
    is_surname,
    names_in_full,
    skeleton,
)
from recruit.parsing.headings import Headings
from recruit.parsing.items import Item, is_label
from recruit.parsing.plain import MAX_LINE, plain
from recruit.parsing.posts import names_post
from recruit.parsing.spans import body_size, found, line_span, mended

MOST_LINES = 40
"""Lines of the head that may hold the name."""

LONGEST_INITIAL = 4
"""Characters of a short word with a dot; a longer one ends a sentence."""

LEAST_SCORE, LEAST_SURE = 0.55, 0.72
"""Evidence from which a line is a name, and how often such a line is right (measured)."""

MOST_ABOVE, GIVEN_ALONE = 8, 0.75
"""Lines of the head among which a given name may stand alone, and how sure it is the person's."""

MOST_BETWEEN = 4
"""Lines from a name to the one with its patronymic."""

SHORT, BY_MAIL = 4, 0.8
"""Letters of a surname that says little in a mail, and how sure a longer one is."""

_LOCAL = re.compile(r"([\w.+-]{3,64})@[\w-]")

_NO_NAME = -0.3
"""Evidence of Russian words that neither begin nor end as names do: large type is not enough."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_BEFORE = re.compile(
    r"^[\s#*_>`]*(?:резюме|curriculum\s+vitae|resume|résumé|cv|анкета)\b[\s:.|—–-]*|^[^\w(«\"]+",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*<|:\s|\s+[—–|•·]\s+|\s+-\s+|[,;(|•·\t]|\s{3,}")
_NOT_NAMES = re.compile(
    r"резюме|анкета|резюме|curriculum|vitae|resume|\bcv\b|страниц|\bpage\b|фото|россия|russia|"
    r"область|край|республика|готов|возможн|открыт|гражданств|опыт|навык|образован|язык|контакт|"
    r"вакансии|специалисты|компании|портфолио|университет|институт|обновлен|мужчина|женщина|"
    r"занятост|график|зарплат|profile|summary|contact|skills|language|experience|education|"
    r"about|open to|updated|phone|address|хабр|карьера|superjob|rabota|avito|europass|linkedin"
)


def _evidence(words: list[str]) -> float:
    """How much the words themselves look like a person's name, 0 to 1."""
    given = sum(is_given(word) for word in words)
    patronymics = sum(is_patronymic(word) for word in words)
    surnames = sum(is_surname(word) for word in words)
    if not given and not patronymics and not surnames and not "".join(words).isascii():
        return _NO_NAME
    score = 0.45 * min(given, 1) + 0.35 * min(patronymics, 1)
    if surnames > (1 if given or patronymics else 0) or (surnames and not given):
        score += 0.2
    elif surnames:
        score += 0.1
    return min(score, 1.0)


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: tuple[str, ...]
    first: int
    last: int
    span: tuple[int, int]
    score: float


def _name_words(text: str) -> list[str] | None:
    """The words of a text if it has the shape of a name: capitalised words and nothing else."""
    shown = text.strip(" .,:;*_`#")
    words = shown.split()
    if not 1 <= len(words) <= 4 or not all(_WORD.fullmatch(word) for word in words):
        return None
    if any(word.endswith(".") and len(word) > LONGEST_INITIAL for word in words):
        return None
    if not all(word[0].isupper() or plain(word) in ("оглы", "кызы", "улы") for word in words):
        return None
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if (
        capitals
        and len(capitals) != len([word for word in words if len(word) > 1])
        and len(words) > 3
    ):
        return None
    if _NOT_NAMES.search(plain(shown)):
        return None
    # Some surnames are trades: «Повар Наталья Никитична».
    known = any(is_given(word) or is_patronymic(word) for word in words)
    return None if names_post(shown) and not known else words


def _unspaced(text: str) -> str | None:
    """«И В А Н П Е Т Р О В» with its words found again by the given name, or ``None``."""
    letters = text.split()
    if len(letters) < 6 or not all(len(letter) == 1 and letter.isalpha() for letter in letters):
        return None
    joined = "".join(letters)
    same = plain(joined)
    for name in names_in_full():
        if len(name) >= 3 and same.startswith(name) and len(same) - len(name) >= 4:
            return f"{joined[: len(name)]} {joined[len(name) :]}"
        if len(name) >= 3 and same.endswith(name) and len(same) - len(name) >= 4:
            return f"{joined[: -len(name)]} {joined[-len(name) :]}"
    return None


def read_name(document: Document, lines: Sequence[int], items: Sequence[Item]) -> Found[str] | None:
    """The candidate's name, or ``None`` where nothing is surely one."""
    told = (
        _labelled_name(document, items, "name")
        or _introduced(document, lines)
        or _labelled_name(document, items, "sender")
    )
    if told is not None:
        return told
    candidates = list(_candidates(document, lines))
    if not candidates:
        return _given_alone(document, lines)
    best = max(candidates, key=lambda candidate: (candidate.score, -candidate.first))
    if best.score < LEAST_SCORE:
        mailed = _in_mail(document, lines, candidates)
        return mailed or _given_alone(document, lines)
    words = [_shown(word) for word in (*best.words, *_patronymic_below(document, lines, best))]
    confidence = min(0.98, LEAST_SURE + 0.55 * (best.score - LEAST_SCORE))
    return found(document, best.span, mended(" ".join(words)), confidence, "name line")


def _in_mail(
    document: Document, lines: Sequence[int], candidates: Sequence[_Candidate]
) -> Found[str] | None:
    """A name whose surname is that of the mail: «Фаррух Рахимов», rakhimov-49@box.example."""
    text = " ".join(document.lines[number].text for number in lines)
    locals_ = [skeleton(local) for local in _LOCAL.findall(text)]
    for one in candidates:
        surnames = [skeleton(word) for word in one.words if is_surname(word)]
        if any(name in local for name in surnames if len(name) > SHORT for local in locals_):
            shown = mended(" ".join(_shown(word) for word in one.words))
            return found(document, one.span, shown, BY_MAIL, "name of the mail")
    return None


def _patronymic_below(
    document: Document, lines: Sequence[int], best: _Candidate
) -> tuple[str, ...]:
    """The patronymic that large type pushed to a line of its own, past small ones beside it."""
    one = document.lines[best.last]
    if not one.size or any(is_patronymic(word) for word in best.words):
        return ()
    for number in lines:
        other = document.lines[number]
        near = best.last < number <= best.last + MOST_BETWEEN
        alike = (other.size, other.bold, other.column) == (one.size, one.bold, one.column)
        text = other.text.strip()
        if near and alike and len(text.split()) == 1 and is_patronymic(text):
            return (text,)
    return ()


def _given_alone(document: Document, lines: Sequence[int]) -> Found[str] | None:
    """A given name alone on its line, as boards of advertisements show people."""
    filled = [number for number in lines if document.lines[number].text.strip()]
    named = []
    for number in filled[:MOST_ABOVE]:
        text = document.lines[number].text.strip()
        if text.istitle() and plain(text) in names_in_full() and not _is_city(text):
            named.append(number)
    if len(named) != 1:
        return None
    text = document.lines[named[0]].text.strip()
    return found(document, line_span(document, named[0]), text, GIVEN_ALONE, "given name alone")


def _shown(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def _labelled_name(document: Document, items: Sequence[Item], field: str) -> Found[str] | None:
    parts: dict[str, Item] = {}
    for item in items:
        if item.field in ("name", "sender", "surname", "given_name", "patronymic"):
            parts.setdefault(item.field, item)
    named = parts.get(field)
    if named is not None:
        text = _CUT.split(named.text(document))[0]
        words = _name_words(text)
        if words and len(words) >= 2:
            span = (named.start, named.start + len(text))
            shown = mended(" ".join(_shown(word) for word in words))
            return found(document, span, shown, 0.98, "name label")
    given = parts.get("given_name") if field == "name" else None
    if given is None:
        return None
    whole = [parts[part] for part in ("surname", "given_name", "patronymic") if part in parts]
    words = [word for item in whole for word in (_name_words(item.text(document)) or [])]
    if len(words) < 2:
        return None
    span = (min(item.start for item in whole), max(item.end for item in whole))
    shown = mended(" ".join(_shown(word) for word in words))
    return found(document, span, shown, 0.97, "name label")


@cache
def _introductions() -> re.Pattern[str]:
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, data['introductions']))})\s+")


def _introduced(document: Document, lines: Sequence[int]) -> Found[str] | None:
    """The name of «Меня зовут Анна Ярцева»: two words or more, a given name among them."""
    for number in lines:
        text = document.lines[number].text[:MAX_LINE]
        told = _introductions().search(plain(text))
        name = told and re.match(r"(?:[^\W\d_][\w'’-]*\s?){2,4}", text[told.end() :])
        if not told or not name:
            continue
        words = _leading_name(name[0])
        if words:
            shown = " ".join(words)
            start = document.starts[number] + told.end()
            span = (start, start + name[0].index(words[-1]) + len(words[-1]))
            return found(document, span, mended(shown), 0.95, "introduction")
    return None


def _leading_name(text: str) -> list[str] | None:
    """The capitalised words that a phrase begins with, if they are a name."""
    words: list[str] = []
    for word in text.split():
        if not word[0].isupper() or len(words) == 3:
            break
        words.append(word)
    known = any(is_given(word) or is_patronymic(word) for word in words)
    return words if len(words) >= 2 and known else None


def _candidates(document: Document, lines: Sequence[int]) -> Iterator[_Candidate]:
    """Lines, and pairs of lines, that look like a name, with how sure they are."""
    filled = [number for number in lines if document.lines[number].text.strip()]
    body = body_size(document)
    largest = max((document.lines[number].size for number in filled[:MOST_LINES]), default=0.0)
    order = [number for number in filled if not is_label(document.lines[number].text)]
    for place, number in enumerate(order[:MOST_LINES]):
        line = document.lines[number]
        single = _single(document, number)
        bonus = _place_bonus(place) + _form_bonus(line.size, body, largest) + 0.05 * line.bold
        if single is not None:
            words, span = single
            if len(words) >= 2:
                score = _evidence(words) * 0.7 + bonus
                yield _Candidate(tuple(words), number, number, span, score)
        if place + 1 < len(order) and order[place + 1] == number + 1:
            pair = _pair(document, number)
            if pair is not None:
                span = line_span(document, number, number + 1)
                score = _evidence(pair) * 0.7 + bonus
                yield _Candidate(tuple(pair), number, number + 1, span, score)


def _place_bonus(place: int) -> float:
    return (
        0.3
        if place == 0
        else 0.25
        if place == 1
        else 0.2
        if place <= 4
        else 0.1
        if place <= 12
        else 0.0
    )


def _form_bonus(size: float, body: float, largest: float) -> float:
    if not body or size <= body * 1.1:
        return 0.0
    return 0.3 if size >= largest * 0.98 else 0.15


def _single(document: Document, number: int) -> tuple[list[str], tuple[int, int]] | None:
    """The name at the beginning of a line, and its span."""
    text = document.lines[number].text
    unspaced = _unspaced(text)
    if unspaced is not None:
        return unspaced.split(), line_span(document, number)
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    rest = text[start:]
    cut = _CUT.search(rest)
    shown = rest[: cut.start()] if cut else rest
    if cut and rest[cut.start()] == "," and len(shown.split()) == 1:
        # "Petrov, Ivan": the surname first, as libraries write.
        shown = rest
        words = _name_words(shown.replace(",", " "))
    else:
        words = _name_words(shown)
    if words is None or Headings.load().whole(shown) or _is_city(shown):
        return None
    begin = document.starts[number] + start
    return words, (begin, begin + len(shown.rstrip()))


def _pair(document: Document, number: int) -> list[str] | None:
    """A name that is written over two lines of the same look."""
    one, other = document.lines[number], document.lines[number + 1]
    if (one.page, one.column, one.bold) != (other.page, other.column, other.bold):
        return None
    if abs(one.size - other.size) > 0.15 * max(one.size, 1) or one.heading != other.heading:
        return None
    above, below = _name_words(one.text), _name_words(other.text)
    if not above or not below or len(above) > 2 or len(below) > 2:
        return None
    if Headings.load().whole(one.text) or Headings.load().whole(other.text):
        return None
    words = above + below
    alone = len(above) == 1 or len(below) == 1
    known = any(is_given(word) or is_patronymic(word) for word in words)
    return words if alone and known and len(words) <= 4 else None


def _is_city(text: str) -> bool:
    return Cities.load().find(text) is not None
