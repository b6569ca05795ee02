"""What may still hold of a person; and what is heard sooner, because nobody is linked to them."""

from dataclasses import dataclass, replace

from chrysalis.notices.due import Within
from chrysalis.notices.kinds import KINDS, NoticeKind
from partners import queries
from partners.notices.client import HANDED_OVER, INCIDENT, RELEASED, RISK_UP, TAKEN_ON
from partners.notices.kinds import ToTell
from partners.notices.programme import (
    BOOKED,
    COMPLETED,
    CONCERN,
    ENDED,
    NOT_BEGUN,
    OVERRIDDEN,
    PAUSED,
    STARTED,
)
from partners.notices.work import SLIP, TO_TRACE


# What may still hold of a person, by the word that `standing_of` has for it.
STANDING: dict[str, ToTell] = {
    "taken_on": TAKEN_ON,
    "handed_over": HANDED_OVER,
    "released": RELEASED,
    "risk_up": RISK_UP,
    "incident": INCIDENT,
    "concern": CONCERN,
    "overridden": OVERRIDDEN,
    "booked": BOOKED,
    "started": STARTED,
    "paused": PAUSED,
    "completed": COMPLETED,
    "not_begun": NOT_BEGUN,
    "ended": ENDED,
}


@dataclass(frozen=True)
class Sooner:
    """What link workers are told where danger comes of somebody to whom nobody is linked yet: to find out
    today whom the person harmed, or to read the slip that came with them."""

    trace: NoticeKind
    slip: NoticeKind


def _sooner(kind: ToTell, what: str) -> Sooner:
    nobody = "Nobody is linked to the person, and so no survivor can be told."
    return Sooner(
        trace=KINDS.add(
            replace(
                TO_TRACE,
                slug=f"{queries.SOONER}trace-{kind.slug}",
                title=f"{what}, and nobody knows whom they harmed",
                why=f"{nobody} Find out now whom the person may have harmed, and link that survivor.",
                due=Within(hours=1),  # for whoever it climbs to; `SupportTimes` says when it is due
                is_urgent=True,
            )
        ),
        slip=KINDS.add(
            replace(
                SLIP,
                slug=f"{queries.SOONER}slip-{kind.slug}",
                title=f"{what}, and a slip that came with them is unread",
                why=f"{nobody} Read the slip now, and file it to the survivor it is about.",
                due=Within(hours=1),
                is_answered_there=True,
            )
        ),
    )


SOONER = {
    RELEASED.slug: _sooner(RELEASED, "A person leaves custody, or has left it"),
    RISK_UP.slug: _sooner(RISK_UP, "A person was judged more dangerous than before"),
    INCIDENT.slug: _sooner(INCIDENT, "Something new was told of a person"),
    CONCERN.slug: _sooner(CONCERN, "A worker fears what a person may do now"),
}
TRACE_SOONER = [sooner.trace for sooner in SOONER.values()]
SLIP_SOONER = [sooner.slip for sooner in SOONER.values()]
DANGERS = [kind.slug for kind in KINDS if isinstance(kind, ToTell) and kind.is_danger]
