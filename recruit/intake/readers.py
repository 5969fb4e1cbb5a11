"""What the children are asked about a file, and what their answers mean.

The one way from a file to a document and a draft: uploads, imports and `recruit parse` take it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recruit.intake.document_json import load_document
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.pool import Child, Crew, Pool
from recruit.parsing.document import Document

GATE = "recruit.intake.gate_child"
GATE_CHILDREN = 2
# Somebody waits for the gate; a reading without OCR takes 40 ms as a rule.
GATE_SECONDS = 10.0
READ_SECONDS = 20.0
# A page of a scan takes about six seconds, and six pages are read.
SCAN_SECONDS = 120.0


@dataclass(frozen=True)
class Examined:
    """What the gate says of a file that is taken: its media type, and what is strange about it."""

    media_type: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A document and what was read from it.

    ``failure`` is where the parser failed, if it did; there is no draft then.
    """

    document: Document
    draft: dict[str, Any] | None = None
    failure: str = ""


def gate_crew() -> Crew:
    """The children that examine what is sent to a server; started when they are needed."""
    return Crew(GATE_CHILDREN, GATE_SECONDS, GATE)


def reading_pool() -> Pool:
    """A child that reads and parses."""
    return Pool(READ_SECONDS)


def examine(gate: Child, path: Path, name: str = "") -> Examined:
    """Whether a file with such a name is taken; `Unreadable` with the reason where it is not."""
    found = json.loads(gate.read(path.absolute(), name))
    return Examined(found["media"], tuple(found["warnings"]))


def read_resume(
    child: Child,
    path: Path,
    received: str,
    *,
    media_type: str | None = None,
    on_scan: Callable[[], object] = lambda: None,
) -> Reading:
    """The text of a file and the draft; `Unreadable` where there is no text.

    Parameters
    ----------
    received : str
        The month, ``YYYY-MM``, that "now" means where the file tells no other.
    media_type : str, optional
        What the gate has found; else it is told by the content.
    on_scan : callable
        Called before a scan is recognised, which may take `SCAN_SECONDS`.
    """
    path = path.absolute()
    task = {"received": received, "media": media_type, "ocr": False}
    try:
        answer = child.read(path, json.dumps(task), READ_SECONDS)
    except Unreadable as error:
        if error.fault != Fault.SCAN_WITHOUT_OCR:
            raise
        on_scan()
        answer = child.read(path, json.dumps(task | {"ocr": True}), SCAN_SECONDS)
    found = json.loads(answer)
    return Reading(load_document(found["document"]), found.get("draft"), found.get("failure", ""))
