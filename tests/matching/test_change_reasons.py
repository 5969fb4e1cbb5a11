"""Changes are told in sentences with the right cases and plurals, in both languages."""

import pytest

from matching.change_reasons import change_reason
from matching.changes import Change, Fact

LABELS = {
    "ru": {"negotiation": "Ведение переговоров", "tenders": "Тендеры"},
    "en": {"negotiation": "Negotiation", "tenders": "Tenders"},
}
CASES: list[tuple[Fact, int | None, tuple[str, ...], str, str]] = [
    (
        "salary_expected",
        12_000_000,
        (),
        "Ожидания не выше 120\u202f000\xa0₽ — 3-е место, плюс 2,5\xa0балла.",
        "An expectation of ₽120,000 at most: 3rd place, 2.5\xa0points more.",
    ),
    (
        "must",
        None,
        ("negotiation", "tenders"),
        "Показать в резюме на примерах: «Ведение переговоров», «Тендеры» — 3-е место, "
        "плюс 2,5\xa0балла.",
        "Show by examples: “Negotiation”, “Tenders”: 3rd place, 2.5\xa0points more.",
    ),
    (
        "nice",
        None,
        ("tenders",),
        "Показать в резюме на примерах из желательного: «Тендеры» — 3-е место, плюс 2,5\xa0балла.",
        "Show by examples, of what is nice to have: “Tenders”: 3rd place, 2.5\xa0points more.",
    ),
    (
        "experience",
        27,
        (),
        "Ещё 2\xa0года 3\xa0месяца в такой должности — 3-е место, плюс 2,5\xa0балла.",
        "2\xa0years 3\xa0months more in such a post: 3rd place, 2.5\xa0points more.",
    ),
    (
        "languages",
        None,
        ("en:spoken",),
        "Знать: английский (разговорный) — 3-е место, плюс 2,5\xa0балла.",
        "Know: English (spoken): 3rd place, 2.5\xa0points more.",
    ),
    (
        "education",
        None,
        ("higher",),
        "Образование: высшее — 3-е место, плюс 2,5\xa0балла.",
        "Education: higher: 3rd place, 2.5\xa0points more.",
    ),
    (
        "relocation",
        None,
        (),
        "Готовность к переезду — 3-е место, плюс 2,5\xa0балла.",
        "Willingness to move: 3rd place, 2.5\xa0points more.",
    ),
    (
        "remote",
        None,
        (),
        "Готовность работать удалённо — 3-е место, плюс 2,5\xa0балла.",
        "Willingness to work remotely: 3rd place, 2.5\xa0points more.",
    ),
]


@pytest.mark.parametrize(("fact", "amount", "names", "ru", "en"), CASES, ids=[c[0] for c in CASES])
def test_sentences(
    fact: Fact, amount: int | None, names: tuple[str, ...], ru: str, en: str
) -> None:
    change = Change(fact, amount, names, 2.5, 3, True)

    assert change_reason(change, "RUB", LABELS["ru"], "ru") == ru
    assert change_reason(change, "RUB", LABELS["en"], "en") == en
