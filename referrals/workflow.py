"""The lives of a referral, of a case and of a handover: one row a transition."""

from chrysalis.access.permissions import Permission as P
from chrysalis.workflow import WORKFLOWS, Transition, Workflow
from referrals.events import (
    CaseClosed,
    CaseHandedOver,
    CaseOpened,
    HandoverSettled,
    ImportRested,
    IncidentTakenOff,
    InformationAsked,
    InformationGiven,
    PersonReached,
    ReferralJoined,
    ReferralRefused,
)
from referrals.models import CaseState, HandoverState, ImportState, ReferralState


RECEIVED, ASKED = ReferralState.RECEIVED, ReferralState.INFORMATION_NEEDED
UNDECIDED = frozenset({RECEIVED, ASKED})

REFERRAL = WORKFLOWS.add(
    Workflow(
        "referral",
        ReferralState,
        [
            Transition(
                "accept",
                UNDECIDED,
                ReferralState.ACCEPTED,
                P.REFERRAL_ACCEPT,
                audit="referral.accepted",
                announces=CaseOpened,
            ),
            Transition(
                "join",
                UNDECIDED,
                ReferralState.ACCEPTED,
                P.REFERRAL_ACCEPT,
                audit="referral.joined",
                announces=ReferralJoined,
            ),
            Transition(
                "ask",
                frozenset({RECEIVED}),
                ASKED,
                P.REFERRAL_ASK,
                audit="referral.asked",
                announces=InformationAsked,
            ),
            Transition(
                "answer",
                frozenset({ASKED}),
                RECEIVED,
                P.REFERRAL_ANSWER,
                audit="referral.answered",
                announces=InformationGiven,
            ),
            Transition(
                "resume",
                frozenset({ASKED}),
                RECEIVED,
                P.REFERRAL_RESUME,
                audit="referral.resumed",
                announces=InformationGiven,
            ),
            # The clock alone stands still, until a day: the sender reads what they read before.
            Transition("pause", frozenset({RECEIVED}), RECEIVED, P.REFERRAL_PAUSE, audit="referral.paused"),
            Transition("go_on", frozenset({RECEIVED}), RECEIVED, P.REFERRAL_PAUSE, audit="referral.gone-on"),
            Transition(
                "redirect",
                UNDECIDED,
                ReferralState.REDIRECTED,
                P.REFERRAL_REDIRECT,
                audit="referral.redirected",
                announces=ReferralRefused,
            ),
            Transition(
                "refuse",
                UNDECIDED,
                ReferralState.REFUSED,
                P.REFERRAL_REFUSE,
                audit="referral.refused",
                announces=ReferralRefused,
            ),
            # It was kept with an open case, and is of somebody else after all.
            Transition(
                "take_off",
                frozenset({ReferralState.ACCEPTED}),
                RECEIVED,
                P.REFERRAL_TAKE_OFF,
                audit="referral.taken-off",
                announces=IncidentTakenOff,
            ),
            # With the import that it came by, while nobody has worked on it.
            Transition(
                "withdraw",
                frozenset({RECEIVED}),
                ReferralState.WITHDRAWN,
                P.IMPORT_RUN,
                audit="referral.withdrawn",
            ),
        ],
    )
)

GOING = frozenset({CaseState.CONTACTING, CaseState.ASSESSMENT, CaseState.WAITING, CaseState.ACTIVE})

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
                announces=PersonReached,
            ),
            Transition(
                "assess",
                frozenset({CaseState.ASSESSMENT}),
                CaseState.WAITING,
                P.CASE_MOVE,
                audit="case.assessed",
            ),
            Transition(
                "begin",
                frozenset({CaseState.CONTACTING, CaseState.ASSESSMENT, CaseState.WAITING}),
                CaseState.ACTIVE,
                P.CASE_MOVE,
                audit="case.begun",
            ),
            Transition(
                "close", GOING, CaseState.CLOSED, P.CASE_CLOSE, audit="case.closed", announces=CaseClosed
            ),
            # By whoever takes it on, at the other provider.
            Transition(
                "hand_over",
                GOING,
                CaseState.HANDED_OVER,
                P.HANDOVER_TAKE,
                audit="handover.taken",
                announces=CaseHandedOver,
            ),
        ],
    )
)

OFFERED = frozenset({HandoverState.OFFERED})

HANDOVER = WORKFLOWS.add(
    Workflow(
        "handover",
        HandoverState,
        [
            Transition(
                "take",
                OFFERED,
                HandoverState.TAKEN,
                P.HANDOVER_TAKE,
                audit="handover.taken",
                announces=HandoverSettled,
            ),
            Transition(
                "return",
                OFFERED,
                HandoverState.RETURNED,
                P.HANDOVER_TAKE,
                audit="handover.returned",
                announces=HandoverSettled,
            ),
            Transition(
                "withdraw",
                OFFERED,
                HandoverState.WITHDRAWN,
                P.HANDOVER_OFFER,
                audit="handover.withdrawn",
                announces=HandoverSettled,
            ),
        ],
    )
)

I = ImportState  # noqa: E741 - a table is read across

IMPORT = WORKFLOWS.add(
    Workflow(
        "import",
        ImportState,
        [
            Transition("read", frozenset({I.READING}), I.MATCHING, P.IMPORT_RUN, audit="import.read"),
            Transition(
                "fail", frozenset({I.READING, I.CHECKING}), I.FAILED, P.IMPORT_RUN, audit="import.failed"
            ),
            Transition(
                "match",
                frozenset({I.MATCHING, I.CHECKED}),
                I.CHECKING,
                P.IMPORT_RUN,
                audit="import.matched",
            ),
            Transition(
                "check",
                frozenset({I.CHECKING}),
                I.CHECKED,
                P.IMPORT_RUN,
                audit="import.checked",
                announces=ImportRested,
            ),
            Transition(
                "run",
                frozenset({I.CHECKED, I.STOPPED}),
                I.RUNNING,
                P.IMPORT_RUN,
                audit="import.run",
            ),
            Transition(
                "finish",
                frozenset({I.RUNNING}),
                I.DONE,
                P.IMPORT_RUN,
                audit="import.finished",
                announces=ImportRested,
            ),
            Transition(
                "stop",
                frozenset({I.RUNNING, I.UNDOING}),
                I.STOPPED,
                P.IMPORT_RUN,
                audit="import.stopped",
                announces=ImportRested,
            ),
            Transition(
                "undo",
                frozenset({I.DONE, I.STOPPED}),
                I.UNDOING,
                P.IMPORT_RUN,
                audit="import.undone",
            ),
            Transition(
                "take_back",
                frozenset({I.UNDOING}),
                I.UNDONE,
                P.IMPORT_RUN,
                audit="import.taken-back",
                announces=ImportRested,
            ),
            Transition(
                "discard",
                frozenset({I.MATCHING, I.CHECKED}),
                I.DISCARDED,
                P.IMPORT_RUN,
                audit="import.discarded",
            ),
        ],
    )
)
