"""What somebody is told of a document they asked for."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from chrysalis.reports import queries


IN_A_WEEK = WorkingDays(5)
READY = KINDS.add(
    NoticeKind(
        "report-ready",
        Side.CHANGE,
        "A document you asked for is ready",
        "Open it. What goes to somebody outside counts as sent when you open it.",
        due=IN_A_WEEK,
        url="reports:report",
        link="Go to the document",
        found_in=queries.runs,
    )
)
RETURNED = KINDS.add(
    NoticeKind(
        "report-returned",
        Side.CHANGE,
        "A document you asked for was returned: third-party information",
        "Nobody can say more. Look at what you wrote in it, and at whether it must go out.",
        due=IN_A_WEEK,
        url="reports:report",
        link="Go to the document",
        found_in=queries.runs,
    )
)
FAILED = KINDS.add(
    NoticeKind(
        "report-failed",
        Side.CHANGE,
        "A document you asked for could not be made",
        "The page says why, and what you can do.",
        due=IN_A_WEEK,
        url="reports:report",
        link="Go to the document",
        found_in=queries.runs,
    )
)
TOO_OFTEN = KINDS.add(
    NoticeKind(
        "report-too-often",
        Side.CHANGE,
        "A document was asked for again and again after it was returned",
        "Find out who asked, and why it is needed. Until then it is not made.",
        due=WorkingDays(1),
        is_urgent=True,
    )
)
