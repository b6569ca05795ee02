from referrals.models.bringing_in import (
    CLOSED_OF_IMPORT,
    UNDER_WAY,
    Import,
    ImportFile,
    ImportRow,
    ImportState,
    MayName,
    Why,
)
from referrals.models.by_machine import SentByMachine
from referrals.models.came_with import (
    CameWith,
    CustodyDetails,
    Marker,
    Occasion,
    ProfessionalDetails,
    details_of,
)
from referrals.models.case import LAST_MOMENT, OVER, Case, CaseState, ContactAttempt, Ending, Pathway, Step
from referrals.models.child import Child
from referrals.models.enquiry import Enquiry
from referrals.models.handover import Handover, HandoverState, LegProgress
from referrals.models.incident import HAPPENED, Incident
from referrals.models.invited import LinkToRefer, ReferrerInvitation
from referrals.models.joining import Joining, JoiningState
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
    "CLOSED_OF_IMPORT",
    "HAPPENED",
    "LAST_MOMENT",
    "OVER",
    "PERSON_FIELDS",
    "UNDER_WAY",
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
    "Enquiry",
    "GlassBreak",
    "Grade",
    "GradeAnswer",
    "Handover",
    "HandoverState",
    "Identifier",
    "Import",
    "ImportFile",
    "ImportRow",
    "ImportState",
    "Incident",
    "Joining",
    "JoiningState",
    "Known",
    "LegProgress",
    "LinkToRefer",
    "Marker",
    "MayName",
    "NextService",
    "NotSamePerson",
    "Note",
    "Obligation",
    "Occasion",
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
    "ReferrerInvitation",
    "Refusal",
    "RefusalWord",
    "RefusalWords",
    "Release",
    "RestrictedListing",
    "Restriction",
    "RestrictionAsk",
    "SafeguardingReferral",
    "SelfReferralDetails",
    "SentByMachine",
    "Sex",
    "Source",
    "Step",
    "Visit",
    "Why",
    "WrittenDown",
    "details_of",
]
