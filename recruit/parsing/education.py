"""Schools: level, institution, year of leaving, from lists, tables and single lines.

A school's lines may tell year and level before its name or after it; which, is the same throughout
one resume and is learnt from its first school.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recruit.parsing.document import Document
from recruit.parsing.draft import DraftEducation, Found, Span
from recruit.parsing.phrases import Piece, pieces_of
from recruit.parsing.plain import MAX_LINE, plain
from recruit.parsing.schools import level_in, schools_in
from recruit.parsing.spans import found, line_at, mended

_ENTRY = re.compile(
    r"(?:(?:неоконч|незаконч|неполн)[а-я]*\s)?(?:высшее|средн[а-я]+|бакалавр|магистр|(?:19|"
    r"20)\d\d\b)"
)
"""A line that begins so tells of a school of its own, however small its letter."""

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_CAPITALS = re.compile(r"(?<![\w-])[А-ЯЁ]{3,7}(?![\w-])")
_COLUMN = re.compile(
    r"\W*(?:(?:год|дата|месяц|период|срок|учебн|образоват|заведени|учрежден|наименовани|названи|полное"
    r"|специальност|направлени|квалификаци|факультет|вид|форма|уровень|степень|образован|обучени"
    r"|поступлени|окончани|документ|диплом|номер|серия|вуз|year|institution|speciality|degree|level"
    r"|faculty)[а-яa-z]{0,3}[\s,./()№]{0,3}|(?:и|об?|по|of)\s){1,8}"
)
"""What columns of a table of schools are called."""

FEWEST_COLUMNS = 3
_NOW = re.compile(r"наст(?:оящ|\.)|н\.\s?в\.|present|current|\bnow\b|по сей|сейчас")
_DAY_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")


@dataclass(slots=True)
class _Fact:
    kind: str
    value: str | int
    span: Span
    order: int
    piece: int


def read_education(
    document: Document, spans: Iterable[Span], heading: str = "", heading_span: Span | None = None
) -> tuple[DraftEducation, ...]:
    """The schools of a section, in its order.

    Parameters
    ----------
    document : Document
    spans : iterable of (start, end)
        Content of the section.
    heading, heading_span
        Its heading, which may tell the level of schools that tell none: «Высшее образование».
    """
    pieces = pieces_of(document, spans, apart=_ENTRY)
    facts = [
        fact for number, piece in enumerate(pieces) for fact in _facts(document, piece, number)
    ]
    for order, fact in enumerate(facts):
        fact.order = order
    schools = _distinct([fact for fact in facts if fact.kind == "school"], facts)
    if not schools:
        return _without_school(document, facts)
    years = _assigned(facts, schools, "year")
    levels = _assigned(facts, schools, "level")
    read = []
    for number, school in enumerate(schools):
        level = levels.get(number)
        read.append(
            DraftEducation(
                level=found(document, level.span, str(level.value), 0.93, "level")
                if level
                else None,
                institution=found(document, school.span, str(school.value), 0.9, "school"),
                year=_year(document, years.get(number)),
            )
        )
    if heading_span and len(read) == 1 and read[0].level is None:
        from_heading = level_in(plain(heading))
        if from_heading and from_heading[0] != "secondary":
            level_found = found(
                document, heading_span, from_heading[0], 0.7, "level of the heading"
            )
            read[0] = DraftEducation(level_found, read[0].institution, read[0].year)
    return tuple(read)


def _distinct(schools: list[_Fact], facts: Sequence[_Fact]) -> list[_Fact]:
    """Schools without one that is named again at once: pages are copied with echoes."""
    kept: list[_Fact] = []
    for school in schools:
        before = kept[-1] if kept else None
        told = before and any(before.order < fact.order < school.order for fact in facts)
        if before and before.value == school.value and not told:
            continue
        kept.append(school)
    return kept


def _year(document: Document, fact: _Fact | None) -> Found[int] | None:
    return found(document, fact.span, int(fact.value), 0.93, "year of leaving") if fact else None


def _without_school(document: Document, facts: Sequence[_Fact]) -> tuple[DraftEducation, ...]:
    """A level alone, or with its year, where no school is named."""
    level = next((fact for fact in facts if fact.kind == "level"), None)
    if level is None:
        return ()
    year = next((fact for fact in facts if fact.kind == "year"), None)
    return (
        DraftEducation(
            found(document, level.span, str(level.value), 0.8, "level alone"),
            None,
            _year(document, year),
        ),
    )


def without_columns(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The lines of a section without the row that names the columns of its table."""
    rows: dict[int, list[str]] = {}
    for start, end in spans:
        row = document.lines[line_at(document, start)].row
        if row is not None:
            rows.setdefault(row, []).append(plain(document.text[start:end]))
    naming = {
        row
        for row, cells in rows.items()
        if len(cells) >= FEWEST_COLUMNS and all(_COLUMN.fullmatch(cell) for cell in cells)
    }
    return [span for span in spans if document.lines[line_at(document, span[0])].row not in naming]


def _facts(document: Document, piece: Piece, number: int) -> list[_Fact]:
    text = piece.text(document)[:MAX_LINE]
    same = plain(text)
    if _is_course(same):
        return []
    facts: list[_Fact] = []

    def add(kind: str, value: str | int, low: int, high: int) -> None:
        facts.append(_Fact(kind, value, (piece.place(low), piece.place(high)), low, number))

    named = schools_in(text) or _short_name(text, same)
    for low, high in named:
        add("school", mended(" ".join(text[low:high].split())), low, high)
    taken = [(fact.order, fact.order + len(str(fact.value))) for fact in facts]
    level = level_in(_blank(same, taken))
    if level:
        add("level", level[0], *level[1])
    year = _leaving_year(same)
    if year:
        add("year", *year)
    facts.sort(key=lambda fact: fact.order)
    return facts


def _short_name(text: str, same: str) -> list[Span]:
    """«РУДН, экономика, высшее, 2014»: capitals alone, where a level or a year stands with them."""
    if not _YEAR.search(same) and level_in(same) is None:
        alone = _CAPITALS.fullmatch(text.strip())
        return [(0, len(text))] if alone and level_in(same) is None else []
    named = (short for short in _CAPITALS.finditer(text) if level_in(plain(short[0])) is None)
    return [short.span() for short in named][:1]


def _blank(text: str, spans: Sequence[Span]) -> str:
    """The text with schools blanked out: «Высшая школа экономики» tells no level."""
    for low, high in spans:
        text = text[:low] + " " * (min(high, len(text)) - low) + text[high:]
    return text


def _leaving_year(same: str) -> tuple[int, int, int] | None:
    """The last year of a line, not where study goes on."""
    years = list(_YEAR.finditer(same))
    if not years:
        return None
    last = years[-1]
    if _NOW.search(same[last.end() : last.end() + 25]) and re.match(
        r"\s*(?:г\.?\s*)?[-–—]|\s*(?:г\.?\s*)?по", same[last.end() :]
    ):
        return None
    return int(last[0]), last.start(), last.end()


def _is_course(same: str) -> bool:
    return bool(
        re.match(
            r"\W*(?:курсы?|тренинг|семинар|сертификат|повышение квалификации|certificate|course)\b",
            same,
        )
    )


def _assigned(facts: Sequence[_Fact], schools: Sequence[_Fact], kind: str) -> dict[int, _Fact]:
    """Facts of a kind by the number of the school they belong to."""
    own = [fact for fact in facts if fact.kind == kind]
    assigned: dict[int, _Fact] = {}
    # First those that share a line or a row with a school.
    rest = []
    for fact in own:
        same = [n for n, school in enumerate(schools) if school.piece == fact.piece]
        if same:
            assigned.setdefault(same[0] if len(same) == 1 else _nearest(same, schools, fact), fact)
        else:
            rest.append(fact)
    if not rest:
        return assigned
    leading = bool(rest) and rest[0].order < schools[0].order
    for fact in rest:
        before = [n for n, school in enumerate(schools) if school.order < fact.order]
        after = [n for n, school in enumerate(schools) if school.order > fact.order]
        if leading and after:
            assigned.setdefault(after[0], fact)
        elif before:
            if kind == "year" or before[-1] not in assigned:
                assigned.setdefault(before[-1], fact)
        elif after:
            assigned.setdefault(after[0], fact)
    if kind == "level" and leading:
        _carried(assigned, schools, rest)
    return assigned


def _nearest(numbers: Sequence[int], schools: Sequence[_Fact], fact: _Fact) -> int:
    return min(numbers, key=lambda number: abs(schools[number].order - fact.order))


def _carried(assigned: dict[int, _Fact], schools: Sequence[_Fact], own: Sequence[_Fact]) -> None:
    """A level that stands as a heading is that of all schools below it."""
    for number in range(1, len(schools)):
        if number not in assigned and assigned.get(number - 1) in own:
            assigned[number] = assigned[number - 1]
