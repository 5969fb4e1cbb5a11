"""Skills: those that are listed, and apart from them those that the jobs give evidence of."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from matching.skills import SkillVocabulary
from matching.text import clean, lemmatise, word_spans, words
from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Span
from recruit.parsing.languages import level_in
from recruit.parsing.phrases import Piece, pieces_of
from recruit.parsing.plain import plain
from recruit.parsing.spans import found, mended

MOST_SKILLS = 150
LONGEST, MOST_WORDS = 90, 9
MOST_EVIDENCED = 100
_BEFORE_PRODUCT = re.compile(r"(?<=[А-Яа-яё\d])\s+(?=[a-z])|\s+(?=[a-z]+[A-Z])")
FEWEST_RUN, MOST_RUN = 4, 120
"""Words of a line without separators that may be a run of tags."""

_PREPOSITIONS = frozenset(
    [
        "на",
        "с",
        "со",
        "по",
        "в",
        "во",
        "для",
        "и",
        "из",
        "от",
        "к",
        "о",
        "об",
        "при",
        "of",
        "and",
        "with",
        "to",
        "in",
        "for",
        "the",
    ]
)

UNKNOWN_WORD = 1.6
"""What an unknown word costs beside a known skill, when a run is cut."""

_SEPARATOR = re.compile(r"[;•·●▪■◦|\t✓✔]|\s/\s|,(?!\d)|\s{3,}|\.\s+(?=[А-ЯЁA-Z])|\.$")
# «Права категорий B, C, E» are one skill.
_CLASSES = re.compile(
    r"категор\w{1,4}\s+(?:[«\"]?\w{1,2}[»\"]?,\s?){0,8}[«\"]?[A-EАВСЕМ]\w?[»\"]?$", re.IGNORECASE
)
_CLASS = re.compile(r"\s?[«\"]?[A-EАВСЕМ]\w?\b")
_CATEGORY = re.compile(r"^\s*[^:,;]{3,45}:\s+")
# «Основные<tab>Excel, 1С, SQL»: the name of a list before it.
_CELL = re.compile(r"^\s*[^\t,;:|•·]{3,30}\t(?=[^\t]+,[^\t]+$)")
_NOT_CATEGORY = re.compile(r"(?:1[сc]|sap|ms|microsoft|adobe|oracle|autodesk)\s*$", re.IGNORECASE)
_LEVEL = re.compile(
    r"\s*[-–—:(]?\s*(?:\d{1,3}\s?%|\d{1,2}\s?/\s?\d{1,2}|\d{1,2}\s?(?:из|of)\s?\d{1,2}|"
    r"[★☆●○◉◯■□▪▫⬤•*✦✩]{2,}[\s★☆●○◉◯■□▪▫⬤•*]*)\s*\)?\s*$"
)
_LEVEL_WORDS = re.compile(
    r"\s*(?:[-–—:]\s*|\(\s*)(?:уровень\s*[-–—:]?\s*)?(?:эксперт\w*|продвинут\w*|средн\w+|"
    r"базов\w+|начальн\w+|опытн\w+|уверенн\w+|отличн\w*|хорош\w*|"
    r"высок\w+|expert|advanced|intermediate|basic|beginner|proficient|good|excellent|strong|"
    r"\d{1,2}\s?\+?\s*(?:лет|года?|years?|yrs?))"
    r"(?:\s(?:уровень|знани\w+|пользовател\w+|level|владени\w+|опыта?))*\s*\)?\s*$",
    re.IGNORECASE,
)
_BAR = re.compile(r"^[\d\s%/★☆●○■□▪▫⬤•*.|_-]+$")
_LANGUAGE_ROW = re.compile(
    r"^\W*(?:знание языков|языки(?!\s+программ)|иностранные языки|languages?)\b"
)
_LANGUAGE = re.compile(
    r"^\W*(?:русск|английск|немецк|французск|испанск|китайск|итальянск|татарск|russian|"
    r"english|german|french|spanish|chinese)[а-яa-z]{0,3}(?:\s+(?:язык|language))?\s*[-–—:(]"
)
_LABEL = re.compile(
    r"^\s*(?:навыки|ключевые навыки|skills|key skills|профессиональные навыки)\s*[:—–-]?\s+(?=\S)",
    re.IGNORECASE,
)


def read_skills(document: Document, spans: Iterable[Span]) -> tuple[Found[str], ...]:
    """The skills of their section, each as it is listed, without levels and bars."""
    skills: dict[str, Found[str]] = {}
    pieces = pieces_of(document, spans, flowing=True)
    tabbed = _are_tabbed([piece.text(document) for piece in pieces])
    for piece, following in zip_longest(pieces, pieces[1:]):
        text = piece.text(document)
        if following and _is_category(document, piece, following):
            continue
        same = plain(text)
        if _LANGUAGE_ROW.match(same) or _LANGUAGE.match(same) or _BAR.match(text):
            continue
        for low, high in _items(text, tabbed=tabbed):
            shown = mended(" ".join(text[low:high].split()))
            key = " ".join(words(clean(shown))) or shown
            if key and key not in skills and len(skills) < MOST_SKILLS:
                span = (piece.place(low), piece.place(high))
                skills[key] = found(document, span, shown, 0.93, "skills list")
    return tuple(skills.values())


def _is_category(document: Document, piece: Piece, following: Piece) -> bool:
    """Whether a cell names the list in the cell beside it: «Основные | Excel, 1С»."""
    beside = piece.line.row is not None and piece.line.row == following.line.row
    if not beside or piece.line.cell or piece.line.cell == following.line.cell:
        return False
    text = piece.text(document)
    listed = _SEPARATOR.search(following.text(document).rstrip(" .;"))
    return listed is not None and not _SEPARATOR.search(text) and len(text.split()) <= 3


def _are_tabbed(texts: Sequence[str]) -> bool:
    """Whether tags stand apart by tabs, so that a comma belongs to one: «КС-2, КС-3»."""
    tabs = [text.count("\t") for text in texts]
    return max(tabs, default=0) > 1 and sum(tabs) > sum(text.count(",") for text in texts)


def _items(text: str, *, tabbed: bool) -> list[Span]:
    """Where the skills of a line stand; ``tabbed`` where tabs alone part them."""
    start = 0
    label = _LABEL.match(text)
    if label:
        start = label.end()
    category = None if tabbed else _CATEGORY.match(text[start:]) or _CELL.match(text[start:])
    if category and not _NOT_CATEGORY.search(category[0].rstrip(" :")):
        start += category.end()
    spans: list[Span] = []
    place = start
    for match in _SEPARATOR.finditer(text, start):
        inside = text[start : match.start()]
        if inside.count("(") > inside.count(")"):
            continue
        classes = _CLASSES.search(inside) and _CLASS.match(text, match.end())
        if match[0] == "," and (tabbed or classes):
            continue
        spans.append((place, match.start()))
        place = match.end()
    spans.append((place, len(text)))
    # A line with separators has no tags that are parted by spaces alone.
    parts = spans if len(spans) > 1 else _unspaced(text, *spans[0])
    if tabbed:
        parts = [one for part in spans for one in _all_known(text, *part) or [part]]
    return [item for part in parts for item in _trimmed(text, *part)]


def _all_known(text: str, low: int, high: int) -> list[Span]:
    """Skills in one tag: a page's wide gap before a small letter, «CRM   amoCRM», is no tab.

    Only names of products count, by their inner capital or by other letters before them.
    """
    vocabulary = SkillVocabulary.load()
    if vocabulary.find(text[low:high]) is not None:
        return [(low, high)]
    for space in _BEFORE_PRODUCT.finditer(text[low:high]):
        if vocabulary.find(text[low : low + space.start()]) is not None:
            rest = _all_known(text, low + space.end(), high)
            if rest:
                return [(low, low + space.start()), *rest]
    return []


def tags_in(text: str) -> list[str]:
    """The tags of a text without separators, where spaces alone part them; else the text."""
    return [text[low:high] for low, high in _unspaced(text, 0, len(text)) if text[low:high].strip()]


def _trimmed(text: str, low: int, high: int) -> list[Span]:
    """A skill without marks and levels, or nothing if it is none."""
    while (
        low < high
        and (text[low].isspace() or text[low] in "-–—*+>»:,.()`_#")
        and text[low : low + 4].lower() != ".net"
    ):
        low += 1
    for _ in range(2):
        part = text[low:high]
        level = _LEVEL.search(part) or _LEVEL_WORDS.search(part)
        if level and level.start() > 0:
            high = low + level.start()
    while high > low and (text[high - 1].isspace() or text[high - 1] in "-–—*:,.;`_"):
        high -= 1
    part = text[low:high]
    if not any(letter.isalpha() for letter in part) or len(part) > LONGEST:
        return []
    if len(part.split()) > MOST_WORDS or _is_level(part) or part.endswith("!"):
        return []
    return [(low, high)]


def _is_level(part: str) -> bool:
    """Whether an item is nothing but how well the one before it is known."""
    same = plain(part)
    level = level_in(same)
    return (
        level is not None and level[1][1] - level[1][0] >= len(same) - 4 and len(same.split()) == 1
    )


def _unspaced(text: str, low: int, high: int) -> list[Span]:
    """Tags that a file prints on one line with spaces alone, parted by the vocabulary.

    The cheapest cut into known skills wins; where most words remain unknown the line is one
    skill, or prose.
    """
    tokens = [match.span() for match in re.finditer(r"\S+", text[low:high])]
    if len(tokens) < FEWEST_RUN or len(tokens) > MOST_RUN:
        return [(low, high)]
    vocabulary = SkillVocabulary.load()
    if vocabulary.find(text[low:high]) is not None:
        return [(low, high)]

    def chunk(first: int, last: int) -> str:
        return text[low + tokens[first][0] : low + tokens[last - 1][1]]

    def begins(place: int) -> bool:
        letter = text[low + tokens[place][0]]
        before = text[low + tokens[place - 1][1] - 1] if place else ""
        before_it = text[low : low + tokens[place][0]]
        if before_it.count("(") > before_it.count(")"):
            return False
        inside = letter.isupper() or letter.isdigit() or chunk(place, place + 1).isascii()
        return inside and before not in ",:-&+/"

    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        choices = [(best[end - 1][0] + UNKNOWN_WORD, end - 1)]
        for start in range(max(0, end - MOST_WORDS), end):
            ends_well = end == len(tokens) or begins(end)
            starts_well = start == 0 or begins(start)
            if starts_well and ends_well and vocabulary.find(chunk(start, end)) is not None:
                choices.append((best[start][0] + 1.0, start))
        best.append(min(choices))
    return _run_cut(best, tokens, text, low)


def _run_cut(
    best: Sequence[tuple[float, int]], tokens: Sequence[Span], text: str, low: int
) -> list[Span]:
    """The spans of the cheapest cut, or the whole where most words are unknown."""
    spans: list[tuple[int, int, bool]] = []
    end = len(tokens)
    while end:
        cost, start = best[end][0], best[end][1]
        spans.insert(0, (start, end, cost - best[start][0] < UNKNOWN_WORD))
        end = start
    unknown = sum(last - first for first, last, known in spans if not known)
    merged: list[Span] = []
    unsure = False
    for first, last, known in spans:
        begin = text[low + tokens[first][0]]
        # A small letter goes on: «Сверка расчётов» is one skill though only «сверка» is known.
        ends = plain(text[low + tokens[first - 1][0] : low + tokens[first - 1][1]]) if first else ""
        goes_on = begin.islower() and (not begin.isascii() or (unsure and not known))
        unsure = not known
        listed = ends.endswith(",") or ends.startswith("категори")
        if merged and (goes_on or listed or ends in _PREPOSITIONS):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    if len(merged) < 2 or unknown * 3 > len(tokens) * 2:
        return [(low + tokens[0][0], low + tokens[-1][1])]
    return [(low + tokens[a][0], low + tokens[b - 1][1]) for a, b in merged]


def read_evidenced(
    document: Document, spans: Sequence[Span], claimed: Sequence[Found[str]]
) -> tuple[Found[str], ...]:
    """Skills of the vocabulary that the jobs mention and the list does not."""
    vocabulary = SkillVocabulary.load()
    listed = {vocabulary.key(skill.value) for skill in claimed}
    seen: dict[str, Found[str]] = {}
    for start, end in spans:
        cleaned = clean(document.text[start:end])
        forms = words(cleaned)
        for key, place, length in vocabulary.extract(lemmatise(forms)):
            if key in listed or key in seen or len(seen) >= MOST_EVIDENCED:
                continue
            span = _span_of((start, end), cleaned, place, length)
            seen[key] = found(document, span, vocabulary.label(key), 0.7, "skill in prose")
    return tuple(seen.values())


def _span_of(line: Span, cleaned: str, place: int, length: int) -> Span:
    """Where words of a cleaned line stand; the line where cleaning moved them."""
    start, end = line
    if len(cleaned) != end - start:
        return start, end
    spans = word_spans(cleaned)
    return start + spans[place][0], start + spans[min(len(spans), place + length) - 1][1]


def skills_text(skills: Sequence[Found[str]]) -> str:
    """The list as a text, one skill a line."""
    return "\n".join(skill.value for skill in skills)
