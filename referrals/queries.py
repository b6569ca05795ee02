"""What may be read of referrals and cases. List, count, search and detail ask the same question."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from django.db.models import QuerySet

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from referrals.models import Case, ContactAttempt, Referral, ReferralState, ReferralStatus, Step


def sent(hat: Hat) -> QuerySet[ReferralStatus]:
    """What the own agency has sent, newest first: handle, word and day, and no more."""
    return visible(hat, ReferralStatus.objects.all())


def inbox(hat: Hat) -> QuerySet[Referral]:
    """Referrals that wait for the own agency's decision, the most pressing first."""
    return (
        referrals(hat)
        .filter(state=ReferralState.RECEIVED)
        .select_related("referring_agency", "provider_agency")
    )


def referrals(hat: Hat) -> QuerySet[Referral]:
    return visible(hat, Referral.objects.all())


def cases(hat: Hat) -> QuerySet[Case]:
    """The cases the own agency holds, newest first."""
    return visible(hat, Case.objects.all())


@dataclass(frozen=True)
class Happening:
    """One line of a case's timeline."""

    at: dt.datetime
    title: str
    by: str
    text: str
    href: str = ""


def timeline(hat: Hat, case: Case) -> list[Happening]:
    """What happened on the case, newest first."""
    contacts = visible(hat, ContactAttempt.objects.filter(case=case)).select_related("by")
    steps = visible(hat, Step.objects.filter(case=case)).select_related("by")
    lines = chain(map(_of_contact, contacts), map(_of_step, steps))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _of_contact(attempt: ContactAttempt) -> Happening:
    title = f"{attempt.get_channel_display()}: {attempt.get_outcome_display().lower()}"
    return Happening(attempt.made_at, title, attempt.by.full_name, attempt.account)


STEP_TITLES = {"accept": "Referral accepted, case opened", "reach": "Person reached, waiting for assessment"}


def _of_step(step: Step) -> Happening:
    return Happening(step.at, STEP_TITLES[step.transition], step.by.full_name, step.reason)
