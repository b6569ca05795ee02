from referrals.models.came_with import CameWith, CustodyDetails, Marker, ProfessionalDetails, details_of
from referrals.models.case import LAST_MOMENT, OVER, Case, CaseState, ContactAttempt, Ending, Pathway, Step
from referrals.models.child import Child
from referrals.models.handover import Handover, HandoverState, LegProgress
from referrals.models.not_same import NotSamePerson
from referrals.models.note import Note
from referrals.models.onward import OnwardReferral
from referrals.models.order import Order
from referrals.models.person import PERSON_FIELDS, Client, Identifier, PersonDetails, Sex
from referrals.models.person_key import PersonKey
from referrals.models.police import Disposal, Known, Obligation, PoliceDetails
from referrals.models.referral import WAITING, Referral, ReferralState, ReferralStatus, Source
from referrals.models.release import Release
from referrals.models.restriction import GlassBreak, RestrictedListing, Restriction, RestrictionAsk
from referrals.models.risk import Assessment, Grade, GradeAnswer
from referrals.models.safeguarding import SafeguardingReferral
from referrals.models.self_referral import SelfReferralDetails
from referrals.models.triage import (
    Answer,
    Decision,
    NextService,
    Question,
    Refusal,
    RefusalWord,
    RefusalWords,
)
from referrals.models.visit import Visit
from referrals.models.written_down import WrittenDown


__all__ = [
    "LAST_MOMENT",
    "OVER",
    "PERSON_FIELDS",
    "WAITING",
    "Answer",
    "Assessment",
    "CameWith",
    "Case",
    "CaseState",
    "Child",
    "Client",
    "ContactAttempt",
    "CustodyDetails",
    "Decision",
    "Disposal",
    "Ending",
    "GlassBreak",
    "Grade",
    "GradeAnswer",
    "Handover",
    "HandoverState",
    "Identifier",
    "Known",
    "LegProgress",
    "Marker",
    "NextService",
    "NotSamePerson",
    "Note",
    "Obligation",
    "OnwardReferral",
    "Order",
    "Pathway",
    "PersonDetails",
    "PersonKey",
    "PoliceDetails",
    "ProfessionalDetails",
    "Question",
    "Referral",
    "ReferralState",
    "ReferralStatus",
    "Refusal",
    "RefusalWord",
    "RefusalWords",
    "Release",
    "RestrictedListing",
    "Restriction",
    "RestrictionAsk",
    "SafeguardingReferral",
    "SelfReferralDetails",
    "Sex",
    "Source",
    "Step",
    "Visit",
    "WrittenDown",
    "details_of",
]
