"""What happens to a client of the change side, from the referral to the end of the case."""

import datetime as dt

from chrysalis.events.hearing import hears
from chrysalis.working_days import in_london
from interventions.gates.standing import standing_of
from partners import notices
from partners.actions.news import pass_on, tell_of_both
from partners.actions.starting import hold_until_decided
from partners.actions.tracing import close_tracing, open_tracing
from partners.definers import supporters_of, supporters_told_with
from partners.handlers.telling import support_in, tell, tell_of_referral_once
from referrals.events import (
    CaseClosed,
    CaseHandedOver,
    CaseOpened,
    GradeSet,
    IncidentRecorded,
    IncidentTakenOff,
    PersonReached,
    RecordsJoined,
    RecordsParted,
    ReferralRefused,
    ReferralSubmitted,
    ReleaseRecorded,
)


@hears(ReferralSubmitted, owner=support_in)
def tell_of_referral(event: ReferralSubmitted, *, at: dt.datetime) -> None:
    tell_of_referral_once(event.referral_id, at=at)


@hears(ReferralRefused, owner=support_in)
def tell_of_refusal(event: ReferralRefused, *, at: dt.datetime) -> None:
    for found in supporters_told_with(event.referral_id):
        pass_on(notices.REFUSED, found, event=event.key, at=at)


@hears(CaseOpened, owner=support_in, line="clients")
def tell_of_case(event: CaseOpened, *, at: dt.datetime) -> None:
    tell(notices.TAKEN_ON, event, at=at)


@hears(CaseOpened, owner=support_in, line="clients")
def trace(event: CaseOpened, *, at: dt.datetime) -> None:
    """Where nobody is linked, somebody has to find out who was harmed: also where a slip came with the
    referral, since a link is what the start gate goes by."""
    service = support_in(event)
    if service and not any(found.linked_at for found in supporters_of(event.client_id)):
        open_tracing(event.client_id, scheme_id=event.scheme_id, agency_id=service, event=event.key, at=at)


@hears(RecordsJoined, owner=support_in, line="clients")
def tell_of_joining(event: RecordsJoined, *, at: dt.datetime) -> None:
    """The link workers of both, each alone."""
    stands = standing_of(event.client_id)
    for found in supporters_of(event.client_id):
        tell_of_both(found, stands, event=event.key, at=at)


@hears(RecordsParted, owner=support_in, line="clients")
def tell_of_parting(event: RecordsParted, *, at: dt.datetime) -> None:
    """Whoever heard of both; and whom the one harmed to whom nobody is linked now has to be found out."""
    service = support_in(event)
    hold_until_decided([event.client_id, event.other_id])
    for client in (event.client_id, event.other_id):
        told = supporters_of(client)
        for found in told:
            pass_on(notices.PARTED, found, event=event.key, at=at, on=event.joined_on)
        if service and standing_of(client) and not any(found.linked_at for found in told):
            open_tracing(client, scheme_id=event.scheme_id, agency_id=service, event=event.key, at=at)


@hears(PersonReached, owner=support_in, line="clients")
def tell_of_contact(event: PersonReached, *, at: dt.datetime) -> None:
    tell(notices.REACHED, event, at=at)


@hears(ReleaseRecorded, owner=support_in, line="clients")
def tell_of_release(event: ReleaseRecorded, *, at: dt.datetime) -> None:
    when = event.released_at
    about = {"on": in_london(when).date(), "moment": when, "is_certain": event.is_certain}
    tell(notices.RELEASED, event, at=at, detail=event.were_told, ahead_of=when, **about)


@hears(GradeSet, owner=support_in, line="clients")
def tell_of_grade(event: GradeSet, *, at: dt.datetime) -> None:
    if event.is_raised:
        tell(notices.RISK_UP, event, at=at, detail=event.level)


@hears(IncidentRecorded, owner=support_in, line="clients")
def tell_of_incident(event: IncidentRecorded, *, at: dt.datetime) -> None:
    """Due by each survivor's own grade."""
    tell(notices.INCIDENT, event, at=at, detail=event.happened)


@hears(IncidentTakenOff, owner=support_in, line="clients")
def tell_of_taking_off(event: IncidentTakenOff, *, at: dt.datetime) -> None:
    """At once: somebody may have left home for it."""
    tell(notices.TAKEN_OFF, event, at=at, on=event.told_on)


@hears(CaseHandedOver, owner=support_in, line="clients")
def tell_of_handover(event: CaseHandedOver, *, at: dt.datetime) -> None:
    tell(notices.HANDED_OVER, event, at=at)


@hears(CaseClosed, owner=support_in, line="clients")
def tell_of_closing(event: CaseClosed, *, at: dt.datetime) -> None:
    tell(notices.CLOSED, event, at=at)
    close_tracing(event.client_id, at=at)
