"""Sending a referral: frozen as it was written, received at the front door, its clock begun."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.visitor import Who
from chrysalis.agencies import sharing
from chrysalis.agencies.employment import family
from chrysalis.agencies.matching import name_key
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.ui.dates import PartialDate
from chrysalis.working_days import in_london
from referrals.actions.finding import make_findable
from referrals.actions.restricting import restrict_from_the_start
from referrals.events import ReferralSubmitted
from referrals.models import CameWith, CustodyDetails, Disposal, Referral, ReferralStatus, details_of
from referrals.rules.clocks import Clock
from referrals.rules.paths import path_of
from referrals.ways_in import ages_of, ways_into


SUBMITTED = word(
    "referral.submitted", Side.CHANGE, "disclosure", "sent a referral to the front door of a scheme"
)


class NobodyElse(Exception):
    """The text is shown to the sender."""

    def __init__(self, front_door: Agency) -> None:
        super().__init__(
            f"The person works for {front_door.name}, and nobody else here may be told. Do not send this: "
            "ask your safeguarding lead."
        )


@transaction.atomic
def submit(
    scheme: Scheme,
    *,
    person: dict[str, Any],
    details: dict[str, Any],
    source: str,
    beside: Iterable[CameWith] = (),
    sent_as: UUID | None = None,
    by: Hat,
    at: dt.datetime,
) -> ReferralStatus:
    """Refer a person through one of the doors. Gives what the sender may see of it from now on.
    `beside` is what else is kept of it, not saved yet and not knowing yet of what.

    Raises sharing.OnHold when no agreement lets the sender's agency tell the front door, and NobodyElse
    when the person works there and nobody else may be told.
    """
    sender = Agency.objects.get(pk=by.agency_id)
    receiver = receiver_of(scheme, sender, person.get("employer"), at=at)
    came_with = [details_of(source)(**details), *beside]
    told = person | {"sent_as": sent_as, **for_lists(came_with)} | held_as(scheme, source)
    referral = freeze(scheme, sender, receiver, told, by=by, at=at)
    if referral.is_restricted:
        restrict_from_the_start(referral, by=by, at=at)
    keep_beside(referral, came_with)
    record(
        SUBMITTED,
        by=by,
        at=at,
        subjects=[referral.pk],
        recipient_id=receiver.pk,
        recipient=receiver.name,
    )
    announce(submitted(referral), by=by, at=at)
    return status_of(referral, at=at)


def status_of(referral: Referral, *, at: dt.datetime) -> ReferralStatus:
    """The row that the sender reads, as it begins."""
    return ReferralStatus.objects.create(
        reference=referral.reference,
        referral_key=referral.pk,
        referring_agency_id=referral.referring_agency_id,
        provider_agency_id=referral.provider_agency_id,
        sent_at=at,
        changed_on=in_london(at).date(),
    )


def held_as(scheme: Scheme, source: str) -> dict[str, str]:
    """Through which door it came, and on which lawful basis that is held from the first moment: read before
    a visitor writes, who reads nothing."""
    return {"source": source, "lawful_basis": ways_into(scheme).held(source).lawful_basis}


def keep_beside(referral: Referral, came_with: Iterable[CameWith]) -> None:
    """What was told with it, and the numbers by which it is found."""
    kept = list(came_with)
    for each in kept:
        belong(each, referral)
        each.save(force_insert=True)
    make_findable(referral, numbers_of(kept))


def belong(each: CameWith, referral: Referral) -> None:
    each.referral = referral
    each.referring_agency_id = referral.referring_agency_id
    each.provider_agency_id = referral.provider_agency_id


def numbers_of(kept: Iterable[CameWith]) -> dict[str, str]:
    return {kind: raw for each in kept for kind, raw in each.numbers.items()}


def for_lists(came_with: list[CameWith]) -> dict[str, Any]:
    """What lists say of what came with a referral: the last day of a disposal, and when custody ends."""
    custody = next((each for each in came_with if isinstance(each, CustodyDetails)), None)
    release = custody.release_expected_at if custody else None
    return {"disposal_due_on": deadline(came_with), "release_expected_at": release}


def deadline(came_with: list[CameWith]) -> dt.date | None:
    return next((each.due_on for each in came_with if isinstance(each, Disposal)), None)


def submitted(referral: Referral) -> ReferralSubmitted:
    return ReferralSubmitted(
        referral_id=referral.pk,
        scheme_id=referral.scheme_id,
        provider_agency_id=referral.provider_agency_id,
        is_restricted=referral.is_restricted,
        is_urgent=referral.is_urgent,
    )


def receiver_of(scheme: Scheme, sender: Agency, employer: Agency | None, *, at: dt.datetime) -> Agency:
    """Of those who may receive it: the front door, or another that the sender may tell. Raises NobodyElse,
    and sharing.OnHold where no agreement lets the sender tell the front door."""
    today = in_london(at).date()
    for receiver in receivers(scheme, employer):
        may_share = sharing.standing(scheme, sender=sender, receiver=receiver, on=today).may_share
        if may_share:
            return receiver
        if receiver == scheme.front_door:
            raise sharing.OnHold(receiver)
    raise NobodyElse(scheme.front_door)


def receivers(scheme: Scheme, employer: Agency | None) -> Iterator[Agency]:
    """The front door and then the other providers, without whom the person works for."""
    shut = family(employer.pk if employer else None)
    providers = Agency.objects.filter(participations__scheme=scheme, participations__part="provider")
    if scheme.front_door_id not in shut:
        yield scheme.front_door
    yield from providers.exclude(pk__in=shut).order_by("name")


def freeze(
    scheme: Scheme,
    sender: Agency,
    receiver: Agency,
    person: dict[str, Any],
    *,
    working_days: int | None = None,
    by: Who,
    at: dt.datetime,
) -> Referral:
    """The referral as it was told, its clock begun."""
    referral = frozen(scheme, sender, receiver, person, working_days=working_days, by=by, at=at)
    referral.save(force_insert=True)
    return referral


def frozen(
    scheme: Scheme,
    sender: Agency,
    receiver: Agency,
    person: dict[str, Any],
    *,
    working_days: int | None = None,
    by: Who,
    at: dt.datetime,
) -> Referral:
    """The same, not saved yet: a spreadsheet of them is saved at once."""
    days = scheme.first_contact_working_days if working_days is None else working_days
    clock = Clock.begin(at, working_days=days, nation=receiver.nation)
    typed = person.get("date_of_birth")
    born = PartialDate.read(typed) if typed else None
    release = person.get("release_expected_at")
    return Referral(
        scheme=scheme,
        referring_agency=sender,
        provider_agency=receiver,
        sent_by_id=by.worker_id,
        received_at=at,
        first_contact_due_at=min(clock.due_at, release) if release and release > at else clock.due_at,
        name_key=name_key(person["given_names"], person["family_name"]),
        age_path=path_of(born, on=in_london(at).date(), ages=ages_of(scheme)),
        is_restricted=person.get("agency_link") == "yes",
        **person,
    )
