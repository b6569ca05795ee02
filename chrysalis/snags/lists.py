"""What the service gave up doing: how a row reads, and in what words what it was is told."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse

from chrysalis.events.models import Snag
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment


def what(snag: Snag) -> str:
    """Such as "Slip sealed, tell link workers": the names that the code has for it, as words."""
    told = snag.event.replace("-", " ").capitalize() or "Fell due"
    return f"{told}, {snag.handler.rpartition('.')[2].replace('_', ' ')}"


def short(snag: Snag) -> str:
    """By which it is named on the telephone: of the snag, and of nothing that failed."""
    return f"Snag {str(snag.pk)[:8]}"


def standing(snag: Snag) -> Cell:
    if snag.closed_at is None:
        return Cell("To be seen to", colour="yellow")
    return Cell(snag.get_outcome_display(), colour="green", note=moment(snag.closed_at))


class SnagFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="Show",
        choices=[("open", "To be seen to"), ("closed", "Seen to")],
        empty_label="All",
        method="in_state",
    )

    class Meta:
        fields: list[str] = []

    def in_state(self, found: QuerySet[Snag], name: str, value: str) -> QuerySet[Snag]:
        return found.filter(closed_at__isnull=value == "open")


class Snags(Listing):
    caption, one, many = "What was not passed on", "snag", "snags"
    empty = "Everything was passed on"
    ordering = "-given_up_at"
    filters = SnagFilters
    columns = (
        Column("Snag", lambda snag: Cell(short(snag), href=reverse("snags:snag", args=[snag.pk]))),
        Column("What it was", what),
        Column("When", lambda snag: moment(snag.given_up_at), sort="given_up_at"),
        Column("Where it stands", standing),
    )
