"""Every look at a survivor or a slip leaves an entry on this side. What is read only when open is opened
here."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.context import open_things
from chrysalis.access.hat import Hat
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from partners.models import Slip, Survivor


READ = word("survivor.read", Side.SAFETY, "consultation", "read what is recorded of a survivor")
READ_SLIP = word("slip.read", Side.SAFETY, "consultation", "read what was told of somebody harmed")


def read(subjects: Iterable[UUID], *, by: Hat, at: dt.datetime) -> None:
    """One entry for one page, with the keys of all it showed."""
    shown = list(subjects)
    if shown:
        record(READ, by=by, at=at, subjects=shown)


def open_survivor(survivor: Survivor, *, by: Hat, at: dt.datetime) -> Survivor:
    """Open a survivor whom the hat can see: safe contact and links can be read until the page is done."""
    read([survivor.pk], by=by, at=at)
    open_things(survivor_id=survivor.pk)
    return survivor


def open_slip(slip: Slip, *, by: Hat, at: dt.datetime) -> Slip:
    """Open a slip that the hat can see, with what it says."""
    record(READ_SLIP, by=by, at=at, subjects=[slip.pk])
    open_things(slip_id=slip.pk)
    return slip
