"""An index as files: written once, mapped into memory by any number of processes.

A folder holds arrays and a manifest. Every array has room behind it, so that the candidates that
changed since are appended as to an index in memory (:mod:`matching.patching`), and nothing is
copied. Files are valid for the program, the vocabularies and the month they were made with; they
hold no pickles: nothing in them is executed. They are a cache, and can always be made anew.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from matching.array_files import Described, read_arrays, write_arrays, write_json
from matching.concepts import TitleVectors
from matching.corpus import CorpusStatistics
from matching.durable import sync
from matching.encoding import Encoder
from matching.flat import flat, put_together
from matching.growing import Array, Rooms
from matching.keys import Keys
from matching.known_titles import KnownTitles
from matching.overview import Overview
from matching.pool import Pool
from matching.themes import Themes
from matching.title_names import Title
from matching.turns import Turns
from matching.word_numbers import Words

FORMAT = 6
"""Version of the files written here; others are refused."""

MANIFEST = "manifest.json"
SOURCES = frozenset({".py", ".tsv", ".csv", ".yaml", ".json"})


class IndexFileError(ValueError):
    """Index files cannot be used; the message says why."""


@cache
def fingerprint(extra: tuple[Path, ...] = ()) -> str:
    """Return what tells this program and its vocabularies, with further files, from others."""
    package = Path(__file__).parent
    own = sorted(path for path in package.rglob("*") if path.suffix in SOURCES)
    digest = hashlib.sha256(np.__version__.encode())
    for path in (*own, *extra):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What a caller keeps beside an index: facts, JSON only, and arrays."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, Array] = field(default_factory=dict)


def write_index(folder: Path, pool: Pool, encoder: Encoder, mark: str, beside: Beside) -> None:
    """Write a pool, whose keys are whole numbers and whose rows stand in their order, with all that
    its encoder has numbered.

    Parameters
    ----------
    folder : Path
        An empty one.
    mark : str
        A fingerprint, to be found again when the files are read.
    """
    statistics = pool.columns.statistics
    n_terms = pool.columns.n_terms
    shared = {"rarity": statistics.rarity(n_terms), "themes": statistics.themes(n_terms).terms}
    titles = encoder.known_titles()
    pools = {"pool": pool} | ({} if pool.sampled is None else {"sample": pool.sampled})
    about = {
        "format": FORMAT,
        "fingerprint": mark,
        "as_of": encoder.as_of,
        "words": write_arrays(folder, "words", _flat_words(encoder)),
        "titles": [
            [one.group, one.level, one.is_name, *one.lemmas] for one in encoder.titles.items
        ],
        "widths": [titles.vectors.words.shape[1], titles.vectors.concepts.shape[1]],
        "n_texts": statistics.n_texts,
        "usual_length": statistics.usual_length,
        "statistics": write_arrays(folder, "statistics", shared),
        "known_titles": write_arrays(folder, "titles", _flat_titles(titles)),
        "pools": {name: _write_pool(folder, name, one) for name, one in pools.items()},
        "facts": dict(beside.facts),
        "beside": write_arrays(folder, "beside", beside.arrays),
    }
    write_json(folder / MANIFEST, about)
    sync(folder)


def read_index(folder: Path, encoder: Encoder, mark: str) -> tuple[Pool, Beside]:
    """Return the pool of a folder and what was kept beside; the encoder then goes on numbering
    where the writer's was.

    Parameters
    ----------
    encoder : Encoder
        One that has encoded nobody yet.

    Raises
    ------
    IndexFileError
        If the files were made by another program, with other vocabularies or for another month,
        or are damaged.
    """
    with _damage_told():
        about = _manifest(folder, mark, encoder.as_of)
        shared = read_arrays(folder, "statistics", about["statistics"])
        statistics = CorpusStatistics(
            about["n_texts"], about["usual_length"], shared["rarity"], Themes(shared["themes"])
        )
        encoder.take_over(
            _read_words(folder, about["words"]),
            [Title(group, level, tuple(lemmas), is_name)
             for group, level, is_name, *lemmas in about["titles"]],
            _read_titles(folder, about["known_titles"], about["widths"]),
        )  # fmt: skip
        pools = {
            name: _read_pool(folder, name, described, encoder, statistics)
            for name, described in about["pools"].items()
        }
        beside = Beside(about["facts"], read_arrays(folder, "beside", about["beside"]))
        return replace(pools["pool"], sampled=pools.get("sample")), beside


def read_beside(folder: Path, mark: str, as_of: int) -> Beside:
    """Return only what was kept beside an index.

    Raises
    ------
    IndexFileError
        As :func:`read_index`.
    """
    with _damage_told():
        about = _manifest(folder, mark, as_of)
        return Beside(about["facts"], read_arrays(folder, "beside", about["beside"]))


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except IndexFileError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFileError(f"damaged: {error}") from error


def _manifest(folder: Path, mark: str, as_of: int) -> dict[str, Any]:
    about: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    if (about["format"], about["fingerprint"]) != (FORMAT, mark):
        raise IndexFileError("made by another version or with other vocabularies")
    if about["as_of"] != as_of:
        raise IndexFileError("made in another month")
    return about


def _write_pool(folder: Path, name: str, pool: Pool) -> dict[str, Described]:
    rows = {
        "live": pool.columns.live,
        "keys": np.array(list(pool.keys), dtype=np.int64),
    }
    described = {"rows": write_arrays(folder, f"{name}-rows", rows)}
    if pool.overview is None:
        pool.columns.weigh()
    else:
        outline, lists = pool.overview.outline.arrays(), pool.overview.lists.arrays()
        described["outline"] = write_arrays(folder, f"{name}-outline", outline)
        described["lists"] = write_arrays(folder, f"{name}-lists", lists)
    return described | {"columns": write_arrays(folder, name, flat(pool.columns))}


def _read_pool(
    folder: Path,
    name: str,
    described: dict[str, Described],
    encoder: Encoder,
    statistics: CorpusStatistics,
) -> Pool:
    rooms = Rooms()
    rows = read_arrays(folder, f"{name}-rows", described["rows"])
    columns = put_together(
        read_arrays(folder, name, described["columns"], rooms),
        live=rows["live"],
        fitted=statistics,
        known_titles=encoder.known_titles(),
        n_terms=len(encoder.terms),
    )
    overview = None
    if "outline" in described:
        outline = read_arrays(folder, f"{name}-outline", described["outline"])
        lists = read_arrays(folder, f"{name}-lists", described["lists"])
        overview = Overview.read(outline, lists)
    keys = Keys(stored=rows["keys"])
    return Pool(keys, Turns.of(len(keys)), columns, overview=overview, rooms=rooms)


def _flat_words(encoder: Encoder) -> dict[str, Array]:
    return {
        f"{name}.{part}": array
        for name, numbers in encoder.numbers().items()
        for part, array in Words.of(numbers.items).arrays().items()
    }


def _read_words(folder: Path, described: Described) -> dict[str, Words]:
    parts: defaultdict[str, dict[str, Array]] = defaultdict(dict)
    for told, array in read_arrays(folder, "words", described).items():
        name, part = told.split(".")
        parts[name][part] = array
    return {name: Words(**arrays) for name, arrays in parts.items()}


def _flat_titles(titles: KnownTitles) -> dict[str, Array]:
    arrays: dict[str, Array] = {"groups": titles.groups, "levels": titles.levels}
    for name in ("words", "concepts"):
        vectors: sparse.csr_array = getattr(titles.vectors, name)
        arrays |= {
            f"{name}.data": vectors.data,
            f"{name}.indices": vectors.indices,
            f"{name}.indptr": vectors.indptr,
        }
    return arrays


def _read_titles(folder: Path, described: Described, widths: list[int]) -> KnownTitles:
    rooms = Rooms()
    arrays = read_arrays(folder, "titles", described, rooms)
    n = len(arrays["groups"])
    words, concepts = (
        sparse.csr_array(
            (arrays[f"{name}.data"], arrays[f"{name}.indices"], arrays[f"{name}.indptr"]),
            shape=(n, width),
        )
        for name, width in zip(("words", "concepts"), widths, strict=True)
    )
    return KnownTitles(arrays["groups"], arrays["levels"], TitleVectors(words, concepts), rooms)
