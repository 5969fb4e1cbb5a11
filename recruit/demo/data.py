"""Reads the YAML files that lie beside this module."""

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent

# libyaml parses the post files ten times faster; a wheel without it still works.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path) -> Any:
    """The content of one YAML file."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_LOADER)  # noqa: S506  (the safe loader, in C)
