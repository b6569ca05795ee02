"""What people asked of each front door who rang or dropped in: of one it is not decided yet whether anybody
may get in touch, and one goes the day after tomorrow."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from referrals.actions import enquiring


# How many days ago; what was asked; and what was decided of getting in touch.
ASKED: tuple[tuple[float, dict[str, Any], str], ...] = (
    (
        0.1,
        {
            "way": "telephone",
            "about": "worried",
            "caller": "A friend, who gave a first name",
            "asked": "A friend drinks more since a separation and talks of nothing else. What to do?",
            "advice": "In danger 999. The Respect Phoneline, for the friend or for themselves. What we do.",
            "next_step": "we_ring",
            "reach": "07700 900486, at lunch, and only this person answers it",
        },
        "",
    ),
    (
        6,
        {
            "way": "telephone",
            "about": "own",
            "caller": "",
            "asked": "Whether somebody can come who was never arrested, and whether work would hear of it.",
            "advice": "Yes. How we keep things private, and when we cannot. The public pages.",
            "next_step": "they_ring",
        },
        "",
    ),
    (
        26.2,
        {
            "way": "in_person",
            "about": "service",
            "caller": "A practice nurse",
            "asked": "How a surgery refers, and what happens then.",
            "advice": "How to get an account, and that we write it down ourselves until then.",
            "next_step": "we_ring",
            "reach": "The surgery, mornings",
        },
        "The number of the surgery itself.",
    ),
)


def take(scheme: Scheme, caseworkers: Sequence[Membership], *, at: dt.datetime) -> None:
    here = [place for place in caseworkers if place.agency_id == scheme.front_door_id]
    for number, (days, told, why) in enumerate(ASKED if here else ()):
        by, came_at = make_hat(here[number % len(here)]), at - dt.timedelta(days=days)
        with acting_as(by):
            made = enquiring.record_enquiry(scheme, told | {"came_at": came_at}, by=by, at=came_at)
            if why:
                soon = came_at + dt.timedelta(minutes=20)
                enquiring.decide_contact(made, is_safe=True, why=why, by=by, at=soon)
