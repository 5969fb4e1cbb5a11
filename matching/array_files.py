"""Arrays as files that several processes map, each with room of its own behind.

What a process writes behind the end stays in its memory; the files are never changed.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from matching.growing import Array, Rooms, roomy_length

Described = dict[str, Any]
"""Of each array: its type, its shape and how many places its file has; JSON only."""


def write_arrays(folder: Path, prefix: str, arrays: Mapping[str, Array]) -> Described:
    """Write arrays, a file each, and tell what is in them."""
    described: Described = {}
    for name, array in arrays.items():
        room = roomy_length(len(array))
        one = int(np.prod(array.shape[1:], dtype=np.int64)) * array.itemsize
        with _path(folder, prefix, name).open("xb") as file:
            np.ascontiguousarray(array).tofile(file)
            file.truncate(room * one)  # a hole: it takes no place on the disk
            file.flush()
            os.fsync(file.fileno())
        described[name] = [array.dtype.str, list(array.shape), room]
    return described


def read_arrays(
    folder: Path, prefix: str, described: Described, rooms: Rooms | None = None
) -> dict[str, Array]:
    """Map arrays; with ``rooms`` what is appended to them goes into the room behind.

    Raises
    ------
    OSError, ValueError
        If a file is missing or shorter than was told.
    """
    arrays = {}
    for name, (kind, shape, room) in described.items():
        whole, path = (room, *shape[1:]), _path(folder, prefix, name)
        if np.dtype(kind).itemsize * np.prod(whole):
            store = np.memmap(path, kind, "c", shape=whole).view(np.ndarray)
        else:
            store = np.empty(whole, dtype=kind)  # nothing cannot be mapped
        if rooms is None:
            arrays[name] = store[: shape[0]]
        else:
            arrays[name] = rooms.adopted(name, store, shape[0])
    return arrays


def write_json(path: Path, content: object) -> None:
    """Write a JSON file that is on the disk when this returns."""
    with path.open("x", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())


def _path(folder: Path, prefix: str, name: str) -> Path:
    return folder / f"{prefix}.{name}.bin"
