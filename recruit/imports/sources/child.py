"""The process that opens archives and letters from strangers; see `recruit.intake.child`.

A request's media type is the task here, as JSON: ``{"list": position}`` or ``{"take": locator}``.
"""

import base64
import json
from functools import lru_cache
from pathlib import Path

from recruit.imports.sources.contents import open_source
from recruit.imports.sources.entries import Source
from recruit.intake.child import main

_opened = lru_cache(maxsize=1)(open_source)


def answer(path: Path, task: str) -> str:
    """A step of the list as JSON, or the bytes of one entry in base64."""
    asked = json.loads(task)
    source: Source = _opened(path)
    if "take" in asked:
        return base64.b64encode(source.take(asked["take"])).decode("ascii")
    step = source.step(asked["list"])
    entries = [[entry.name, entry.locator, entry.code] for entry in step.entries]
    return json.dumps([entries, step.next, step.left_out])


if __name__ == "__main__":
    main(answer)
