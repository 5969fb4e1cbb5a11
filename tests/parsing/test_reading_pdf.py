"""The order of lines on pages: columns, tables, running heads, and what is not seen."""

from pathlib import Path

import pytest

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.files import read
from recruit.parsing.document import Document
from tests.parsing.pages import Put, column, write_pdf

DUTIES = [
    "Led a team of seven people and was responsible for the sales",
    "of the whole region, prepared contracts and reports for the",
    "board of directors and negotiated with the largest clients.",
]
SIDE = ["CONTACTS", "+7 916 000-11-22", "anna@mail.example", "", "", "SKILLS", "Excel", "SQL"]
SIDE += ["CRM", "Tenders", "", "LANGUAGES", "English B2", "German A1"]
JOBS = ["Head of sales", "Rose Ltd", *DUTIES, "", "Manager", "Lily Ltd", *DUTIES]


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_a_side_column_is_read_apart_from_the_main_flow(tmp_path: Path) -> None:
    main = [Put(220, 60, "Anna Petrova", size=20, bold=True), *column(220, 93, JOBS * 2)]
    side = column(40, 66, SIDE, leading=12.3)
    mixed = sorted([*main, *side], key=lambda put: put.y)
    document = read(write_pdf(tmp_path / "a.pdf", mixed))
    assert texts(document) == [put.text for put in [*main, *side]]
    assert {line.column for line in document.lines[: len(main)]} == {0}
    assert {line.column for line in document.lines[len(main) :]} == {1}


def test_a_side_column_at_the_right_is_one_as_well(tmp_path: Path) -> None:
    main = [Put(40, 60, "Anna Petrova", size=20, bold=True), *column(40, 93, JOBS * 2)]
    side = column(400, 66, SIDE, leading=12.3)
    document = read(write_pdf(tmp_path / "a.pdf", [*side, *main]))
    assert texts(document) == [put.text for put in [*main, *side]]


def test_dates_at_the_left_stay_with_their_jobs(tmp_path: Path) -> None:
    page = [
        Put(40, 60, "Anna Petrova", size=20, bold=True),
        Put(40, 100, "Experience", size=13),
        *column(40, 130, ["May 2019 -", "present", "7 years"], leading=12),
        *column(140, 130, ["Rose Ltd", "Head of sales", *DUTIES]),
        *column(40, 220, ["June 2015 -", "April 2019"], leading=12),
        *column(140, 220, ["Lily Ltd", "Manager", *DUTIES]),
        Put(40, 300, "Education", size=13),
        Put(40, 330, "2012"),
        *column(140, 330, ["State University", "Economics"]),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", page))
    assert texts(document) == [put.text for put in page]
    rows = {(line.row, line.cell) for line in document.lines if line.row}
    assert rows == {(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)}
    assert {line.column for line in document.lines} == {0}


def test_dates_at_the_right_end_of_a_line_are_set_apart_by_a_tab(tmp_path: Path) -> None:
    page = [
        Put(40, 60, "Anna Petrova", size=20, bold=True),
        Put(40, 100, "Rose Ltd", bold=True),
        Put(460, 100, "05.2019 - 07.2024"),
        *column(40, 114, DUTIES * 2),
        Put(40, 210, "Lily Ltd", bold=True),
        Put(460, 210, "05.2015 - 04.2019"),
        *column(40, 224, DUTIES),
    ]
    lines = texts(read(write_pdf(tmp_path / "a.pdf", page)))
    assert lines[1] == "Rose Ltd\t05.2019 - 07.2024"
    assert lines[8] == "Lily Ltd\t05.2015 - 04.2019"


def test_labels_and_values_are_rows(tmp_path: Path) -> None:
    pairs = [("Name", "Anna Petrova"), ("City", "Kazan"), ("Phone", "+7 916 000-11-22")]
    page = []
    for place, (label, value) in enumerate(pairs):
        page += [Put(40, 60 + 20 * place, label), Put(200, 60 + 20 * place, value)]
    page += [Put(40, 120, "Experience"), *column(200, 120, DUTIES)]
    page += [Put(40, 180, "Skills"), Put(200, 180, "Excel, SQL")]
    document = read(write_pdf(tmp_path / "a.pdf", page))
    assert texts(document) == [put.text for put in page]
    assert [line.cell for line in document.lines] == [0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1]


def test_dates_at_the_middle_of_their_jobs_belong_to_them(tmp_path: Path) -> None:
    jobs = [["Rose Ltd", "Head", *DUTIES], ["Lily Ltd", "Manager", *DUTIES]]
    page = [
        *column(140, 100, jobs[0]),
        *column(140, 190, jobs[1]),
        *column(40, 121, ["May 2019 -", "present"]),
        *column(40, 211, ["June 2015 -", "April 2019"]),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", page))
    expected = ["May 2019 -", "present", *jobs[0], "June 2015 -", "April 2019", *jobs[1]]
    assert texts(document) == expected


def test_short_columns_are_read_where_they_stand(tmp_path: Path) -> None:
    page = [
        Put(40, 60, "Anna Petrova", size=20, bold=True),
        *column(40, 100, DUTIES),
        Put(40, 170, "Education", size=13, bold=True),
        Put(320, 170, "Courses", size=13, bold=True),
        *column(40, 190, ["State University", "Economics"]),
        *column(320, 190, ["Negotiations", "Public speaking"]),
        Put(40, 240, "About me", size=13, bold=True),
        *column(40, 260, DUTIES),
    ]
    lines = texts(read(write_pdf(tmp_path / "a.pdf", page)))
    start = lines.index("Education")
    assert lines[start : start + 7] == [
        "Education",
        "State University",
        "Economics",
        "Courses",
        "Negotiations",
        "Public speaking",
        "About me",
    ]


def test_running_heads_are_kept_once_and_page_numbers_not_at_all(tmp_path: Path) -> None:
    body = column(40, 100, DUTIES * 3)
    pages = [
        [*body, Put(40, 40, "Petrova Anna, +7 916 000-11-22"), Put(280, 820, f"Page {n} of 3")]
        for n in (1, 2, 3)
    ]
    document = read(write_pdf(tmp_path / "a.pdf", *pages))
    lines = texts(document)
    assert lines.count("Petrova Anna, +7 916 000-11-22") == 1
    assert not [line for line in lines if "Page" in line]
    assert len(lines) == 1 + 3 * len(body)
    assert document.pages == 3
    assert {line.page for line in document.lines} == {1, 2, 3}


def test_a_heading_spaced_out_is_a_word_again(tmp_path: Path) -> None:
    page = [Put(40, 60, "EXPERIENCE", size=12, bold=True, spacing=6), *column(40, 90, DUTIES)]
    assert texts(read(write_pdf(tmp_path / "a.pdf", page)))[0] == "EXPERIENCE"


def test_a_word_broken_at_the_end_of_a_line_is_whole(tmp_path: Path) -> None:
    page = column(
        40, 60, ["Was responsible for the whole depart-", "ment and its full-", "time staff"]
    )
    assert texts(read(write_pdf(tmp_path / "a.pdf", page))) == [
        "Was responsible for the whole department",
        "and its full-time",
        "staff",
    ]


def test_size_weight_and_blocks_are_told(tmp_path: Path) -> None:
    page = [Put(40, 60, "Anna Petrova", size=20, bold=True), *column(40, 100, DUTIES)]
    name, *duties = read(write_pdf(tmp_path / "a.pdf", page)).lines
    assert (name.size, name.bold, name.page) == (20, True, 1)
    assert name.x0 == pytest.approx(40, abs=1)
    assert name.y1 == pytest.approx(64, abs=2)
    assert {(line.size, line.bold, line.block) for line in duties} == {(10, False, 2)}


def test_text_that_nobody_sees_is_put_aside(tmp_path: Path) -> None:
    page = [
        *column(40, 60, DUTIES),
        Put(40, 200, "white on white", colour=255),
        Put(40, 220, "dust", size=0.5),
        Put(2000, 240, "off the page"),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", page))
    assert texts(document) == DUTIES
    assert document.hidden == ("white on white dust off the page",)
    assert document.warnings == ("hidden_text",)


def test_white_text_on_a_dark_ground_is_seen(tmp_path: Path) -> None:
    page = [Put(40, 60, "Anna Petrova, sales", colour=255)]
    document = read(write_pdf(tmp_path / "a.pdf", page, ground=(0, 0, 595, 300)))
    assert (texts(document), document.hidden) == (["Anna Petrova, sales"], ())


def test_an_empty_page_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        read(write_pdf(tmp_path / "a.pdf", []))
    assert raised.value.fault == Fault.NO_TEXT


def test_a_row_cut_on_the_second_page_stays_on_it(tmp_path: Path) -> None:
    first = [
        Put(40, 60, "Anna Petrova", size=20, bold=True),
        *[
            put
            for place, year in enumerate((2019, 2015, 2011, 2008))
            for put in (
                Put(40, 120 + 160 * place, f"{year} - {year + 3}"),
                *column(131, 120 + 160 * place, ["Rose Ltd", "Manager", *DUTIES]),
            )
        ],
    ]
    second = [
        Put(40, 60, "Professional skills"),
        Put(131, 60, "Negotiations, Tenders, Logistics"),
        Put(40, 90, "Languages"),
        Put(131, 90, "English B2"),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", first, second))
    assert texts(document).count("Rose Ltd") == 4
    told = {line.text: (line.page, line.row is not None) for line in document.lines}
    assert told["Professional skills"] == told["Negotiations, Tenders, Logistics"] == (2, True)
    assert all(line.y0 > 0 for line in document.lines)


def test_one_label_a_little_off_puts_no_label_in_the_middle(tmp_path: Path) -> None:
    page = [
        Put(40, 60, "Anna Petrova", size=20, bold=True),
        *column(40, 130, ["May 2019 -", "present", "7 years"], leading=12),
        Put(140, 130, "Rose Ltd", bold=True),
        *column(140, 144, ["Flowers", "Online"]),
        Put(140, 190, "Head of sales", bold=True),
        *column(140, 204, DUTIES),
        *column(40, 256, ["June 2015 -", "April 2019", "4 years"], leading=12),
        Put(140, 256, "Lily Ltd", bold=True),
        *column(140, 270, ["Manager", *DUTIES, *DUTIES]),
        Put(40, 400, "2012"),
        Put(140, 400, "State University"),
        Put(40, 440, "Skills"),
        Put(140, 444, "Excel, SQL"),
    ]
    document = read(write_pdf(tmp_path / "a.pdf", page))
    rows = {line.text: line.row for line in document.lines}
    assert rows["Head of sales"] == rows["Rose Ltd"] == rows["May 2019 -"]
