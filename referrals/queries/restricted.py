"""Who is shut out of what, and who may be let in."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from chrysalis.access.decide import visible
from chrysalis.access.grants import in_force
from chrysalis.access.hat import Hat
from chrysalis.agencies.matching import dates_agree
from chrysalis.agencies.models import Conflict, Membership, Worker, with_name
from chrysalis.agencies.queries import colleagues, conflicts
from referrals.models import (
    LAST_MOMENT,
    Case,
    GlassBreak,
    Referral,
    RestrictedListing,
    Restriction,
    RestrictionAsk,
)


LEAD, CASEWORKER, OFFICER = "safeguarding-lead", "caseworker", "information-officer"
MANAGER = "service-manager"


def knows(hat: Hat, name_key: str, date_of_birth: str) -> bool:
    """Whether the worker said that they know somebody so called and so born."""
    declared = conflicts(hat).filter(worker_id=hat.worker_id, name_key=name_key)
    return any(dates_agree(each.date_of_birth, date_of_birth) for each in declared)


def is_about(declared: Conflict, person: Case | Referral) -> bool:
    same_name = declared.name_key == person.name_key
    return same_name and dates_agree(declared.date_of_birth, person.date_of_birth)


def for_restricting(hat: Hat) -> QuerySet[Referral]:
    """What a lead may restrict: everything of the own agency that is not."""
    return visible(hat, Referral.objects.all())


def legs_for_restricting(hat: Hat) -> QuerySet[Case]:
    """And the cases that came to it by handover."""
    return visible(hat, Case.objects.filter(referral__isnull=True))


def restricted_lines(hat: Hat, *, at: dt.datetime) -> QuerySet[RestrictedListing]:
    """What the worker was named for, and may open at this moment."""
    own = RestrictedListing.objects.filter(in_force(at), user_id=hat.worker_id)
    return visible(hat, own.annotate(due=Coalesce(F("next_due_at"), LAST_MOMENT)))


def restrictions(hat: Hat) -> QuerySet[Restriction]:
    """The own agency's, for its leads: handles, and no name."""
    return visible(hat, Restriction.objects.filter(lifted_at__isnull=True))


def lifted_alone(hat: Hat) -> QuerySet[Restriction]:
    """Lifted by one lead alone, to be looked at again."""
    waiting = Restriction.objects.filter(look_again_on__isnull=False, looked_again_at__isnull=True)
    found = visible(hat, waiting).select_related("agency")
    return with_name(found, "lifted_by")


def asks(hat: Hat) -> QuerySet[RestrictionAsk]:
    """What colleagues asked to have restricted, and no lead has answered."""
    return with_name(visible(hat, RestrictionAsk.objects.filter(answered_at__isnull=True)), "asked_by")


def openings(hat: Hat) -> QuerySet[GlassBreak]:
    """Emergency openings in the own agency, for its leads."""
    return with_name(visible(hat, GlassBreak.objects.select_related("restriction")), "worker")


def other_leads(hat: Hat, *, on: dt.date) -> QuerySet[Membership]:
    return colleagues(hat, LEAD, on=on).exclude(worker_id=hat.worker_id)


def may_be_named(hat: Hat, *, on: dt.date) -> QuerySet[Worker]:
    """Colleagues whose work is cases; managers, who decide on a start or a paused place of it and read no
    more; and those who answer for the log: they open no case, and read why one was opened. Who of them is
    shut out is asked when one is named."""
    found = colleagues(hat, CASEWORKER, MANAGER, OFFICER, on=on)
    return Worker.names.filter(pk__in=found.values("worker"))


def waiting_for_a_name(hat: Hat, *, at: dt.datetime) -> QuerySet[Restriction]:
    """Restricted, and nobody may open it: somebody waits for an answer that nobody can give."""
    lines = RestrictedListing.objects.filter(in_force(at), content_object=OuterRef("pk"))
    return restrictions(hat).filter(~Exists(lines))


def named_on(hat: Hat, restriction: Restriction, *, at: dt.datetime) -> QuerySet[Worker]:
    """Who may open it at this moment, those who broke the glass among them."""
    lines = visible(hat, RestrictedListing.objects.filter(in_force(at), content_object=restriction))
    return Worker.names.filter(pk__in=lines.values("user"))


def named_for(hat: Hat, case_id: UUID, *, at: dt.datetime) -> QuerySet:
    """The keys of those named for a restricted case, in front of it; whoever broke the glass is not one."""
    lines = RestrictedListing.objects.filter(in_force(at), case_id=case_id, ends_at__isnull=True)
    return visible(hat, lines).values("user")


@dataclass(frozen=True)
class ShutOut:
    """Why a colleague does not see a case, for a lead who wonders."""

    worker: str
    handle: str
    why: str


def shut_out(hat: Hat) -> list[ShutOut]:
    """Of what is not restricted: whose declared connection keeps whom out of which case."""
    declared = list(conflicts(hat))
    people = visible(hat, Referral.objects.filter(name_key__in={each.name_key for each in declared}))[:100]
    return [
        ShutOut(each.worker.full_name, person.reference, each.get_kind_display())
        for person in people
        for each in declared
        if is_about(each, person)
    ]
