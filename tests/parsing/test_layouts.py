"""The generated resumes say what their truth claims, and are the same every time.

The texts are taken out by means of this file's own, not by the readers of the product: a truth that
was checked with the code it judges would prove nothing.
"""

import io
import re
import zipfile
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

import pypdfium2
import pytest
from lxml import html

from bench.layouts.cases import LAYOUTS, Case, make_case, make_cases, undrawable
from bench.layouts.words import words as vocabulary
from bench.parsing_values import words

SEED, FILES = 11, 4
SKIPPED = undrawable()


WORLDS = ("", "_two", "_three", "_four")


def of_worlds(key: str, *, whole: bool = False) -> list[Any]:
    """A list of the words of all worlds, or the words as they are."""
    found = [vocabulary(f"people{world}")[key] for world in WORLDS]
    return found if whole else [one for words_of_one in found for one in words_of_one]


@cache
def cases(layout: str) -> tuple[Case, ...]:
    if layout in SKIPPED:
        pytest.skip(f"{layout}: {SKIPPED[layout]}")
    return tuple(make_case(LAYOUTS[layout], SEED, number) for number in range(FILES))


def of_pdf(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def of_zip(data: bytes) -> str:
    """All texts of all parts: body, header, boxes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.search(
            r"(document|header\d|content)\.xml$", name)]  # fmt: skip
    text = re.sub(r"</(w|text):p>|<text:(tab|line-break)/>|<w:(tab|br)/>", "\n", "\n".join(parts))
    return html.fromstring(f"<p>{re.sub('<[^>]+>', '', text)}</p>").text_content()


def of_rtf(data: bytes) -> str:
    text = re.sub(r"\\'(..)", lambda code: bytes.fromhex(code[1]).decode("cp1251"), data.decode())
    text = re.sub(r"\\u(\d+)\?", lambda code: chr(int(code[1])), text)
    return re.sub(r"\\[a-z]+\d* ?|[{}]", "\n", text)


def of_text(data: bytes) -> str:
    """With the letters that make the most Russian sense."""
    if data[:2] == b"\xff\xfe":
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        readings = [data.decode(name, "replace") for name in ("cp1251", "koi8-r")]
        return max(readings, key=lambda text: len(re.findall(r"\bопыт работы\b", text, re.I)))


def of_html(data: bytes) -> str:
    """Texts apart from each other, as tags part them."""
    return "\n".join(html.fromstring(data).itertext())


READERS = {".pdf": of_pdf, ".docx": of_zip, ".odt": of_zip, ".rtf": of_rtf, ".doc": of_rtf,
           ".txt": of_text, ".html": of_html}  # fmt: skip


def text_of(case: Case) -> str:
    return READERS[case.file[case.file.rindex(".") :]](case.data)


def missing(case: Case, values: list[str], whole: bool = True) -> list[str]:
    """Values that a reader of the file can't find; a page may break any of them over lines."""
    said = "".join(words(text_of(case)))
    spread = case.file.endswith(".pdf") or not whole

    def found(value: str) -> bool:
        parts = words(value)
        return all(part in said for part in parts) if spread else "".join(parts) in said

    return [value for value in values if not found(value)]


def test_there_are_more_layouts_than_the_issue_asks_for() -> None:
    assert len(LAYOUTS) >= 18
    assert {layout.suffix for layout in LAYOUTS.values()} == set(READERS)


def test_the_same_seed_draws_the_same_files() -> None:
    once, again = (list(make_cases(SEED, 1)) for _ in range(2))
    assert [case.data for case in once] == [case.data for case in again]
    assert [case.truth for case in once] == [case.truth for case in again]


def test_another_seed_draws_other_people() -> None:
    names = {
        case.truth["name"] for seed in (1, 2) for case in make_cases(seed, 6, ("rabota_html",))
    }
    assert len(names) > 8


@pytest.mark.parametrize("layout", LAYOUTS)
def test_who_the_resume_is_of(layout: str) -> None:
    for case in cases(layout):
        truth = case.truth
        assert not missing(case, [truth["name"], *truth["emails"]], whole=False), case.file
        figures = re.sub(r"\D", "", text_of(case))
        assert all(phone[1:] in figures for phone in truth["phones"]), case.file
        if truth["city"]:
            places = [p for p in of_worlds("cities") if p["name"] == truth["city"]]
            spellings = [
                said for place in places for said in (place["name"], place["en"], *place["forms"])
            ]
            assert len(missing(case, spellings, whole=False)) < len(spellings), case.file


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_person_did(layout: str) -> None:
    for case in cases(layout):
        jobs = case.truth["positions"]
        assert jobs
        told = [job[name] for job in jobs for name in ("title", "employer")]
        assert not missing(case, told + case.truth["titles"]), case.file
        years = [job[end][2:4] for job in jobs for end in ("start", "end") if job[end]]
        assert not missing(case, years, whole=False), case.file
        assert not missing(case, [str(job["team"]) for job in jobs if job["team"]]), case.file


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_the_person_knows_and_learned(layout: str) -> None:
    for case in cases(layout):
        truth = case.truth
        schools = [one["institution"] for one in truth["education"]]
        years = [str(one["year"]) for one in truth["education"]]
        assert not missing(case, [*truth["skills"], *schools, *years]), case.file
        for code in truth["languages"]:
            either = [
                names[tongue][code]
                for names in of_worlds("names_of_languages", whole=True)
                for tongue in ("ru", "en")
                if code in names[tongue]
            ]
            assert len(missing(case, either)) < len(either), case.file


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_wish_is_told_where_the_truth_has_one(layout: str) -> None:
    for case in cases(layout):
        text, pay = text_of(case), case.truth["salary_expected"]
        if pay:
            figures = re.sub(r"\D", "", text)
            assert str(pay) in figures or str(pay // 1000) in figures, case.file
        if case.truth["relocation"] is not None:
            assert re.search("переезд|релокац|relocat", text.replace("\u00ad", ""), re.I), case.file
        if case.truth["remote"] is not None:
            assert re.search("удал[её]н|дистанц|remote", text, re.I), case.file
        if case.truth["birth_date"]:
            born = date.fromisoformat(case.truth["birth_date"])
            assert str(born.year) in text, case.file


def test_sums_of_careers_hold() -> None:
    for case in islice(make_cases(SEED, 2), 40):
        truth = case.truth
        dated = [job for job in truth["positions"] if job["start"]]
        assert (truth["total_experience_months"] is None) == (not dated)
        assert truth["management_months"] <= (truth["total_experience_months"] or 0)
        assert all(job["end"] is None or job["start"] <= job["end"] for job in dated)
        assert truth["as_of"] <= truth["received"]
        assert all("000" in phone for phone in truth["phones"])
        assert all(re.search(r"example(\.(com|org|net))?$", mail) for mail in truth["emails"])
