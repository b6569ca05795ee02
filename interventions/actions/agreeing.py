"""The client agreement: its words, and who signed them."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from interventions.models import AgreementText, ClientAgreement
from referrals.models import Case


WRITTEN = word(
    "client-agreement.written", Side.CHANGE, "alteration", "changed the text of the client agreement"
)
TAKEN = word(
    "client-agreement.taken", Side.CHANGE, "collection", "recorded whether a person signed the agreement"
)


class TextOvertaken(Exception):
    """Somebody else changed the text meanwhile; `current` is theirs."""

    def __init__(self, current: AgreementText) -> None:
        super().__init__("Somebody else changed the text while you were writing.")
        self.current = current


@transaction.atomic
def write_text(words: str, *, seen_number: int, by: Hat, at: dt.datetime) -> AgreementText:
    """The next text of the own agency; those who signed another keep it. Raises TextOvertaken."""
    made = AgreementText(
        provider_agency_id=by.agency_id,
        number=seen_number + 1,
        words=words,
        made_by_id=by.worker_id,
        made_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise TextOvertaken(
            AgreementText.objects.filter(provider_agency_id=by.agency_id).latest("number")
        ) from None
    record(WRITTEN, by=by, at=at, subjects=[made.pk])
    return made


@transaction.atomic
def take_agreement(
    case: Case, text: AgreementText, values: dict[str, Any], *, by: Hat, at: dt.datetime
) -> ClientAgreement:
    """Signed, or refused for a reason."""
    made = ClientAgreement.objects.create(
        case=case,
        provider_agency_id=case.provider_agency_id,
        text=text,
        by_id=by.worker_id,
        recorded_at=at,
        **values,
    )
    record(TAKEN, by=by, at=at, subjects=[case.pk, case.client_id])
    return made
