"""What those who answer referrals are told, and by when it has to be answered."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import WorkingDays
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
SUBMITTED_RESTRICTED = KINDS.add(
    NoticeKind(
        "restricted-referral-submitted",
        Side.CHANGE,
        "A restricted referral came in",
        "Nobody can see it until you name who decides on it. The days until first contact are running.",
        due=WorkingDays(1),
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
