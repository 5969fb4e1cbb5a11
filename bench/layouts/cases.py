"""Draws the files of all layouts with their truth: the same seed, the same bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.layouts import (
    last_look,
    letters_and_chats,
    more_sites,
    office_tables,
    other_hands,
    pdf_designs,
    pdf_pages,
    pdf_templates,
    plain_texts,
    questionnaires,
    site_exports,
    usual_files,
    word_files,
)
from bench.layouts.layout import Layout
from bench.layouts.makers.pages import missing_fonts
from bench.layouts.people import draw
from bench.layouts.resume import truth_of

MODULES = (
    site_exports, pdf_pages, pdf_designs, word_files, questionnaires, plain_texts,
    letters_and_chats, office_tables, pdf_templates, more_sites, other_hands, last_look,
    usual_files,
)  # fmt: skip
LAYOUTS: dict[str, Layout] = {
    layout.name: layout for module in MODULES for layout in module.LAYOUTS
}


@dataclass(frozen=True)
class Case:
    """A file and what it says; ``truth`` is a line of `truth.jsonl`."""

    file: str
    data: bytes
    truth: dict[str, Any]


def undrawable() -> dict[str, str]:
    """Layouts that this machine can't draw, with the reason."""
    return {
        layout.name: f"no font {', '.join(missing)}: make browser brings it"
        for layout in LAYOUTS.values()
        if layout.fonts and (missing := missing_fonts(layout.fonts))
    }


def make_case(layout: Layout, seed: int, number: int) -> Case:
    """One file of a layout."""
    random = Random(f"{seed} {layout.name} {number}")  # noqa: S311 (the same files every time)
    languages, weights = zip(*layout.languages, strict=True)
    language = random.choices(languages, weights)[0]
    resume = layout.person(draw(random, language, layout.wants))
    file = f"{layout.name}-{number:02d}{layout.suffix}"
    about = {"file": file, "layout": layout.name, "language": language, "profession": resume.trade}
    return Case(file, layout.draw(random, resume), about | truth_of(resume))


def make_cases(seed: int, per_layout: int, only: tuple[str, ...] = ()) -> Iterator[Case]:
    """Files of every layout that can be drawn here, or of some."""
    skipped = undrawable()
    for layout in LAYOUTS.values():
        if layout.name not in skipped and (not only or layout.name in only):
            for number in range(per_layout):
                yield make_case(layout, seed, number)
