"""What is graded, what is new of somebody, and whom children's and adult services have not answered."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within, WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from referrals import queries


def _graded_there(
    slug: str, title: str, why: str, *, due: Within | WorkingDays, is_urgent: bool = False
) -> NoticeKind:
    return KINDS.add(
        NoticeKind(
            slug,
            Side.CHANGE,
            title,
            why,
            due=due,
            is_urgent=is_urgent,
            url="referrals:risk",
            link="Open the risk page",
            found_in=queries.cases,
        )
    )


GRADE_REVIEW = _graded_there(
    "grade-review",
    "A grade of danger is due for review",
    "Look at what has happened since it was set, and grade again, even if nothing has changed.",
    due=WorkingDays(1),
)
INCIDENT = _graded_there(
    "incident-recorded",
    "Something new was told of somebody you work with",
    "An incident, an arrest or a breach: read it on the case. Grade again today, even if nothing changes.",
    due=Within(hours=4),
    is_urgent=True,
)
GRADE_WAITS = _graded_there(
    "grade-waits",
    "A lowered grade waits for a second person",
    "It does not hold until somebody other than whoever set it agrees.",
    due=WorkingDays(1),
)
GRADE_LAPSED = _graded_there(
    "grade-lapsed",
    "A grade that you set has lapsed",
    "Something new was told before anybody agreed to it, so it never holds. Grade again today.",
    due=Within(hours=4),
    is_urgent=True,
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
