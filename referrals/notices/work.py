"""Who works with somebody, and what there is to do."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from referrals import queries


OFFERED = KINDS.add(
    NoticeKind(
        "handover-offered",
        Side.CHANGE,
        "Another provider hands a person over to you",
        "Read the handover, and take it or return it. The days until first contact are running.",
        due=WorkingDays(1),
        url="referrals:handover",
        link="Read the handover",
        found_in=queries.handovers,
    )
)
TAKEN = KINDS.add(
    NoticeKind(
        "handover-taken",
        Side.CHANGE,
        "A person you handed over was taken on",
        "Your own case is over. There is nothing more to do on it.",
        due=WorkingDays(2),
        url="referrals:case",
        link="Read the case",
        found_in=queries.cases,
    )
)
RETURNED = KINDS.add(
    NoticeKind(
        "handover-returned",
        Side.CHANGE,
        "A handover was returned to you",
        "The person is still yours to work with. Read why, and decide what comes next.",
        due=WorkingDays(1),
        url="referrals:case",
        link="Read why",
        found_in=queries.cases,
    )
)
OUTCOME_TOLD = KINDS.add(
    NoticeKind(
        "outcome-told",
        Side.CHANGE,
        "The outcome of a disposal was told to you",
        "Whether its condition was attended, and on which day, for your file.",
        due=WorkingDays(2),
        url="referrals:outcome",
        link="Read the outcome",
        found_in=queries.outcomes,
    )
)
JOINING_WAITS = KINDS.add(
    NoticeKind(
        "joining-waits",
        Side.CHANGE,
        "A colleague says that two records are of one person, or are not",
        "It holds once somebody other than whoever proposed it has looked at both and agreed.",
        due=WorkingDays(2),
        url="referrals:case",
        link="Open the case",
        found_in=queries.cases,
    )
)
JOINING_ANSWERED = KINDS.add(
    NoticeKind(
        "joining-answered",
        Side.CHANGE,
        "Somebody answered what you proposed of two records",
        "The case says what they decided, and why.",
        due=WorkingDays(2),
        url="referrals:case",
        link="Open the case",
        found_in=queries.cases,
    )
)
TAKING_OFF_WAITS = KINDS.add(
    NoticeKind(
        "taking-off-waits",
        Side.CHANGE,
        "Somebody says that a referral kept with a case is of somebody else",
        "A second person has to look at it, and agree or decline.",
        due=WorkingDays(1),
        url="referrals:answer_taking_off",
        link="Look at it",
        found_in=queries.cases,
    )
)
CASE_GIVEN = KINDS.add(
    NoticeKind(
        "case-given",
        Side.CHANGE,
        "A case was given to you",
        "You are its caseworker from now on. Read it, and see what is due next.",
        due=WorkingDays(1),
        url="referrals:case",
        link="Open the case",
        found_in=queries.cases,
    )
)
TASK_GIVEN = KINDS.add(
    NoticeKind(
        "task-given",
        Side.CHANGE,
        "Somebody gave you something to do on a case",
        "It is in your list under To do. Of a restricted case, look under Named for.",
        due=WorkingDays(1),
        url="referrals:task",
        link="See what there is to do",
        found_in=queries.tasks,
    )
)
TASK_LATE = KINDS.add(
    NoticeKind(
        "task-late",
        Side.CHANGE,
        "Something to do on a case was not done by its day",
        "Do it, or say why it is not needed. Of a restricted case, somebody named for it can.",
        due=WorkingDays(1),
        url="referrals:task",
        link="Say what came of it",
        found_in=queries.tasks,
    )
)
