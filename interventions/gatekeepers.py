"""What this app answers to those below: whose lists are hidden and corrected with a case, what of a case
still goes on here when it closes, what the next provider may need to know of it, and how long programmes
last."""

import datetime as dt
from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.ui.templatetags.ui import day
from interventions import queries
from interventions.actions.ending import end_handed_over, end_with_case
from interventions.forms.group import ENDINGS
from interventions.models import Appointment, Attendance, Concern, Enrolment, EnrolmentState, Review
from interventions.rules.days import last_session
from referrals.gates.copies import COPIES, HIDDEN_ALONG
from referrals.gates.going_along import GOING_ALONG, GoingAlong
from referrals.gates.lengths import LENGTHS, Length, Lengths
from referrals.gates.unfinished import UNFINISHED, StillOpen, Unfinished


COPIES.add(Enrolment)
COPIES.add(Appointment)
HIDDEN_ALONG.add(Attendance)
HIDDEN_ALONG.add(Review)
HIDDEN_ALONG.add(Concern)

S = EnrolmentState
STANDS = {
    S.BOOKED: "Booked, and not begun. The place is given back, and any appointments to come are cancelled.",
    S.ACTIVE: "Attending. They leave any group from tomorrow, and any appointments to come are cancelled.",
    S.PAUSED: "Paused. They leave any group from tomorrow, and any appointments to come are cancelled.",
}
LEAVING = [
    (S.WITHDREW.value, "The person no longer wants it"),
    (S.WITHDRAWN_BY_SERVICE.value, "We take them off the list"),
]


def open_places(hat: Hat, case_id: UUID) -> list[StillOpen]:
    return [_asked(place) for place in queries.open_places(hat, case_id)]


def _asked(place: Enrolment) -> StillOpen:
    name = place.programme_version.name
    if place.state == S.WAITING:
        question, stands = f"They wait for {name}. Why does that end?", "Nothing has begun."
        return StillOpen(place.pk, f"Waiting for {name}", question, stands, tuple(LEAVING))
    question, stands = f"How did the place on {name} end?", STANDS[S(place.state)]
    return StillOpen(place.pk, f"Place on {name}", question, stands, tuple(ENDINGS))


UNFINISHED.add(Unfinished("places", open_places, end_with_case, end_handed_over))


def agreement_lines(hat: Hat, case_id: UUID) -> list[str]:
    held = queries.agreement_of(hat, case_id)
    return [
        f"Client agreement: signed on {day(held.answered_on)}." if held else "Client agreement: not signed."
    ]


GOING_ALONG.add(GoingAlong("agreement", agreement_lines))


def programme_lengths(hat: Hat, scheme_id: UUID, begins_on: dt.date) -> list[Length]:
    """Of what is offered on that day, be it by another provider of the scheme."""
    running = queries.in_force(hat, scheme_id=scheme_id, on=begins_on)
    return [
        Length(
            f"{version.name}, {version.provider_agency.name}",
            last_session(queries.terms_of(version), begins_on),
        )
        for version in running
        if version.is_offered
    ]


LENGTHS.add(Lengths("programmes", programme_lengths))
