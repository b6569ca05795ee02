"""Registering an agency that takes part: done while a service is set up, and when a partner joins."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Agency, Nation
from chrysalis.audit.log import record
from chrysalis.audit.words import word


REGISTERED = word("agency.registered", Side.NEITHER, "collection", "registered an agency")
SET = word("agency.set", Side.NEITHER, "alteration", "set how an agency works")


class ShortNameTaken(Exception):
    """Addresses and sign-on go by the short name. The text is shown to whoever sets up."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is already an agency with the short name {slug}. Choose another.")


class NoForce(Exception):
    """A custody suite is bound by what its force has signed. The text is shown to whoever sets up."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a custody suite. Name the police force it belongs to.")


class NotTheirs(Exception):
    """Each agency is set by its own administrator."""


@transaction.atomic
def register_agency(
    slug: str,
    *,
    name: str,
    kinds: Iterable[str],
    parent: Agency | None = None,
    nation: str = Nation.ENGLAND,
    telephone: str = "",
    email_domains: Iterable[str] = (),
    is_sandbox: bool = False,
    by: Hat | None,
    at: dt.datetime,
) -> Agency:
    """Add an agency. Raises ShortNameTaken, or NoForce for a custody suite on its own."""
    kinds = list(kinds)
    if Agency.objects.filter(slug=slug).exists():
        raise ShortNameTaken(slug)
    if Agency.Kind.CUSTODY_SUITE in kinds and parent is None:
        raise NoForce(name)
    agency = Agency.objects.create(
        slug=slug,
        name=name,
        kinds=kinds,
        parent=parent,
        nation=nation,
        telephone=telephone,
        email_domains=list(email_domains),
        is_sandbox=is_sandbox,
    )
    record(REGISTERED, by=by, at=at, subjects=[agency.pk])
    return agency


@transaction.atomic
def set_agency(
    agency: Agency, values: dict[str, Any], *, seen_version: int, by: Hat, at: dt.datetime
) -> None:
    """Of the own agency alone. Raises versions.Conflict when somebody else saved in between."""
    if agency.pk != by.agency_id:
        raise NotTheirs(agency)
    changed = [name for name, value in values.items() if getattr(agency, name) != value]
    agency.change(seen_version=seen_version, **values)
    record(SET, by=by, at=at, subjects=[agency.pk], fields=changed)
