"""Keeping what triage chooses from: the next services of a scheme, and the words of its refusals and pauses.

They are kept by the agency that leads the scheme. A service is retired, never deleted: decisions name it.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Scheme
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from referrals.models import (
    NextService,
    PauseWords,
    RefusalWords,
    SchemeWord,
    SchemeWords,
    WayIn,
)
from referrals.rules.ways_in import Usual
from referrals.ways_in import WaysIn, ways_into


ADDED = word("next-service.added", Side.NEITHER, "collection", "added a service that people are sent on to")
CHANGED = word("next-service.changed", Side.NEITHER, "alteration", "changed a service people are sent on to")
WAYS_SET = word("ways-in.set", Side.NEITHER, "alteration", "set what holds for the ways into a scheme")
WORDED = word("refusal.worded", Side.NEITHER, "alteration", "changed the words of a scheme's refusals")


class KeepingRefused(Exception):
    """The text is shown to the worker, beside the field that it is about."""

    field: str | None = "name"


@transaction.atomic
def add_service(
    scheme: Scheme, *, name: str, takes: str = "", telephone: str = "", by: Hat | None, at: dt.datetime
) -> NextService:
    """Raises KeepingRefused."""
    scheme = _kept(scheme, by=by)
    _refuse_second(scheme, name)
    service = NextService.objects.create(
        scheme=scheme, kept_by_id=scheme.lead_agency_id, name=name, takes=takes, telephone=telephone
    )
    record(ADDED, by=by, at=at, subjects=[service.pk])
    return service


@transaction.atomic
def change_service(
    service: NextService,
    *,
    name: str,
    takes: str,
    telephone: str,
    is_retired: bool,
    seen_version: int,
    by: Hat,
    at: dt.datetime,
) -> NextService:
    """Raises KeepingRefused, or versions.Conflict when somebody else saved in between."""
    _refuse_second(_kept(service.scheme, by=by), name, but=service)
    values = {"name": name, "takes": takes, "telephone": telephone, "is_retired": is_retired}
    changed = [field for field, value in values.items() if getattr(service, field) != value]
    service.change(seen_version=seen_version, **values)
    record(CHANGED, by=by, at=at, subjects=[service.pk], fields=changed)
    return service


PAUSES_WORDED = word("pause.worded", Side.NEITHER, "alteration", "changed the words of a scheme's pauses")


class WordsOvertaken(Exception):
    """Somebody else called a reason something else meanwhile; `current` is how all of them stand."""

    def __init__(self, current: SchemeWords) -> None:
        super().__init__("Somebody else changed these words while you were writing.")
        self.current = current


@transaction.atomic
def word_refusals(
    scheme: Scheme, *, words: Mapping[str, str], seen: Mapping[str, int], by: Hat, at: dt.datetime
) -> None:
    """Raises KeepingRefused, and WordsOvertaken."""
    changed = _word_all(RefusalWords, scheme, words=words, seen=seen, by=by)
    record(WORDED, by=by, at=at, subjects=[scheme.pk], fields=changed)


@transaction.atomic
def word_pauses(
    scheme: Scheme, *, words: Mapping[str, str], seen: Mapping[str, int], by: Hat, at: dt.datetime
) -> None:
    """Raises KeepingRefused, and WordsOvertaken."""
    changed = _word_all(PauseWords, scheme, words=words, seen=seen, by=by)
    record(PAUSES_WORDED, by=by, at=at, subjects=[scheme.pk], fields=changed)


def _word_all(
    kind: type[SchemeWords], scheme: Scheme, *, words: Mapping[str, str], seen: Mapping[str, int], by: Hat
) -> list[str]:
    """Each reason on its own: `words` and the versions that were `seen`, by reason. What was not changed is
    not written; where both of two people changed one, the second is told."""
    scheme = _kept(scheme, by=by)
    held = kind.of(kind.model._default_manager.filter(scheme=scheme))
    changed = [reason for reason, said in words.items() if said != held.said(reason)]
    if any(held.version(reason) != seen[reason] for reason in changed):
        raise WordsOvertaken(held)
    for reason in changed:
        _word(kind.model, scheme, held.rows.get(reason), reason, words[reason])
    return changed


def _word(model: type[SchemeWord], scheme: Scheme, row: SchemeWord | None, reason: str, words: str) -> None:
    if row:
        row.change(seen_version=row.version, words=words)
    else:
        said: dict[str, Any] = {"reason": reason, "words": words}
        model._default_manager.create(scheme=scheme, kept_by_id=scheme.lead_agency_id, **said)


class WaysOvertaken(Exception):
    """Somebody else set one of them meanwhile; `current` is how all of them stand."""

    def __init__(self, current: WaysIn) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.current = current


@transaction.atomic
def set_ways_in(
    scheme: Scheme, *, held: Mapping[str, Usual], seen: Mapping[str, int], by: Hat, at: dt.datetime
) -> None:
    """Say for each way in what holds from now on; what was referred before stays as it is. Raises
    KeepingRefused, and WaysOvertaken for one that both of two people changed."""
    scheme = _kept(scheme, by=by)
    ways = ways_into(scheme)
    changed = [source for source, wanted in held.items() if wanted != ways.held(source)]
    if any(ways.version(source) != seen[source] for source in changed):
        raise WaysOvertaken(ways)
    for source in changed:
        _set_way_in(scheme, ways.rows.get(source), source, held[source])
    record(WAYS_SET, by=by, at=at, subjects=[scheme.pk], fields=changed)


def _set_way_in(scheme: Scheme, row: WayIn | None, source: str, wanted: Usual) -> None:
    said = {"lawful_basis": wanted.lawful_basis, "without_agreement": wanted.without_agreement}
    if row:
        row.change(seen_version=row.version, **said)
    else:
        WayIn.objects.create(scheme=scheme, kept_by_id=scheme.lead_agency_id, source=source, **said)


def _kept(scheme: Scheme, *, by: Hat | None) -> Scheme:
    """The scheme, held until the change is done, so that two people cannot use one name at once."""
    held = Scheme.objects.select_for_update(of=("self",)).select_related("lead_agency").get(pk=scheme.pk)
    if by and by.agency_id != held.lead_agency_id:
        refused = KeepingRefused(f"This is kept by {held.lead_agency.name}. Ask its administrator.")
        refused.field = None
        raise refused
    return held


def _refuse_second(scheme: Scheme, name: str, *, but: NextService | None = None) -> None:
    others = NextService.objects.filter(scheme=scheme, name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise KeepingRefused(f"There is already a service called {name} in this scheme.")
