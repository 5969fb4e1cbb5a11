"""What the components draw: sums that add up, fields that say what is wrong with them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, flash
from lxml import html

from recruit.web import charts, icons
from recruit.web.charts import Market, ScorePart

Draw = Callable[..., str]
TEMPLATES = Path(__file__).parents[2] / "templates"

MOSCOW = Market(
    "Москва",
    (
        (5_000_000, 6_500_000),
        (6_500_000, 8_000_000),
        (8_000_000, 13_000_000),
        (13_000_000, 20_000_000),
    ),
    11_500_000,
)


class Typed:
    """A form as the macros see it."""

    def __init__(self, values: dict | None = None, errors: dict | None = None) -> None:
        self.values, self.errors = values or {}, errors or {}

    def value(self, name: str) -> object:
        return self.values.get(name, "")

    def error(self, name: str) -> str:
        return self.errors.get(name, [""])[0]


def parts(*points: float | tuple[float, float]) -> list[ScorePart]:
    weights = (35, 25, 20, 12, 8)
    labels = ("Навыки", "Опыт", "Зарплата", "Город", "Роль")
    ends = [point if isinstance(point, tuple) else (point, point) for point in points]
    return [
        ScorePart(label, weight, low, high)
        for label, weight, (low, high) in zip(labels, weights, ends, strict=True)
    ]


# ---------- arithmetic of the drawings ----------


@pytest.mark.parametrize(
    "points",
    [
        (33.4, 24.3, 18.9, 11.6, 7.4),
        (33.5, 24.5, 18.5, 11.5, 7.5),
        (34, 25, (0, 20), 12, 8),
        ((13.6, 29.9), (0.4, 24.7), (1.5, 20), (11.6, 12), (7.9, 8)),
        (0, 0, 0, 0, 0),
        (35, 25, 20, 12, 8),
    ],
)
def test_points_shown_add_up_and_stay_within_their_weights(points):
    drawn = charts.segments(parts(*points))
    assert sum(part.low for part in drawn) == charts.score_of(parts(*points))[0]
    assert all(0 <= part.low <= part.high <= part.weight for part in drawn)
    exact_low = sum(part.low for part in parts(*points))
    assert abs(charts.score_of(parts(*points))[0] - exact_low) <= 0.5
    settled = [
        part for part, point in zip(drawn, points, strict=True) if not isinstance(point, tuple)
    ]
    assert all(part.known for part in settled)


def test_rounding_keeps_the_sum():
    assert charts.whole_points([33.4, 24.3, 18.9, 11.6, 7.4], [35, 25, 20, 12, 8]) == [
        33,
        24,
        19,
        12,
        8,
    ]
    assert charts.whole_points([1 / 3] * 3, [1] * 3) == [1, 0, 0]


def test_tracks_stand_side_by_side_and_fill_the_bar():
    drawn = charts.segments(parts(34, 25, (0, 20), 12, 8))
    assert [part.x for part in drawn] == [0, 35, 60, 80, 92]
    assert drawn[2].filled == 0
    assert drawn[2].unknown == 20
    assert drawn[-1].x + drawn[-1].width == 100


def test_places_on_a_scale_are_clamped_to_it():
    scale = (0.0, 200.0)
    assert charts.place(50, scale) == "25%"
    assert charts.place(500, scale) == "100%"
    assert charts.place(-1, scale) == "0%"
    assert charts.span(50, 100, scale) == "25%"


def test_one_scale_for_a_list_holds_its_markets_and_near_amounts():
    low, high = charts.common_scale([MOSCOW], [4_000_000, None, 25_000_000])
    assert low < 4_000_000
    assert 25_000_000 < high < 27_000_000


def test_an_absurd_amount_does_not_squeeze_the_scale():
    assert charts.common_scale([MOSCOW], [900_000_000]) == charts.common_scale([MOSCOW])


def test_ticks_are_round_and_inside():
    assert charts.ticks((4_600_000, 20_400_000)) == [5_000_000, 10_000_000, 15_000_000, 20_000_000]


# ---------- icons ----------


def test_an_icon_is_drawn_by_reference_and_its_shape_comes_once(draw: Draw):
    page = draw("{{ icon('geo-alt') }}{{ icon('geo-alt') }}{{ icon('x-lg') }}{{ icon_sprite() }}")
    assert page.count('href="#i-geo-alt"') == 2
    assert re.findall(r'<symbol id="([^"]+)"', page) == ["i-geo-alt", "i-x-lg"]
    assert "<path" in page


def test_a_page_without_icons_has_no_sprite(draw: Draw):
    assert draw("{{ icon_sprite() }}") == ""


def test_an_unknown_icon_is_told_at_once(bare_app: Flask):
    with bare_app.test_request_context(), pytest.raises(KeyError, match="no icon 'geo-alto'"):
        icons.icon("geo-alto")


# ---------- score and market ----------

SCORE = '{% import "components/score.html" as score %}'


def test_the_bar_says_its_parts_in_words(draw: Draw):
    bar = html.fromstring(draw(SCORE + "{{ score.score_bar(p) }}", p=parts(34, 25, (0, 20), 12, 8)))
    assert bar.get("role") == "img"
    assert bar.get("aria-label").replace("\u00a0", " ") == (
        "Навыки: 34 из 35. Опыт: 25 из 25. Зарплата: от 0 до 20 из 20. "
        "Город: 12 из 12. Роль: 8 из 8"
    )
    assert [text.text for text in bar.iter("text")] == ["34", "25", "0–20", "12", "8"]
    assert len(bar.find_class("unknown")) == 1


def test_a_score_with_an_unknown_part_shows_both_ends(draw: Draw):
    known = draw(SCORE + "{{ score.score_num(p) }}", p=parts(34, 25, 20, 12, 8))
    unknown = draw(SCORE + "{{ score.score_num(p) }}", "en", p=parts(34, 25, (0, 20), 12, 8))
    assert "<b>99</b>" in known
    assert "score-upto" not in known
    assert "<b>79</b>" in unknown
    assert "up to 99" in unknown


def test_the_table_of_parts_ends_in_the_sum(draw: Draw):
    table = html.fromstring(
        draw(SCORE + "{{ score.parts_table(p) }}", p=parts(33.4, 23.6, 19.2, 12, 7.8))
    )
    rows = [int(cell.text.split()[0]) for cell in table.find_class("pts")]
    assert sum(rows[:-1]) == rows[-1] == 96
    assert table.find("caption").text == "Из\u00a0чего сложились 96\u00a0баллов"


RANGE = '{% import "components/range.html" as range_ %}'


def test_a_salary_is_told_against_its_market(draw: Draw):
    source = RANGE + "{{ range_.range_plot(m, want, offer) }}"
    plot = html.fromstring(draw(source, m=MOSCOW, want=12_500_000, offer=(11_000_000, 13_000_000)))
    assert plot.get("aria-label").replace("\u00a0", " ").replace("\u202f", " ") == (
        "Ожидание: 125 000 ₽. Рынок: Москва, от 50 000 ₽ до 200 000 ₽, медиана 115 000 ₽. "
        "Вилка вакансии: 110 000–130 000 ₽."
    )
    assert len(plot.find_class("want")) == 1
    assert len(plot.find_class("offer")) == 3


@pytest.mark.parametrize(("want", "said"), [(None, True), (False, False)])
def test_an_unknown_expectation_is_said_and_an_absent_one_is_not(draw: Draw, want, said):
    plot = draw(RANGE + "{{ range_.range_plot(m, want) }}", "en", m=MOSCOW, want=want)
    assert ("The expectation is not known." in plot) is said
    assert 'class="want"' not in plot


def test_an_open_offer_has_one_end(draw: Draw):
    plot = draw(RANGE + "{{ range_.range_axis(m, offer=o) }}", m=MOSCOW, o=(11_000_000, None))
    assert plot.count('class="offer"') == 2
    assert "от\u00a0110\u202f000\u00a0₽" in plot


def test_a_band_takes_a_number_or_a_numeral(draw: Draw):
    source = '{% from "components/band.html" import band %}{{ band(n) }}'
    assert "band-3" in draw(source, n=3)
    assert draw(source, n="III") == draw(source, n=3)
    assert draw(source, n=None) == ""


# ---------- forms ----------

FORMS = '{% import "components/forms.html" as forms %}'
FIELDS = {
    "text": "forms.text(form, 'x', 'Поле', 'Подсказка')",
    "number": "forms.number(form, 'x', 'Поле', 'Подсказка', min=0, max=60)",
    "money": "forms.money(form, 'x', 'Поле', 'Подсказка', currencies=[('RUB', '₽')])",
    "textarea": "forms.textarea(form, 'x', 'Поле', 'Подсказка')",
    "select": "forms.select(form, 'x', 'Поле', [('kept', 'a'), ('b', 'b')], 'Подсказка')",
    "radios": "forms.radios(form, 'x', 'Поле', [('kept', 'a'), ('b', 'b')], 'Подсказка')",
    "checkboxes": "forms.checkboxes(form, 'x', 'Поле', [('kept', 'a')], 'Подсказка')",
    "checkbox": "forms.checkbox(form, 'x', 'Поле', 'Подсказка')",
    "month": "forms.month(form, 'x', 'Поле', 'Подсказка')",
    "file": "forms.file(form, 'x', 'Поле', 'Подсказка')",
    "skills": "forms.skills(form, 'x', 'Поле', 'Подсказка')",
}


def drawn(draw: Draw, call: str, form: Typed, language: str = "ru", **context: object):
    source = FORMS + "<div>{{ " + call + " }}</div>"
    return html.fromstring(draw(source, language, form=form, **context))


@pytest.mark.parametrize("kind", FIELDS)
def test_each_field_says_what_is_wrong_with_it(draw: Draw, kind):
    field = drawn(draw, FIELDS[kind], Typed(errors={"x": ["Так нельзя", "И так"]}))
    control = field.get_element_by_id("x")
    assert control.get("name") == "x"
    assert control.get("aria-invalid") == "true"
    assert "x-error" in control.get("aria-describedby").split()
    assert field.get_element_by_id("x-error").text_content() == "Так нельзя"
    assert field.xpath("//*[contains(@class, 'field-error')]")


@pytest.mark.parametrize("kind", FIELDS)
def test_a_field_without_fault_is_calm_and_labelled(draw: Draw, kind):
    field = drawn(draw, FIELDS[kind], Typed())
    assert not field.xpath("//*[@aria-invalid]")
    assert field.xpath("//label[@for='x']")
    described = field.xpath("//@aria-describedby")
    assert all(field.get_element_by_id(name) is not None for name in " ".join(described).split())


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("text", "kept", "//input[@id='x']/@value"),
        ("money", "сто", "//input[@id='x']/@value"),
        ("textarea", "две\nстроки", "//textarea/text()"),
        ("skills", "CRM\nПереговоры", "//textarea/text()"),
        ("select", "kept", "//option[@selected]/@value"),
        ("radios", "kept", "//input[@checked]/@value"),
        ("checkboxes", "kept", "//input[@checked]/@value"),
        ("month", "2023-07", "//input[@id='x']/@value"),
    ],
)
def test_what_was_typed_is_kept(draw: Draw, kind, value, found):
    assert drawn(draw, FIELDS[kind], Typed({"x": value})).xpath(found)[-1].strip() == value


def test_a_textarea_keeps_the_first_blank_line(draw: Draw):
    page = draw(FORMS + "{{ forms.textarea(form, 'x', 'X') }}", form=Typed({"x": "\nтекст"}))
    # A browser drops the first line break after the tag; the text's own must come after it.
    assert ">\n\nтекст</textarea>" in page


def test_lists_and_booleans_of_the_record_choose_their_answers(draw: Draw):
    boxes = "forms.checkboxes(form, 'x', 'X', [('1', 'a'), ('11', 'b')])"
    assert drawn(draw, boxes, Typed({"x": [1]})).xpath("//@value[../@checked]") == ["1"]
    assert drawn(draw, boxes, Typed({"x": "11"})).xpath("//@value[../@checked]") == ["11"]
    yes_no = "forms.radios(form, 'x', 'X', [('yes', 'a'), ('no', 'b')])"
    assert drawn(draw, yes_no, Typed({"x": False})).xpath("//@value[../@checked]") == ["no"]
    assert drawn(draw, yes_no, Typed()).xpath("//@value[../@checked]") == []
    lines = drawn(draw, FIELDS["skills"], Typed({"x": ["CRM", "Excel"]}))
    assert lines.xpath("//textarea/text()")[0].strip() == "CRM\nExcel"


def test_a_password_never_comes_back(draw: Draw):
    page = draw(
        FORMS + "{{ forms.text(form, 'x', 'X', type='password') }}", form=Typed({"x": "s3"})
    )
    assert "s3" not in page


def test_only_the_optional_is_marked(draw: Draw):
    needed = drawn(draw, "forms.text(form, 'x', 'Имя')", Typed())
    spare = drawn(draw, "forms.text(form, 'x', 'Имя', optional=true)", Typed())
    assert needed.find(".//label").text_content() == "Имя"
    assert needed.xpath("//input/@required")
    assert "можно не\u00a0указывать" in spare.find(".//label").text_content()
    assert not spare.xpath("//input/@required")


def test_further_attributes_reach_the_control(draw: Draw):
    field = drawn(draw, "forms.text(form, 'x', 'X', autocomplete='name', options=['a'])", Typed())
    control = field.get_element_by_id("x")
    assert control.get("autocomplete") == "name"
    assert field.get_element_by_id(control.get("list")).xpath("option/@value") == ["a"]
    area = drawn(draw, "forms.textarea(form, 'x', 'X', maxlength=50)", Typed())
    assert area.get_element_by_id("x").get("maxlength") == "50"


def test_what_people_typed_is_escaped(draw: Draw):
    page = draw(FORMS + "{{ forms.text(form, 'x', 'X') }}", form=Typed({"x": '"><script>'}))
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("count", "heading"),
    [
        (1, "Осталось исправить 1\u00a0поле"),
        (3, "Осталось исправить 3\u00a0поля"),
        (5, "Осталось исправить 5\u00a0полей"),
    ],
)
def test_the_summary_counts_and_links_the_faults(draw: Draw, count, heading):
    errors = {f"f{n}": [f"Ошибка {n}"] for n in range(count)}
    summary = drawn(draw, "forms.error_summary(form)", Typed(errors=errors))
    assert summary.find(".//h2").text == heading
    assert summary.xpath("//a/@href") == [f"#f{n}" for n in range(count)]
    assert summary.xpath("//@tabindex") == ["-1"]


def test_no_faults_no_summary(draw: Draw):
    assert draw(FORMS + "{{ forms.error_summary(form) }}", form=Typed()).strip() == ""


def test_tokens(draw: Draw):
    both = draw(FORMS + "{{ forms.tokens() }}")
    assert 'name="csrf_token" value="csrf-1"' in both
    assert 'name="once" value="once-1"' in both
    assert "once-1" not in draw(FORMS + "{{ forms.tokens(false) }}")


def test_a_repeated_group_numbers_its_rows_and_carries_a_blank_one(draw: Draw):
    page = draw(
        FORMS + "{% call(prefix, n) forms.repeat(form, 'jobs', 'L', 2, 'Add', 'Job', 'Remove') %}"
        "{{ forms.text(form, prefix ~ '-title', 'T') }}{% endcall %}",
        form=Typed({"jobs-1-title": "Менеджер"}),
    )
    group = html.fromstring(page)
    names = group.xpath("//div[@data-repeat-rows]//input/@name")
    assert names == ["jobs-0-title", "jobs-1-title"]
    assert group.get_element_by_id("jobs-1-title").get("value") == "Менеджер"
    assert group.xpath("//template//input/@name") == ["jobs-__row__-title"]
    assert group.xpath("//button[@name='remove']/@value") == ["jobs-0", "jobs-1", "jobs-__row__"]
    assert group.xpath("//button[@name='add']/@value") == ["jobs"]
    # Enter in a field presses the first submit button: it neither adds nor removes.
    assert group.xpath("(//button[@type='submit'])[1]/@name") == []


# ---------- verdicts ----------

VERDICT = '{% import "components/verdict.html" as v %}'


def test_verdict_buttons_are_one_form_with_one_pressed(draw: Draw):
    form = html.fromstring(draw(VERDICT + "{{ v.verdicts(7, '/v/7', 2, 'Ольга') }}"))
    assert form.get("method") == "post"
    buttons = form.xpath("//button")
    assert [b.get("value") for b in buttons] == list("12345")
    assert [b.get("aria-pressed") for b in buttons] == ["false", "true", "false", "false", "false"]
    assert [b.get("title") for b in buttons][::4] == ["Да (1)", "Нет (5)"]
    assert form.xpath("//@aria-label") == ["Вердикт: Ольга"]


@pytest.mark.parametrize("asking", [True, False])
def test_the_reason_belongs_to_its_verdict(draw: Draw, asking):
    source = VERDICT + "{{ v.reason_row(7, [('pay', 'выше вилки')], asking=asking, reason='pay') }}"
    row = html.fromstring(draw(source, asking=asking, url="/list?ask=7&page=2"))
    assert (row.get("hidden") is None) is asking
    assert set(row.xpath("//@form")) == {"verdict-7"}
    assert row.xpath("//button/@value") == ["5"]
    assert row.xpath("//a/@href") == ["/list?page=2"]


# ---------- lists and messages ----------


def test_pagination_keeps_the_query_and_names_its_pages(draw: Draw):
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(4, 9) }}'
    nav = html.fromstring(draw(source, url="/list?skill=a&skill=b&page=4&_scheme=javascript"))
    links = {a.text: a.get("href") for a in nav.iter("a")}
    assert list(links) == ["1", "3", "5", "9"]
    assert links["5"] == "/list?skill=a&skill=b&_scheme=javascript&page=5"
    assert nav.xpath("//*[@aria-current='page']/text()") == ["4"]
    assert draw(source.replace("4, 9", "1, 1")) == ""


def test_a_foreign_address_cannot_be_paged_to(draw: Draw):
    source = '{% from "components/pagination.html" import address %}{{ address("page", 2) }}'
    assert draw(source, url="/list?x=%22%3E%3Cscript%3E") == "/list?x=%22%3E%3Cscript%3E&amp;page=2"


def test_flashes_are_notices_of_their_kind(draw: Draw):
    flashes = '{% from "components/notice.html" import flashes %}{{ flashes() }}'
    sent = "{{ flash('Сохранено', 'ok') or '' }}{{ flash('Иначе', 'message') or '' }}"
    page = html.fromstring(draw(sent + flashes, flash=flash))
    assert page.xpath("//div[starts-with(@class, 'notice')]/@class") == [
        "notice notice-ok",
        "notice",
    ]
    assert page.get("role") == "status"
    assert draw(flashes).strip() == ""


@pytest.mark.parametrize("kind", ["", "ok", "warn", "bad"])
def test_a_notice_has_an_icon_of_its_kind(draw: Draw, kind):
    source = '{% from "components/notice.html" import notice %}{{ notice("<b>", kind) }}'
    drawn_notice = html.fromstring(draw(source, kind=kind))
    assert drawn_notice.get("class") == ("notice " + (f"notice-{kind}" if kind else "")).strip()
    assert drawn_notice.text_content() == "<b>"
    assert drawn_notice.xpath("//*[local-name()='use']")


def test_facts_leave_out_what_is_none(draw: Draw):
    source = '{% from "components/facts.html" import facts %}{{ facts([("a", 1), ("b", none)]) }}'
    assert html.fromstring(draw(source)).xpath("//dt/text()") == ["a"]


def test_unknown_money_is_said(draw: Draw):
    source = '{% from "components/money.html" import amount %}{{ amount(none) }}{{ amount(100) }}'
    page = draw(source)
    assert "не\u00a0указано" in page
    assert '<span class="money">1\u00a0₽</span>' in page


def test_a_conflict_keeps_my_edit_unless_i_made_none(draw: Draw):
    source = '{% from "components/conflict.html" import conflict %}{{ conflict(rows, "A", "B") }}'
    rows = [("pay", "Зарплата", "140", "130", False), ("years", "Опыт", "2", "1", True)]
    table = html.fromstring(draw(source, rows=rows))
    checked = {i.get("name"): i.get("value") for i in table.xpath("//input[@checked]")}
    assert checked == {"keep_pay": "theirs", "keep_years": "mine"}


# ---------- what a strict policy forbids ----------


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_inline_code(path: Path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    assert all(" src=" in tag for tag in re.findall(r"<script[^>]*>", source))
