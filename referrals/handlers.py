"""What this side hears: that a referral came in and was decided on; what was asked, and what was offered;
what is new of somebody; and what falls due of a grade, of a safeguarding referral, or of something to do."""

import datetime as dt
from uuid import UUID

from chrysalis.access.context import as_the_service
from chrysalis.access.roles import (
    ROLES,
    Caseworker,
    CustodyOfficer,
    Referrer,
    SafeguardingLead,
    ServiceManager,
)
from chrysalis.agencies.models import Agency, Membership
from chrysalis.agencies.queries import in_force
from chrysalis.events.hearing import hears
from chrysalis.events.scheduled import due
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.settling import settle_notices
from chrysalis.notices.recipients import Recipient
from chrysalis.working_days import in_london
from referrals import notices
from referrals.actions import doing, pausing, safeguarding, taking_off
from referrals.actions.judging import ASK, LAPSE, REVIEW, SETTLE
from referrals.events import (
    CaseAllocated,
    CaseOpened,
    EnquiryWritten,
    HandoverOffered,
    HandoverSettled,
    ImportRested,
    IncidentRecorded,
    InformationAsked,
    InformationGiven,
    JoiningAnswered,
    JoiningProposed,
    OutcomeTold,
    ReferralJoined,
    ReferralRefused,
    ReferralSubmitted,
    Rested,
    Settled,
)
from referrals.reviews import grade_of_case, safeguarding_waits, task_waits


# By whether it cannot wait, and whether it is restricted.
CAME_IN = {
    (False, False): notices.SUBMITTED,
    (True, False): notices.SUBMITTED_URGENT,
    (False, True): notices.SUBMITTED_RESTRICTED,
    (True, True): notices.SUBMITTED_URGENT_RESTRICTED,
}


@hears(ReferralSubmitted, owner=lambda event: event.provider_agency_id)
def tell_provider(event: ReferralSubmitted, *, at: dt.datetime) -> None:
    """SAFETY: of what is restricted only the leads are told: among the caseworkers may be the one from
    whom it is hidden."""
    role = SafeguardingLead if event.is_restricted else Caseworker
    kind = CAME_IN[event.is_urgent, event.is_restricted]
    to = Recipient(event.provider_agency_id, role.slug)
    raise_notice(kind, to=to, subject=event.referral_id, at=at, event=event.key)


@hears(EnquiryWritten, owner=lambda event: event.provider_agency_id)
def tell_of_enquiry(event: EnquiryWritten, *, at: dt.datetime) -> None:
    to = Recipient(event.provider_agency_id, Caseworker.slug)
    raise_notice(notices.ENQUIRY_WRITTEN, to=to, subject=event.enquiry_id, at=at, event=event.key)


RESTED = {
    Rested.CHECKED: notices.IMPORT_CHECKED,
    Rested.DONE: notices.IMPORT_DONE,
    Rested.STOPPED: notices.IMPORT_STOPPED,
    Rested.UNDONE: notices.IMPORT_UNDONE,
}


@hears(ImportRested, owner=lambda event: event.provider_agency_id)
def tell_bringer(event: ImportRested, *, at: dt.datetime) -> None:
    with as_the_service():
        place = Membership.objects.get(pk=event.membership_id)
    to = Recipient(place.agency_id, place.role_slug, place.worker_id)
    raise_notice(RESTED[event.rested], to=to, subject=event.import_id, at=at, event=event.key)


@hears(ImportRested, owner=lambda event: event.provider_agency_id)
def tell_inbox(event: ImportRested, *, at: dt.datetime) -> None:
    """Once, whoever works the inbox: not of each, which would bury what came in today."""
    if event.has_added:
        to = Recipient(event.provider_agency_id, Caseworker.slug)
        raise_notice(notices.BROUGHT_IN, to=to, subject=event.import_id, at=at, event=event.key)


@hears(CaseOpened, owner=lambda event: event.provider_agency_id)
def settle_referral(event: CaseOpened, *, at: dt.datetime) -> None:
    _settle_came_in(event.referral_id, by=event.opened_by_id, at=at)


@hears(ReferralJoined, owner=lambda event: event.provider_agency_id)
def settle_joined(event: ReferralJoined, *, at: dt.datetime) -> None:
    _settle_came_in(event.referral_id, by=event.joined_by_id, at=at)


@hears(ReferralRefused, owner=lambda event: event.provider_agency_id)
def settle_refused(event: ReferralRefused, *, at: dt.datetime) -> None:
    _settle_came_in(event.referral_id, by=None, at=at)


def _settle_came_in(referral_id: UUID, *, by: UUID | None, at: dt.datetime) -> None:
    for kind in CAME_IN.values():
        settle_notices(kind, subject=referral_id, by=by, at=at)


@hears(InformationAsked, owner=lambda event: event.referring_agency_id)
def tell_sender(event: InformationAsked, *, at: dt.datetime) -> None:
    """SAFETY: the notice says that something is asked, and the question stays behind the sign-in."""
    role = _role_of_sender(event.referring_agency_id, event.sent_by_id, on=in_london(at).date())
    by_machine = event.sent_by_id == event.referring_agency_id  # then whoever refers there answers
    to = Recipient(event.referring_agency_id, role, None if by_machine else event.sent_by_id)
    raise_notice(notices.ASKED, to=to, subject=event.question_id, at=at, event=event.key)


@hears(OutcomeTold, owner=lambda event: event.provider_agency_id)
def tell_force(event: OutcomeTold, *, at: dt.datetime) -> None:
    role = _role_of_sender(event.referring_agency_id, event.sent_by_id, on=in_london(at).date())
    to = Recipient(event.referring_agency_id, role, event.sent_by_id)
    raise_notice(notices.OUTCOME_TOLD, to=to, subject=event.outcome_id, at=at, event=event.key)


def _role_of_sender(agency_id: UUID, worker_id: UUID, *, on: dt.date) -> str:
    """In which role the sender works at the agency; where they have left, or a records system sent it, the
    one that agencies of its kind refer in."""
    with as_the_service():
        places = Membership.objects.filter(in_force(on), agency_id=agency_id, worker_id=worker_id)
        roles = [ROLES[place.role_slug] for place in places]
        is_desk = Agency.Kind.CUSTODY_SUITE in Agency.objects.get(pk=agency_id).kinds
    usual = CustodyOfficer if is_desk else Referrer
    return next((role.slug for role in roles if role.persona == "referrer"), usual.slug)


@hears(InformationGiven, owner=lambda event: event.provider_agency_id)
def tell_asker(event: InformationGiven, *, at: dt.datetime) -> None:
    settle_notices(notices.ASKED, subject=event.question_id, at=at)
    if event.is_written:
        to = Recipient(event.provider_agency_id, Caseworker.slug, event.asked_by_id)
        raise_notice(notices.ANSWERED, to=to, subject=event.referral_id, at=at, event=event.key)


@hears(HandoverOffered, owner=lambda event: event.to_agency_id)
def tell_receiver(event: HandoverOffered, *, at: dt.datetime) -> None:
    to = Recipient(event.to_agency_id, Caseworker.slug)
    raise_notice(notices.OFFERED, to=to, subject=event.handover_id, at=at, event=event.key)


@hears(HandoverSettled, owner=lambda event: event.from_agency_id)
def tell_giver(event: HandoverSettled, *, at: dt.datetime) -> None:
    settle_notices(notices.OFFERED, subject=event.handover_id, by=event.settled_by_id, at=at)
    kind = {Settled.TAKEN: notices.TAKEN, Settled.RETURNED: notices.RETURNED}.get(event.settled)
    if kind:
        to = Recipient(event.from_agency_id, Caseworker.slug, event.offered_by_id)
        raise_notice(kind, to=to, subject=event.from_case_id, at=at, event=event.key)


@hears(JoiningProposed, owner=lambda event: event.provider_agency_id)
def ask_second_of_joining(event: JoiningProposed, *, at: dt.datetime) -> None:
    """SAFETY: no name, and no way to it for whoever may not see the case."""
    to = Recipient(event.provider_agency_id, Caseworker.slug)
    raise_notice(notices.JOINING_WAITS, to=to, subject=event.case_id, at=at, event=event.key)


@hears(JoiningAnswered, owner=lambda event: event.provider_agency_id)
def tell_of_answer(event: JoiningAnswered, *, at: dt.datetime) -> None:
    settle_notices(notices.JOINING_WAITS, subject=event.case_id, by=event.answered_by_id, at=at)
    if event.answered_by_id != event.proposed_by_id:
        to = Recipient(event.provider_agency_id, Caseworker.slug, event.proposed_by_id)
        raise_notice(notices.JOINING_ANSWERED, to=to, subject=event.case_id, at=at, event=event.key)


@hears(CaseAllocated, owner=lambda event: event.provider_agency_id)
def tell_new_caseworker(event: CaseAllocated, *, at: dt.datetime) -> None:
    settle_notices(notices.CASE_GIVEN, subject=event.case_id, by=event.by_id, at=at)
    if event.to_id != event.by_id:
        to = Recipient(event.provider_agency_id, Caseworker.slug, event.to_id)
        raise_notice(notices.CASE_GIVEN, to=to, subject=event.case_id, at=at, event=event.key)


@due(REVIEW)
def review_grade(*, case_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    """On the day of the review, to whoever holds the case by then. Nothing where it was reviewed earlier."""
    graded = grade_of_case(case_id)
    if graded is None or graded.review_on is None or graded.review_on > in_london(at).date():
        return
    to = Recipient(graded.agency_id, Caseworker.slug, graded.worker_id)
    raise_notice(notices.GRADE_REVIEW, to=to, subject=case_id, at=at, event=grade_id)


@hears(IncidentRecorded, owner=lambda event: event.provider_agency_id)
def ask_to_grade_again(event: IncidentRecorded, *, at: dt.datetime) -> None:
    """Whoever holds the case by then: also where they recorded it themselves, since the grade waits."""
    found = grade_of_case(event.case_id)
    if found:
        to = Recipient(found.agency_id, Caseworker.slug, found.worker_id)
        raise_notice(notices.INCIDENT, to=to, subject=event.case_id, at=at, event=event.key)


@due(ASK)
def ask_for_second(*, case_id: UUID, grade_id: UUID, at: dt.datetime) -> None:
    """SAFETY: of what is restricted nobody is told: among the caseworkers may be the one from whom it is
    hidden. The page says to those named that it waits, and until then the higher grade holds."""
    graded = grade_of_case(case_id)
    if graded is None or graded.is_restricted:
        return
    to = Recipient(graded.agency_id, Caseworker.slug)
    raise_notice(notices.GRADE_WAITS, to=to, subject=case_id, at=at, event=grade_id)


@due(LAPSE)
def let_grade_lapse(
    *, case_id: UUID, grade_id: UUID, set_by_id: UUID, worker_id: UUID, at: dt.datetime
) -> None:
    """Those who were asked to agree need not; whoever set it reads why it will never hold."""
    settle_notices(notices.GRADE_WAITS, subject=case_id, by=worker_id, at=at)
    found = grade_of_case(case_id)
    if found:
        to = Recipient(found.agency_id, Caseworker.slug, set_by_id)
        raise_notice(notices.GRADE_LAPSED, to=to, subject=case_id, at=at, event=grade_id)


@due(SETTLE)
def settle_grade(*, case_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    for kind in (notices.GRADE_REVIEW, notices.GRADE_WAITS, notices.GRADE_LAPSED, notices.INCIDENT):
        settle_notices(kind, subject=case_id, by=worker_id, at=at)


@due(safeguarding.CHASE)
def chase_safeguarding(*, referral_id: UUID, at: dt.datetime) -> None:
    """Whoever holds the case, where nobody has said that they have it.

    SAFETY: of what is restricted the leads alone are told: among the caseworkers may be the one from whom it
    is hidden.
    """
    waits = safeguarding_waits(referral_id)
    if waits is None:
        return
    to = Recipient(waits.agency_id, Caseworker.slug, waits.worker_id)
    if waits.is_restricted:
        to = Recipient(waits.agency_id, SafeguardingLead.slug)
    raise_notice(notices.UNANSWERED, to=to, subject=waits.case_id, at=at, event=referral_id)


@due(safeguarding.SETTLE)
def settle_safeguarding(*, case_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    settle_notices(notices.UNANSWERED, subject=case_id, by=worker_id, at=at)


@due(doing.GIVEN)
def tell_of_task(*, task_id: UUID, at: dt.datetime) -> None:
    """Whoever it was given to: they may open the case, restricted or not."""
    waits = task_waits(task_id)
    if waits:
        to = Recipient(waits.agency_id, Caseworker.slug, waits.worker_id)
        raise_notice(notices.TASK_GIVEN, to=to, subject=task_id, at=at, event=task_id)


@due(doing.LATE)
def tell_of_late_task(*, task_id: UUID, at: dt.datetime) -> None:
    """Whoever has it by then. SAFETY: of what is restricted the leads: above the caseworker may be somebody
    from whom it is hidden."""
    waits = task_waits(task_id)
    if waits:
        to = Recipient(waits.agency_id, Caseworker.slug, waits.worker_id)
        if waits.is_restricted:
            to = Recipient(waits.agency_id, SafeguardingLead.slug)
        raise_notice(notices.TASK_LATE, to=to, subject=task_id, at=at, event=task_id)


@due(doing.SETTLE)
def settle_task(*, task_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    for kind in (notices.TASK_GIVEN, notices.TASK_LATE):
        settle_notices(kind, subject=task_id, by=worker_id, at=at)


@due(pausing.ASK)
def ask_to_pause(*, pause_id: UUID, agency_id: UUID, at: dt.datetime) -> None:
    to = Recipient(agency_id, ServiceManager.slug)
    raise_notice(notices.PAUSE_ASKED, to=to, subject=pause_id, at=at, event=pause_id)


@due(pausing.SETTLE)
def settle_pause(*, pause_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    settle_notices(notices.PAUSE_ASKED, subject=pause_id, by=worker_id, at=at)


@due(taking_off.ASK)
def ask_second_of_taking_off(*, taking_id: UUID, case_id: UUID, agency_id: UUID, at: dt.datetime) -> None:
    """SAFETY: no name, and no way to it for whoever may not see the case."""
    to = Recipient(agency_id, Caseworker.slug)
    raise_notice(notices.TAKING_OFF_WAITS, to=to, subject=case_id, at=at, event=taking_id)


@due(taking_off.SETTLE)
def settle_taking_off(*, case_id: UUID, worker_id: UUID, at: dt.datetime) -> None:
    settle_notices(notices.TAKING_OFF_WAITS, subject=case_id, by=worker_id, at=at)
