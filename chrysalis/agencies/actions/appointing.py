"""Setting up accounts as an operator does, without an administrator to ask: a worker, and a place.

Daily work goes through `accounts.py`, where an administrator invites within their own reach.
"""

import datetime as dt

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.roles import ROLES, Role
from chrysalis.agencies.models import Agency, Membership, Worker
from chrysalis.audit.log import record
from chrysalis.audit.words import word


REGISTERED = word("account.registered", Side.NEITHER, "account", "registered a worker while setting up")
APPOINTED = word("account.appointed", Side.NEITHER, "account", "gave a worker a place while setting up")


class RoleDoesNotFit(Exception):
    """The text is shown to whoever sets up."""

    def __init__(self, role: type[Role], agency: Agency) -> None:
        super().__init__(f"{agency.name} is not an agency for the role {role.name.lower()}.")


@transaction.atomic
def register_worker(full_name: str, *, email: str, at: dt.datetime) -> Worker:
    """An account without a password: its owner sets one, or signs in through the agency."""
    worker = Worker(full_name=full_name, email=email, joined_at=at)
    worker.set_unusable_password()
    worker.save(force_insert=True)
    record(REGISTERED, by=None, at=at, subjects=[worker.pk])
    return worker


@transaction.atomic
def appoint(
    worker: Worker, agency: Agency, role_slug: str, *, starts_on: dt.date, at: dt.datetime
) -> Membership:
    """Give a worker a place. Raises RoleDoesNotFit where the agency is not of the role's kinds."""
    role = ROLES[role_slug]
    if role.agency_kinds and not role.agency_kinds & set(agency.kinds):
        raise RoleDoesNotFit(role, agency)
    place = Membership.objects.create(worker=worker, agency=agency, role_slug=role_slug, starts_on=starts_on)
    record(APPOINTED, by=None, at=at, subjects=[worker.pk, place.pk])
    return place
