"""Children as they were given: who, how old, and whom of children's services to ring.

SAFETY: nothing here takes an address or a school, and nothing may: it would lead to whoever was harmed.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.workflow import NotNow
from referrals.models import Case, Child


RECORDED = word("child.recorded", Side.CHANGE, "collection", "recorded a child whom the person named")
CHANGED = word("child.changed", Side.CHANGE, "alteration", "put right what was recorded of a child")
TAKEN_OFF = word("child.taken-off", Side.CHANGE, "alteration", "took a child off a case, with a reason")


@transaction.atomic
def record_child(case: Case, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> Child:
    """Keep a child as given: the fields of the model."""
    made = _keep(case, values, by=by, at=at)
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])
    return made


@transaction.atomic
def change_child(
    case: Case, child_id: UUID, values: dict[str, Any], *, because: str, by: Hat, at: dt.datetime
) -> Child:
    """What is known now, in the place of what was; that stays, and says why. Raises workflow.NotNow."""
    _end(case, child_id, because=because, by=by, at=at)
    made = _keep(case, values | {"replaces_id": child_id}, by=by, at=at)
    record(CHANGED, by=by, at=at, subjects=[case.pk, case.client_id])
    return made


@transaction.atomic
def take_off(case: Case, child_id: UUID, *, because: str, by: Hat, at: dt.datetime) -> None:
    """Recorded by mistake. Raises workflow.NotNow."""
    _end(case, child_id, because=because, by=by, at=at)
    record(TAKEN_OFF, by=by, at=at, subjects=[case.pk, case.client_id])


def _keep(case: Case, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> Child:
    held = {"case": case, "provider_agency_id": case.provider_agency_id, "by_id": by.worker_id, "at": at}
    return Child.objects.create(**held, **values)


def _end(case: Case, child_id: UUID, *, because: str, by: Hat, at: dt.datetime) -> None:
    stands = Child.objects.filter(pk=child_id, case=case, ended_at__isnull=True)
    if not stands.update(ended_at=at, ended_because=because, ended_by_id=by.worker_id):
        raise NotNow("Somebody has put this right already. Read what it says now.")
