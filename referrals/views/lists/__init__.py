"""The lists of this app: what each row says, and how it may be sorted and filtered."""

from referrals.views.lists.cases import CaseFilters, Caseload, ToDo
from referrals.views.lists.clocks import TONES, clock, clock_of, day_of
from referrals.views.lists.restricted import NamedFor, Openings, Restrictions
from referrals.views.lists.sending import MOST_QUESTIONS, Invitations, Sent
from referrals.views.lists.triage import (
    HANDOVER_HEADINGS,
    MOST_HANDOVERS,
    SOON,
    Enquiries,
    Inbox,
    NextServices,
    rows_of_handovers,
)


__all__ = [
    "HANDOVER_HEADINGS",
    "MOST_HANDOVERS",
    "MOST_QUESTIONS",
    "SOON",
    "TONES",
    "CaseFilters",
    "Caseload",
    "Enquiries",
    "Inbox",
    "Invitations",
    "NamedFor",
    "NextServices",
    "Openings",
    "Restrictions",
    "Sent",
    "ToDo",
    "clock",
    "clock_of",
    "day_of",
    "rows_of_handovers",
]
