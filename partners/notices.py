"""What link workers are told, and by when it has to be answered."""

from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within
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
LETTER = KINDS.add(
    NoticeKind(
        "completion-letter",
        Side.SAFETY,
        "A person linked to a survivor is to get a letter of attendance",
        "It says nothing of safety, and may be shown as if it did. Speak with the survivor before it comes.",
        due=Within(hours=4),
        url="partners:survivor",
        link="Open the survivor",
        found_in=queries.survivors,
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
