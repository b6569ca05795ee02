"""Whether somebody takes part of their own will, and on which lawful basis the service holds what it knows of
them: two facts, each with its own day. Nothing is changed; what holds is the newest.

A consent that is withdrawn closes nothing by itself: a person decides what follows, and is told what may.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.models import BasisChange, Case, ConsentAnswer


RECORDED = word(
    "consent.recorded", Side.CHANGE, "collection", "recorded whether a person agrees to take part"
)
CHANGED = word("basis.changed", Side.CHANGE, "alteration", "changed the lawful basis on which a case is held")


@transaction.atomic
def record_consent(
    case: Case,
    *,
    answer: str,
    given_by: str,
    given_on: dt.date,
    wording: str,
    why: str,
    by: Hat,
    at: dt.datetime,
) -> ConsentAnswer:
    made = ConsentAnswer.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        answer=answer,
        given_by=given_by,
        given_on=given_on,
        wording=wording,
        why=why,
        by_id=by.worker_id,
        at=at,
    )
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])
    return made


@transaction.atomic
def change_basis(case: Case, *, basis: str, because: str, by: Hat, at: dt.datetime) -> BasisChange:
    made = BasisChange.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        basis=basis,
        because=because,
        by_id=by.worker_id,
        at=at,
    )
    Case.objects.filter(pk=case.pk).update(lawful_basis=basis, version=F("version") + 1)
    record(CHANGED, by=by, at=at, subjects=[case.pk, case.client_id])
    return made
