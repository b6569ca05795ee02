"""What waits to be answered, what was only asked, and the services that others are sent on to."""

import datetime as dt
from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from chrysalis.ui.lists import Cell, Column, Heading, Listing
from chrysalis.ui.templatetags.ui import day, moment
from referrals.models import Enquiry, Handover, NextService, Referral, SelfReferralDetails
from referrals.views.lists.clocks import clock, clock_of, day_of


SOON = dt.timedelta(days=3)
MOST_HANDOVERS = 50  # on the page of the inbox, which is read with every one of them
HANDOVER_HEADINGS = [Heading(title) for title in ("Person", "From", "Offered", "First contact")]


class Inbox(Listing):
    caption, one, many = "Referrals waiting for you", "referral waiting", "referrals waiting"
    empty = "Nothing is waiting"
    ordering = "first_contact_due_at"
    known: Collection[UUID] = ()  # of whom somebody much alike is with the own agency
    columns = (
        Column("Person", lambda referral: _referral_link(referral)),
        Column("From", lambda referral: _from(referral)),
        Column(
            "Received", lambda referral: moment(timezone.localtime(referral.received_at)), sort="received_at"
        ),
        Column(
            "First contact",
            lambda referral: clock_of(referral),
            sort="first_contact_due_at",
        ),
    )

    @property
    def rows(self) -> list[list[Cell]]:
        for referral in self.page.rows:
            referral.is_known = referral.pk in self.known
        return super().rows


def _referral_link(referral: Referral) -> Cell:
    href = reverse("referrals:referral", args=[referral.pk])
    mark = ". May be known to you" if referral.is_known else ""
    return Cell(referral.name_in_lists, href=href, note=f"{referral.reference}{mark}")


def _from(referral: Referral) -> Cell:
    due_on = referral.disposal_due_on
    note = f"Disposal deadline {day(due_on)}" if due_on else ""
    if referral.release_expected_at:
        note = f"Leaves custody {moment(referral.release_expected_at)}, expected"
    return Cell(referral.sender, note=_urgent(referral) if referral.is_urgent else note)


def _urgent(referral: Referral) -> str:
    """In their own words, which say whom to ring first."""
    said = [str(SelfReferralDetails.Urgent(each).label) for each in referral.urgent_said]
    return f"Says: {'; '.join(said)}" if said else "Says that it cannot wait"


class Enquiries(Listing):
    caption, one, many = "Enquiries to you", "enquiry", "enquiries"
    empty = "Nothing was asked"
    ordering = "sweep_after"
    columns = (
        Column("Asked", lambda enquiry: _enquiry_link(enquiry), sort="came_at"),
        Column("About", lambda enquiry: enquiry.get_about_display()),
        Column("Next", lambda enquiry: enquiry.get_next_step_display()),
        Column("Getting in touch", lambda enquiry: _contact(enquiry)),
        Column("Goes", lambda enquiry: _goes(enquiry), sort="sweep_after"),
    )


def _enquiry_link(enquiry: Enquiry) -> Cell:
    href = reverse("referrals:enquiry", args=[enquiry.pk])
    return Cell(moment(timezone.localtime(enquiry.came_at)), href=href, note=enquiry.get_way_display())


def _contact(enquiry: Enquiry) -> Cell:
    waits = enquiry.contact == Enquiry.Contact.WAITS
    return Cell(enquiry.get_contact_display(), colour="yellow" if waits else "")


def _goes(enquiry: Enquiry) -> Cell:
    is_soon = enquiry.sweep_after - timezone.now() <= SOON
    return Cell(day_of(enquiry.sweep_after), colour="red" if is_soon else "")


def rows_of_handovers(found: Iterable[Handover]) -> list[list[Cell]]:
    return [_titled(HANDOVER_HEADINGS, _cells_of_handover(each)) for each in found]


def _cells_of_handover(handover: Handover) -> tuple[Cell, ...]:
    href = reverse("referrals:handover", args=[handover.pk])
    return (
        Cell(handover.person_name, href=href, note=handover.reference),
        Cell(handover.from_agency.name),
        Cell(moment(timezone.localtime(handover.offered_at))),
        clock(handover.due_at, handover.to_agency.nation),
    )


def _titled(headings: list[Heading], cells: Iterable[Cell]) -> list[Cell]:
    return [
        Cell(cell.text, cell.href, cell.colour, cell.note, heading.title)
        for cell, heading in zip(cells, headings, strict=True)
    ]


class NextServices(Listing):
    caption, one, many = "Next services", "service", "services"
    empty = "None yet"
    ordering = "name"
    columns = (
        Column("Service", lambda service: _service_link(service), sort="name"),
        Column("Whom it takes", lambda service: service.takes),
        Column("Scheme", lambda service: service.scheme.name),
        Column("Telephone", lambda service: service.telephone),
        Column("Offered", lambda service: "No longer" if service.is_retired else "Yes"),
    )


def _service_link(service: NextService) -> Cell:
    return Cell(service.name, href=reverse("referrals:change_service", args=[service.pk]))
