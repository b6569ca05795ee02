"""The lists of this app: what each row says, and how it may be sorted."""

from django.urls import reverse

from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from partners.models import ReleaseCheck, Slip, Survivor


class Slips(Listing):
    caption, one, many = "Slips that nobody has filed", "slip to file", "slips to file"
    empty = "Nothing waits to be filed"
    ordering = "sealed_at"
    columns = (
        Column("From", lambda slip: _slip_link(slip)),
        Column("Told", lambda slip: moment(slip.sealed_at), sort="sealed_at"),
        Column("Scheme", lambda slip: slip.scheme.name),
    )


def _slip_link(slip: Slip) -> Cell:
    return Cell(slip.sending_agency.name, href=reverse("partners:slip", args=[slip.pk]))


class Survivors(Listing):
    caption, one, many = "Survivors", "survivor", "survivors"
    empty = "Nobody is recorded"
    ordering = "name"
    columns = (
        Column("Name", lambda survivor: _survivor_link(survivor), sort="name"),
        Column("Name to use", lambda survivor: survivor.name_to_use),
        Column("Link worker", lambda survivor: survivor.link_worker.full_name),
        Column("Recorded", lambda survivor: moment(survivor.recorded_at), sort="recorded_at"),
    )


def _survivor_link(survivor: Survivor) -> Cell:
    return Cell(survivor.name, href=reverse("partners:survivor", args=[survivor.pk]))


class Releases(Listing):
    caption, one, many = "Documents that wait for a decision", "document to decide", "documents to decide"
    empty = "Nothing waits for a decision"
    ordering = "checked_at"
    columns = (
        Column("Document", lambda check: _release_link(check)),
        Column("What it is", lambda check: check.report, sort="report"),
        Column("From", lambda check: check.sent_by),
        Column("Goes to", lambda check: check.recipient),
        Column("Why it is here", lambda check: check.get_why_display()),
        Column("Since", lambda check: moment(check.checked_at), sort="checked_at"),
    )


def _release_link(check: ReleaseCheck) -> Cell:
    return Cell(check.handle, href=reverse("partners:release", args=[check.pk]))
