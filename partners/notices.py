"""What link workers are told, and by when it has to be answered."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within, WorkingDays
from chrysalis.notices.kinds import KINDS, NoticeKind
from partners import queries


SLIP = KINDS.add(
    NoticeKind(
        "slip-sealed",
        Side.SAFETY,
        "Somebody told your service of a person who was harmed",
        "Read the slip, and file it to the survivor it is about.",
        due=Within(hours=4),  # decided: within half a working day
        is_urgent=True,
        url="partners:slip",
        link="Read the slip",
        found_in=queries.slips,
    )
)
TAKEN_ON = KINDS.add(
    NoticeKind(
        "client-taken-on",
        Side.SAFETY,
        "A service began to work with a person linked to a survivor",
        "The survivor may want to know before the person is first spoken with.",
        due=Within(hours=4),
        is_urgent=True,
        url="partners:survivor",
        link="Open the survivor",
        found_in=queries.survivors,
    )
)
REACHED = KINDS.add(
    NoticeKind(
        "client-reached",
        Side.SAFETY,
        "A person linked to a survivor has been spoken with",
        "Being spoken with can change how somebody behaves at home. Ask the survivor whether they are safe.",
        due=Within(hours=1),  # practice: told in the same hour
        is_urgent=True,
        url="partners:survivor",
        link="Open the survivor",
        found_in=queries.survivors,
    )
)
GRADE_REVIEW = KINDS.add(
    NoticeKind(
        "survivor-grade-review",
        Side.SAFETY,
        "The grade of a survivor is due for review",
        "Look at what has happened since it was set, and grade again, even if nothing has changed.",
        due=WorkingDays(1),
        url="partners:risk",
        link="Open the risk page",
        found_in=queries.survivors,
    )
)
GRADE_WAITS = KINDS.add(
    NoticeKind(
        "survivor-grade-waits",
        Side.SAFETY,
        "A lowered grade of a survivor waits for a second person",
        "It does not hold until somebody other than whoever set it agrees.",
        due=WorkingDays(1),
        url="partners:risk",
        link="Open the risk page",
        found_in=queries.survivors,
    )
)
