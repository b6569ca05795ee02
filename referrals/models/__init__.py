from referrals.models.case import Case, CaseState, ContactAttempt, Pathway, Step
from referrals.models.person import PERSON_FIELDS, Client, Identifier, PersonDetails, Sex
from referrals.models.referral import CustodyDetails, Referral, ReferralState, ReferralStatus


__all__ = [
    "PERSON_FIELDS",
    "Case",
    "CaseState",
    "Client",
    "ContactAttempt",
    "CustodyDetails",
    "Identifier",
    "Pathway",
    "PersonDetails",
    "Referral",
    "ReferralState",
    "ReferralStatus",
    "Sex",
    "Step",
]
