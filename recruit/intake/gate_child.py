"""The process that looks at a file before it is taken; see `recruit.intake.child` for its limits.

It reads the whole file, since whether one is whole shows in no other way, yet it parses nothing and
recognises no scan: somebody waits for the answer.
"""

import json
from pathlib import Path

from recruit.intake import gate
from recruit.intake.child import main


def examine(path: Path, name: str) -> str:
    """Media type and warnings of a file as JSON; `Unreadable` for what is not taken."""
    found = gate.examine(path, name)
    return json.dumps({"media": found.media_type, "warnings": found.document.warnings})


if __name__ == "__main__":
    main(examine)
