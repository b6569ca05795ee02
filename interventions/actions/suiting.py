"""Recording what decides which programme. Each time is a new row: what was known when stays to be read."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from interventions.models import Suitability
from referrals.models import Case


RECORDED = word("suitability.recorded", Side.CHANGE, "alteration", "recorded what decides which programme")


class SuitabilityOvertaken(Exception):
    """A colleague recorded something meanwhile; `current` is theirs."""

    def __init__(self, current: Suitability) -> None:
        super().__init__("Somebody else recorded this while you were writing.")
        self.current = current


@transaction.atomic
def record_suitability(
    case: Case, values: dict[str, Any], *, seen_number: int, by: Hat, at: dt.datetime
) -> Suitability:
    """Raises SuitabilityOvertaken where what was seen is no longer the newest."""
    made = Suitability(
        case=case,
        provider_agency_id=case.provider_agency_id,
        number=seen_number + 1,
        by_id=by.worker_id,
        at=at,
        **values,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise SuitabilityOvertaken(Suitability.objects.filter(case=case).latest("number")) from None
    record(RECORDED, by=by, at=at, subjects=[case.pk, case.client_id])
    return made
