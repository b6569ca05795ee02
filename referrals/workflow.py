"""The lives of a referral and of a case: one row a transition."""

from chrysalis.access.permissions import Permission as P
from chrysalis.workflow import WORKFLOWS, Transition, Workflow
from referrals.models import CaseState, ReferralState


REFERRAL = WORKFLOWS.add(
    Workflow(
        "referral",
        ReferralState,
        [
            Transition(
                "accept",
                frozenset({ReferralState.RECEIVED}),
                ReferralState.ACCEPTED,
                P.REFERRAL_ACCEPT,
                audit="referral.accepted",
            ),
        ],
    )
)

CASE = WORKFLOWS.add(
    Workflow(
        "case",
        CaseState,
        [
            Transition(
                "reach",
                frozenset({CaseState.CONTACTING}),
                CaseState.ASSESSMENT,
                P.CASE_CONTACT,
                audit="case.reached",
            ),
        ],
    )
)
