"""The pathway that somebody takes by age: chosen where the date of birth leaves it open, and decided on again
when the one that they were referred on ends. A birthday moves nobody."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.ui.dates import PartialDate
from chrysalis.workflow import NotNow
from chrysalis.working_days import in_london
from referrals.actions.binding import going
from referrals.actions.chasing import say_what_is_due
from referrals.actions.reading import open_referral
from referrals.actions.referring import belong
from referrals.models import (
    WAITING,
    AgePath,
    Case,
    Client,
    PathChoice,
    PathDecision,
    PersonDetails,
    Referral,
    ResponsibleAdult,
    YoungPerson,
)
from referrals.models.young import OfYoungPerson
from referrals.rules.paths import path_of
from referrals.ways_in import ages_of


CHOSEN = word("pathway.chosen", Side.CHANGE, "alteration", "chose the pathway of a person by age")
DECIDED = word("pathway.decided", Side.CHANGE, "alteration", "decided on which pathway a person goes on")


class NotReady(Exception):
    """The text is shown to whoever would accept."""


@transaction.atomic
def choose_path(
    referral: Referral,
    *,
    path: str,
    because: str,
    told: Iterable[OfYoungPerson] = (),
    by: Hat,
    at: dt.datetime,
) -> None:
    """Say which pathway, and keep what was told of a young person. Raises workflow.NotNow once the referral
    is decided on."""
    held = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if held.state not in WAITING:
        raise NotNow(f"This referral is {held.get_state_display().lower()}.")
    open_referral(held, by=by, at=at)
    kept = list(told)
    if path != held.age_path or because:
        kept.append(PathChoice(path=path, because=because or "As the date of birth says.", at=at))
    for each in kept:
        belong(each, held)
        each.by_id = by.worker_id
        each.save(force_insert=True)
    Referral.objects.filter(pk=held.pk).update(age_path=path)
    record(CHOSEN, by=by, at=at, subjects=[held.pk])


def refuse_unready(referral: Referral) -> None:
    """In front of the open referral. Raises NotReady: nobody is accepted of whom it is not known whether they
    are a child, nor a child without whoever answers for them."""
    if referral.age_path == AgePath.UNSURE:
        raise NotReady("The date of birth leaves open how old they are. Choose the pathway first.")
    if referral.age_path == AgePath.YOUNGER:
        raise NotReady(
            f"{referral.scheme.name} takes people from the age of {referral.scheme.minimum_age}. Send them "
            "on to a service for children; or choose the pathway, where the date of birth is wrong."
        )
    if referral.age_path == AgePath.YOUNG and not _is_answered_for(referral):
        raise NotReady(
            "They are under 16. Say first who in children’s services knows, whether the young person can "
            "decide, and whether a responsible adult agrees."
        )


def _is_answered_for(referral: Referral) -> bool:
    young = YoungPerson.objects.filter(referral=referral).exclude(services_worker="").exclude(able="")
    adult = ResponsibleAdult.objects.filter(referral=referral).exclude(agrees=ResponsibleAdult.Agrees.NOT_YET)
    return young.exists() and adult.exists()


@transaction.atomic
def decide_path(case: Case, *, path: str, because: str, by: Hat, at: dt.datetime) -> PathDecision:
    """On which pathway they go on. Raises CaseIsOver."""
    case = going(case)
    client = Client.objects.get(pk=case.client_id)
    made = PathDecision.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        path=path,
        because=because,
        by_id=by.worker_id,
        at=at,
    )
    Client.objects.filter(pk=client.pk).update(
        age_path=path, age_path_by_date=path_by_date(client, case.scheme, at=at), version=F("version") + 1
    )
    record(DECIDED, by=by, at=at, subjects=[case.pk, case.client_id])
    say_what_is_due(case, by=by, at=at)
    return made


def path_by_date(person: PersonDetails, scheme: Scheme, *, at: dt.datetime) -> str:
    """What the date of birth says on this day, whatever somebody decided."""
    born = PartialDate.read(person.date_of_birth) if person.date_of_birth else None
    return path_of(born, on=in_london(at).date(), ages=ages_of(scheme))
