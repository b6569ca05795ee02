"""What this side hears: of what it announces itself, and of what happens to a client it is linked to.

SAFETY: all of it runs in the worker, as the courier, after the commit. Nothing of it, not even that it
failed, can be seen by whoever caused it.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from chrysalis.access.context import as_the_service
from chrysalis.access.roles import LinkWorker, PartnerSupportManager
from chrysalis.agencies.models import Scheme
from chrysalis.events.hearing import hears
from chrysalis.events.scheduled import due
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.kinds import KINDS
from chrysalis.notices.recipients import Recipient
from chrysalis.reports.events import DocumentWaits, ReturnedTooOften
from chrysalis.working_days import in_london
from interventions.events import (
    ConcernRaised,
    Ending,
    Given,
    LetterAsked,
    ProgrammeBooked,
    ProgrammeEnded,
    ProgrammePaused,
    ProgrammeResumed,
    ProgrammeStarted,
    SessionCancelled,
    SessionCut,
    SessionMissed,
    StartOverridden,
)
from interventions.gates.standing import standing_of
from partners import notices
from partners.actions.judging import ASK, REVIEW, SETTLE
from partners.actions.news import catch_up, pass_on, tell_of_both
from partners.actions.releasing import check
from partners.actions.starting import hold_until_decided
from partners.actions.tracing import ask_sooner, close_tracing, open_tracing
from partners.definers import supporters_of, supporters_told_with
from partners.events import (
    NewsAnswered,
    ReleaseDecided,
    SlipFiled,
    SlipSealed,
    SurvivorLinked,
    TracingEnded,
)
from partners.models import News
from partners.notices import ToTell
from partners.queries import service_for
from partners.reviews import grade_of_survivor
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


@hears(SlipSealed, owner=lambda event: event.receiving_agency_id)
def tell_link_workers(event: SlipSealed, *, at: dt.datetime) -> None:
    to = Recipient(event.receiving_agency_id, LinkWorker.slug)
    raise_notice(notices.SLIP, to=to, subject=event.slip_id, at=at, event=event.key)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def settle_slip(event: SlipFiled, *, at: dt.datetime) -> None:
    for kind in (notices.SLIP, *notices.SLIP_SOONER):
        settle_notices(kind, subject=event.slip_id, by=event.filed_by_id, at=at)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def tell_of_referral_with_slip(event: SlipFiled, *, at: dt.datetime) -> None:
    _tell_of_referral(event.slip_id, at=at)


@hears(SlipFiled, owner=lambda event: event.agency_id)
def tell_of_before_filing(event: SlipFiled, *, at: dt.datetime) -> None:
    """The slip may have waited while the person it came with was taken on, or left custody."""
    for found in supporters_told_with(event.slip_id):
        if found.client_id:
            _tell_of_before(found.survivor_id, found.client_id, at=at)


@hears(SurvivorLinked, owner=lambda event: event.agency_id, line="clients")
def tell_of_before_linking(event: SurvivorLinked, *, at: dt.datetime) -> None:
    _tell_of_before(event.survivor_id, event.client_id, at=at)


@hears(NewsAnswered, owner=lambda event: event.agency_id)
def settle_news(event: NewsAnswered, *, at: dt.datetime) -> None:
    kind = KINDS[News.objects.values_list("kind_slug", flat=True).get(pk=event.news_id)]
    settle_notices(kind, subject=event.news_id, by=event.answered_by_id, at=at)


@hears(NewsAnswered, owner=lambda event: event.agency_id)
def tell_of_way_not_known(event: NewsAnswered, *, at: dt.datetime) -> None:
    if not event.by_safe_way:
        to = Recipient(event.agency_id, PartnerSupportManager.slug)
        raise_notice(notices.NO_SAFE_WAY, to=to, subject=event.news_id, at=at, event=event.key)


@hears(TracingEnded, owner=lambda event: event.agency_id)
def settle_tracing(event: TracingEnded, *, at: dt.datetime) -> None:
    for kind in (notices.TO_TRACE, *notices.TRACE_SOONER):
        settle_notices(kind, subject=event.tracing_id, by=event.ended_by_id, at=at)


def _support_in(event: Any) -> UUID | None:
    with as_the_service():
        service = service_for(Scheme.objects.get(pk=event.scheme_id))
    return service.pk if service else None


@hears(ReferralSubmitted, owner=_support_in)
def tell_of_referral(event: ReferralSubmitted, *, at: dt.datetime) -> None:
    _tell_of_referral(event.referral_id, at=at)


@hears(ReferralRefused, owner=_support_in)
def tell_of_refusal(event: ReferralRefused, *, at: dt.datetime) -> None:
    for found in supporters_told_with(event.referral_id):
        pass_on(notices.REFUSED, found, event=event.key, at=at)


@hears(CaseOpened, owner=_support_in, line="clients")
def tell_of_case(event: CaseOpened, *, at: dt.datetime) -> None:
    _tell(notices.TAKEN_ON, event, at=at)


@hears(CaseOpened, owner=_support_in, line="clients")
def trace(event: CaseOpened, *, at: dt.datetime) -> None:
    """Where nobody is linked, somebody has to find out who was harmed: also where a slip came with the
    referral, since a link is what the start gate goes by."""
    service = _support_in(event)
    if service and not any(found.linked_at for found in supporters_of(event.client_id)):
        open_tracing(event.client_id, scheme_id=event.scheme_id, agency_id=service, event=event.key, at=at)


@hears(RecordsJoined, owner=_support_in, line="clients")
def tell_of_joining(event: RecordsJoined, *, at: dt.datetime) -> None:
    """The link workers of both, each alone."""
    stands = standing_of(event.client_id)
    for found in supporters_of(event.client_id):
        tell_of_both(found, stands, event=event.key, at=at)


@hears(RecordsParted, owner=_support_in, line="clients")
def tell_of_parting(event: RecordsParted, *, at: dt.datetime) -> None:
    """Whoever heard of both; and whom the one harmed to whom nobody is linked now has to be found out."""
    service = _support_in(event)
    hold_until_decided([event.client_id, event.other_id])
    for client in (event.client_id, event.other_id):
        told = supporters_of(client)
        for found in told:
            pass_on(notices.PARTED, found, event=event.key, at=at, on=event.joined_on)
        if service and standing_of(client) and not any(found.linked_at for found in told):
            open_tracing(client, scheme_id=event.scheme_id, agency_id=service, event=event.key, at=at)


@hears(PersonReached, owner=_support_in, line="clients")
def tell_of_contact(event: PersonReached, *, at: dt.datetime) -> None:
    _tell(notices.REACHED, event, at=at)


@hears(ReleaseRecorded, owner=_support_in, line="clients")
def tell_of_release(event: ReleaseRecorded, *, at: dt.datetime) -> None:
    when = event.released_at
    _tell(notices.RELEASED, event, at=at, on=in_london(when).date(), detail=event.were_told, ahead_of=when)


@hears(GradeSet, owner=_support_in, line="clients")
def tell_of_grade(event: GradeSet, *, at: dt.datetime) -> None:
    if event.is_raised:
        _tell(notices.RISK_UP, event, at=at, detail=event.level)


@hears(IncidentRecorded, owner=_support_in, line="clients")
def tell_of_incident(event: IncidentRecorded, *, at: dt.datetime) -> None:
    """Due by each survivor's own grade."""
    _tell(notices.INCIDENT, event, at=at, detail=event.happened)


@hears(IncidentTakenOff, owner=_support_in, line="clients")
def tell_of_taking_off(event: IncidentTakenOff, *, at: dt.datetime) -> None:
    """At once: somebody may have left home for it."""
    _tell(notices.TAKEN_OFF, event, at=at, on=event.told_on)


@hears(CaseHandedOver, owner=_support_in, line="clients")
def tell_of_handover(event: CaseHandedOver, *, at: dt.datetime) -> None:
    _tell(notices.HANDED_OVER, event, at=at)


@hears(CaseClosed, owner=_support_in, line="clients")
def tell_of_closing(event: CaseClosed, *, at: dt.datetime) -> None:
    _tell(notices.CLOSED, event, at=at)
    close_tracing(event.client_id, at=at)


@hears(ProgrammeBooked, owner=_support_in, line="clients")
def tell_of_booking(event: ProgrammeBooked, *, at: dt.datetime) -> None:
    ends_on = event.starts_on + dt.timedelta(days=event.lasts_days) if event.lasts_days else None
    how = "" if event.given is Given.NOT_SAID else event.given
    _tell(notices.BOOKED, event, at=at, on=event.starts_on, until=ends_on, detail=how)


@hears(StartOverridden, owner=_support_in, line="clients")
def tell_of_override(event: StartOverridden, *, at: dt.datetime) -> None:
    _tell(notices.OVERRIDDEN, event, at=at)


@hears(ProgrammeStarted, owner=_support_in, line="clients")
def tell_of_start(event: ProgrammeStarted, *, at: dt.datetime) -> None:
    _tell(notices.STARTED, event, at=at)


@hears(SessionMissed, owner=_support_in, line="clients")
def tell_of_missed(event: SessionMissed, *, at: dt.datetime) -> None:
    _tell(notices.MISSED, event, at=at, on=event.session_on)


@hears(SessionCut, owner=_support_in, line="clients")
def tell_of_cut(event: SessionCut, *, at: dt.datetime) -> None:
    _tell(notices.CUT, event, at=at, on=event.session_on)


@hears(SessionCancelled, owner=_support_in, line="clients")
def tell_of_cancelled(event: SessionCancelled, *, at: dt.datetime) -> None:
    _tell(notices.CANCELLED, event, at=at, on=event.session_on)


@hears(ProgrammePaused, owner=_support_in, line="clients")
def tell_of_pause(event: ProgrammePaused, *, at: dt.datetime) -> None:
    _tell(notices.PAUSED, event, at=at)


@hears(ProgrammeResumed, owner=_support_in, line="clients")
def tell_of_resuming(event: ProgrammeResumed, *, at: dt.datetime) -> None:
    _tell(notices.RESUMED, event, at=at)


@hears(ProgrammeEnded, owner=_support_in, line="clients")
def tell_of_end(event: ProgrammeEnded, *, at: dt.datetime) -> None:
    kind = notices.COMPLETED if event.ending is Ending.COMPLETED else notices.ENDED
    _tell(kind, event, at=at, detail=event.ending)


@hears(ConcernRaised, owner=_support_in, line="clients")
def tell_of_concern(event: ConcernRaised, *, at: dt.datetime) -> None:
    _tell(notices.CONCERN, event, at=at)


def _tell(kind: ToTell, event: Any, *, at: dt.datetime, **about: Any) -> None:
    """The link worker of each survivor linked to the client, or told of beside the referral; of each survivor
    news of its own, since two survivors of one person never learn of each other. Danger is told as well to
    all link workers where nobody is linked yet."""
    for found in supporters_of(event.client_id):
        pass_on(kind, found, event=event.key, at=at, **about)
    if kind.slug in notices.SOONER:
        ask_sooner(kind, event.client_id, event=event.key, at=at, ahead_of=about.get("ahead_of"))


def _tell_of_before(survivor: UUID, client: UUID, *, at: dt.datetime) -> None:
    stands = standing_of(client)
    for found in supporters_of(client):
        if found.survivor_id == survivor:
            catch_up(found, stands, person=client, at=at)


def _tell_of_referral(either: UUID, *, at: dt.datetime) -> None:
    """Whichever comes last, the referral or the filing, it is told once: by the form that both came from."""
    for found in supporters_told_with(either):
        if found.form:
            pass_on(notices.REFERRED, found, event=found.form, at=at)


@due(REVIEW)
def review_grade(*, survivor_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    """On the day of the review, to whoever supports the survivor by then. Nothing where it was reviewed
    earlier."""
    graded = grade_of_survivor(survivor_id)
    if graded is None or graded.review_on is None or graded.review_on > in_london(at).date():
        return
    to = Recipient(graded.agency_id, LinkWorker.slug, graded.worker_id)
    raise_notice(notices.GRADE_REVIEW, to=to, subject=survivor_id, at=at, event=grade_id)


@due(ASK)
def ask_for_second(*, survivor_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    graded = grade_of_survivor(survivor_id)
    if graded:
        to = Recipient(graded.agency_id, LinkWorker.slug)
        raise_notice(notices.GRADE_WAITS, to=to, subject=survivor_id, at=at, event=grade_id)


@due(SETTLE)
def settle_grade(*, survivor_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    for kind in (notices.GRADE_REVIEW, notices.GRADE_WAITS):
        settle_notices(kind, subject=survivor_id, by=worker_id, at=at)


@hears(LetterAsked, owner=_support_in, line="clients")
def tell_of_letter(event: LetterAsked, *, at: dt.datetime) -> None:
    _tell(notices.LETTER, event, at=at)


@hears(DocumentWaits, owner=_support_in)
def check_document(event: DocumentWaits, *, at: dt.datetime) -> None:
    """Looked at as soon as it is made, so that there is time to decide; the answer waits for its set time.
    When this fails for good, the document stays, and the managers here are told of a snag."""
    for waiting in check(event.run_id, event.scheme_id, at=at):
        if waiting.support_agency_id:
            to = Recipient(waiting.support_agency_id, PartnerSupportManager.slug)
            raise_notice(notices.DOCUMENT_WAITS, to=to, subject=waiting.pk, at=at, event=waiting.pk)


@hears(ReleaseDecided, owner=lambda event: event.agency_id)
def settle_release(event: ReleaseDecided, *, at: dt.datetime) -> None:
    settle_notices(notices.DOCUMENT_WAITS, subject=event.check_id, by=event.by_id, at=at)


@hears(ReturnedTooOften, owner=_support_in)
def tell_of_repeats(event: ReturnedTooOften, *, at: dt.datetime) -> None:
    service = _support_in(event)
    if service:
        to = Recipient(service, PartnerSupportManager.slug)
        raise_notice(notices.ASKED_AGAIN, to=to, subject=event.run_id, at=at, event=event.key)
