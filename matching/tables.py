"""Reading of the tab-separated tables that hold what the matcher knows of the world."""

from collections.abc import Iterator, Sequence
from pathlib import Path


class TableError(ValueError):
    """A table of the matcher is not as it must be; the message names file and line."""


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and cells by column of a UTF-8 table with a header; ``#`` starts a comment.

    Raises
    ------
    TableError
        If the header differs from ``columns``, or a row has more cells or lacks the first two.
    """
    header: list[str] | None = None
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
            if header is None:
                header = cells
                if cells != list(columns):
                    raise TableError(
                        f"{path.name}, line {number}: the header must be {', '.join(columns)}"
                    )
                continue
            if len(cells) > len(columns) or len(cells) < 2 or not (cells[0] and cells[1]):
                raise TableError(
                    f"{path.name}, line {number}: {len(columns)} cells split by tabs are wanted, "
                    f"the first two filled"
                )
            yield number, dict(zip(columns, cells + [""] * len(columns), strict=False))
