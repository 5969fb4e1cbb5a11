"""Jobs as labels and values: «Организация: …», table rows, and tables with a row of headings."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from matching.cities import Cities
from recruit.parsing.anchors import rests
from recruit.parsing.document import Document
from recruit.parsing.draft import DraftPosition, Found
from recruit.parsing.joblines import JobLine
from recruit.parsing.jobnames import split_names
from recruit.parsing.jobwords import JobWords
from recruit.parsing.periods import date_in, is_now, periods_in
from recruit.parsing.spans import found, mended

OPENING = ("period", "start", "employer", "title")
"""Fields that a new entry may begin with."""

BODY = ("duties", "team")
MOST_LETTERS, LEAST, UNKNOWN = 120, 0.1, -0.1
"""Characters of a line that heads labelled fields, and likeness of the names in it: at least, and
where their place tells what they are."""

SOON = 3
"""Lines after a bare period among which the first label of its job stands."""

Value = tuple[str, tuple[int, int]]


@dataclass(slots=True)
class _Fields:
    values: dict[str, list[Value]] = field(default_factory=dict)
    dates: JobLine | None = None
    headed: bool = False

    def add(self, role: str, text: str, start: int) -> None:
        stripped = text.strip(" \t;:\xa0")
        if stripped:
            begin = start + text.index(stripped)
            self.values.setdefault(role, []).append((stripped, (begin, begin + len(stripped))))


def _column_roles(words: JobWords, pieces: list[JobLine]) -> tuple[int, dict[int, str]] | None:
    """The row of headings of a table of jobs and the field of each of its cells."""
    rows: dict[int, dict[int, str]] = {}
    for piece in pieces:
        if piece.row is not None and piece.cell is not None:
            role = words.label(re.sub(r"\([^)]*\)", "", piece.text))
            if role:
                rows.setdefault(piece.row, {})[piece.cell] = role
    for row, roles in rows.items():
        cells = {piece.cell for piece in pieces if piece.row == row}
        different = set(roles.values())
        if len(different) >= 3 or (
            len(different) == 2 and len(cells) == 2 and "period" in different
        ):
            following = [p for p in pieces if p.row is not None and p.row > row]
            if following and not any(words.label(p.text) for p in following[:3]):
                return row, roles
    return None


def _from_columns(pieces: list[JobLine], row: int, roles: dict[int, str]) -> list[_Fields]:
    rows: dict[int, _Fields] = {}
    for piece in pieces:
        if piece.row is None or piece.row <= row or piece.cell is None:
            continue
        entry = rows.setdefault(piece.row, _Fields())
        if piece.period:
            entry.dates = piece
            continue
        entry.add(roles.get(piece.cell, "duties"), piece.text, piece.start)
    return list(rows.values())


def _labelled(words: JobWords, pieces: list[JobLine]) -> list[tuple[str | None, JobLine, int]]:
    """Each piece with the field that a label before it names and where its value begins."""
    named: list[tuple[str | None, JobLine, int]] = []
    pieces = _labels_first(words, pieces)
    role: str | None
    pending: str | None = None
    pending_row: int | None = None
    for place, piece in enumerate(pieces):
        if inline := words.label_before_colon(piece.text):
            role, begin = inline
            named.append((role, piece, begin))
            pending = role if begin >= len(piece.text.rstrip()) else None
            pending_row = None
            if role in BODY:
                pending = role
            continue
        role = words.label(piece.text) if not piece.bullet else None
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        beside = following is not None and piece.row is not None and following.row == piece.row
        if role and ((beside and piece.cell == 0) or role in BODY):
            named.append((role, piece, len(piece.text)))
            pending, pending_row = role, piece.row
            continue
        if pending_row is not None and piece.row != pending_row and pending not in BODY:
            pending = None
        named.append((pending, piece, 0))
        if pending not in BODY and pending_row is None:
            pending = None
    return named


def _labels_first(words: JobWords, pieces: list[JobLine]) -> list[JobLine]:
    """The pieces with the label of a row before the period beside it, which was moved to front."""
    ordered = list(pieces)
    for place, (one, other) in enumerate(pairwise(pieces)):
        same = one.row is not None and one.row == other.row
        if same and one.cell and other.cell == 0 and words.label(other.text.rstrip(" :")):
            ordered[place : place + 2] = [other, one]
    return ordered


def labelled_positions(
    words: JobWords, document: Document, pieces: list[JobLine]
) -> list[DraftPosition]:
    """Read the jobs of a section that labels its fields; none if it does not."""
    if columns := _column_roles(words, pieces):
        entries = _from_columns(pieces, *columns)
    else:
        named = _labelled(words, pieces)
        told = [role for role, _, begin in named if role in OPENING and begin]
        if len(told) < 2 or not {"employer", "title"} & set(told):
            return []
        entries = _grouped(words, named)
    made = [_position(words, document, entry) for entry in entries]
    return [position for position in made if position.title or position.employer]


def _grouped(words: JobWords, named: list[tuple[str | None, JobLine, int]]) -> list[_Fields]:
    """Cut labelled pieces into entries: a field that comes again begins the next."""
    entries = [_Fields()]
    opener = next((role for role, _, begin in named if role in OPENING and begin), None)
    carried: list[tuple[str, int]] = []
    for place, (role, piece, begin) in enumerate(named):
        current = entries[-1]
        if role is None or (role in BODY and not begin):
            following = named[place + 1][0] if place + 1 < len(named) else None
            opened = current.values.keys() == {"period"}
            if headed := _headed(words, piece, following, opened=opened):
                if not opened or headed[0][0] == "period":
                    entries.append(_Fields())
                entries[-1].headed = True
                for field_name, low, high in headed:
                    entries[-1].add(field_name, piece.text[low:high], piece.start + low)
                continue
        told = role in BODY and not begin
        if role is None or (told and _unlabelled(piece) and _opens_fields(named, place)):
            if bare := _unlabelled(piece):
                if bare in current.values or not current.values or "duties" in current.values:
                    entries.append(current := _Fields())
                current.add(bare, piece.text, piece.start)
            elif current.values:
                current.add("duties", piece.text, piece.start)
            else:
                carried.append((piece.text, piece.start))
            continue
        again = role in current.values and role in OPENING and begin > 0
        opens = role == opener and begin > 0 and not current.headed
        if again or (opens and {"employer", "title"} & set(current.values)):
            entries.append(current := _Fields())
        current.add(role, piece.text[begin:], piece.start + begin)
    return entries


def _headed(
    words: JobWords, piece: JobLine, following: str | None, *, opened: bool
) -> list[tuple[str, int, int]] | None:
    """Fields of an unlabelled line over labelled ones: «ООО «Берег» (03.2015 – 11.2018)».

    Where a period alone ``opened`` the job, the line between it and «Должность: …» is the firm.
    """
    if piece.bullet or len(piece.text) > MOST_LETTERS or following not in OPENING:
        return None
    periods = periods_in(piece.text)
    if len(periods) > 1:
        return None
    told: list[tuple[str, int, int]] = []
    spans = [(piece.start, piece.end)]
    if periods:
        told.append(("period", *periods[0].span))
        spans = rests(words, piece, periods[0])
    for start, end in spans:
        text = piece.text[start - piece.start : end - piece.start]
        for name in split_names(words, text):
            like = words.likeness(name)
            low = piece.text.index(name, start - piece.start)
            least = UNKNOWN if opened else LEAST
            if like.place or like.prose or max(like.title, like.employer) < least:
                continue
            role = "title" if like.title > like.employer else "employer"
            told.append((role, low, low + len(name)))
    sure = periods or any(words.legal_form(piece.text[low:high]) for _, low, high in told)
    if opened and not sure and following == "title" and len(told) == 1:
        return [("employer", *told[0][1:])]
    return told if sure and len(told) > (1 if periods else 0) else None


def _opens_fields(named: list[tuple[str | None, JobLine, int]], place: int) -> bool:
    """Whether labelled fields follow a line soon, so that it ends the description above it."""
    soon = named[place + 1 : place + 1 + SOON]
    return any(role in OPENING and begin for role, _, begin in soon)


def _unlabelled(piece: JobLine) -> str | None:
    """A bare period among labelled fields opens an entry."""
    periods = periods_in(piece.text[:80])
    if len(periods) == 1 and not piece.bullet:
        start, end = periods[0].span
        if start <= 3 and len(piece.text) - end <= 25:
            return "period"
    return None


def _joined(document: Document, values: list[Value], rule: str) -> Found[str]:
    start, end = values[0][1][0], values[-1][1][1]
    text = " ".join(text for text, _ in values)
    return found(document, (start, end), re.sub(r"\s+", " ", mended(text)), 0.95, rule)


def _position(words: JobWords, document: Document, entry: _Fields) -> DraftPosition:
    values = entry.values
    start, end, current = _dates(document, values, entry.dates)
    title, employer, city = (values.get(role) for role in ("title", "employer", "city"))
    if employer and not city:
        employer[:1], city = _without_place(words, employer[0])
    if employer and not title:
        employer, title = _apart(words, employer)
    elif title and not employer:
        employer, title = _apart(words, title)
        if title is None:
            employer, title = None, employer
    body = values.get("duties", [])
    team = values.get("team")
    count = re.search(r"\d{1,4}", team[0][0]) if team else None
    return DraftPosition(
        title=_joined(document, title[:2], "label-title") if title else None,
        employer=_joined(document, employer[:1], "label-employer") if employer else None,
        city=_city(document, city[0]) if city else None,
        start=start,
        end=end,
        current=current,
        team=found(document, team[0][1], int(count[0]), 0.9, "label-team")
        if team and count and int(count[0]) else None,
        text=found(
            document, (body[0][1][0], body[-1][1][1]), "\n".join(text for text, _ in body),
            0.9, "label-text",
        ) if body else None,
    )  # fmt: skip


def _without_place(words: JobWords, value: Value) -> tuple[list[Value], list[Value] | None]:
    """A firm and its town in one cell, «ООО «Берег», г. Омск», each by itself."""
    text, (start, _) = value
    for comma in re.finditer(r",\s+", text):
        place = comma.end()
        if words.place(text[place:]) and not words.place(text[: comma.start()]):
            firm = (text[: comma.start()], (start, start + comma.start()))
            return [firm], [(text[place:], (start + place, start + len(text)))]
    return [value], None


def _apart(words: JobWords, employer: list[Value]) -> tuple[list[Value] | None, list[Value] | None]:
    """The firm and the post of «Место работы: ООО «Берег», бухгалтер»."""
    text, (start, _) = employer[0]
    names = [name.strip(" ,;") for name in split_names(words, text)]
    likes = {name: words.likeness(name) for name in names}
    titles = [name for name in names if likes[name].title > 0.5]
    firms = [name for name in names if name not in titles[:1] and not likes[name].place]
    if not titles or not firms:
        return employer, None
    firm = max(firms, key=lambda name: likes[name].employer)

    def value(name: str) -> list[Value]:
        place = start + text.index(name)
        return [(name, (place, place + len(name)))]

    return value(firm), value(titles[0])


def _city(document: Document, value: Value) -> Found[str] | None:
    for part in re.split(r"[,;]", value[0]):
        if city := Cities.load().find(part.strip()):
            return found(document, value[1], city.city, 0.9, "label-city")
    return None


def _dates(
    document: Document, values: dict[str, list[Value]], dates: JobLine | None
) -> tuple[Found[str] | None, Found[str] | None, bool]:
    if dates and dates.period:
        span, period = (dates.start, dates.end), dates.period
        first = found(document, span, period.start, 0.95, "label-dates")
        last = found(document, span, period.end, 0.95, "label-dates") if period.end else None
        return first, last, period.current
    for role in ("period", "start"):
        told = values.get(role, [])
        if not told:
            continue
        joined = document.text[told[0][1][0] : told[-1][1][1]]
        periods = periods_in(joined)
        if periods and not (role == "start" and periods[0].open):
            period = periods[0]
            span = (told[0][1][0] + period.span[0], told[0][1][0] + period.span[1])
            end = (
                None if period.current else found(document, span, period.end, 0.95, "label-period")
            )
            return found(document, span, period.start, 0.95, "label-period"), end, period.current
    start = _date(document, values.get("start") or values.get("period"))
    end = _date(document, values.get("end"))
    told_end = values.get("end")
    current = bool(start and not end and told_end and is_now(told_end[0][0]))
    return start, end, current


def _date(document: Document, told: list[Value] | None) -> Found[str] | None:
    date = date_in(told[0][0]) if told else None
    if not told or not date:
        return None
    start = told[0][1][0]
    return found(document, (start + date[1][0], start + date[1][1]), date[0], 0.95, "label-date")
