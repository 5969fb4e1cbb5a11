"""The document beside the form: every character once, marks where values stand."""

from recruit.candidates.provenance import Place
from recruit.intake.proposals import proposed
from recruit.intake.review_document import pages_of
from recruit.parsing.document import Document, Line
from tests.intake.drafts import MONTH, OLGA, document_of, draft_of


def pieces(document: Document, places: dict[str, Place]) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (piece.text, piece.keys)
        for page in pages_of(document, places)
        for block in page.blocks
        for row in block.rows
        for cell in row.cells
        for line in cell
        for piece in line.pieces
    ]


def place(start: int, end: int) -> Place:
    return Place(start, end, 1, 0.9, "test")


def test_every_character_stands_there_once_and_values_are_marked() -> None:
    document = document_of("Ольга Ветрова\n\nКазань, готова к переезду")
    found = pieces(document, {"name": place(0, 13), "city": place(15, 21)})
    assert found == [
        ("Ольга Ветрова", ("name",)),
        ("Казань", ("city",)),
        (", готова к переезду", ()),
    ]


def test_two_values_in_one_place_and_one_over_two_lines() -> None:
    document = document_of("03.2021 – 12.2024\nвела\nпереговоры")
    places = {
        "start": place(0, 17),
        "end": place(0, 17),
        "text": place(18, 33),
        "word": place(23, 33),
    }
    assert pieces(document, places) == [
        ("03.2021 – 12.2024", ("start", "end")),
        ("вела", ("text",)),
        ("переговоры", ("text", "word")),
    ]


def test_pages_columns_tables_and_headings() -> None:
    document = Document(
        (
            Line("Опыт", heading=2),
            Line("2021", row=1, cell=0),
            Line("Контур", row=1, cell=1),
            Line("Директор", row=1, cell=1),
            Line("2017", row=2, cell=0),
            Line("Навыки", column=1, bold=True),
            Line("Дальше", page=2, bullet=True),
        )
    )
    first, second = pages_of(document, {})
    main, aside = first.blocks
    assert (main.column, aside.column, second.number) == (0, 1, 2)
    assert [[len(cell) for cell in row.cells] for row in main.rows] == [[1], [1, 2], [1]]
    assert main.rows[0].cells[0][0].look == "heading"
    assert aside.rows[0].cells[0][0].look == "bold"
    assert second.blocks[0].rows[0].cells[0][0].look == "bullet"


def test_each_place_of_a_real_draft_begins_once() -> None:
    proposal, document = proposed(draft_of(), MONTH), document_of(OLGA)
    anchors = [
        start
        for page in pages_of(document, proposal.places)
        for block in page.blocks
        for row in block.rows
        for cell in row.cells
        for line in cell
        for piece in line.pieces
        for start in piece.anchors
    ]
    assert sorted(anchors) == sorted({place.start for place in proposal.places.values()})
