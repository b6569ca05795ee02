"""The lists of this app: what each row says, and how it may be sorted and filtered."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.decide import can
from chrysalis.access.http import Request
from chrysalis.access.permissions import Permission
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import day
from interventions import queries
from interventions.catalogue import PROGRAMMES
from interventions.forms.case import WAITS
from interventions.models import Capacity, Enrolment, FundingStream, ProgrammeVersion
from interventions.rules.waiting import waited


class WaitingFilters(django_filters.FilterSet):
    programme = django_filters.ChoiceFilter(label="Programme", empty_label="Any")
    waits_for = django_filters.ChoiceFilter(
        label="Waits for", choices=[(words, words) for words in WAITS], empty_label="Anything"
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Of the programmes that the own agency runs, or whose list somebody still waits on."""
        super().__init__(*args, **kwargs)
        runs = queries.programmes_run(self.request.hat)
        self.filters["programme"].extra["choices"] = [(each, PROGRAMMES[each].name) for each in runs]


class Waiting(Listing):
    caption, one, many = "Waiting list", "person waits", "people wait"
    empty = "Nobody is waiting"
    ordering = "waiting_since"
    filters = WaitingFilters
    columns = (
        Column("Person", lambda place: Cell(place.person_name, href=place.href, note=place.reference)),
        Column("Programme", lambda place: place.programme_version.name),
        Column("Waits for", lambda place: place.waits_for),
        Column("Since", lambda place: day(timezone.localtime(place.waiting_since)), sort="waiting_since"),
        Column("Waited", lambda place: _waited(place)),
    )

    def __init__(self, request: Request, queryset: QuerySet[Enrolment]) -> None:
        super().__init__(request, queryset)
        leads_to_case = can(request.hat, Permission.CASE_VIEW)
        for place in self.page.rows:
            place.href = (
                reverse("interventions:programmes", args=[place.case_id])
                if leads_to_case
                else reverse("interventions:override", args=[place.pk])
            )


def _waited(place: Enrolment) -> Cell:
    since = timezone.localtime(place.waiting_since).date()
    found = waited(since, timezone.localdate(), allowed=place.programme_version.allocate_days)
    return Cell(found.words, colour="red" if found.is_late else "grey")


class Programmes(Listing):
    caption, one, many = "Programmes of your agency", "programme", "programmes"
    empty = "Your agency runs no programme yet"
    ordering = "name"
    columns = (
        Column("Programme", lambda version: _version_link(version), sort="name"),
        Column("Scheme", lambda version: version.scheme.name),
        Column("Version", lambda version: f"{version.number}, from {day(version.starts_on)}"),
        Column("Takes people on", lambda version: _offered(version)),
    )


def _version_link(version: ProgrammeVersion) -> Cell:
    return Cell(version.name, href=reverse("interventions:version", args=[version.pk]))


def _offered(version: ProgrammeVersion) -> Cell:
    return Cell("Yes", colour="green") if version.is_offered else Cell("No", colour="grey")


class PlacesLeft(Listing):
    caption, one, many = "Places left", "line", "lines"
    empty = "No places are recorded"
    ordering = "ends_on"
    columns = (
        Column("Programme", lambda capacity: PROGRAMMES[capacity.programme].name),
        Column("Left", lambda capacity: _left(capacity), is_number=True),
        Column("Taken", lambda capacity: str(capacity.taken), is_number=True),
        Column("Places", lambda capacity: str(capacity.places), is_number=True),
        Column("Paid by", lambda capacity: Cell(capacity.stream.name, note=capacity.stream.funder)),
        Column("People begin from", lambda capacity: day(capacity.starts_on)),
        Column("Until", lambda capacity: day(capacity.ends_on), sort="ends_on"),
    )


def _left(capacity: Capacity) -> Cell:
    return Cell(str(capacity.left), colour="" if capacity.left else "red")


class Streams(Listing):
    caption, one, many = "Funding streams", "funding stream", "funding streams"
    empty = "No funding is recorded"
    ordering = "ends_on"
    columns = (
        Column(
            "Stream", lambda stream: Cell(stream.name, href=reverse("interventions:stream", args=[stream.pk]))
        ),
        Column("Who pays", lambda stream: stream.funder),
        Column("Scheme", lambda stream: stream.scheme.name),
        Column("Until", lambda stream: _until(stream), sort="ends_on"),
    )


def _until(stream: FundingStream) -> Cell:
    is_over = stream.ends_on < timezone.localdate()
    return Cell(day(stream.ends_on), colour="red" if is_over else "", note="")
