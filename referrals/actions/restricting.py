"""Restricting what ordinary roles see, and lifting that again.

SAFETY: a restricted case hides somebody's partner from a person with a warrant card, a login or a
friend who has one. Restricting takes one lead and is done at once; lifting takes two.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.context import acting_as, open_things
from chrysalis.access.hat import Hat
from chrysalis.access.visitor import Who
from chrysalis.agencies.models import Agency
from chrysalis.audit.apart import record_apart
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import add_working_days, in_london
from referrals import queries
from referrals.gates.copies import COPIES, HIDDEN_ALONG
from referrals.gates.persons import settle_records
from referrals.models import (
    Case,
    Handover,
    Incident,
    LegProgress,
    Pause,
    PersonKey,
    Referral,
    RestrictedListing,
    Restriction,
)


RESTRICTED = word("case.restricted", Side.CHANGE, "alteration", "restricted a case to named people")
LIFT_ASKED = word("restriction.lift-asked", Side.CHANGE, "alteration", "asked to lift a restriction")
EMPLOYER = word("restriction.employer", Side.CHANGE, "alteration", "corrected whom a person works for")
LOOKED_AGAIN = word(
    "restriction.looked-again", Side.CHANGE, "consultation", "looked again at what one lead had lifted"
)
LIFTED = word("restriction.lifted", Side.CHANGE, "alteration", "lifted a restriction")

NAME_SOMEBODY = "Name who decides on the referral"
AT_THE_DESK = "Said by the referrer: works for, or is close to, an agency that could see the case."


class NotTwice(Exception):
    """The text is shown to the lead."""

    def __init__(self, what: str = "This is restricted already.") -> None:
        super().__init__(what)


@transaction.atomic
def restrict_from_the_start(referral: Referral, *, by: Who, at: dt.datetime) -> None:
    """A referral that was restricted before anybody at its front door could see it."""
    Restriction.objects.create(
        referral=referral,
        agency_id=referral.provider_agency_id,
        referring_agency_id=referral.referring_agency_id,
        employer_id=referral.employer_id,
        handle=referral.reference,
        next_action=NAME_SOMEBODY,
        next_due_at=referral.first_contact_due_at,
        reason=AT_THE_DESK,
        since=at,
        by_id=by.worker_id,
    )
    record(RESTRICTED, by=by, at=at, subjects=[referral.pk])


@transaction.atomic
def restrict(
    referral: Referral, *, reason: str, employer: Agency | None, by: Hat, at: dt.datetime
) -> Restriction:
    """Hide a referral, and the case opened from it, from all who are not named. Raises NotTwice."""
    case = queries.case_of(by, referral)
    if referral.is_restricted:
        raise NotTwice
    if case and referral.joined_case_id:
        return _restrict_with_its_case(case, reason=reason, employer=employer, by=by, at=at)
    what, due_at = case.soonest if case else (NAME_SOMEBODY, referral.first_contact_due_at)
    restriction = Restriction.objects.create(
        referral=referral,
        case=case,
        agency_id=by.agency_id,
        referring_agency_id=referral.referring_agency_id,
        employer=employer,
        handle=referral.reference,
        next_action=what,
        next_due_at=due_at,
        reason=reason,
        since=at,
        by_id=by.worker_id,
    )
    _hide(restriction, True, by=by)
    _record(RESTRICTED, restriction, reason, by=by, at=at)
    return restriction


def _restrict_with_its_case(
    case: Case, *, reason: str, employer: Agency | None, by: Hat, at: dt.datetime
) -> Restriction:
    """Of a referral that joined an open case: that case, with all that ever joined it."""
    began = queries.referrals(by).filter(case=case).first()
    if began:
        return restrict(began, reason=reason, employer=employer, by=by, at=at)
    return restrict_leg(case, reason=reason, employer=employer, by=by, at=at)


@transaction.atomic
def restrict_leg(
    case: Case, *, reason: str, employer: Agency | None, by: Hat, at: dt.datetime
) -> Restriction:
    """The same for a case that came by handover, whose referral is another agency's. Raises NotTwice."""
    if case.is_restricted:
        raise NotTwice
    what, due_at = case.soonest
    restriction = Restriction.objects.create(
        referral_id=case.first_referral_id,
        case=case,
        is_of_leg=True,
        agency_id=by.agency_id,
        referring_agency_id=by.agency_id,
        employer=employer,
        handle=case.reference,
        next_action=what,
        next_due_at=due_at,
        reason=reason,
        since=at,
        by_id=by.worker_id,
    )
    _hide(restriction, True, by=by)
    _record(RESTRICTED, restriction, reason, by=by, at=at)
    return restriction


@transaction.atomic
def correct_employer(
    restriction: Restriction, employer: Agency | None, *, by: Hat, at: dt.datetime
) -> Restriction:
    """Learnt after it was sent, or told wrongly. Whoever works there is shut out from the next opening on,
    named or not."""
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if restriction.employer_id == (employer.pk if employer else None):
        return restriction
    restriction.employer = employer
    restriction.save(update_fields=["employer"])
    record(EMPLOYER, by=by, at=at, subjects=opened_by(restriction).values(), fields=["employer"])
    return restriction


@transaction.atomic
def look_again(restriction: Restriction, *, is_done: bool, by: Hat, at: dt.datetime) -> None:
    """What one lead lifted alone was looked at: done with, or once more on the next working day. Answered
    twice, it is answered once."""
    seen_day = restriction.look_again_on
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if restriction.looked_again_at or restriction.look_again_on != seen_day:
        return
    if is_done:
        restriction.looked_again_at = at
    else:
        restriction.look_again_on = _next_working_day(restriction, at)
    restriction.save(update_fields=["looked_again_at", "look_again_on"])
    record(LOOKED_AGAIN, by=by, at=at, subjects=opened_by(restriction).values())


@transaction.atomic
def lift(restriction: Restriction, *, reason: str, by: Hat, at: dt.datetime) -> Restriction:
    """Ask for it; or agree to what another lead asked; or, where there is no other, do it alone.

    Raises NotTwice where the same lead has asked before, or it was lifted meanwhile.
    """
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if not restriction.stands:
        raise NotTwice("This restriction was lifted already.")
    if restriction.lift_asked_by_id is None and _may_lift_alone(restriction, by=by, at=at):
        restriction.lift_asked_by_id, restriction.lift_reason = by.worker_id, reason
        return _lift(restriction, look_again_on=_next_working_day(restriction, at), by=by, at=at)
    if restriction.lift_asked_by_id is None:
        return _ask(restriction, reason, by=by, at=at)
    if restriction.lift_asked_by_id == by.worker_id:
        raise NotTwice("You have asked for this already. Another lead must agree.")
    return _lift(restriction, look_again_on=None, by=by, at=at)


def _may_lift_alone(restriction: Restriction, *, by: Hat, at: dt.datetime) -> bool:
    """Where the agency has set it so, or has nobody else to agree."""
    others = queries.other_leads(by, on=in_london(at).date())
    return not restriction.agency.two_leads_lift or not others.exists()


def _ask(restriction: Restriction, reason: str, *, by: Hat, at: dt.datetime) -> Restriction:
    restriction.lift_asked_by_id, restriction.lift_reason = by.worker_id, reason
    restriction.save(update_fields=["lift_asked_by", "lift_reason"])
    _record(LIFT_ASKED, restriction, reason, by=by, at=at)
    return restriction


def _lift(
    restriction: Restriction, *, look_again_on: dt.date | None, by: Hat, at: dt.datetime
) -> Restriction:
    restriction.lifted_at, restriction.lifted_by_id = at, by.worker_id
    restriction.look_again_on = look_again_on
    restriction.save(
        update_fields=["lift_asked_by", "lift_reason", "lifted_at", "lifted_by", "look_again_on"]
    )
    restriction.listings.update(ends_at=at)
    _hide(restriction, False, by=by)
    _record(LIFTED, restriction, restriction.lift_reason, by=by, at=at)
    return restriction


def _hide(restriction: Restriction, hidden: bool, *, by: Hat) -> None:
    """The rows of the referral and its case, which no lead's ordinary role may touch."""
    with acting_as(by.named):
        open_things(**opened_by(restriction))
        if restriction.own_referral_id:
            Referral.objects.filter(pk=restriction.own_referral_id).update(is_restricted=hidden)
            Pause.objects.filter(referral_id=restriction.own_referral_id).update(is_restricted=hidden)
        if restriction.case_id:
            _hide_case(restriction.case_id, hidden)
        # Of a leg, the keys stand beside another agency's referral: open for one line, and read by nobody.
        open_things(referral_id=restriction.referral_id)
        own_keys = PersonKey.objects.filter(provider_agency_id=restriction.agency_id)
        own_keys.filter(referral_id=restriction.referral_id).update(is_restricted=hidden)


def _hide_case(case_id: UUID, hidden: bool) -> None:
    """With what other providers could read of it. SAFETY: a handover that nobody took goes back unread."""
    for copy in [*COPIES, *HIDDEN_ALONG]:  # the case after them, in the order of a register and a handover
        copy._default_manager.filter(case_id=case_id).update(is_restricted=hidden)
    Handover.objects.filter(from_case_id=case_id).update(is_restricted=hidden)
    Case.objects.filter(pk=case_id).update(is_restricted=hidden)
    case = Case.objects.get(pk=case_id)
    for joined in _joined(case_id):
        if joined:
            open_things(case_id=case_id, referral_id=joined)
            Referral.objects.filter(pk=joined).update(is_restricted=hidden)
            Pause.objects.filter(referral_id=joined).update(is_restricted=hidden)
    open_things(case_id=case_id, client_id=case.client_id, referral_id=case.first_referral_id)
    LegProgress.objects.filter(case_id=case_id).update(is_restricted=hidden)
    settle_records(case.client_id)


def _joined(case_id: UUID) -> list[UUID | None]:
    """The referrals that the case was told by since; of what was taken off it, none."""
    told = Incident.objects.filter(case_id=case_id, taken_off_at__isnull=True)
    return list(told.values_list("referral_id", flat=True))


def _record(word: str, restriction: Restriction, reason: str, *, by: Hat, at: dt.datetime) -> None:
    subjects, whose = opened_by(restriction).values(), restriction.referral_id
    record_apart(word, by=by, at=at, subjects=subjects, reason=reason, referral_id=whose)


def opened_by(line: Restriction | RestrictedListing) -> dict[str, UUID]:
    """What is open in front of a restricted referral, and its case where there is one."""
    whose = line.own_referral_id if isinstance(line, Restriction) else line.referral_id
    both = {"referral_id": whose, "case_id": line.case_id}
    return {name: key for name, key in both.items() if key}


def copy_to_lists(case: Case, *, what: str, due_at: dt.datetime | None) -> None:
    """Tell the lists of those who may know what is due next, in front of the open case."""
    copied = {"case_id": case.pk, "next_action": what, "next_due_at": due_at}
    ours = Restriction.objects.filter(
        referral_id=case.first_referral_id, agency_id=case.provider_agency_id, lifted_at__isnull=True
    )
    standing = ours.filter(is_of_leg=case.referral_id is None)
    standing.update(**copied)
    RestrictedListing.objects.filter(content_object__in=standing.values("pk")).update(**copied)


def _next_working_day(restriction: Restriction, at: dt.datetime) -> dt.date:
    return in_london(add_working_days(at, 1, nation=restriction.agency.nation)).date()
