"""The index at 20,000, 200,000 and a million candidates: `python -m bench.index`, or
`make bench-index`.

One JSON line for each size on standard output. Times of our queries are those of the thread's
processor, of the peers those of all their threads; each peer is timed between two timings of ours,
and its ratio is taken from these. Every query is a vacancy of its own, compiled, prepared, bounded,
ranked: nothing is kept from one to the next. Run it with OMP_NUM_THREADS=1, as the Makefile does:
threads of the peers that wait for each other would count as work.
"""

import gc
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import numpy as np

from bench.index_base import Sample, draw_columns, draw_queries, draw_sample
from bench.index_peers import Frame, Models, Words
from bench.population import TODAY
from bench.timing import cpu_ms, median, p95
from matching.conditions import Wanted
from matching.evaluation import evaluate
from matching.flat import flat
from matching.index import CandidateIndex, Opening
from matching.index_files import Beside, write_index
from matching.keys import Keys
from matching.months import month_of
from matching.patching import in_order
from matching.pool import Pool
from matching.preparing import prepare
from matching.profiles import VacancyProfile
from matching.query import compile_query
from matching.scorer import AdditiveScorer, Tables
from matching.searching import AT_ONCE
from matching.shards import FOR_GOOD
from matching.turns import Turns

SIZES = (20_000, 200_000, 1_000_000)
QUERIES = 200
MANY = 1000
PAGE = 50
MARK = "bench"
FEW = {20_000: 20, 200_000: 6, 1_000_000: 2}
"""Vacancies for which every row is scored, as the naive peers must."""

PATCHES = 7
READ_SECONDS = 10.0
PACKAGES = ("numpy", "scipy", "scikit-learn", "bm25s", "numba", "polars")
Query = tuple[VacancyProfile, Wanted]


def say(text: str) -> None:
    """Tell how far we are."""
    click.echo(text, err=True)


def thread_ms(work: Callable[[], object]) -> float:
    """The processor time of this thread."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def build(sample: Sample, n: int, seed: int, folder: Path) -> dict[str, float]:
    """Make the index of so many people, and write it."""
    columns = draw_columns(sample, n, seed)
    gc.collect()
    begun = time.process_time()
    pool = Pool(Keys(range(n)), Turns.of(n), columns).with_sample()
    held = flat(pool.columns)
    built = time.process_time() - begun
    write_index(folder, pool, sample.encoder, MARK, Beside())
    written = sum(path.stat().st_blocks * 512 for path in folder.iterdir())
    scanned = 0 if pool.overview is None else nbytes(pool.overview.outline.arrays())
    return {
        "build_s": round(built, 2),
        "bytes_per_candidate": round(written / n),
        "bytes_in_memory_per_candidate": round(nbytes(held) / n),
        "outline_bytes_per_candidate": round(scanned / n),
    }


def nbytes(arrays: dict[str, Any]) -> int:
    """How much memory arrays take."""
    return sum(array.nbytes for array in arrays.values())


def opened(folder: Path) -> CandidateIndex:
    """The index of the files."""
    index, _ = CandidateIndex.opened(folder, MARK, month_of(TODAY), patience=FOR_GOOD)
    return index


def ask(index: CandidateIndex, query: Query) -> list[Any]:
    """The keys of the first page of one vacancy."""
    vacancy, wanted = query
    index._recent.forget()  # every vacancy is one that nobody has ranked yet
    return list(index.rank(vacancy, wanted=wanted, places=range(PAGE)).between(range(PAGE)))


def measure_queries(index: CandidateIndex, queries: Sequence[Query]) -> dict[str, float]:
    """How long one ranking takes; half of the vacancies with filters."""
    for query in queries[:5]:
        ask(index, query)
    with click.progressbar(queries, label="Ranking", file=sys.stderr) as bar:
        times = [thread_ms(partial(ask, index, query)) for query in bar]
    return {"p50_ms": median(times), "p95_ms": p95(times)}


def measure_patches(index: CandidateIndex, sample: Sample, n: int) -> dict[str, float]:
    """How long it takes until some changed candidates are in the next ranking, encoding apart."""
    figures = {}
    encode = thread_ms(partial(index.update, enumerate(sample.people[:200]))) / 200
    index.prepare()
    for count in (1, 1000):
        times = []
        for turn in range(PATCHES):
            some = sample.people[turn : turn + count]
            index.update((n - 1 - turn - place, one) for place, one in enumerate(some))
            times.append(thread_ms(index.prepare))
        figures[f"patch_{count}_ms"] = median(times)
    return figures | {"encode_ms": round(encode, 3)}


def measure_many(index: CandidateIndex, sample: Sample, seed: int) -> dict[str, float]:
    """How long many vacancies take against everybody, and one candidate against these."""
    queries = draw_queries(sample, MANY, seed + MANY)
    with click.progressbar(queries, label=f"{MANY} vacancies", file=sys.stderr) as bar:
        times = [thread_ms(partial(ask, index, (vacancy, Wanted()))) for vacancy, _ in bar]
    openings = [Opening(vacancy) for vacancy, _ in queries]
    say(f"One against {MANY}")
    one = thread_ms(partial(index.against, next(iter(index.keys)), openings))
    return {
        f"vacancies_{MANY}_s": round(sum(times) / 1000, 2),
        f"one_against_{MANY}_ms": round(one, 1),
    }


def measure_processes(folder: Path, seed: int) -> dict[str, float]:
    """How many vacancies one and two processes rank in a second, and when the first is ranked."""
    figures: dict[str, float] = {}
    for count in (1, 2):
        children = [start_reader(folder, seed + number) for number in range(count)]
        ready = [json.loads(child.stdout.readline()) for child in children]
        for child in children:
            child.stdin.write("go\n")
            child.stdin.flush()
        rates = [json.loads(child.communicate()[0])["qps"] for child in children]
        figures[f"qps_{count}_processes"] = round(sum(rates), 1)
        figures["cold_open_ms"] = round(min(one["cold_open_ms"] for one in ready), 1)
    return figures


def start_reader(folder: Path, seed: int) -> Any:
    """A process that opens the index, tells how long that took, and ranks when it is told to."""
    return subprocess.Popen(  # noqa: S603  (this file itself)
        [sys.executable, "-m", "bench.index", "--reader", folder, "--seed", str(seed)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def read(folder: Path, seed: int) -> None:
    """What such a process does."""
    sample = draw_sample(seed, month_of(TODAY))
    queries = draw_queries(sample, QUERIES, seed)
    found: list[CandidateIndex] = []
    ask_warm = partial(compile_query, queries[1][0], sample.encoder, None)
    ask_warm()  # the vocabularies and the dictionary of word forms are loaded, the files are not

    def first() -> None:
        found.append(opened(folder))
        ask(found[0], queries[0])

    click.echo(json.dumps({"cold_open_ms": cpu_ms(first)}))
    sys.stdout.flush()
    sys.stdin.readline()
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < READ_SECONDS:
        ask(found[0], queries[count % len(queries)])
        count += 1
    click.echo(json.dumps({"qps": count / (time.perf_counter() - begun)}))


@dataclass
class Exhaustive:
    """Every row scored for one vacancy: what a naive ranker does, and the proof of ours."""

    levels: np.ndarray
    totals: np.ndarray
    tables: Tables
    ms: float

    @classmethod
    def of(cls, index: CandidateIndex, vacancy: VacancyProfile) -> "Exhaustive":
        """Score all rows, some thousands at a time."""
        pool, encoder = index._current(), index._encoder
        columns = pool.columns
        query = compile_query(vacancy, encoder, None)
        prepared = prepare(columns, query, encoder, pool.sample)
        tables = AdditiveScorer().fit().compile(prepared.emphasis)
        levels = []
        begun = time.thread_time()
        for start in range(0, columns.n, AT_ONCE):
            rows = np.arange(start, min(start + AT_ONCE, columns.n))
            some = in_order(columns, rows, columns.statistics)
            levels.append(evaluate(some, prepared, encoder).expected)
        every = np.concatenate(levels)
        totals = tables.parts(every).sum(axis=1, dtype=np.int64)
        return cls(every, totals, tables, (time.thread_time() - begun) * 1000)


def measure_peers(index: CandidateIndex, queries: Sequence[Query], n: int) -> dict[str, Any]:
    """What others need for the first vacancies, each between two timings of ours."""
    columns, encoder = index._current().columns, index._encoder
    random = np.random.default_rng(1).random(n, dtype=np.float32)
    peers: dict[str, list[float]] = {}
    ratios: dict[str, list[float]] = {}

    def beside(name: str, vacancy: VacancyProfile, work: Callable[[], object]) -> None:
        work()
        own = partial(ask, index, (vacancy, Wanted()))
        before, theirs, after = cpu_ms(own), cpu_ms(work), cpu_ms(own)
        peers.setdefault(name, []).append(theirs)
        ratios.setdefault(name, []).append(2 * theirs / (before + after))

    say("Words")
    words = Words(columns)
    models: Models | None = None
    few = FEW.get(n, 2)
    for number, (vacancy, _) in enumerate(queries[:50]):
        query = compile_query(vacancy, encoder, None)
        terms = [*query.title_terms.tolist(), *query.terms.tolist()]
        beside("bm25_ms", vacancy, words.work(terms, PAGE))
        beside("argpartition_ms", vacancy, lambda: np.argpartition(random, PAGE))
        if number < few:
            say(f"All rows, {number + 1} of {few}")
            every = Exhaustive.of(index, vacancy)
            frame = Frame(every.levels, every.tables, PAGE)
            own = ask(index, (vacancy, Wanted()))
            best = np.lexsort((np.arange(n), -every.totals))[:PAGE].tolist()
            if not own == best == frame():
                raise AssertionError(f"vacancy {number}: the first {PAGE} differ")
            beside("polars_ms", vacancy, frame)
            models = models or Models(every.levels, every.totals)
            for name, work in models.work(every.levels).items():
                beside(name, vacancy, work)
            peers.setdefault("naive_features_ms", []).append(every.ms)
    figures: dict[str, Any] = {name: median(times) for name, times in peers.items()}
    figures["ratios"] = {name.removesuffix("_ms"): median(them) for name, them in ratios.items()}
    return figures


def stream_ms(index: CandidateIndex) -> float:
    """One read of what bounds of all rows are read from."""
    overview = index._current().overview
    arrays = [] if overview is None else list(overview.outline.arrays().values())
    return median([cpu_ms(lambda: [array.sum() for array in arrays]) for _ in range(20)])


def measure(n: int, seed: int, folder: Path) -> dict[str, Any]:
    """All figures of one size."""
    say(f"{n} candidates")
    sample = draw_sample(seed, month_of(TODAY))
    figures: dict[str, Any] = {"n": n} | build(sample, n, seed, folder)
    gc.collect()
    queries = draw_queries(sample, QUERIES, seed)
    index = opened(folder)
    gc.collect()
    gc.freeze()
    figures |= measure_queries(index, queries)
    figures |= measure_peers(index, queries, n) | {"stream_ms": stream_ms(index)}
    figures |= measure_many(index, sample, seed)
    figures |= measure_processes(folder, seed)
    figures |= measure_patches(index, sample, n)
    figures["ratios"] |= {
        "two_processes": round(figures["qps_2_processes"] / figures["qps_1_processes"], 2),
        "stream": round(figures["p50_ms"] / figures["stream_ms"], 1),
        "all_rows": round(figures["naive_features_ms"] / figures["p50_ms"], 1),
    }
    return figures


def protocol(seed: int) -> dict[str, Any]:
    """How it was measured."""
    return {
        "seed": seed,
        "queries": QUERIES,
        "page": PAGE,
        "cores": os.cpu_count(),
        "omp_num_threads": os.environ.get("OMP_NUM_THREADS"),
        "load_average": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


@click.command()
@click.option("--size", "sizes", type=int, multiple=True, default=SIZES, show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.option("--reader", type=click.Path(path_type=Path), hidden=True)
def main(sizes: Sequence[int], seed: int, reader: Path | None) -> None:
    """Measure the index beside others."""
    if reader is not None:
        read(reader, seed)
        return
    for n in sizes:
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(n, seed, Path(folder))
        click.echo(json.dumps(figures | {"protocol": protocol(seed)}))


if __name__ == "__main__":
    main()
