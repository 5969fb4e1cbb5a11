"""The README's table of figures, written out of `bench/results.json`."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- figures: make bench writes these lines -->", "<!-- end of figures -->"
HEAD = "| what | figure | command |\n| --- | --- | --- |"
Line = tuple[str, str]


def ms(value: float) -> str:
    """Milliseconds as one reads them, seconds from a thousand on."""
    if value >= 1000:
        return f"{value / 1000:.2g} s" if value < 10_000 else f"{value / 1000:.0f} s"
    return f"{value:.1f} ms" if value < 10 else f"{value:.0f} ms"


def _ranking(found: Any) -> Sequence[Line]:
    first, every = found["first_25"], found["everybody"]
    return (
        (
            "20,000 candidates, the first 25 for a vacancy, one core, median of "
            "20 vacancies × 5; everybody in order",
            f"{ms(first['median_ms'])} (p95 {ms(first['p95_ms'])}); {ms(every['median_ms'])} (p95 "
            f"{ms(every['p95_ms'])}), {found['everybody_to_sort']:.0f} × a stable sort of as many "
            "numbers in the same run",
        ),
        ("one candidate made ready for ranking", ms(found["index"]["encode_per_candidate_ms"])),
        ("reasons in words for 25 candidates", ms(found["reasons_of_25"]["median_ms"])),
    )


def _index(found: Any) -> Sequence[Line]:
    sizes = "; ".join("a million" if one["n"] == 10**6 else f"{one['n']:,}" for one in found)
    times = "; ".join(f"{ms(one['p50_ms'])} (p95 {ms(one['p95_ms'])})" for one in found)
    last = found[-1]
    return (
        (
            f"first 50 of {sizes}, each query another vacancy, half with filters, processor time",
            times,
        ),
        (
            f"{last['n']:,}: against scoring every row in the same run; two processes against one; "
            f"a changed candidate in the next ranking (encoding apart, {ms(last['encode_ms'])}); "
            "first answer of a new process; index built of columns; on disk",
            f"{last['ratios']['all_rows']:.0f} × as fast; {last['ratios']['two_processes']:.1f} ×; "
            f"{ms(last['patch_1_ms'])}; {ms(last['cold_open_ms'])}; {last['build_s']:.0f} s; "
            f"{last['bytes_per_candidate'] / 1000:.1f} KB a candidate",
        ),
        (
            f"1,000 vacancies against {sizes}, one core; one candidate against 1,000 vacancies",
            "; ".join(ms(one["vacancies_1000_s"] * 1000) for one in found)
            + f"; {ms(found[0]['one_against_1000_ms'])}",
        ),
    )


def _page(found: Any) -> Sequence[Line]:
    def line(one: Any) -> Line:
        first, later, again = (one[name] for name in ("first_look", "later", "again"))
        rates = one["pages_a_second"]
        base = f"{one['candidates']:,} candidates over HTTP, {one['database']}"
        return (
            f"shortlist page of {base}: first look at a vacancy; other pages, conditions and "
            "weights; the same list again; pages a second with 1 and 4 clients",
            f"{ms(first['p50_ms'])}; {ms(later['p50_ms'])} (p99 {ms(later['p99_ms'])}), "
            f"{one['ratio_to_empty']:.0f} × a small file; {ms(again['p50_ms'])} "
            f"(p99 {ms(again['p99_ms'])}); {rates['1']:.0f}, {rates['4']:.0f}",
        )

    return [line(one) for one in found]


def _salary(found: Any) -> Sequence[Line]:
    market = found["market"]
    return (
        *(
            (
                f"what-if of a vacancy at {one['candidates']:,} candidates, one core, all counts "
                "and the curve",
                f"{ms(one['p50_ms'])} (p95 {ms(one['p95_ms'])}), {one['ratio_to_plain_sql']} × as "
                "fast as plain SQL with the same counts in the same run",
            )
            for one in found["what_if"]
        ),
        (
            "the market of our own base, 200,000 candidates in SQLite: one changed; all rows anew",
            f"{ms(market['change_one_ms'])}; {ms(market['rebuild_s'] * 1000)}",
        ),
    )


def _import(found: Any) -> Sequence[Line]:
    busy, calm = found["under_load"]["p99_ms"], found["calm"]["p99_ms"]
    return (
        (
            f"{found['resumes']:,} résumés imported while a shortlist is opened twice a second: "
            "p99 of the page under load and calm; files a second",
            f"{ms(busy)}, {ms(calm)} ({found['ratio_p99']:.2f} ×); {found['files_a_second']:.0f}",
        ),
    )


LINES: Mapping[str, tuple[str, Callable[[Any], Sequence[Line]]]] = {
    "ranking": ("make bench ONLY=ranking", _ranking),
    "index": ("make bench-index", _index),
    "page": ("make bench-page", _page),
    "salary": ("make bench-salary", _salary),
    "import": ("make bench-import", _import),
}


def table(results: Mapping[str, Any]) -> str:
    """The table of all benches that have results."""
    lines = [
        f"| {what} | {figure} | `{command}` |"
        for name, (command, lines_of) in LINES.items()
        if name in results
        for what, figure in lines_of(results[name])
    ]
    return "\n".join([HEAD, *lines])


def with_table(text: str, results: Mapping[str, Any]) -> str:
    """The README with its table written anew."""
    found = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not found.search(text):
        raise ValueError("README.md has no place for the figures")
    return found.sub(lambda _: f"{BEGIN}\n{table(results)}\n{END}", text)
