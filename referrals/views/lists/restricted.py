"""What only named people open, who restricted it, and what was opened in an emergency."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from referrals.models import GlassBreak, RestrictedListing, Restriction
from referrals.views.lists.clocks import clock


class NamedFor(Listing):
    caption, one, many = "Restricted cases you were named for", "case", "cases"
    empty = "You are not named for any"
    ordering = "due"
    columns = (
        Column("Reference", lambda line: _line_link(line)),
        Column("Next", lambda line: line.next_action),
        Column("Due", lambda line: clock(line.next_due_at, line.agency.nation), sort="due"),
        Column("Until", lambda line: _until(line)),
    )

    def __init__(self, request: Request, queryset: QuerySet[RestrictedListing]) -> None:
        super().__init__(request, queryset.select_related("agency"))


def _line_link(line: RestrictedListing) -> Cell:
    if line.case_id:
        return Cell(line.handle, href=reverse("referrals:case", args=[line.case_id]))
    return Cell(line.handle, href=reverse("referrals:referral", args=[line.referral_id]))


def _until(line: RestrictedListing) -> str:
    return moment(timezone.localtime(line.ends_at)) if line.ends_at else "Further notice"


class Restrictions(Listing):
    caption, one, many = "What only named people open", "restriction", "restrictions"
    empty = "Nothing is restricted"
    ordering = "-since"
    columns = (
        Column("Reference", lambda restriction: _restriction_link(restriction)),
        Column("Next", lambda restriction: restriction.next_action),
        Column("Due", lambda restriction: clock(restriction.next_due_at, restriction.agency.nation)),
        Column("Since", lambda restriction: moment(timezone.localtime(restriction.since)), sort="since"),
        Column("Lifting", lambda restriction: "Asked for" if restriction.lift_reason else "Not asked for"),
    )

    def __init__(self, request: Request, queryset: QuerySet[Restriction]) -> None:
        super().__init__(request, queryset.select_related("agency"))


def _restriction_link(restriction: Restriction) -> Cell:
    return Cell(restriction.handle, href=reverse("referrals:restriction", args=[restriction.pk]))


class Openings(Listing):
    caption, one, many = "Opened in an emergency", "opening", "openings"
    empty = "Nothing was opened in an emergency"
    ordering = "-opened_at"
    columns = (
        Column("Reference", lambda opening: _opening_link(opening)),
        Column("By", lambda opening: opening.worker.full_name),
        Column("Opened", lambda opening: moment(timezone.localtime(opening.opened_at)), sort="opened_at"),
        Column("Review", lambda opening: _outcome(opening)),
    )


def _opening_link(opening: GlassBreak) -> Cell:
    href = reverse("referrals:review", args=[opening.pk])
    return Cell(opening.restriction.handle, href="" if opening.outcome else href)


def _outcome(opening: GlassBreak) -> Cell:
    return Cell(opening.get_outcome_display() or "Waiting", colour="" if opening.outcome else "red")
