"""What a vacancy says otherwise than its role profile."""

import time

from flask import Flask

from recruit.vacancies.differences import Difference, from_profile
from recruit.vacancies.facts import Facts, facts_of_profile
from tests.factories import PROFILE

CONTENT = PROFILE | {"duties": [{"ru": f"Ведёт участок {n}", "en": str(n)} for n in range(40)]}


def differences(app: Flask, **changes: object) -> list[Difference]:
    with app.test_request_context(headers={"Accept-Language": "ru"}):
        facts: Facts = facts_of_profile(CONTENT, "ru") | changes
        return from_profile(facts, CONTENT, "ru")


def text_of(app: Flask) -> list[str]:
    with app.test_request_context(headers={"Accept-Language": "ru"}):
        return str(facts_of_profile(CONTENT, "ru")["text"]).splitlines()


def test_an_unchanged_vacancy_differs_in_nothing(app: Flask) -> None:
    assert differences(app) == []


def test_lines_gone_and_lines_new(app: Flask) -> None:
    lines = text_of(app)
    [found] = differences(app, text="\n".join([*lines[:-1], "- Свой пункт"]))
    assert (found.removed, found.added) == ([lines[-1]], ["- Свой пункт"])


def test_the_same_lines_in_another_order_show_both_orders(app: Flask) -> None:
    lines = [line for line in text_of(app) if line]
    [found] = differences(app, text="\n".join(reversed(lines)))
    assert (found.removed, found.added) == (lines, lines[::-1])


def test_a_long_text_much_like_the_profile_costs_no_seconds(app: Flask) -> None:
    text = "\n".join(f"- Ведёт участки {n}" for n in range(900))
    began = time.perf_counter()
    [found] = differences(app, text=text)
    assert len(found.added) == 900
    assert time.perf_counter() - began < 1
