"""Files that were read and wait for somebody to look at them."""

from typing import Any

from sqlalchemy.orm import Session

from recruit.intake.document_json import dump_layout
from recruit.models import Account, Candidate, DraftState, Resume, ResumeState
from recruit.parsing.output import draft_object
from recruit.parsing.parse import parse
from tests.conftest import NOON
from tests.intake.drafts import MONTH, OLGA, document_of


def read_file(
    session: Session,
    account: Account | None,
    written: str = OLGA,
    candidate: Candidate | None = None,
    **facts: Any,
) -> Resume:
    """A file that the worker has read."""
    document = document_of(written)
    made = Resume(
        **{
            "account_id": account.id if account else None,
            "candidate_id": candidate.id if candidate else None,
            "stored_name": f"{hash((written, id(facts))) & (2**128 - 1):032x}",
            "original_name": "резюме.pdf",
            "media_type": "application/pdf",
            "size": len(written),
            "sha256": "0" * 64,
            "state": ResumeState.READ,
            "text": document.text,
            "layout": dump_layout(document),
            "draft": draft_object(parse(document, MONTH), document),
            "draft_state": DraftState.OPEN,
            "received_at": NOON,
            "read_at": NOON,
        }
        | facts
    )
    session.add(made)
    session.flush()
    return made
