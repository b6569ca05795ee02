"""Declaring that one knows somebody outside work, and that this is over."""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.acquaintance import follow
from chrysalis.agencies.matching import name_key
from chrysalis.agencies.models import Conflict
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london


DECLARED = word("conflict.declared", Side.CHANGE, "collection", "declared knowing a person outside work")
ENDED = word("conflict.ended", Side.CHANGE, "alteration", "said that a declared connection is over")

ASK_AGAIN_DAYS = 365


@transaction.atomic
def declare_conflict(
    *, given_names: str, family_name: str, date_of_birth: str, kind: str, by: Hat, at: dt.datetime
) -> Conflict:
    """From this moment the worker is shut out of every case of somebody so called and so born."""
    today = in_london(at).date()
    conflict = Conflict.objects.create(
        agency_id=by.agency_id,
        worker_id=by.worker_id,
        name_key=name_key(given_names, family_name),
        date_of_birth=date_of_birth,
        kind=kind,
        since=today,
        ask_again_on=today + dt.timedelta(days=ASK_AGAIN_DAYS),
    )
    follow(conflict.pk, on=today)
    record(DECLARED, by=by, at=at, subjects=[conflict.pk])
    return conflict


@transaction.atomic
def end_conflict(conflict: Conflict, *, by: Hat, at: dt.datetime) -> None:
    """SAFETY: only a safeguarding lead ends one. A worker who could would look, and declare it again."""
    standing = Conflict.objects.filter(pk=conflict.pk, until__isnull=True)
    today = in_london(at).date()
    if standing.update(until=today):
        follow(conflict.pk, on=today)
        record(ENDED, by=by, at=at, subjects=[conflict.pk])
