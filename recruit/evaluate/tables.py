"""Figures as tables of plain text, in Russian or English."""

import math
from collections.abc import Mapping, Sequence

from matching.metrics import Estimate
from matching.wording import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "method": "method",
        "query": "query",
        "difference": "recruit minus",
        "variant": "ranking",
        "asked": "asked in",
        "effect": "the whole minus",
        "unasked": "No vacancy asks for: {names}.",
        "title": "{name}: {split}, {queries} queries, {documents} documents in all",
        "intervals": "Means over queries [95% bootstrap interval over queries].",
        "no_splits": "There is no splits.json: these are all queries.",
        "random": "random order",
        "bm25": "BM25",
        "tfidf": "TF-IDF cosine",
        "keywords": "keyword %",
        "skills": "skills overlap",
        "years": "years alone",
        "whole": "the whole",
        "without": "without {name}",
        "alone": "{name} alone",
    },
    "ru": {
        "method": "способ",
        "query": "запрос",
        "difference": "recruit минус",
        "variant": "ранжирование",
        "asked": "спрошено в",
        "effect": "целое минус",
        "unasked": "Ни одна вакансия не спрашивает: {names}.",
        "title": "{name}: {split}, запросов: {queries}, документов всего: {documents}",
        "intervals": "Среднее по запросам [95%-й интервал бутстрепа по запросам].",
        "no_splits": "Файла splits.json нет: это все запросы.",
        "random": "случайный порядок",
        "bm25": "BM25",
        "tfidf": "косинус TF-IDF",
        "keywords": "% ключевых слов",
        "skills": "совпадение навыков",
        "years": "только стаж",
        "whole": "целое",
        "without": "без {name}",
        "alone": "только {name}",
    },
}


def estimate(one: Estimate, *, signed: bool = False) -> str:
    """`0.714 [0.631, 0.790]`; a difference bears its sign; «—» where nothing is known."""
    if math.isnan(one.point):
        return "—"
    form = "+.3f" if signed else ".3f"
    return f"{one.point:{form}} [{one.low:{form}}, {one.high:{form}}]"


def value(one: float, *, signed: bool = False) -> str:
    """One figure without an interval."""
    return "—" if math.isnan(one) else f"{one:{'+.3f' if signed else '.3f'}}"


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns under their heads: the first to the left, the others to the right."""
    wide = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        first, *others = cells
        right = (cell.rjust(width) for cell, width in zip(others, wide[1:], strict=True))
        return "  ".join([first.ljust(wide[0]), *right]).rstrip()

    return "\n".join([line(head), line(["-" * width for width in wide]), *map(line, rows)])
