"""What comes in, by any door, and what is asked and answered about it."""

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
SUBMITTED_URGENT_RESTRICTED = KINDS.add(
    NoticeKind(
        "urgent-restricted-referral-submitted",
        Side.CHANGE,
        "A restricted referral came in, and whoever asks for help says that it cannot wait",
        "They may hurt somebody, or themselves. Nobody sees it until you name who decides on it. Do it now.",
        due=Within(hours=1),
        is_urgent=True,
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
