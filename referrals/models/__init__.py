from referrals.models.age_path import CHOSEN, AgePath
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
from referrals.models.circumstances import Circumstances
from referrals.models.consent import BasisChange, ConsentAnswer
from referrals.models.document import CaseDocument, ReferralDocument
from referrals.models.enquiry import Enquiry
from referrals.models.equality import EQUALITY, EqualityAnswers, ToldBy
from referrals.models.handover import Handover, HandoverState, LegProgress
from referrals.models.incident import HAPPENED, Incident
from referrals.models.invited import LinkToRefer, ReferrerInvitation
from referrals.models.joining import Joining, JoiningState
from referrals.models.not_same import NotSamePerson
from referrals.models.note import Note
from referrals.models.onward import OnwardReferral
from referrals.models.order import Order
from referrals.models.outcome import OutcomeNotice
from referrals.models.pausing import Pause, PauseReason, PauseWord, PauseWords
from referrals.models.person import PERSON_FIELDS, Client, Identifier, PersonDetails, Sex
from referrals.models.person_key import PersonKey
from referrals.models.police import Disposal, Known, Obligation, PoliceDetails
from referrals.models.referral import WAITING, Referral, ReferralState, ReferralStatus, Source
from referrals.models.release import Release
from referrals.models.restriction import GlassBreak, RestrictedListing, Restriction, RestrictionAsk
from referrals.models.risk import Assessment, Grade, GradeAnswer
from referrals.models.safeguarding import SafeguardingReferral
from referrals.models.self_referral import SelfReferralDetails
from referrals.models.staff_marker import StaffMarker
from referrals.models.taking_off import TakingOff
from referrals.models.task import Task
from referrals.models.triage import (
    Answer,
    Decision,
    NextService,
    Question,
    Refusal,
    RefusalWord,
    RefusalWords,
)
from referrals.models.unsent import UnsentReferral
from referrals.models.visit import Visit
from referrals.models.way_in import WayIn
from referrals.models.wording import SchemeWord, SchemeWords
from referrals.models.written_down import WrittenDown
from referrals.models.young import PathChoice, PathDecision, ResponsibleAdult, YoungPerson


__all__ = [
    "CHOSEN",
    "CLOSED_OF_IMPORT",
    "EQUALITY",
    "HAPPENED",
    "LAST_MOMENT",
    "OVER",
    "PERSON_FIELDS",
    "UNDER_WAY",
    "WAITING",
    "AgePath",
    "Answer",
    "Assessment",
    "BasisChange",
    "CameWith",
    "Case",
    "CaseDocument",
    "CaseState",
    "Child",
    "Circumstances",
    "Client",
    "ConsentAnswer",
    "ContactAttempt",
    "CustodyDetails",
    "Decision",
    "Disposal",
    "Ending",
    "Enquiry",
    "EqualityAnswers",
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
    "OutcomeNotice",
    "PathChoice",
    "PathDecision",
    "Pathway",
    "Pause",
    "PauseReason",
    "PauseWord",
    "PauseWords",
    "PersonDetails",
    "PersonKey",
    "PoliceDetails",
    "ProfessionalDetails",
    "Question",
    "Referral",
    "ReferralDocument",
    "ReferralState",
    "ReferralStatus",
    "ReferrerInvitation",
    "Refusal",
    "RefusalWord",
    "RefusalWords",
    "Release",
    "ResponsibleAdult",
    "RestrictedListing",
    "Restriction",
    "RestrictionAsk",
    "SafeguardingReferral",
    "SchemeWord",
    "SchemeWords",
    "SelfReferralDetails",
    "SentByMachine",
    "Sex",
    "Source",
    "StaffMarker",
    "Step",
    "TakingOff",
    "Task",
    "ToldBy",
    "UnsentReferral",
    "Visit",
    "WayIn",
    "Why",
    "WrittenDown",
    "YoungPerson",
    "details_of",
]
