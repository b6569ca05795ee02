"""What link workers and their managers have to do: slips, tracing, starts, grades, documents."""

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
TO_TRACE = KINDS.add(
    NoticeKind(
        "client-to-trace",
        Side.SAFETY,
        "A service took somebody on, and nobody is linked to them",
        "Find out whom the person may have harmed, and link that survivor; or say that nobody can be "
        "identified. Until then their programme cannot be booked.",
        due=WorkingDays(1),
        url="partners:tracing",
        link="See who it is",
        found_in=queries.tracings_waiting,
        is_answered_there=True,
    )
)
START_WAITS = KINDS.add(
    NoticeKind(
        "start-waits",
        Side.SAFETY,
        "A programme waits for first contact with a survivor",
        "Make contact, try at another time of day, or record what the survivor wants. The other side is told "
        "nothing but “Not yet”.",
        due=WorkingDays(1),
        url="partners:survivor",
        link="Open the survivor",
        found_in=queries.survivors,
    )
)
START_WAITS_LONG = KINDS.add(
    NoticeKind(
        "start-waits-long",
        Side.SAFETY,
        "A programme has waited long for first contact with a survivor",
        "The link worker was told as well. Ask them what stands in the way, and whether it is unsafe to try "
        "again. The other side is told nothing but “Not yet”.",
        due=WorkingDays(1),
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
NO_SAFE_WAY = KINDS.add(
    NoticeKind(
        "told-by-no-safe-way",
        Side.SAFETY,
        "A survivor was told by a way that nobody had called safe",
        "Ask your link workers what was sent or said, and where. If somebody else may have read or heard it, "
        "think the safety plan through with them today.",
        due=Within(hours=4),
        is_urgent=True,
    )
)
DOCUMENT_WAITS = KINDS.add(
    NoticeKind(
        "document-waits",
        Side.SAFETY,
        "A document waits for your decision before it leaves",
        "It may name somebody harmed, or was drawn at random. Read what was found, and release or return it.",
        due=Within(hours=8),
        url="partners:release",
        link="Decide",
        found_in=queries.releases,
    )
)
ASKED_AGAIN = KINDS.add(
    NoticeKind(
        "document-asked-again",
        Side.SAFETY,
        "A document was asked for again and again after it was returned",
        "Somebody may be trying to learn what was found. It is not made any more. Speak with your lead.",
        due=Within(hours=4),
        is_urgent=True,
    )
)
