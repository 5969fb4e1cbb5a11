"""The salary bench: both ways count the same, and times are times."""

import json

import pytest

from bench import salary


@pytest.fixture(scope="module")
def figures() -> dict[str, object]:
    return salary.measure([60, 120], base=300, vacancies=2, repetitions=2, seed=7)


def test_the_figures_are_one_line_with_their_protocol(figures: dict[str, object]) -> None:
    protocol = figures["protocol"]
    assert isinstance(protocol, dict)
    assert {"vacancies", "repetitions", "seed", "cores", "machine", "python"} <= set(protocol)
    assert json.loads(json.dumps(figures)) == figures


def test_what_if_is_measured_at_every_size(figures: dict[str, object]) -> None:
    """Plain SQL must have counted the same, or the measurement would have ended."""
    sizes = figures["what_if"]
    assert isinstance(sizes, list)
    assert [one["candidates"] for one in sizes] == [60, 120]
    for one in sizes:
        assert 0 < one["p50_ms"] <= one["p95_ms"]
        assert one["ratio_to_plain_sql"] > 0


def test_the_market_is_kept_and_asked(figures: dict[str, object]) -> None:
    market = figures["market"]
    assert isinstance(market, dict)
    assert market["observations"] > 200
    assert market["change_one_ms"] > 0
    assert market["ask_one_ms"] > 0
