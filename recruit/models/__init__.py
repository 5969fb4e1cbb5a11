"""The nouns. Importing this package registers every table on `recruit.db.Base`."""

from recruit.models.account import Account, AccountSession, Role, hash_token
from recruit.models.application import Application, Grade, Submission, Verdict
from recruit.models.candidate import Candidate, CandidateChange, CandidateContact, Position
from recruit.models.consent import Consent, Purpose
from recruit.models.duplicate import DuplicatePair, Merge, PairState, PersonKey
from recruit.models.employer import Employer, Segment
from recruit.models.field_source import FieldSource, Source
from recruit.models.importing import BatchKind, BatchState, ImportBatch, ImportItem, ItemState
from recruit.models.market import MarketObservation, MarketSide
from recruit.models.message import OutboxMessage
from recruit.models.once import OnceKey
from recruit.models.resume import DraftState, Resume, ResumeState, WorkerBeat
from recruit.models.role_profile import RoleProfile, RoleProfileVersion
from recruit.models.salary_survey import (
    ExchangeRate,
    SurveyCell,
    SurveyEdition,
    SurveyIndex,
    SurveyRetirement,
)
from recruit.models.subscription import OrderState, Subscription, SurveyOrder
from recruit.models.vacancy import Vacancy, VacancyState, VacancyStep

__all__ = [
    "Account",
    "AccountSession",
    "Application",
    "BatchKind",
    "BatchState",
    "Candidate",
    "CandidateChange",
    "CandidateContact",
    "Consent",
    "DraftState",
    "DuplicatePair",
    "Employer",
    "ExchangeRate",
    "FieldSource",
    "Grade",
    "ImportBatch",
    "ImportItem",
    "ItemState",
    "MarketObservation",
    "MarketSide",
    "Merge",
    "OnceKey",
    "OrderState",
    "OutboxMessage",
    "PairState",
    "PersonKey",
    "Position",
    "Purpose",
    "Resume",
    "ResumeState",
    "Role",
    "RoleProfile",
    "RoleProfileVersion",
    "Segment",
    "Source",
    "Submission",
    "Subscription",
    "SurveyCell",
    "SurveyEdition",
    "SurveyIndex",
    "SurveyOrder",
    "SurveyRetirement",
    "Vacancy",
    "VacancyState",
    "VacancyStep",
    "Verdict",
    "WorkerBeat",
    "hash_token",
]
