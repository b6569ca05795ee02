from referrals.models.case import LAST_MOMENT, Case, CaseState, ContactAttempt, Pathway, Step
from referrals.models.person import PERSON_FIELDS, Client, Identifier, PersonDetails, Sex
from referrals.models.person_key import PersonKey
from referrals.models.referral import CustodyDetails, Referral, ReferralState, ReferralStatus
from referrals.models.restriction import GlassBreak, RestrictedListing, Restriction, RestrictionAsk
from referrals.models.risk import Assessment, Grade, GradeAnswer


__all__ = [
    "LAST_MOMENT",
    "PERSON_FIELDS",
    "Assessment",
    "Case",
    "CaseState",
    "Client",
    "ContactAttempt",
    "CustodyDetails",
    "GlassBreak",
    "Grade",
    "GradeAnswer",
    "Identifier",
    "Pathway",
    "PersonDetails",
    "PersonKey",
    "Referral",
    "ReferralState",
    "ReferralStatus",
    "RestrictedListing",
    "Restriction",
    "RestrictionAsk",
    "Sex",
    "Step",
]
