"""What those who work with a person on a programme are told, and by when it has to be answered."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within, WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from interventions import attending
from referrals import queries


CONCERN = KINDS.add(
    NoticeKind(
        "concern-to-answer",
        Side.CHANGE,
        "A colleague is worried about somebody's safety now",
        "Read what was seen or heard, and ring the colleague. In danger: 999.",
        due=Within(hours=1),  # practice: told in the same hour
        is_urgent=True,
        url="interventions:concern",
        link="Read the concern",
        found_in=attending.concerns,
    )
)
MISSED = KINDS.add(
    NoticeKind(
        "contact-today",
        Side.CHANGE,
        "Somebody was not at a session, and sent no word",
        "Try to reach the person today.",
        due=Within(hours=8),
        url="referrals:case",
        link="Open the case",
        found_in=queries.cases,
    )
)
OUTCOME_WAITS = KINDS.add(
    NoticeKind(
        "outcome-to-tell",
        Side.CHANGE,
        "Police wait for the outcome of a disposal",
        "The place has ended. Ask for the outcome notice, and tell the force once it is ready.",
        due=WorkingDays(1),
        url="interventions:attendance",
        link="Go to Attendance",
        found_in=queries.cases,
    )
)
REVIEW_OVERDUE = KINDS.add(
    NoticeKind(
        "review-overdue",
        Side.CHANGE,
        "A place is paused, and nobody has decided in time",
        "Decide whether the person goes on or the place ends. Nothing happens by itself.",
        due=WorkingDays(1),
        url="interventions:review",
        link="Decide",
        found_in=attending.reviews,
    )
)
