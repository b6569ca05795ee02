from chrysalis.access.barriers import Side
from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind


# SAFETY: to administrators, who see no case: neither whose file it was nor about whom, and on neither side.
VIRUS = KINDS.add(
    NoticeKind(
        "virus-found",
        Side.NEITHER,
        "A file that was sent in your agency, or to it, holds a virus",
        "It was deleted, and nobody could open it. Look at the computers that files come from.",
        due=Within(hours=8),
        is_urgent=True,
    )
)
