"""What the candidate wants beside the post: pay, a move, work from home.

All of it is read from the head of the resume or beside its name. Jobs tell of other posts, of
former pay and of turnovers, and are never asked.
"""

import re
from collections.abc import Sequence

from recruit.parsing.contacts import without_contacts
from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Pay
from recruit.parsing.items import Item, is_label, is_question, label_field
from recruit.parsing.pay import Sum, is_negotiable, sums_in
from recruit.parsing.plain import MAX_LINE, plain
from recruit.parsing.spans import continues, found, line_span

FEW_WORDS, MOST_BESIDE = 10, 4
"""Words of a line that is a wish and no more, and those beside a sum in it."""

MOST_WORDS = 12
"""Words beside a sum in a line of the head; more are a tale."""

CURRENCY_REACH = 3
"""Lines below a sum on which its currency may stand: sites print it under the sum, at the right."""

_CURRENCY_LINE = re.compile(
    r"(?i)(?:руб\.?|рублей|₽|р\.|usd|eur|\$|€|rub|rur)(?:\s*(?:/\s?мес\.?|в месяц|a month|"
    r"per month))?"
    r"(?:\s*,?\s*(?:на руки|до вычета.{0,20}|после вычета.{0,20}|net|gross))?"
)
# «145 000 – 174 000 ?»: old encodings lack the sign of the rouble.
_ALONE = re.compile(
    r"(?i)(?:от\s|"
    r"from\s)?\d{2,3}[ \xa0.,]\d{3}(?:\s?[-–—]\s?\d{2,3}[ \xa0.,]\d{3})?\s?[?¤]?(?:\s?на руки)?"
)
_HOME = (
    r"(?:удаленн\w*|удаленк\w*|дистанц\w*|remote(?:ly)?|work from home|wfh|home[- ]?office|"
    r"из дома|на дому|telework\w*|telecommut\w*)"
)
_MOVE = re.compile(r"переезд|переехать|релокаци|relocat")
_ELSE = re.compile(rf"{_HOME}|командиров|занятост|график|trips?\b|hours")
"""What an answer beside «Переезд, занятость» may tell instead."""

_MOVE_NO = re.compile(
    r"не\s+(?:готов[а]?|согласен|согласна|рассматрива[а-я]+|планирую|хочу|могу)\s+(?:к\s+|"
    r"на\s+)?(?:переезд|переезжать|релокаци|смен)|"
    r"(?:переезд|переехать)\S*(?:\s[\w-]+){0,4}\s?[:?]\s*(?:нет\b|не\s|невозмож)|"
    r"переезд\S*\s*[:\-]?\s*(?:невозможен|не возможен|не рассматрива|не интерес|исключ|"
    r"не готов|не планир|нет\b|не готова)|"
    r"без переезда|к переезду\s*[:\-]?\s*(?:не готов|нет\b)|(?:не готов|"
    r"нет готовности)\S*\s+(?:\S+\s+){0,3}переезд|"
    r"not (?:willing|ready|open|able|prepared|planning|considering) (?:to |for |"
    r"a )?(?:relocat|a move|move)|"
    r"no relocation|relocation\s*[:\-]?\s*(?:no\b|not)|(?:cannot|can't|won't|"
    r"don't want to) relocate|unwilling to relocate|relocat\S*\s*[:?-]\s*no\b"
)
_MOVE_YES = re.compile(
    r"готов[а]?\s+(?:\S+\s+){0,3}?(?:к\s+)?(?:переезд|переехать|переезжать|релокаци)|"
    r"готовность к переезду(?!(?:\s[\w-]+){0,4}\s*[:\-]?\s*(?:нет|не\b))|"
    r"переезд\S*\s*[:\-]?\s*(?:возможен|возможна|да\b|готов|рассматрив|согласен|согласна|"
    r"желател|хочу|по согласован|в любой)|"
    r"(?:возможен|рассматриваю|согласен на|согласна на|рассмотрю|планирую|хочу|"
    r"возможность)\s+(?:\S+\s+){0,2}?(?:переезд|релокаци|переехать)|"
    r"(?:willing|ready|open|able|prepared|happy|available) (?:to|for) (?:relocat|a move|move)|"
    r"relocation\s*[:\-]?\s*(?:yes|possible|ok|open|willing|ready|considered)|"
    r"(?:can|will|would) relocate|релокаци\S*\s*[:\-]?\s*(?:да|возмож|готов)|"
    r"к переезду\s*[:\-]?\s*(?:да\b|готов)"
)
_NAMED = re.compile(
    r"(?:желаем|ожидаем|рассчитыва|зарплатн\w+ ожидан|претендую на|expect|desired)"
    r"[^.]{0,60}?(?=\d)"
)
_PAY_WORDS = re.compile(r"зарплат|з/?п|доход|оплат|оклад|salary|income|pay\b")
_REMOTE_NO = re.compile(
    rf"(?:не\s+(?:рассматрива\w*|интерес\w*|готов\w*|хочу|предлагать)|"
    rf"без)\s+(?:\S+\s+){{0,3}}{_HOME}|"
    rf"{_HOME}(?:\s\S+){{0,2}}?\s*[:\-]?\s*(?:нет\b|не\b|невозможн|no\b|not\b)|"
    r"только (?:в )?офис|офис\w* только|\bon-?site only|office only|no remote|not (?:open to |"
    r"interested in |looking for )remote|in-office only"
)
_REMOTE = re.compile(_HOME)
_REMOTE_WISH = re.compile(
    rf"(?:готов\w*|рассматрива\w*|рассмотрю|возможн\w*|ищу|интересует|предпочит\w*|хочу|"
    rf"желательн\w*|формат|график|"
    rf"занятость|open to|prefer\w*|looking for|willing|available|ready|seeking|"
    rf"interested in)[^.;]{{0,60}}{_HOME}|"
    rf"{_HOME}[^.;]{{0,30}}(?:возможн|предпочт|желат|интерес|preferred|possible|welcome|ok\b)"
)


def tells_wish(text: str) -> bool:
    """Whether a short line is nothing but a wish: a sum, a move, work from home."""
    same = plain(text[:MAX_LINE])
    if len(same.split()) > FEW_WORDS:
        return False
    for sign in (_MOVE_NO, _MOVE_YES, _REMOTE_NO):
        if sign.search(same):
            return True
    if _REMOTE.fullmatch(same.strip(" .,:;-")) or _REMOTE_WISH.search(same):
        return True
    told = next((one for one in sums_in(text) if one.told), None)
    if told is None:
        return False
    rest = re.findall(r"[^\W\d_]{3,}", same[: told.start] + " " + same[told.end :])
    return len(rest) <= MOST_BESIDE


def read_pay(
    document: Document, items: Sequence[Item], head: Sequence[int], free: Sequence[int]
) -> Found[Pay] | None:
    """The pay that is wished for a month.

    ``head`` are lines where a sum alone is a wish; in ``free`` ones a wish must be named as such.
    """
    for item in items:
        if item.field == "salary":
            named = _beside_name(document, item)
            if named is not None:
                return named
            if is_negotiable(item.text(document)):
                return None
    for item in items:
        if item.field == "title":
            told = _after_post(document, item)
            if told is not None:
                return told
    for number in head:
        found_there = _in_head(document, number)
        if found_there is not None:
            return found_there
    return _in_words(document, free)


def _beside_name(document: Document, item: Item) -> Found[Pay] | None:
    apart = _sum_apart(document, item.line)
    chosen = _first(item.text(document))
    if chosen is not None and (chosen.told or apart is None):
        return _pay(document, item.start, chosen, 0.95, f"pay {item.rule}")
    return apart


def _after_post(document: Document, item: Item) -> Found[Pay] | None:
    """The sum behind the wished post on one line: «Должность: кладовщик, 80 000 руб.»"""
    text = item.text(document)
    told = next((one for one in sums_in(text) if one.told and one.start > 3), None)
    if told is None or not _is_wish(text, told):
        return None
    return _pay(document, item.start, told, 0.88, "pay after the post")


def _in_head(document: Document, number: int) -> Found[Pay] | None:
    text = without_contacts(document.lines[number].text[:MAX_LINE])
    if is_label(text) and label_field(text) is None:
        return None
    apart = _sum_apart(document, number)
    chosen = _first(text)
    if apart is not None or chosen is None:
        return apart
    start = document.starts[number]
    if _ALONE.fullmatch(text.strip()):
        return _pay(document, start, chosen, 0.75, "sum alone in the head")
    if chosen.told and _is_wish(text, chosen):
        return _pay(document, start, chosen, 0.88, "pay in the head")
    return None


def _in_words(document: Document, free: Sequence[int]) -> Found[Pay] | None:
    for number in free:
        text = document.lines[number].text[:MAX_LINE]
        named = _NAMED.search(plain(text))
        if named and _PAY_WORDS.search(named[0]):
            chosen = _first(text[named.end() : named.end() + 60])
            if chosen is not None:
                start = document.starts[number] + named.end()
                return _pay(document, start, chosen, 0.8, "pay in words")
    return None


def _sum_apart(document: Document, number: int) -> Found[Pay] | None:
    """A sum at the end of a line whose currency has a line of its own just below."""
    line = document.lines[number]
    bare = re.search(r"(?:^|[\t\s])((?:(?i:от|from)\s)?\d{1,3}(?:[ \xa0.,]?\d{3})+)\s*$", line.text)
    if bare is None:
        return None
    for below in range(number + 1, min(len(document.lines), number + 1 + CURRENCY_REACH)):
        mark = document.lines[below].text.strip()
        if _CURRENCY_LINE.fullmatch(mark):
            chosen = _first(f"{bare[1]} {mark}")
            if chosen is None:
                return None
            base = document.starts[number] + bare.start(1)
            value = Pay(chosen.amount, chosen.currency, chosen.net)
            return found(document, (base, base + len(bare[1])), value, 0.93, "sum and currency")
    return None


def _first(text: str) -> Sum | None:
    return next(iter(sums_in(text)), None)


def _is_wish(text: str, chosen: Sum) -> bool:
    """Whether a line of the head is a sum, or a post and a sum, and no tale of turnovers."""
    rest = plain(text[: chosen.start] + " " + text[chosen.end :])
    if re.search(
        r"оборот|бюджет|прибыл|выручк|портфел|продаж на|million|revenue|budget|turnover|млн", rest
    ):
        return False
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= MOST_WORDS


def _pay(document: Document, base: int, one: Sum, confidence: float, rule: str) -> Found[Pay]:
    value = Pay(one.amount, one.currency, one.net)
    return found(document, (base + one.start, base + one.end), value, confidence, rule)


def _with_next(document: Document, number: int) -> str:
    """A line with the next one of its paragraph: «Not willing to» / "relocate"."""
    line = document.lines[number]
    if continues(document, number) and document.lines[number + 1].block == line.block:
        return document.text[document.starts[number] :][: len(line.text) + 40].replace("\n", " ")
    return line.text[:MAX_LINE]


def _yes_or_no(text: str) -> bool | None:
    """What an answer tells, if it begins with a word for yes or no."""
    same = plain(text[:MAX_LINE]).strip()
    if re.match(r"(?:нет|не\s|не$|no\b|not\b|невозмож|исключ)", same):
        return False
    if re.match(r"(?:да\b|готов|возмож|рассм|согл|yes|possible|willing|ready|open|ok)", same):
        return True
    return None


def _answer_beside(document: Document, number: int) -> tuple[int, int] | None:
    """The answer in the next cell of a row: «Готовность к переезду в другой город | нет»."""
    line = document.lines[number]
    if line.row is None or number + 1 == len(document.lines):
        return None
    after = document.lines[number + 1]
    beside = after.row == line.row and after.cell != line.cell
    return line_span(document, number + 1) if beside else None


def read_relocation(
    document: Document, items: Sequence[Item], lines: Sequence[int], free: Sequence[int]
) -> Found[bool] | None:
    """Whether the candidate would move, as far as it is told."""
    for item in items:
        if item.field == "relocation":
            value = _yes_or_no(item.text(document))
            if value is not None:
                return found(document, (item.start, item.end), value, 0.95, "relocation label")
    for number in (*lines, *free):
        if is_question(document.lines[number].text):
            continue
        text = plain(_with_next(document, number))
        base = document.starts[number]
        if _MOVE.search(text) and (beside := _answer_beside(document, number)):
            answer = document.text[slice(*beside)]
            value = _yes_or_no(answer)
            if value is not None and not _ELSE.search(plain(answer)):
                return found(document, beside, value, 0.95, "relocation cell")
            continue
        for sign, value in ((_MOVE_NO, False), (_MOVE_YES, True)):
            match = sign.search(text)
            if match:
                span = (base + match.start(), base + match.end())
                return found(document, span, value, 0.95, "relocation phrase")
    return None


def read_remote(
    document: Document, items: Sequence[Item], lines: Sequence[int], free: Sequence[int]
) -> Found[bool] | None:
    """Whether work from home is wanted or refused, as far as it is told."""
    for item in items:
        if item.field == "remote":
            text = plain(item.text(document))
            value = not re.match(r"(?:нет|не\b|no\b|not\b|only|офис)", text)
            return found(document, (item.start, item.end), value, 0.9, "remote label")
    for numbers, wish in ((lines, _REMOTE), (free, _REMOTE_WISH)):
        for number in numbers:
            if is_question(document.lines[number].text):
                continue
            text = plain(document.lines[number].text[:MAX_LINE])
            base = document.starts[number]
            if _REMOTE.search(text) and (beside := _answer_beside(document, number)):
                told = _yes_or_no(document.text[slice(*beside)])
                if told is not None:
                    return found(document, beside, told, 0.93, "remote cell")
            for sign, value in ((_REMOTE_NO, False), (wish, True)):
                match = sign.search(text)
                if match:
                    span = (base + match.start(), base + match.end())
                    return found(document, span, value, 0.93, "remote phrase")
    return None
