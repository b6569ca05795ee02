"""What those who send and answer referrals are told, and by when it has to be answered."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within, WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from referrals import queries


SUBMITTED = KINDS.add(
    NoticeKind(
        "referral-submitted",
        Side.CHANGE,
        "A referral came in",
        "Read it and decide. The days until first contact are running.",
        due=WorkingDays(1),
        url="referrals:referral",
        link="Read the referral",
        found_in=queries.referrals,
    )
)
SUBMITTED_URGENT = KINDS.add(
    NoticeKind(
        "urgent-referral-submitted",
        Side.CHANGE,
        "Somebody asks for help and says that it cannot wait",
        "They may hurt somebody, or themselves. Read it now: they were told that they hear from you soon.",
        due=Within(hours=1),
        is_urgent=True,
        url="referrals:referral",
        link="Read the referral",
        found_in=queries.referrals,
    )
)
SUBMITTED_RESTRICTED = KINDS.add(
    NoticeKind(
        "restricted-referral-submitted",
        Side.CHANGE,
        "A restricted referral came in",
        "Nobody can see it until you name who decides on it. The days until first contact are running.",
        due=WorkingDays(1),
    )
)
ASKED = KINDS.add(
    NoticeKind(
        "information-asked",
        Side.CHANGE,
        "A service needs more information",
        "It cannot go on with something you sent until you answer.",
        due=WorkingDays(1),
        url="referrals:answer",
        link="Read the question",
        found_in=queries.open_questions,
    )
)
ANSWERED = KINDS.add(
    NoticeKind(
        "information-given",
        Side.CHANGE,
        "The sender of a referral answered you",
        "Read the answer and decide. The days until first contact are running again.",
        due=WorkingDays(1),
        url="referrals:referral",
        link="Read the answer",
        found_in=queries.referrals,
    )
)
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
GRADE_REVIEW = KINDS.add(
    NoticeKind(
        "grade-review",
        Side.CHANGE,
        "A grade of danger is due for review",
        "Look at what has happened since it was set, and grade again, even if nothing has changed.",
        due=WorkingDays(1),
        url="referrals:risk",
        link="Open the risk page",
        found_in=queries.cases,
    )
)
INCIDENT = KINDS.add(
    NoticeKind(
        "incident-recorded",
        Side.CHANGE,
        "Something new was told of somebody you work with",
        "An incident, an arrest or a breach: read it on the case, and grade again today, even if nothing "
        "changes.",
        due=Within(hours=4),
        is_urgent=True,
        url="referrals:risk",
        link="Open the risk page",
        found_in=queries.cases,
    )
)
GRADE_WAITS = KINDS.add(
    NoticeKind(
        "grade-waits",
        Side.CHANGE,
        "A lowered grade waits for a second person",
        "It does not hold until somebody other than whoever set it agrees.",
        due=WorkingDays(1),
        url="referrals:risk",
        link="Open the risk page",
        found_in=queries.cases,
    )
)
GRADE_LAPSED = KINDS.add(
    NoticeKind(
        "grade-lapsed",
        Side.CHANGE,
        "A grade that you set has lapsed",
        "Something new was told before anybody agreed to it, so it never holds. Grade again today.",
        due=Within(hours=4),
        is_urgent=True,
        url="referrals:risk",
        link="Open the risk page",
        found_in=queries.cases,
    )
)


def _import(slug: str, title: str, why: str) -> NoticeKind:
    return KINDS.add(
        NoticeKind(
            slug,
            Side.CHANGE,
            title,
            why,
            due=WorkingDays(5),
            url="referrals:import",
            link="Go to the import",
            found_in=queries.imports,
        )
    )


IMPORT_CHECKED = _import(
    "import-checked",
    "A spreadsheet you brought was checked",
    "Look at what would be added, and have it added or throw it away. Nothing is in the inbox yet.",
)
IMPORT_DONE = _import(
    "import-done",
    "The referrals of a spreadsheet you brought were added",
    "Look at the rows that were not, and why.",
)
IMPORT_STOPPED = _import(
    "import-stopped",
    "An import of yours stopped on the way",
    "What was added is there. The page says why it stopped, and what you can do.",
)
IMPORT_UNDONE = _import(
    "import-undone",
    "An import of yours was taken back",
    "Look at what stayed, because somebody had worked on it.",
)
BROUGHT_IN = KINDS.add(
    NoticeKind(
        "referrals-brought-in",
        Side.CHANGE,
        "Referrals were brought in from a spreadsheet",
        "They are in the inbox among the others. Their days until first contact run from the day each was "
        "received, so that some may be overdue.",
        due=WorkingDays(1),
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
UNANSWERED = KINDS.add(
    NoticeKind(
        "safeguarding-unanswered",
        Side.CHANGE,
        "Nobody has said that they have a safeguarding referral",
        "Ring children’s or adult services, ask who has it, and record what they say.",
        due=WorkingDays(1),
        url="referrals:answer_safeguarding",
        link="Record their answer",
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
PAUSE_ASKED = KINDS.add(
    NoticeKind(
        "pause-asked",
        Side.CHANGE,
        "Somebody asks to pause the clock of a referral for longer",
        "Until you answer it stands still as long as a caseworker may let it.",
        due=WorkingDays(1),
        url="referrals:agree_pause",
        link="Read why, and answer",
        found_in=queries.pauses_asked,
        is_answered_there=True,
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
ENQUIRY_WRITTEN = KINDS.add(
    NoticeKind(
        "enquiry-written",
        Side.CHANGE,
        "Somebody wrote of a worry on the public page",
        "Read it, and decide whether getting in touch is safe. It goes after the days of the scheme.",
        due=WorkingDays(1),
        url="referrals:enquiry",
        link="Read it",
        found_in=queries.every_enquiry,
    )
)
