"""Finding the person whom a survivor names, and linking the two: on this side alone.

SAFETY: a name tried here tells whether somebody is referred. A survivor's safety can hang on that, and
so can the other person's; each try leaves an entry, found or not, in the transaction of the answer.
"""

import datetime as dt

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from partners.actions.tracing import end_for
from partners.events import SurvivorLinked
from partners.models import ClientLink, Survivor
from referrals.gates.clients import FoundClient, find_client


LOOKED = word("client.looked_for", Side.SAFETY, "consultation", "looked for a person by name and birth date")
LINKED = word("survivor.linked", Side.SAFETY, "combination", "linked a survivor to a person referred")


class LinkedAlready(Exception):
    """Text is shown to the link worker."""


@transaction.atomic
def find(name: str, born: dt.date, *, survivor: Survivor, by: Hat, at: dt.datetime) -> list[FoundClient]:
    """At most three people of exactly that name and day, in the own schemes."""
    found = find_client(name, born)
    record(LOOKED, by=by, at=at, subjects=[survivor.pk, *(each.client_id for each in found)])
    return found


@transaction.atomic
def link(
    survivor: Survivor,
    found: FoundClient,
    *,
    relationship: str,
    since: str,
    by: Hat,
    at: dt.datetime,
) -> ClientLink:
    """Link a survivor to somebody who was found just now. Raises LinkedAlready."""
    made = ClientLink(
        survivor=survivor,
        support_agency_id=by.agency_id,
        client_id=found.client_id,
        client_name=found.name,
        case_reference=found.reference,
        provider=found.provider,
        relationship=relationship,
        since=since,
        by_id=by.worker_id,
        linked_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise LinkedAlready("These two are linked already.") from None
    record(LINKED, by=by, at=at, subjects=[survivor.pk, found.client_id])
    end_for(found.client_id, by=by, at=at)
    linked = SurvivorLinked(survivor_id=survivor.pk, client_id=found.client_id, agency_id=by.agency_id)
    announce(linked, by=by, at=at)
    return made
