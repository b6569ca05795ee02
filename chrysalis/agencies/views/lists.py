"""The lists of agreements and areas: what each row says, and how it may be sorted and filtered."""

import datetime as dt

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chrysalis.agencies.models import Agreement, Area, Conflict, Signature
from chrysalis.agencies.terms import term
from chrysalis.ui.lists import Cell, Column, Heading, Listing
from chrysalis.ui.templatetags.ui import day


class AgreementFilters(django_filters.FilterSet):
    term = django_filters.ChoiceFilter(
        label="Where it stands",
        choices=[("in_force", "In force"), ("ended", "Ended")],
        empty_label="Any",
        method="standing",
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def standing(self, found: QuerySet[Agreement], name: str, value: str) -> QuerySet[Agreement]:
        today = timezone.localdate()
        if value == "ended":
            return found.filter(expires_on__lt=today)
        return found.filter(starts_on__lte=today, expires_on__gte=today)


class Agreements(Listing):
    caption, one, many = "Information-sharing agreements", "agreement", "agreements"
    ordering = "expires_on"
    filters = AgreementFilters
    columns = (
        Column("Agreement", lambda agreement: _agreement_link(agreement), sort="title"),
        Column("Scheme", lambda agreement: agreement.scheme.name),
        Column("Kept by", lambda agreement: agreement.kept_by.name),
        Column("Where it stands", lambda agreement: _term(agreement, timezone.localdate())),
        Column("End date", lambda agreement: day(agreement.expires_on), sort="expires_on"),
    )


def _agreement_link(agreement: Agreement) -> Cell:
    return Cell(agreement.title, href=reverse("agencies:agreement", args=[agreement.pk]))


def _term(agreement: Agreement, today: dt.date) -> Cell:
    found = term(agreement, on=today)
    return Cell(found.words, colour=found.colour)


def facts_of(agreement: Agreement) -> list[dict[str, str]]:
    facts = {
        "Scheme": agreement.scheme.name,
        "Kept by": agreement.kept_by.name,
        "What may be shared": agreement.scope,
        "What it is shared for": agreement.purpose,
        "Start date": day(agreement.starts_on),
        "End date": day(agreement.expires_on),
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]


SIGNATURE_COLUMNS = [Heading(title) for title in ("Agency", "Signed by", "Basis in law", "Signed on")]


def signature_row(signature: Signature) -> list[Cell]:
    words = (
        signature.agency.name,
        signature.signatory,
        signature.get_lawful_basis_display(),
        day(signature.signed_on),
    )
    return [Cell(text, title=column.title) for text, column in zip(words, SIGNATURE_COLUMNS, strict=True)]


class AreaFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label="Show",
        choices=[("in_use", "In use"), ("retired", "Retired")],
        empty_label="All",
        method="in_state",
    )

    class Meta:
        model = Area
        fields: list[str] = []

    def in_state(self, found: QuerySet[Area], name: str, value: str) -> QuerySet[Area]:
        return found.filter(retired_on__isnull=value == "in_use")


class Areas(Listing):
    caption, one, many = "Areas of the schemes your agency leads", "area", "areas"
    empty = "No areas. They are kept by the agency that leads a scheme."
    ordering = "name"
    filters = AreaFilters
    columns = (
        Column("Area", lambda area: _area_link(area), sort="name"),
        Column("Scheme", lambda area: area.scheme.name, sort="scheme__name"),
        Column("ONS code", lambda area: area.code),
        Column("In use", lambda area: f"Until {day(area.retired_on)}" if area.retired_on else "Yes"),
    )


def _area_link(area: Area) -> Cell:
    if area.retired_on:
        return Cell(area.name)
    return Cell(area.name, href=reverse("agencies:change_area", args=[area.pk]))


class Conflicts(Listing):
    caption, one, many = "People known outside work", "person", "people"
    empty = "Nobody declared"
    ordering = "-since"
    columns = (
        Column("Name", lambda conflict: Cell(conflict.name_key.title(), note=conflict.date_of_birth)),
        Column("Known as", lambda conflict: conflict.get_kind_display()),
        Column("By", lambda conflict: conflict.worker.full_name),
        Column("Since", lambda conflict: day(conflict.since), sort="since"),
        Column("Asked again", lambda conflict: day(conflict.ask_again_on)),
    )


class ConflictsToKeep(Conflicts):
    """For those who may end one."""

    columns = (*Conflicts.columns, Column("End", lambda conflict: _end_link(conflict)))


def _end_link(conflict: Conflict) -> Cell:
    return Cell("End", href=reverse("agencies:end_conflict", args=[conflict.pk]))
