"""Arrays in files that several processes map, each array with room of its own behind.

The arrays of one prefix stand in one file: a mapped file keeps a descriptor, and of these a process
has few. What a process writes behind the end stays in its memory; the files are never changed.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from matching.growing import Array, Rooms, roomy_length

Described = dict[str, Any]
"""Of each array: its type, its shape, how many places it has, and at which byte it begins; JSON
only."""

PAGE = 4096
"""Arrays begin at pages: what nobody asks for is never read."""


def write_arrays(folder: Path, prefix: str, arrays: Mapping[str, Array]) -> Described:
    """Write arrays into one file and tell what is in it."""
    described: Described = {}
    begin = 0
    with _path(folder, prefix).open("xb") as file:
        for name, array in arrays.items():
            room = roomy_length(len(array))
            described[name] = [array.dtype.str, list(array.shape), room, begin]
            file.seek(begin)
            np.ascontiguousarray(array).tofile(file)
            begin += _whole_pages(room * _bytes_of_one(array.dtype, array.shape))
        file.truncate(begin)  # rooms are holes: they take no place on the disk
        file.flush()
        os.fsync(file.fileno())
    return described


def read_arrays(
    folder: Path, prefix: str, described: Described, rooms: Rooms | None = None
) -> dict[str, Array]:
    """Map arrays; with ``rooms`` what is appended to them goes into the room behind.

    Raises
    ------
    OSError, ValueError
        If the file is missing or shorter than was told.
    """
    path = _path(folder, prefix)
    # Nothing cannot be mapped.
    size = path.stat().st_size
    mapped = np.memmap(path, np.uint8, "c").view(np.ndarray) if size else np.zeros(0, np.uint8)
    arrays = {}
    for name, (kind, shape, room, begin) in described.items():
        length = room * _bytes_of_one(np.dtype(kind), shape)
        if begin + _whole_pages(length) > size:
            raise ValueError(f"{path.name} ends within its {name}")
        store = mapped[begin : begin + length].view(kind).reshape(room, *shape[1:])
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


def _bytes_of_one(kind: "np.dtype[Any]", shape: "list[int] | tuple[int, ...]") -> int:
    """Return the bytes of one place of an array."""
    return int(np.prod(shape[1:], dtype=np.int64)) * kind.itemsize


def _whole_pages(length: int) -> int:
    return -(-length // PAGE) * PAGE


def _path(folder: Path, prefix: str) -> Path:
    return folder / f"{prefix}.bin"
