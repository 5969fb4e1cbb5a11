"""One hostile file, and what must become of it."""

from dataclasses import dataclass
from typing import Any

ACCEPT, FLAG, REJECT = "accept", "accept_flag", "reject"
STATUSES = {ACCEPT: [201, 202], FLAG: [201, 202], REJECT: [400, 413, 415, 422]}
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "html": "text/html",
}

# What hostile files want to be found by.
KEYWORD = "Kubernetes"
STUFFING = " ".join([KEYWORD] * 30)
LATIN = (
    "Vera Orlova",
    "Head of logistics",
    "Ran two warehouses in Omsk for six years",
    "Skills: SAP, Excel, negotiation",
)
RUSSIAN = (
    "Вера Орлова",
    "Руководитель логистики",
    "Шесть лет вела два склада в Омске",
    "Навыки: SAP, Excel, переговоры",
)
PERSON = LATIN[0]
POST = RUSSIAN[1]


@dataclass(frozen=True)
class Case:
    """A file as it is sent.

    ``seen`` must be in the text that is scored, ``unseen`` must not.
    """

    id: str
    ending: str
    data: bytes
    verdict: str = ACCEPT
    code: str | None = None
    seen: tuple[str, ...] = (PERSON,)
    unseen: tuple[str, ...] = ()
    also_ok: tuple[str, ...] = ()
    name: str = ""
    media: str = ""
    seconds: int = 10

    @property
    def file(self) -> str:
        """Where the corpus keeps it."""
        return f"files/{self.id}.{self.ending}"

    def entry(self) -> dict[str, Any]:
        """The case as the manifest tells it."""
        return {
            "id": self.id,
            "file": self.file,
            "upload_name": self.name or f"{self.id}.{self.ending}",
            "content_type": self.media or MEDIA[self.ending],
            "verdict": self.verdict,
            "code": self.code,
            "also_ok": list(self.also_ok),
            "http": STATUSES[self.verdict],
            "must_contain": list(self.seen),
            "must_not_contain": list(self.unseen),
            "max_seconds": self.seconds,
            "max_rss_mb": 400,
        }


def flagged(case_id: str, ending: str, data: bytes, code: str, *unseen: str) -> Case:
    """A file that is taken with a warning."""
    return Case(case_id, ending, data, FLAG, code, unseen=unseen)


def refused(case_id: str, ending: str, data: bytes, code: str, *also_ok: str) -> Case:
    """A file that is not taken."""
    return Case(case_id, ending, data, REJECT, code, seen=(), also_ok=also_ok)
