"""Fields of a form: labelled, described, keeping what was typed beside what is wrong with it."""

from collections.abc import Callable

import pytest
from lxml import html
from marshmallow import Schema

from recruit.web.forms import Form

Draw = Callable[..., str]


class Typed(Form):
    """A form with values and errors given as they are, without a schema."""

    def __init__(self, values: dict | None = None, errors: dict | None = None) -> None:
        super().__init__(Schema())
        self.values, self.errors = values or {}, errors or {}

    def value(self, name: str) -> object:
        return self.values.get(name, "")


FORMS = '{% import "components/forms.html" as forms %}'
FIELDS = {
    "text": "forms.text(form, 'x', 'Поле', 'Подсказка')",
    "number": "forms.number(form, 'x', 'Поле', 'Подсказка', min=0, max=60)",
    "money": "forms.money(form, 'x', 'Поле', 'Подсказка', currencies=[('RUB', '₽')])",
    "textarea": "forms.textarea(form, 'x', 'Поле', 'Подсказка')",
    "select": "forms.select(form, 'x', 'Поле', [('kept', 'a'), ('b', 'b')], 'Подсказка')",
    "radios": "forms.radios(form, 'x', 'Поле', [('kept', 'a'), ('b', 'b')], 'Подсказка')",
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
    numbers = "forms.radios(form, 'x', 'X', [('1', 'a'), ('11', 'b')])"
    assert drawn(draw, numbers, Typed({"x": 11})).xpath("//@value[../@checked]") == ["11"]
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


def test_the_summary_names_the_fields_that_have_been_drawn(draw: Draw):
    form = Typed(errors={"city": ["Заполните"], "jobs-1-title": ["Заполните"], "other": ["Нет"]})
    body = (
        "{{ forms.text(form, 'city', 'Город') }}{{ forms.text(form, 'jobs-1-title', 'Должность') }}"
    )
    draw(FORMS + body, form=form)
    summary = drawn(draw, "forms.error_summary(form)", form)
    assert [link.text_content() for link in summary.xpath("//a")] == [
        "Город: заполните",
        "Должность 2: заполните",
        "Нет",
    ]


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
