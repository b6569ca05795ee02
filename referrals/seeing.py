"""Who can open a case, and why; and who sees a part of it without opening it: for those who hold it.

SAFETY: of the other side nothing is said here, not that there is anybody. Nor is it said that somebody is not
among those who can: what a colleague declared of people they know is theirs.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.decide import visible
from chrysalis.access.grants import in_force
from chrysalis.access.hat import Hat
from chrysalis.access.roles import Caseworker
from chrysalis.agencies.models import Worker, with_name
from chrysalis.notices.recipients import Recipient, readers
from chrysalis.working_days import in_london
from referrals import queries
from referrals.definers import kept_out_of
from referrals.models import Case, RestrictedListing, Source


@dataclass(frozen=True)
class Opener:
    """Somebody who can open it."""

    who: str
    role: str
    why: str
    until: dt.datetime | None = None


def who_opens(hat: Hat, case: Case, *, at: dt.datetime) -> list[Opener]:
    """Whoever works with the person first."""
    found = _named(hat, case, at) if case.is_restricted else _caseworkers(hat, case, at)
    return sorted(found, key=lambda each: (each.why not in FIRST, each.who))


WORKS, HAS_TASK, NAMED = "Works with the person", "Has something to do on it", "Named for it"
BROKE = "Opened it in an emergency, which the leads review"
FIRST = (WORKS, HAS_TASK)


def _caseworkers(hat: Hat, case: Case, at: dt.datetime) -> Iterator[Opener]:
    here = readers(Recipient(hat.agency_id, Caseworker.slug), on=in_london(at).date())
    busy = set(queries.tasks(hat).filter(case=case, ending="").values_list("worker_id", flat=True))
    for each in Worker.names.filter(pk__in=here - kept_out_of(case.pk)):
        yield Opener(each.full_name, Caseworker.name, _why(each.pk, case, busy))


def _why(worker_id: UUID, case: Case, busy: set[UUID]) -> str:
    if worker_id == case.allocated_worker_id:
        return WORKS
    return HAS_TASK if worker_id in busy else f"Caseworker of {case.provider_agency.name}"


def _named(hat: Hat, case: Case, at: dt.datetime) -> Iterator[Opener]:
    lines = RestrictedListing.objects.filter(in_force(at), case_id=case.pk)
    for each in with_name(visible(hat, lines), "user"):
        yield Opener(each.user.full_name, "Named", BROKE if each.ends_at else NAMED, each.ends_at)


def who_sees_a_part(hat: Hat, case: Case) -> list[tuple[str, str]]:
    """Roles of the own agency, then other agencies: each with what they see of it."""
    own = RESTRICTED if case.is_restricted else ORDINARY
    return [*own, *_senders(hat, case), *_on_the_way(hat, case), *_leads(case)]


ORDINARY = [
    ("Safeguarding leads", "That the case is there: name, reference and what is due. They restrict it"),
    ("Facilitators of a group or appointment", "Name, reference and attendance there"),
    ("Service managers", "Name, reference and place, where they decide on one"),
    ("Information officers", "Who looked at it, and when"),
]
RESTRICTED = [
    ("Safeguarding leads", "The reference and what is due. They say who is named"),
    ("Information officers", "Who looked at it, and when"),
]


def _senders(hat: Hat, case: Case) -> Iterator[tuple[str, str]]:
    """Of the referral that opened it and of those that joined it, as far as an agency sent them."""
    sent = queries.referrals(hat).filter(pk=case.referral_id) | queries.referrals(hat).filter(
        joined_case_id=case.pk
    )
    agencies = {
        each.referring_agency.name
        for each in sent.select_related("referring_agency")
        if each.source != Source.SELF and not each.told_from
    }
    for name in sorted(agencies):
        yield name, "That it was received and what became of it: the reference, one word and a day"


def _on_the_way(hat: Hat, case: Case) -> Iterator[tuple[str, str]]:
    for leg in queries.way(hat, case):
        if leg.provider_agency_id != case.provider_agency_id:
            yield leg.provider_agency.name, "How far it has come, and what was handed over. No notes"


def _leads(case: Case) -> Iterator[tuple[str, str]]:
    lead = case.scheme.lead_agency
    if lead.pk != case.provider_agency_id:
        yield lead.name, "Leads the scheme: figures, and no person"
