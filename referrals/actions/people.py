"""Correcting what is recorded of a person: never over somebody else's correction unseen."""

import datetime as dt
from typing import Any

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.matching import name_key
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions.finding import follow_correction
from referrals.gates.copies import COPIES
from referrals.gates.persons import follow_names
from referrals.models import Case, Client, Referral


CORRECTED = word("client.corrected", Side.CHANGE, "alteration", "corrected what is recorded of a person")


class KnownToYou(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def correct(client: Client, values: dict[str, Any], *, seen_version: int, by: Hat, at: dt.datetime) -> Client:
    """Write what was changed. Raises versions.Conflict when somebody else saved in between, and KnownToYou
    where the person would become one whom the worker declared knowing."""
    changed = [name for name, value in values.items() if getattr(client, name) != value]
    client.change(seen_version=seen_version, **values)
    called = name_key(client.given_names, client.family_name)
    if queries.knows(by, called, client.date_of_birth):
        raise KnownToYou("You said that you know this person. A colleague has to make the correction.")
    follow_correction(client, called=called, at=at)
    Referral.objects.filter(case__client=client).update(name_key=called)
    copied = {
        "person_name": client.name_in_lists,
        "name_key": called,
        "date_of_birth": client.date_of_birth,
    }
    Case.objects.filter(client=client).update(**copied)
    for copy in COPIES:
        copy._default_manager.filter(client_id=client.pk).update(**copied)
    follow_names(client.pk, in_london(at).date())
    record(CORRECTED, by=by, at=at, subjects=[client.pk], fields=changed)
    return client
