"""How a provider runs a programme: each change is a new version, from a day on.

A place keeps the version that it began under, so that nobody's rules change under their feet.
"""

import dataclasses
import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from interventions.catalogue.terms import Programme, Terms, Word
from interventions.models import ProgrammeVersion


BEGUN = word("programme.begun", Side.CHANGE, "collection", "began to offer a programme")
CHANGED = word("programme.changed", Side.CHANGE, "alteration", "changed how a programme is run")

TERMS = tuple(field.name for field in dataclasses.fields(Terms))


class OfferedAlready(Exception):
    """The text is shown to the manager."""


class Overtaken(Exception):
    """Somebody else changed the programme meanwhile; `current` is their version."""

    def __init__(self, current: ProgrammeVersion) -> None:
        super().__init__("Somebody else changed this programme while you were writing.")
        self.current = current


@transaction.atomic
def begin_programme(
    programme: Programme,
    *,
    scheme: Scheme,
    starts_on: dt.date,
    by: Hat,
    at: dt.datetime,
    **values: Any,
) -> ProgrammeVersion:
    """Offer a programme with the terms it comes with, but for `values`. Raises OfferedAlready."""
    made = ProgrammeVersion(
        scheme=scheme,
        provider_agency_id=by.agency_id,
        programme=programme.slug,
        **({"name": programme.name} | declared_terms(programme) | values),
        number=1,
        starts_on=starts_on,
        made_by_id=by.worker_id,
        made_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise OfferedAlready(f"Your agency offers {programme.name} in this scheme already.") from None
    record(BEGUN, by=by, at=at, subjects=[made.pk])
    return made


def declared_terms(programme: Programme) -> dict[str, Any]:
    """The terms that a programme comes with, as a version keeps them."""
    return {name: _plain(getattr(programme.terms, name)) for name in TERMS}


@transaction.atomic
def change_programme(
    seen: ProgrammeVersion,
    values: dict[str, Any],
    *,
    starts_on: dt.date,
    reason: str,
    by: Hat,
    at: dt.datetime,
) -> ProgrammeVersion:
    """The next version, like the one that was seen but for `values`. Raises Overtaken where it is not the
    last any more."""
    copied = {name: getattr(seen, name) for name in ("name", "is_offered", *TERMS)}
    changed = [name for name, value in values.items() if copied[name] != value]
    made = ProgrammeVersion(
        scheme_id=seen.scheme_id,
        provider_agency_id=seen.provider_agency_id,
        programme=seen.programme,
        number=seen.number + 1,
        starts_on=starts_on,
        reason=reason,
        made_by_id=by.worker_id,
        made_at=at,
        **(copied | values),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Overtaken(_last(seen)) from None
    record(CHANGED, by=by, at=at, subjects=[made.pk], fields=changed)
    return made


def _last(seen: ProgrammeVersion) -> ProgrammeVersion:
    one = {name: getattr(seen, name) for name in ("scheme_id", "provider_agency_id", "programme")}
    return ProgrammeVersion.objects.filter(**one).latest("number")


def _plain(value: Any) -> Any:
    """As the database keeps it: words without their labels, lists for tuples."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, Word) else value
