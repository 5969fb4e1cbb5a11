"""Model files: the numbers in npz, what they mean in JSON beside them, a digest over both.

Nothing in a file is executed: it is never a pickle. A file that was changed, cut short or written
by a later version is refused with a sentence that says what to do.
"""

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.curves import FULL
from matching.scorer import FEATURE_NAMES, PARTS, TOTAL, AdditiveScorer

FORMAT = 1
"""Version of the files written here; later ones are refused."""

MAX_BYTES = 10_000_000
"""A model has some 100 kB; a larger file is something else."""

_ARRAYS: dict[str, tuple[tuple[int, ...], Any]] = {
    "weights": ((len(PARTS),), np.int32),
    "shares": ((len(FEATURE_NAMES),), np.float64),
    "curves": ((len(FEATURE_NAMES), FULL + 1), np.int32),
}


class ModelFileError(ValueError):
    """A model file cannot be used; the message says why and what to do."""


def save_model(path: Path, scorer: AdditiveScorer, facts: Mapping[str, Any]) -> None:
    """Write a fitted scorer of candidates; the file is whole or not there.

    Parameters
    ----------
    facts : mapping
        What is to be known of the model, JSON only: when it was made, from how many verdicts, the
        evaluation that let it in.
    """
    arrays = {name: getattr(scorer, f"{name}_") for name in _ARRAYS}
    about = {
        "format": FORMAT,
        "parts": list(PARTS),
        "features": list(FEATURE_NAMES),
        "prior_weight": scorer.prior_weight,
        "facts": dict(facts),
    }
    text = json.dumps(about, ensure_ascii=False, sort_keys=True)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        about=np.frombuffer(text.encode(), dtype=np.uint8),
        digest=np.frombuffer(_digest(text, arrays).encode(), dtype=np.uint8),
        **arrays,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def load_model(path: Path) -> tuple[AdditiveScorer, dict[str, Any]]:
    """Return the scorer of a file and its facts.

    Raises
    ------
    ModelFileError
        If the file is not a model, was changed, is of a later version or of other features.
    OSError
        If it cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ModelFileError(f"{path.name}: too large for a model; name another file")
    content = io.BytesIO(path.read_bytes())
    try:
        with np.load(content, allow_pickle=False) as stored:
            found = {name: stored[name] for name in stored.files}
        text = found.pop("about").tobytes().decode()
        digest = found.pop("digest").tobytes().decode()
        about = dict(json.loads(text))
        version = about["format"]
    except Exception as error:  # a damaged archive makes its readers raise errors of a dozen kinds
        raise ModelFileError(
            f"{path.name}: not a model file, or cut short; restore it from a backup or train anew"
        ) from error
    if version != FORMAT:
        raise ModelFileError(
            f"{path.name}: written in format {version}, this program reads format {FORMAT}; "
            "update the program or train anew"
        )
    if about.get("features") != list(FEATURE_NAMES) or about.get("parts") != list(PARTS):
        raise ModelFileError(f"{path.name}: the model has other features; train anew")
    for name, (shape, kind) in _ARRAYS.items():
        array = found.get(name)
        if array is None or array.shape != shape or array.dtype != kind:
            raise ModelFileError(f"{path.name}: {name} is not as it must be; train anew")
    if digest != _digest(text, found):
        raise ModelFileError(
            f"{path.name}: changed since it was written; restore it from a backup or train anew"
        )
    _check(path, found)
    scorer = AdditiveScorer(prior_weight=float(about["prior_weight"])).fit()
    for name, array in found.items():
        setattr(scorer, f"{name}_", array)
    return scorer, dict(about["facts"])


def _digest(text: str, arrays: Mapping[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256(text.encode())
    for name in sorted(_ARRAYS):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()


def _check(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Refuse numbers that no scorer writes, whatever their digest."""
    weights, shares, curves = arrays["weights"], arrays["shares"], arrays["curves"]
    whole = (
        weights.sum() == TOTAL
        and weights.min() >= 0
        and np.all(np.isfinite(shares))
        and shares.min() >= 0
        and (curves[:, 0] == 0).all()
        and (curves[:, FULL] == FULL).all()
        and (np.diff(curves, axis=1) >= 0).all()
    )
    if not whole:
        raise ModelFileError(f"{path.name}: curves fall or weights do not add up; train anew")
