"""One item's turn: what was read of its file becomes rows, all in the caller's transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from recruit.candidates.services import heir_of
from recruit.imports.codes import Reason
from recruit.imports.people import add_person, agree, find_person, holder_of, may_keep
from recruit.imports.reading import Arrival
from recruit.imports.sources.letters import TEXT
from recruit.intake.faults import Fault
from recruit.intake.names import display_name
from recruit.intake.proposals import Proposal, Why
from recruit.models import (
    Candidate,
    DraftState,
    ImportBatch,
    ImportItem,
    ItemState,
    Resume,
    ResumeState,
)

# Nothing to read, yet perhaps somebody's only resume: a person has to look at the pages.
# A text that our parser stumbles over is kept as well.
TO_LOOK_AT = frozenset({Fault.NO_TEXT, Fault.SCAN_WITHOUT_OCR, Reason.PARSER_FAILED})
BODY = " / "


@dataclass(frozen=True)
class Turn:
    """One item, with what was read of its file."""

    session: Session
    batch: ImportBatch
    item: ImportItem
    arrival: Arrival
    now: datetime

    def settle(self) -> bool:
        """Write down how the item went; returns whether its file is kept."""
        arrival = self.arrival
        if arrival.sha256 and (known := holder_of(self.session, arrival.sha256)):
            return self._know(known)
        if arrival.draft is not None and arrival.proposal is not None:
            return self._settle_read(arrival.draft, with_post(arrival.proposal))
        if arrival.code in TO_LOOK_AT and arrival.stored_name:
            return self._finish(ItemState.MANUAL, arrival.code, self._resume())
        if arrival.code is None:
            return False  # known a moment ago, and erased since: it waits to be read after all
        return self._finish(ItemState.REJECTED, arrival.code)

    def _know(self, known: Resume) -> bool:
        candidate = heir_of(self.session, known.candidate)
        if candidate is not None:
            agree(self.session, self.batch, candidate, self.now)
        self._finish(ItemState.KNOWN, Reason.SAME_FILE, known, candidate)
        return False

    def _settle_read(self, draft: Mapping[str, Any], proposal: Proposal) -> bool:
        person = find_person(self.session, draft, proposal.values["name"])
        if person is not None:
            return self._attach(person)
        if reason := lacking(proposal.values):
            if self._is_text_of_letter() and not draft["positions"] and not draft["titles"]:
                return self._finish(ItemState.REJECTED, Reason.NO_RESUME_IN_LETTER)
            return self._finish(ItemState.MANUAL, reason, self._resume())
        resume = self._resume()
        candidate = add_person(self.session, self.batch, proposal, resume, self.now)
        agree(self.session, self.batch, candidate, self.now)
        return self._finish(ItemState.IMPORTED, None, resume, candidate)

    def _attach(self, person: Candidate) -> bool:
        """A new file of a person who is there: kept beside the profile, which stays as it is."""
        if not may_keep(self.session, person):
            return self._finish(ItemState.REJECTED, Reason.CONSENT_WITHDRAWN, None, person)
        resume = self._resume(person)
        agree(self.session, self.batch, person, self.now)
        return self._finish(ItemState.ATTACHED, Reason.NEW_FILE, resume, person)

    def _is_text_of_letter(self) -> bool:
        """Whether it is no file but what one reads in a letter: most letters are no resumes."""
        return self.item.locator is not None and self.item.locator[-1:] == [TEXT]

    def _finish(
        self,
        state: ItemState,
        code: str | None,
        resume: Resume | None = None,
        candidate: Candidate | None = None,
    ) -> bool:
        item = self.item
        item.state, item.code = state, code
        item.sha256, item.done_at = self.arrival.sha256, self.now
        item.resume_id = resume.id if resume else None
        item.candidate_id = candidate.id if candidate else None
        return resume is not None

    def _resume(self, candidate: Candidate | None = None) -> Resume:
        """The row of a file that is kept, with what was read of it."""
        arrival, document = self.arrival, self.arrival.document
        resume = Resume(
            candidate_id=candidate.id if candidate else None,
            account_id=self.batch.account_id,
            stored_name=arrival.stored_name,
            original_name=display_name(arrival.name.rsplit(BODY, 1)[-1]),
            media_type=arrival.media_type,
            size=arrival.size,
            sha256=arrival.sha256,
            state=ResumeState.READ if document else ResumeState.MANUAL,
            fault=None if document else arrival.code,
            attempts=1,
            received_at=self.now,
            read_at=self.now,
        )
        if document is not None:
            resume.text, resume.layout = document.text, arrival.layout
            resume.hidden = "\n".join(document.hidden) or None
            resume.warnings = list(document.warnings)
            resume.draft, resume.draft_state = arrival.draft, DraftState.OPEN
        self.session.add(resume)
        self.session.flush()
        return resume


def with_post(proposal: Proposal) -> Proposal:
    """Who names no post that they look for is taken to look for the one they had last."""
    offer = proposal.doubts.get("title")
    if proposal.values["title"] or offer is None or offer.why != Why.LAST_POST:
        return proposal
    doubts = {name: doubt for name, doubt in proposal.doubts.items() if name != "title"}
    return Proposal(
        proposal.values | {"title": offer.value},
        proposal.places | {"title": offer.place},
        doubts,
        proposal.offers,
    )


def lacking(values: Mapping[str, Any]) -> Reason | None:
    """What a profile cannot be without and this one is."""
    if not values["name"]:
        return Reason.NO_NAME
    if not values["title"]:
        return Reason.NO_POST
    if not values["email"] and not values["phone"]:
        return Reason.NO_CONTACT
    return None
