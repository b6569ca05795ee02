"""Cancelling a meeting: whoever planned these hours by it hears before anybody else does."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce_all
from chrysalis.working_days import in_london
from interventions import attending
from interventions.actions.progressing import ids_of
from interventions.events import SessionCancelled
from interventions.models import Appointment, GroupSession, MeetingState


CANCELLED = word("session.cancelled", Side.CHANGE, "alteration", "cancelled a session")

Meeting = GroupSession | Appointment


class TooLate(Exception):
    """It was held, or cancelled before. Text is shown to the worker."""


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: Hat, at: dt.datetime) -> None:
    """SAFETY: announced for each person in the transaction that cancels, so that partner support hears of
    it before the people on the register are told. Raises TooLate."""
    meeting = type(meeting).objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.state != MeetingState.PLANNED:
        raise TooLate("This was held, or cancelled, already.")
    people = list(attending.expected_at(by, meeting))
    meeting.change(seen_version=meeting.version, state=MeetingState.CANCELLED, reason=reason)
    day = in_london(meeting.starts_at).date()
    announce_all([SessionCancelled(session_on=day, **ids_of(each)) for each in people], by=by, at=at)
    record(CANCELLED, by=by, at=at, subjects=[meeting.pk, *(each.case_id for each in people)])
