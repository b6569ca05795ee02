"""Somebody missed a session, said again and again: what a link worker is to hear of within the hour.

One mark of one register is corrected, to absent and to there after all in turn, since each of both is told.
The absence is one with notice, which asks for no review: nothing else moves, however often it is said.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from chrysalis.access.context import acting_as
from chrysalis.access.personas import OWNER
from chrysalis.bench.people import Person
from interventions import attending
from interventions.actions.marking import Entry, mark_register
from interventions.catalogue.marks import Mark
from interventions.models import Enrolment, EnrolmentState, GroupSession
from partners.models import ClientLink


LOOKED_AT = 500  # places, until one is found whose person is linked


class NobodyLinked(Exception):
    """Nobody who attends is linked to anybody supported. The text is shown to whoever asked."""

    def __init__(self) -> None:
        super().__init__("Nobody in a group here is linked to anybody supported: build it with more cases.")


@dataclass(frozen=True)
class Absence:
    """Whose, and from which session."""

    facilitator: Person
    place: Enrolment
    session: GroupSession

    def say(self) -> None:
        """Committed, and so told."""
        hat, at = self.facilitator.hat, timezone.now()
        with transaction.atomic(), acting_as(hat):
            session = attending.group_sessions(hat).get(pk=self.session.pk)
            stands = attending.marks_at(hat, session).get(self.place.pk)
            is_absent = stands is not None and stands.mark == Mark.ACCEPTED
            said = {self.place.pk: Entry(Mark.ATTENDED if is_absent else Mark.ACCEPTED)}
            mark_register(session, said, seen_version=session.version, by=hat, at=at)


def find_absence(facilitator: Person) -> Absence:
    """By the owner of the tables, whom no side of the wall is closed to: nobody else may ask this."""
    held = Enrolment.objects.using(OWNER).filter(provider_agency_id=facilitator.hat.agency_id)
    going = held.filter(state=EnrolmentState.ACTIVE, groups__until_on=None).order_by("-starts_on", "pk")
    places = list(going[:LOOKED_AT])
    linked = set(
        ClientLink.objects.using(OWNER)
        .filter(client_id__in=[place.client_id for place in places])
        .values_list("client_id", flat=True)
    )
    for place in places:
        session = _session_of(place) if place.client_id in linked else None
        if session:
            return Absence(facilitator, place, session)
    raise NobodyLinked


def _session_of(place: Enrolment) -> GroupSession | None:
    """The last one that has been."""
    met = GroupSession.objects.using(OWNER).filter(group__members__enrolment=place)
    over = timezone.now() - dt.timedelta(hours=3)
    return met.filter(starts_at__lt=over).exclude(state="cancelled").order_by("-starts_at").first()
