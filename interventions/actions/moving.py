"""Moving a place along its life: checked, written down as a step, and in the log. Whatever else moves
with it is in the verb that calls this."""

import datetime as dt
from typing import Any

from django.db.models import F

from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from interventions.models import Enrolment, EnrolmentStep
from interventions.workflow import ENROLMENT


def locked(enrolment: Enrolment) -> Enrolment:
    """The place as it stands now, held until the transaction is done."""
    return Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)


def move(
    enrolment: Enrolment, transition: str, *, by: Hat, at: dt.datetime, reason: str = "", **changes: Any
) -> Enrolment:
    """Raises workflow.NotNow or NotYours. `enrolment` is `locked`."""
    found = ENROLMENT.check(enrolment, transition, by=by)
    source, version = enrolment.state, enrolment.version
    # A manager who lets a start go ahead may write that alone, so that nothing else is touched.
    values = changes | ({"state": found.target} if found.target != source else {})
    Enrolment.objects.filter(pk=enrolment.pk).update(**values, version=F("version") + 1)
    for name, value in (values | {"version": version + 1}).items():
        setattr(enrolment, name, value)
    write_step(enrolment, transition, source=source, reason=reason, by=by, at=at)
    record(found.audit, by=by, at=at, subjects=[enrolment.pk, enrolment.case_id, enrolment.client_id])
    return enrolment


def write_step(
    enrolment: Enrolment, transition: str, *, source: str, reason: str, by: Hat, at: dt.datetime
) -> None:
    EnrolmentStep.objects.bulk_create(
        [
            EnrolmentStep(
                enrolment=enrolment,
                case_id=enrolment.case_id,
                provider_agency_id=enrolment.provider_agency_id,
                transition=transition,
                source=source,
                target=enrolment.state,
                starts_on=enrolment.starts_on,
                by_id=by.worker_id,
                at=at,
                reason=reason,
            )
        ]
    )
