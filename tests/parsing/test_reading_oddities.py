"""What is strange about letters, and what only looks so."""

import pytest

from recruit.intake.faults import Oddity
from recruit.intake.plain_text import decode
from recruit.intake.reading.html import shallow
from recruit.intake.reading.layout import LONGEST_TOKEN, clean
from recruit.intake.reading.oddities import is_torn, oddities_of

PROSE = (
    "Руководитель отдела логистики. Вела переговоры с клиентами, отвечала за склад в Омске и за "
    "доставку по области. Управляла командой из шести человек, сократила расходы на треть. "
)


def test_honest_text_is_not_strange() -> None:
    assert oddities_of([PROSE * 20, "IT-директор, web-дизайнер, Excel'ом, PHPшник"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Cтаж с 2015, Cбербанк",  # «c» and «C» share a key
        "1C-программист, SQLщик, email'ы, backendщик",
        "ООО, OOО",
        "10 µs, 5 кΩ",
        "о\u0301пыт рабо\u0301ты",
        "soft\u00adhyphen\u00adated, one\u200bbroken word",
        "\U0001f468\u200d\U0001f4bb \U0001f3f4\U000e0067\U000e0062\U000e007f",
    ],
)
def test_slips_and_signs_are_not_strange(text: str) -> None:
    assert oddities_of([PROSE, text]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Dосkеr",
        "Linuх",
        "P\u200bу\u200bthon",
        "Pyth\u03bfn",
        "бyхгалтеp, oтчёт, пpoверка",
    ],
)
def test_look_alikes_are_strange(text: str) -> None:
    assert Oddity.MIXED_SCRIPT in oddities_of([PROSE, text])


@pytest.mark.parametrize(
    "text",
    [
        "a\u202enohtyP\u202c",
        "\u2067turned\u2069",
        "seen" + "".join(chr(0xE0000 + ord(letter)) for letter in "unseen"),
        "P\u200bython S\u2060QL J\ufeffava",
    ],
)
def test_unseen_signs_are_strange(text: str) -> None:
    assert oddities_of([PROSE, text]) == [Oddity.INVISIBLE_CHARS]


@pytest.mark.parametrize("text", ["Python " * 12, "Python and Java. " * 60, PROSE + "SQL, " * 40])
def test_a_word_said_again_and_again_is_strange(text: str) -> None:
    assert oddities_of([text]) == [Oddity.KEYWORD_STUFFING]


def test_a_long_resume_may_repeat_itself() -> None:
    assert oddities_of([PROSE * 100, "да да да да да да да"]) == []


@pytest.mark.parametrize("text", ["a\x00b", "a\ufffdb", "a" + chr(0xD800)])
def test_torn_text_is_told(text: str) -> None:
    assert is_torn(text)
    assert not is_torn(PROSE)


def test_a_text_with_a_few_bent_bytes_stays_what_it_is() -> None:
    whole = PROSE.encode()
    assert decode(whole[:-1]).startswith(PROSE[:-2])
    assert decode(whole[:40] + b"\xff" + whole[40:]).endswith(PROSE[-40:])
    assert decode(PROSE.encode("cp1251")) == PROSE


def test_signs_that_nobody_sees_are_taken_out() -> None:
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in "unseen")
    assert clean(f"Анна\x1b\x07{tags} \u202eПетрова\u202c\u2067\ufeff") == "Анна Петрова"


@pytest.mark.parametrize("mark", ["\u0301", "\u0483", "\u20d0", "\u0591"])
def test_runs_of_marks_are_cut_whatever_the_alphabet(mark: str) -> None:
    assert len(clean("a" + mark * 15_000 + " b")) <= 5


def test_a_token_without_an_end_is_cut_and_words_after_it_are_kept() -> None:
    text = clean("Q" * 10_000 + " Анна\tПетрова")
    assert text == "Q" * LONGEST_TOKEN + " Анна\tПетрова"


def test_a_page_keeps_its_words_when_it_loses_its_depth() -> None:
    flat = shallow("<div>" * 999 + "<b>Анна</b><br>Петрова" + "</div>" * 999)
    assert flat.count("<div>") == flat.count("</div>") == 200
    assert "Анна" in flat
    assert "<br>Петрова" in flat
