"""Names in the head of a job: lines such as «ООО «Берег», Омск — оператор» cut into parts."""

import re

from recruit.parsing.joblines import JobLine
from recruit.parsing.jobwords import JobWords
from recruit.parsing.teams import team_in

MANY_WORDS = 18
"""Words of a line that is no head of an entry, whatever it looks like."""

MAX_LINE = 400
"""Characters of a line that is cut into names; a longer one is prose."""

_SENTENCE_END = re.compile(r"(?<!\b[^\W\d])[.;:]\s+(?=[A-ZА-ЯЁ«•-])")
_STRONG_SEPARATOR = re.compile(r"\s*[|•·;\t]\s*|\s{3,}|\s/\s")
_DASH_SEPARATOR = re.compile(r"\s[—–-]{1,2}\s")
_COMMA = re.compile(r",\s+")
_AT = re.compile(r"\s(?:в компании|в|at|@)\s(?=[A-ZА-ЯЁ«\"“„])")
_DOT = re.compile(r"(?<!\b[^\W\d])(?<!\bим)(?<!\bул)(?<!\bст)(?<!\bсв)\.\s+(?=[A-ZА-ЯЁ«\"])")


def _apart(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split outside of quotes and brackets."""
    parts, begin = [], 0
    for match in separator.finditer(text):
        left = text[: match.start()]
        if left.count("«") > left.count("»") or left.count("(") > left.count(")"):
            continue
        if (left.count('"') + left.count("“")) % 2 and '"' in text[match.end() :]:
            continue
        parts.append(text[begin : match.start()])
        begin = match.end()
    parts.append(text[begin:])
    return [part for part in parts if re.search(r"\w", part)]


_TALE = re.compile(r"\s\((.{6,})$")
_FORM_BEHIND = re.compile(r",\s([^\W\d]{2,5})\.\s+(?=[^\W\d])")
"""«Берег, АО. Кассир»: a legal form behind the name, then another name."""

_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,50})\)\s*$")


def split_names(words: JobWords, text: str) -> list[str]:
    """Cut a line such as «ООО «Берег», Омск — оператор» into names; each is part of the text."""
    if len(text) > MAX_LINE:
        return [text]
    parts = [
        name
        for part in _apart(text, _STRONG_SEPARATOR)
        for name in _apart(part, _DASH_SEPARATOR)
    ]  # fmt: skip
    names = [name for part in parts for name in _by_meaning(words, part)]
    return [name for name in names if not words.is_noise(name) or _alone(words, name, names)]


def _alone(words: JobWords, name: str, names: list[str]) -> bool:
    """Whether a name that says little, «Freelance», is all that may name the firm."""
    if len(names) == 1:
        return True
    others = (words.likeness(other) for other in names if other != name)
    return words.likeness(name).employer >= 0.5 and all(other.employer < 0.2 for other in others)


def _continues(words: JobWords, name: str, part: str) -> bool:
    """Whether a part after a comma belongs to the name before it: «Берег, ООО»."""
    if words.only_form(part):
        return True
    if not words.goes_on(part) or re.search(r"\d|:", part):
        return False
    return not (words.legal_form(name) and len(part.split()) <= 4)


def _by_meaning(words: JobWords, text: str) -> list[str]:
    """Split at commas and «в» only where the halves are different things."""
    if ("," not in text and words.place(text)) or words.place_in_full(text):
        return [text]
    whole = _bracketed(words, text)
    if whole is not None:
        return whole
    for separator in (_COMMA, _DOT, _AT):
        joined = _joined(words, text, separator)
        if len(joined) < 2:
            continue
        kinds = {kind for part in joined if (kind := _kind(words, part))}
        if (
            len(kinds) > 1
            or (separator is _COMMA and "place" in kinds)
            or (kinds and separator is not _COMMA)
        ):
            return [name for part in joined for name in _by_meaning(words, part)]
        titles = kinds == {"title"} and not all(_kind(words, part) for part in joined)
        if separator is _COMMA and (titles or (kinds == {"employer"} and len(joined) == 2)):
            return joined
    return [text]


def _bracketed(words: JobWords, text: str) -> list[str] | None:
    """The names around brackets, or around a legal form behind a name; ``None`` without them."""
    tale = _TALE.search(text)
    if tale and tale.start() and team_in(tale[1], leads=True):
        return _by_meaning(words, text[: tale.start()])
    bracket = _IN_BRACKETS.search(text)
    if bracket and bracket.start() and words.place(bracket[1]):
        return [*_by_meaning(words, text[: bracket.start()]), bracket[1]]
    form = _FORM_BEHIND.search(text)
    if form and words.only_form(form[1]):
        end = form.end(1)
        return [*_by_meaning(words, text[:end]), *_by_meaning(words, text[end + 1 :].lstrip())]
    return None


def _joined(words: JobWords, text: str, separator: re.Pattern[str]) -> list[str]:
    """The parts between separators, those that go on joined to the ones before."""
    joined: list[str] = []
    for part in _apart(text, separator):
        if joined and _continues(words, joined[-1], part):
            begin = text.index(joined[-1])
            joined[-1] = text[begin : text.index(part, begin) + len(part)]
        else:
            joined.append(part)
    return joined


def _kind(words: JobWords, text: str) -> str:
    like = words.likeness(text)
    if like.place:
        return "place"
    if max(like.title, like.employer) < 0.5:
        return ""
    return "title" if like.title >= like.employer else "employer"


def names_end(words: JobWords, text: str) -> int:
    """Where the first sentence that is no name begins: «ООО «Берег», кассир. Работа с кассой»."""
    stops = [match for match in _SENTENCE_END.finditer(text[: 2 * MAX_LINE]) if match.start() > 3]
    for number, stop in enumerate(stops):
        following = stops[number + 1].start() if number + 1 < len(stops) else len(text)
        sentence = text[stop.end() : following]
        like = words.likeness(sentence)
        if team_in(sentence, leads=True):
            return stop.end()
        if like.prose or max(like.title, like.employer) < 0.6:
            names = split_names(words, text[stop.end() : following])
            if not any(words.likeness(name).title >= 0.7 for name in names):
                return stop.end()
    return len(text)


def is_text(words: JobWords, piece: JobLine) -> bool:
    """Whether a line describes a job and does not name it."""
    bare = piece.text.strip()
    count = len(bare.split())
    if piece.bullet or count > MANY_WORDS:
        return True
    sentences = bare.endswith((".", ";", ":")) or (count > 8 and _SENTENCE_END.search(bare))
    if not sentences or count < 2:
        return False
    likes = [words.likeness(name) for name in split_names(words, bare)]
    sure = any(max(like.title, like.employer - 0.2) >= 0.7 and not like.prose for like in likes)
    return not sure or (count > 4 and len(likes) < 2)
