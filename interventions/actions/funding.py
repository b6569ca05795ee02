"""Funding streams and the places they pay for, kept by the service manager of the provider."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from interventions.models import Capacity, FundingStream


KEPT = word("funding.kept", Side.CHANGE, "alteration", "recorded or changed a funding stream")
PLACES = word("places.set", Side.CHANGE, "alteration", "set how many places a funding stream pays for")


class FundingRefused(Exception):
    """The text is shown to the manager, beside the field."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


@transaction.atomic
def add_stream(values: dict[str, Any], *, by: Hat, at: dt.datetime) -> FundingStream:
    """Raises FundingRefused where there is one of that name."""
    made = FundingStream(provider_agency_id=by.agency_id, **values)
    _named_once(lambda: made.save(force_insert=True))
    record(KEPT, by=by, at=at, subjects=[made.pk])
    return made


@transaction.atomic
def change_stream(
    stream: FundingStream, values: dict[str, Any], *, seen_version: int, by: Hat, at: dt.datetime
) -> FundingStream:
    """Raises versions.Conflict, or FundingRefused where there is another of that name."""
    _named_once(lambda: stream.change(seen_version=seen_version, **values))
    record(KEPT, by=by, at=at, subjects=[stream.pk], fields=sorted(values))
    return stream


@transaction.atomic
def add_places(stream: FundingStream, values: dict[str, Any], *, by: Hat, at: dt.datetime) -> Capacity:
    made = Capacity.objects.create(stream=stream, provider_agency_id=stream.provider_agency_id, **values)
    record(PLACES, by=by, at=at, subjects=[made.pk])
    return made


@transaction.atomic
def change_places(
    capacity: Capacity, values: dict[str, Any], *, seen_version: int, by: Hat, at: dt.datetime
) -> Capacity:
    """Raises versions.Conflict, or FundingRefused where more are taken than would be left."""
    locked = Capacity.objects.select_for_update().get(pk=capacity.pk)
    if values.get("places", locked.places) < locked.taken:
        raise FundingRefused("places", f"{locked.taken} places are taken, so it cannot be fewer")
    capacity.change(seen_version=seen_version, **values)
    record(PLACES, by=by, at=at, subjects=[capacity.pk], fields=sorted(values))
    return capacity


def _named_once(write: Any) -> None:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as refused:
        if "stream_name_once" not in str(refused):
            raise
        raise FundingRefused("name", "There is a funding stream of this name already") from None
