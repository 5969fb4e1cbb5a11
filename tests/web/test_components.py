"""Icons, verdicts, lists and messages: what they draw and what they keep."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, flash
from lxml import html

from recruit.web import icons

Draw = Callable[..., str]
TEMPLATES = Path(__file__).parents[2] / "templates"


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


# ---------- verdicts ----------

VERDICT = '{% import "components/verdict.html" as v %}'


def test_verdict_buttons_know_their_address_and_one_is_pressed(draw: Draw):
    group = html.fromstring(draw(VERDICT + "<div>{{ v.verdict_buttons(2, '/v/7') }}</div>"))
    buttons = group.xpath("//button")
    assert {(b.get("form"), b.get("formaction")) for b in buttons} == {("verdicts", "/v/7")}
    assert [b.get("value") for b in buttons] == list("12345")
    assert [b.get("aria-pressed") for b in buttons] == ["false", "true", "false", "false", "false"]
    assert [b.get("title") for b in buttons][::4] == ["Да (1)", "Нет (5)"]
    assert [b.get("aria-label") for b in buttons][::4] == ["Да", "Нет"]


@pytest.mark.parametrize("asking", [True, False])
def test_the_reason_belongs_to_its_verdict(draw: Draw, asking):
    options = "v.reason_options([('pay', 'выше вилки')], 'pay')"
    source = VERDICT + f"{{{{ v.reason_row(7, '/v/7', {options}, asking=asking) }}}}"
    row = html.fromstring(draw(source, asking=asking, url="/list?ask=7&page=2"))
    assert (row.get("hidden") is None) is asking
    assert set(row.xpath("//@form")) == {"refusals"}
    assert row.xpath("//button/@formaction") == ["/v/7"]
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
