"""Model files of an installation: numbered, the highest one is in service."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.scorer import AdditiveScorer
from matching.store import ModelFileError, load_model

_NAME = re.compile(r"model-(\d{4,})\.npz")


@dataclass(frozen=True)
class Model:
    """The scorer in service and where it is from.

    ``path`` is None for the prior; ``fault`` says why a file that is there is not used.
    """

    scorer: AdditiveScorer
    path: Path | None = None
    facts: dict[str, Any] | None = None
    fault: str | None = None


def numbered(folder: Path) -> list[tuple[int, Path]]:
    """The model files of a folder, oldest first; the folder need not be there."""
    if not folder.is_dir():
        return []
    found = [(_NAME.fullmatch(path.name), path) for path in folder.iterdir()]
    return sorted((int(match[1]), path) for match, path in found if match)


def next_path(folder: Path) -> Path:
    """Where the next model goes."""
    files = numbered(folder)
    return folder / f"model-{(files[-1][0] if files else 0) + 1:04d}.npz"


def newest(folder: Path) -> tuple[Path, int] | None:
    """The file in service and when it was written, in nanoseconds; None without one."""
    files = numbered(folder)
    return (files[-1][1], files[-1][1].stat().st_mtime_ns) if files else None


def current_model(folder: Path) -> Model:
    """The model in service: the newest file, or the prior where there is none or it is broken."""
    found = newest(folder)
    prior = AdditiveScorer().fit()
    if found is None:
        return Model(prior)
    path, _ = found
    try:
        scorer, facts = load_model(path)
    except (ModelFileError, OSError) as error:
        return Model(prior, path, None, str(error))
    return Model(scorer, path, facts)
