"""Courses and trainings, as they are listed."""

from collections.abc import Iterable

from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Span
from recruit.parsing.phrases import pieces_of
from recruit.parsing.spans import found, mended

MOST_COURSES = 60
LONGEST = 300


def read_courses(document: Document, spans: Iterable[Span]) -> tuple[Found[str], ...]:
    """The courses of their section, a line or a row of a table each."""
    courses: list[Found[str]] = []
    rows: dict[int, int] = {}
    for piece in pieces_of(document, spans):
        text = mended(" ".join(piece.text(document).split())).strip(" •–—-;")
        if len(text) < 4 or len(text) > LONGEST or not any(letter.isalpha() for letter in text):
            continue
        span = (piece.spans[0][0], piece.spans[-1][1])
        row = piece.line.row
        if row is not None and row in rows:
            before = courses[rows[row]]
            joined = f"{before.value}, {text}"
            if len(joined) <= LONGEST:
                courses[rows[row]] = found(
                    document, (before.span[0], span[1]), joined, 0.8, "courses"
                )
                continue
        if row is not None:
            rows[row] = len(courses)
        courses.append(found(document, span, text, 0.8, "courses"))
    return tuple(courses[:MOST_COURSES])
