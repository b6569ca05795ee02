"""Filing a slip: it is about somebody already supported, or about somebody new."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from partners.actions.people import record_survivor
from partners.events import SlipFiled
from partners.models import SafeContact, SafeToRing, Slip, SlipFiling, Survivor
from partners.rules.reaching import DIGITS


FILED = word("slip.filed", Side.SAFETY, "combination", "filed what was told to the survivor it is about")
SET_ASIDE = word("slip.set_aside", Side.SAFETY, "combination", "said that a slip holds nothing to file")
NO_NAME = "Name not known"


class FiledAlready(Exception):
    """Somebody else was quicker. Text is shown to the link worker."""


@transaction.atomic
def file(slip: Slip, *, survivor: Survivor | None, by: Hat, at: dt.datetime) -> Survivor:
    """File an open slip to a survivor, or to a new one made from what it says. Raises FiledAlready."""
    about = survivor or _survivor_from(slip, by=by, at=at)
    _file(slip, by=by, at=at, survivor=about)
    record(FILED, by=by, at=at, subjects=[slip.pk, about.pk])
    announce(SlipFiled(slip_id=slip.pk, agency_id=by.agency_id, filed_by_id=by.worker_id), by=by, at=at)
    return about


@transaction.atomic
def set_aside(slip: Slip, *, why: str, by: Hat, at: dt.datetime) -> None:
    """There is nothing to file: sent twice, or about nobody. The slip stays. Raises FiledAlready."""
    _file(slip, by=by, at=at, why_nothing=why)
    record(SET_ASIDE, by=by, at=at, subjects=[slip.pk])
    announce(SlipFiled(slip_id=slip.pk, agency_id=by.agency_id, filed_by_id=by.worker_id), by=by, at=at)


def _file(slip: Slip, *, by: Hat, at: dt.datetime, **what: Any) -> None:
    """SAFETY: a slip leaves the list with its filing, in one transaction, and in no other way: one that
    left it unread would be somebody whom nobody rings."""
    whose = {"support_agency_id": by.agency_id, "by_id": by.worker_id}
    try:
        with transaction.atomic():
            SlipFiling.objects.create(slip=slip, filed_at=at, **whose, **what)
    except IntegrityError:
        raise FiledAlready("Somebody filed this a moment ago.") from None
    slip.waits = False
    slip.save(update_fields=["waits"])


def _survivor_from(slip: Slip, *, by: Hat, at: dt.datetime) -> Survivor:
    name = " ".join(slip.details.name.split())[:400] or NO_NAME
    made = record_survivor({"name": name}, scheme_id=slip.scheme_id, by=by, at=at)
    _keep_ways(slip, made, by=by, at=at)
    return made


def _keep_ways(slip: Slip, survivor: Survivor, *, by: Hat, at: dt.datetime) -> None:
    """What a slip says of a telephone and an address. An address is never safe because somebody knew it."""
    details, State = slip.details, SafeContact.State
    is_number = DIGITS.search(details.telephone)  # what was sealed was checked by nobody
    stated = State.STATED if details.safe_to_ring == SafeToRing.YES and is_number else State.UNSAFE
    ways = [
        (SafeContact.Channel.CALL, details.telephone, stated),
        (SafeContact.Channel.POST, details.address, State.UNSAFE),
    ]
    for channel, value, state in ways:
        if value:
            SafeContact.objects.create(
                survivor=survivor,
                support_agency_id=by.agency_id,
                channel=channel,
                value=value[:1000],
                state=state,
                stated_by=slip.sender[:400],
                told_with_it=details.anything_else,
                told_by=slip.sender[:400],
                by_id=by.worker_id,
                recorded_at=at,
            )
