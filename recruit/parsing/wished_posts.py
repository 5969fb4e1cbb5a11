"""The posts that are wished for: behind their name, under the heading of wishes, or by the name."""

import re
from collections.abc import Sequence

from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Span
from recruit.parsing.headings import Headings
from recruit.parsing.items import BELOW, Item, is_label
from recruit.parsing.jobwords import JobWords
from recruit.parsing.pay import is_negotiable, sums_in
from recruit.parsing.plain import plain
from recruit.parsing.posts import looks_like_post, names_post
from recruit.parsing.spans import body_size, continues, found, line_at, line_span, mended

MOST_TITLES = 8
SURE_POST = 0.7
NEAR_NAME = 3
"""Filled lines around the name that may hold the wished post."""

_WISHED = re.compile(
    r"(?:интересует|интересна|рассматриваю|претендую на|откликаюсь на|хочу|ищу|seeking|looking for"
    r"|applying for|interested in|apply for)\s(?:[\w-]+\s){0,2}?"
    r"(?:позици\w+|должност\w+|ваканси\w+|работ[уа]|место|position|role|job|vacancy|post)"
    r"(?:\s(?:of|as|an?|the|в качестве))*\s?[:—–-]?\s"
)
_CONTACT = re.compile(r"@|\d{3}\W{0,2}\d\d\W?\d\d")
_LISTED = re.compile(
    r"\s+/\s+|\t+|\s*[;|•·]\s*|\s+(?:или|or)\s+|\s*\n\s*(?![а-яёa-z\s])|\s+[–—]\s+(?=[А-ЯЁA-Z])"
)
_SLASH = re.compile(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")
_COMMA = re.compile(r"\s*,\s+")
_BARE_SUM = re.compile(r"[\s—–-]+(?:от\s|до\s|from\s)?\d{1,3}(?:[ \xa0.,]\d{3})+\s*$")
_BRACKETS = re.compile(r"\s*\((?:на руки|net|gross|от|до)[^)]*\)")
_SALARY_TAIL = re.compile(r"[,;|•·–—-]?\s*(?:от|до|from)?\s*$", re.IGNORECASE)


def read_titles(
    document: Document,
    items: Sequence[Item],
    wishes: Sequence[int],
    head: Sequence[int],
    name: Found[str] | None,
) -> tuple[Found[str], ...]:
    """The wished posts: behind their name, first under the heading of wishes, or by the name."""
    labelled = [item for item in items if item.field == "title"]
    if labelled:
        titles = _from_items(document, labelled)
        if titles:
            return titles
    first = next((number for number in wishes if document.lines[number].text.strip()), None)
    if first is not None and not _is_no_post(document.lines[first].text):
        titles = _split(
            document, _wrapped(document, first), 0.93, "first of the wishes", checked=False
        )
        if titles:
            return (*titles, *_alike_below(document, wishes, first))[:MOST_TITLES]
    return _told(document, head) or _by_name(document, head, name)


def _is_no_post(text: str) -> bool:
    """Whether the first wish is a named fact, or the pay alone: designs give each its heading."""
    pay = any(one.told for one in sums_in(text)) and not names_post(text)
    return pay or is_label(text)


def _told(document: Document, head: Sequence[int]) -> tuple[Found[str], ...]:
    """«Меня интересует позиция кладовщика»: what follows the words, if it names a post."""
    for number in head:
        start, end = line_span(document, number)
        told = _WISHED.search(plain(document.text[start:end][:300]))
        if told:
            stop = re.search(r"[.;!](?:\s|$)|$", document.text[start + told.end() : end])
            last = start + told.end() + (stop.start() if stop else 0)
            titles = _split(document, (start + told.end(), last), 0.85, "told wish", checked=True)
            if titles:
                return titles
    return ()


def _from_items(document: Document, items: Sequence[Item]) -> tuple[Found[str], ...]:
    first = items[0]
    same = [item for item in items if item.label == first.label]
    titles: list[Found[str]] = []
    for place, item in enumerate(same):
        if place and item.rule == BELOW and not looks_like_post(item.text(document)):
            break
        if (
            place
            and plain(item.text(document))[:1].islower()
            and document.text[item.start].islower()
        ):
            continue
        end = _end_of_wrapped(document, item)
        titles.extend(
            _split(document, (item.start, end), 0.95, f"title {item.rule}", checked=False)
        )
    return tuple(titles[:MOST_TITLES])


def _end_of_wrapped(document: Document, item: Item) -> int:
    """The end of a value that goes on in the next line of its paragraph."""
    line = document.lines[item.line]
    at_end = item.end >= document.starts[item.line] + len(line.text.rstrip(" ;,"))
    if not at_end or not continues(document, item.line):
        return item.end
    after = document.lines[item.line + 1]
    if after.block == line.block and after.text[:1].islower() and len(after.text) < 80:
        return line_span(document, item.line + 1)[1]
    return item.end


def _wrapped(document: Document, number: int) -> Span:
    start, end = line_span(document, number)
    line = document.lines[number]
    if continues(document, number):
        after = document.lines[number + 1]
        fact = _CONTACT.search(after.text) or is_label(after.text)
        # «г. Омск» and a mail go on with no post.
        small = after.text[:1].islower() and not fact and not JobWords.load().place(after.text)
        goes_on = small or line.text.rstrip().endswith(("/", ","))
        alike = abs(after.size - line.size) < 0.5 and after.bold == line.bold
        if goes_on and alike and len(after.text) < 80 and not sums_in(after.text):
            end = line_span(document, number + 1)[1]
    return start, end


def _split(
    document: Document, span: Span, confidence: float, rule: str, *, checked: bool
) -> tuple[Found[str], ...]:
    """The posts of a phrase that may list several.

    Parameters
    ----------
    document : Document
    span : (start, end)
    confidence : float
    rule : str
    checked : bool
        Whether each must hold a word that posts are called.
    """
    text = _BARE_SUM.sub("", document.text[span[0] : span[1]])
    sums = [one for one in sums_in(text) if one.told]
    if sums and sums[0].start > 0:
        text = _SALARY_TAIL.sub("", text[: sums[0].start])
    pieces = _pieces(text)
    titles: list[Found[str]] = []
    for low, high in pieces:
        shown = text[low:high].strip(" .,;:•·-–—\"'#*_`")
        shown = _BRACKETS.sub("", shown)
        if len(shown) < 2 or len(shown) > 120 or is_negotiable(shown):
            continue
        if checked and not looks_like_post(shown):
            continue
        place = span[0] + low + text[low:high].index(shown[0])
        value = mended(" ".join(shown.split()))
        titles.append(found(document, (place, place + len(shown)), value, confidence, rule))
    return tuple(titles[:MOST_TITLES])


def _pieces(text: str) -> list[Span]:
    pieces = _cut(text, (0, len(text)), _LISTED)
    done: list[Span] = []
    for piece in pieces:
        by_comma = _cut(text, piece, _COMMA)
        if len(by_comma) > 1 and _all_posts(text, by_comma):
            done.extend(by_comma)
            continue
        by_slash = _cut(text, piece, _SLASH)
        done.extend(by_slash if len(by_slash) > 1 and _all_posts(text, by_slash) else [piece])
    return done


def _cut(text: str, piece: Span, sign: re.Pattern[str]) -> list[Span]:
    parts: list[Span] = []
    place = piece[0]
    depth_text = text[piece[0] : piece[1]]
    for match in sign.finditer(depth_text):
        before = depth_text[: match.start()]
        if before.count("(") > before.count(")"):
            continue
        parts.append((place, piece[0] + match.start()))
        place = piece[0] + match.end()
    parts.append((place, piece[1]))
    return [(low, high) for low, high in parts if text[low:high].strip()]


def _all_posts(text: str, pieces: Sequence[Span]) -> bool:
    """Whether each part names a post: «Менеджер по закупкам, логистике» is one that goes on."""
    parts = [text[low:high].strip() for low, high in pieces]
    goes_on = parts[0][:1].isupper() and any(part[:1].islower() for part in parts)
    return not goes_on and all(names_post(part) for part in parts)


def _by_name(
    document: Document, head: Sequence[int], name: Found[str] | None
) -> tuple[Found[str], ...]:
    """The line under the name, or else over it, that is a post."""
    filled = [number for number in head if document.lines[number].text.strip()]
    if not filled:
        return ()
    inside = [n for n in filled if name is not None and _overlaps(document, n, name.span)]
    if inside:
        last, first = filled.index(inside[-1]), filled.index(inside[0])
        below = [n for n in filled[last + 1 :] if not _CONTACT.search(document.lines[n].text)]
        order = below[:NEAR_NAME] + filled[max(0, first - NEAR_NAME) : first]
        rest = _rest_of_name_line(document, inside[-1], name)
        if rest is not None:
            titles = _split(document, rest, 0.85, "beside the name", checked=True)
            if titles:
                return titles
    else:
        order = filled[:NEAR_NAME]
    for number in order:
        text = document.lines[number].text
        if is_label(text) or Headings.load().whole(text):
            continue
        shown = text.partition("\t")[0]  # «Юрист<tab>10 апреля 1990 г. р.»
        if looks_like_post(_without_pay(text)) or (shown != text and looks_like_post(shown)):
            start = document.starts[number]
            alone = looks_like_post(_without_pay(text))
            span = _wrapped(document, number) if alone else (start, start + len(shown))
            titles = _split(document, span, 0.85, "by the name", checked=False)
            named = tuple(title for title in titles if names_post(title.value))
            return (*named, *_alike_below(document, filled, number))[:MOST_TITLES]
    return _over_pay(document, filled)


def _over_pay(document: Document, filled: Sequence[int]) -> tuple[Found[str], ...]:
    """The first line of all, if a sum stands under it: pages of sites begin with post and pay."""
    if len(filled) < 2 or not looks_like_post(document.lines[filled[0]].text):
        return ()
    below = document.lines[filled[1]].text
    pay = plain(below).startswith(("зарплата", "salary")) or is_negotiable(below)
    if not pay and not any(one.told for one in sums_in(below)):
        return ()
    return _split(document, line_span(document, filled[0]), 0.85, "over the pay", checked=True)


def _alike_below(document: Document, lines: Sequence[int], first: int) -> tuple[Found[str], ...]:
    """Posts on the next lines that look as the first one does: bold, or of larger type."""
    look = _look(document, first)
    sure = look[1] or look[2] or look[0] > round(2 * body_size(document)) + 1
    words = JobWords.load()
    titles: list[Found[str]] = []
    for number in lines:
        if number <= first or number in _lines_of(document, _wrapped(document, first)):
            continue
        text = document.lines[number].text
        if _look(document, number) != look or not looks_like_post(_without_pay(text)):
            break
        if not sure and words.likeness(text).title < SURE_POST:
            break
        titles.extend(_split(document, line_span(document, number), 0.85, "alike", checked=True))
    return tuple(titles)


def _lines_of(document: Document, span: Span) -> range:
    return range(line_at(document, span[0]), line_at(document, max(span[0], span[1] - 1)) + 1)


def _look(document: Document, number: int) -> tuple[int, bool, int]:
    line = document.lines[number]
    return round(line.size * 2), line.bold, line.heading


def _without_pay(text: str) -> str:
    sums = [one for one in sums_in(text) if one.told]
    return text[: sums[0].start] if sums else text


def _overlaps(document: Document, number: int, span: Span) -> bool:
    start, end = line_span(document, number)
    return start < span[1] and end > span[0]


def _rest_of_name_line(document: Document, number: int, name: Found[str] | None) -> Span | None:
    _, end = line_span(document, number)
    if name is None or end - name.span[1] < 4:
        return None
    text = document.text[name.span[1] : end]
    sign = re.match(r"\s*(?:[,|•·(]|[–—-])\s*", text)
    return (name.span[1] + sign.end(), end) if sign else None
