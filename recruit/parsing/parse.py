"""A resume as a draft of a profile: which reader asks which lines, and what remains doubtful."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recruit.parsing.answers import THRESHOLD
from recruit.parsing.cleared import cleared
from recruit.parsing.contacts import read_emails, read_phones
from recruit.parsing.courses import read_courses
from recruit.parsing.document import Document
from recruit.parsing.draft import Draft, DraftEducation, DraftPosition, Found, Span
from recruit.parsing.education import read_education, without_columns
from recruit.parsing.items import Item, is_label, is_question, label_field, read_items
from recruit.parsing.languages import Language, read_languages
from recruit.parsing.periods import periods_in
from recruit.parsing.persons import read_name
from recruit.parsing.places import read_city
from recruit.parsing.plain import plain
from recruit.parsing.positions import positions_of
from recruit.parsing.protected import protected_spans, read_birth_date, without
from recruit.parsing.skills import read_evidenced, read_skills
from recruit.parsing.spans import line_span
from recruit.parsing.structure import Section, Structure, structure_of
from recruit.parsing.totals import management_months, total_months
from recruit.parsing.updated import read_update
from recruit.parsing.wished_posts import read_titles
from recruit.parsing.wishes import read_pay, read_relocation, read_remote

_LETTER = re.compile(
    r"добрый (?:день|вечер)|здравствуйте|приветствую|\bhello\b|\bdear\b|отправляю|высылаю"
    r"|прикладываю|увидел|ваканси|attached|below"
)
"""Words of the letter around a resume."""

PERSONAL = ("contacts", "personal", "wishes")
"""Kinds of sections that tell of the person as the head does."""

FACT_HEADINGS = (
    "name", "phone", "email", "contacts", "birth", "age", "sex", "citizenship", "family", "city",
    "title", "salary", "relocation", "remote", "schedule", "trips",
)  # fmt: skip
"""Names of facts that designs print as headings of their own: «ЖЕЛАЕМАЯ ЗАРПЛАТА»."""

FREE = ("about", "other", "driving")
"""Kinds of free text that may tell a wish or a phone, when its words say so."""

MOST_LEADING, FEWEST_FACTS = 30, 2
"""Lines between the heading of jobs and the first job, and named facts that make them a head."""

FEWEST_TOLD = 9
"""Words of a paragraph of the head that tells of the person."""

FEWEST_QUESTIONS = 2
"""Questions outside the head from which a document counts as a form."""

ASKED = ("name", "emails", "phones", "titles", "city", "relocation", "pay")
"""Fields that a recruiter misses: an absent one is a question."""


@dataclass(frozen=True)
class _Lines:
    """Lines by what may be read from them."""

    head: tuple[int, ...]
    wishes: tuple[int, ...]
    facts: tuple[int, ...]
    free: tuple[int, ...]
    rows: tuple[int, ...]


def parse(document: Document, received: str) -> Draft:
    """Read a document.

    Parameters
    ----------
    document : Document
    received : str
        Month ``YYYY-MM`` in which the file came in: "now" where no date is printed.
    """
    document = cleared(document)
    update = read_update(document)
    as_of = update.value if update else received
    structure = structure_of(document)
    lines = _lines(document, structure)
    items = [*read_items(document, lines.facts), *_asked(document, structure, lines)]
    name = read_name(document, lines.head, items) or read_name(document, lines.facts, items)
    birth_date = read_birth_date(document, lines.facts, as_of)
    protected = protected_spans(document, birth_date)
    positions = tuple(
        _without_protected(document, position, protected)
        for position in positions_of(document, structure)
    )
    skills = _skills(document, structure, items)
    read = Draft(
        as_of=as_of,
        name=name,
        emails=read_emails(document, lines.facts, lines.free),
        phones=read_phones(document, lines.facts, lines.free),
        birth_date=birth_date,
        titles=read_titles(document, items, lines.wishes, lines.head, name),
        city=read_city(document, lines.facts, items, lines.free, name.span if name else None),
        relocation=read_relocation(document, items, lines.facts, lines.free),
        remote=read_remote(document, items, lines.facts, lines.free),
        pay=read_pay(document, items, lines.facts, lines.free),
        positions=positions,
        total_experience_months=total_months(document, structure, positions, as_of),
        management_months=management_months(positions, as_of),
        education=_education(document, structure, items),
        languages=_languages(document, structure, lines, items),
        skills=skills,
        evidenced=read_evidenced(document, _prose(document, structure, protected), skills),
        courses=read_courses(document, _spans(document, structure, "courses")),
        sections=_sections(document, structure, items, skills, protected),
    )
    return _with_questions(read)


def _lines(document: Document, structure: Structure) -> _Lines:
    personal = [section for kind in PERSONAL for section in structure.of(kind)]
    personal += [section for section in structure.of("other") if _names_fact(document, section)]
    wishes = [number for section in structure.of("wishes") for number in section.lines]
    facts = set(structure.head.lines)
    for section in personal:
        facts.update(section.lines)
        if section.heading is not None:
            facts.add(section.heading)
    facts.update(_before_jobs(document, structure))
    free = [
        number
        for kind in FREE
        for section in structure.of(kind)
        for number in section.lines
        if number not in facts
    ]
    rows = [
        number
        for kind in ("skills", "about", "contacts", "personal", "other")
        for section in structure.of(kind)
        for number in section.lines
    ]
    head = structure.head.lines
    return _Lines(head, tuple(wishes), tuple(sorted(facts)), tuple(free), (*head, *rows))


def _before_jobs(document: Document, structure: Structure) -> set[int]:
    """Contacts and named facts that came to stand between a heading and the first job.

    Where a file prints the post first and the person below it, the name may look as a heading.
    """
    section = next(iter(structure.of("experience")), None)
    if section is None:
        return set()
    leading: list[int] = [] if section.heading is None else [section.heading]
    for number in section.lines:
        if periods_in(document.lines[number].text[:200]):
            break
        leading.append(number)
    items = read_items(document, leading[:MOST_LEADING])
    told = {item.field for item in items} & {"phone", "email", "city", "birth", "citizenship"}
    return set(leading[:MOST_LEADING]) if len(told) >= FEWEST_FACTS else set()


def _names_fact(document: Document, section: Section) -> bool:
    """Whether a heading that opens no known section is the name of a fact about the person."""
    if section.heading is None:
        return False
    return label_field(document.lines[section.heading].text) in FACT_HEADINGS


def _spans(document: Document, structure: Structure, kind: str) -> list[Span]:
    return [span for section in structure.of(kind) for span in section.spans(document)]


def _asked(document: Document, structure: Structure, lines: _Lines) -> list[Item]:
    """The questions of forms, in whatever section they came to stand."""
    numbers = [
        number
        for section in structure.sections
        if section.kind not in ("experience", *PERSONAL)
        for number in section.lines
        if number not in lines.facts
    ]
    if sum(is_question(document.lines[number].text) for number in numbers) < FEWEST_QUESTIONS:
        return []
    asked = {number for number in numbers if is_question(document.lines[number].text)}
    return [item for item in read_items(document, numbers) if item.name_line in asked]


def _skills(
    document: Document, structure: Structure, items: Sequence[Item]
) -> tuple[Found[str], ...]:
    own = _spans(document, structure, "skills")
    if own:
        return read_skills(document, own)
    return read_skills(
        document, [(item.start, item.end) for item in items if item.field == "skills"]
    )


def _education(
    document: Document, structure: Structure, items: Sequence[Item]
) -> tuple[DraftEducation, ...]:
    schools: list[DraftEducation] = []
    for section in structure.of("education"):
        heading, span = _heading(document, section)
        schools.extend(read_education(document, section.spans(document), heading, span))
    if not schools:
        named = [(item.start, item.end) for item in items if item.field == "education"]
        schools.extend(read_education(document, named))
    return tuple(school for school in schools if not _repeats(school, schools))


def _repeats(one: DraftEducation, schools: Sequence[DraftEducation]) -> bool:
    """Whether a level alone, as sites print it on top, is that of a school told in full."""
    if one.institution or one.year or one.level is None:
        return False
    levels = {school.level.value for school in schools if school.institution and school.level}
    return one.level.value in levels


def _heading(document: Document, section: Section) -> tuple[str, Span | None]:
    if section.heading is None:
        return "", None
    line = document.lines[section.heading]
    start = document.starts[section.heading]
    return line.text, (start, start + len(line.text))


def _languages(
    document: Document, structure: Structure, lines: _Lines, items: Sequence[Item]
) -> tuple[Language, ...]:
    own = structure.of("languages")
    numbers = [number for section in own for number in section.lines]
    named = [*items, *read_items(document, [*numbers, *lines.rows])]
    return read_languages(document, _spans(document, structure, "languages"), named, lines.rows)


def _prose(document: Document, structure: Structure, protected: Sequence[Span]) -> list[Span]:
    """Lines of jobs, without those that hold a protected fact."""
    return [
        span
        for span in _spans(document, structure, "experience")
        if not any(low < span[1] and high > span[0] for low, high in protected)
    ]


def _without_protected(
    document: Document, position: DraftPosition, protected: Sequence[Span]
) -> DraftPosition:
    """The position, protected facts cut out of its description."""
    told = position.text
    if told is None:
        return position
    text = told.value
    for low, high in protected:
        if low < told.span[1] and high > told.span[0]:
            text = text.replace(document.text[low:high], "")
    kept = replace(told, value=text.strip()) if text.strip() else None
    return replace(position, text=kept)


def _sections(
    document: Document,
    structure: Structure,
    items: Sequence[Item],
    skills: Sequence[Found[str]],
    protected: Sequence[Span],
) -> dict[str, Found[str]]:
    """The texts of sections, protected facts cut out of them."""
    sections: dict[str, Found[str]] = {}
    for kind in ("about", "experience", "education"):
        spans = _spans(document, structure, kind)
        if not spans and kind == "about":
            spans = _told_of_self(document, structure)
        if not spans and kind != "experience":
            spans = [(item.start, item.end) for item in items if item.field == kind]
        if kind == "education":
            spans = without_columns(document, spans)
        text = without(document, spans, protected)
        if text:
            sections[kind] = _section(document, spans, text)
    if skills:
        spans = [skill.span for skill in skills]
        sections["skills"] = _section(document, spans, "\n".join(skill.value for skill in skills))
    return sections


def _told_of_self(document: Document, structure: Structure) -> list[Span]:
    """Sentences of the head: designs put a few words about oneself under the name."""
    blocks: dict[int, list[int]] = {}
    for number in structure.head.lines:
        blocks.setdefault(document.lines[number].block, []).append(number)
    for numbers in blocks.values():
        text = " ".join(document.lines[number].text for number in numbers)
        told = len(text.split()) >= FEWEST_TOLD and text.rstrip().endswith(".")
        if (
            told
            and not _LETTER.search(plain(text))
            and not is_label(document.lines[numbers[0]].text)
            and "@" not in text
        ):
            return [line_span(document, number) for number in numbers]
    return []


def _section(document: Document, spans: Sequence[Span], text: str) -> Found[str]:
    span = (min(start for start, _ in spans), max(end for _, end in spans))
    page = next(
        line.page
        for line, start in zip(document.lines, document.starts, strict=True)
        if start + len(line.text) >= span[0]
    )
    return Found(text, 0.9, span, page, "section")


def _with_questions(draft: Draft) -> Draft:
    """The draft with the names of its absent and doubtful fields."""
    questions = []
    for field in ASKED:
        value = getattr(draft, field)
        values = value if isinstance(value, tuple) else (value,) if value else ()
        if not values or any(one.confidence < THRESHOLD for one in values):
            questions.append(field)
    for number, position in enumerate(draft.positions):
        for field in ("title", "employer", "start"):
            one = getattr(position, field)
            if one is None or one.confidence < THRESHOLD:
                questions.append(f"positions.{number}.{field}")
    return replace(draft, questions=tuple(questions))
