"""The lists of notices: what each row says, and how it may be narrowed."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.roles import ROLES
from chrysalis.notices.kinds import KINDS
from chrysalis.notices.models import Notice
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment


class NoticeFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="What", choices=[], empty_label="Anything", method="of_kind")

    class Meta:
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only the kinds that are there: even their names would tell what others are told of."""
        super().__init__(*args, **kwargs)
        there = self.queryset.order_by().values_list("kind_slug", flat=True).distinct()
        self.filters["kind"].extra["choices"] = [(slug, KINDS[slug].title) for slug in sorted(there)]

    def of_kind(self, found: QuerySet[Notice], name: str, value: str) -> QuerySet[Notice]:
        return found.filter(kind_slug=value)


def _what(notice: Notice) -> Cell:
    return Cell(notice.kind.title, href=reverse("notices:notice", args=[notice.pk]))


def by_when(notice: Notice) -> Cell:
    if notice.acknowledged_at is None and notice.due_at < timezone.now():
        return Cell("Overdue", colour="red", note=f"since {moment(notice.due_at)}")
    return Cell(moment(notice.due_at))


def for_whom(notice: Notice) -> str:
    if notice.covers_for:
        return f"You, for {notice.covers_for.full_name}, who is away"
    who = "You" if notice.worker else "Everybody in your role"
    return f"{who}, because nobody answered in time" if notice.level else who


def _who_answered(notice: Notice) -> Cell:
    who = notice.acknowledged_by.full_name if notice.acknowledged_by else "It was seen to"
    return Cell(moment(notice.acknowledged_at), note=who)


class Waiting(Listing):
    caption, one, many = "Notices to acknowledge", "notice", "notices"
    empty = "Nothing to acknowledge"
    ordering = "due_at"
    filters = NoticeFilters
    columns = (
        Column("What", _what),
        Column("By when", by_when, sort="due_at"),
        Column("For", for_whom),
        Column("Told", lambda notice: moment(notice.raised_at), sort="raised_at"),
    )


class Overdue(Listing):
    caption, one, many = "Overdue notices of your agency", "notice", "notices"
    empty = "Nothing is overdue"
    ordering = "due_at"
    filters = NoticeFilters
    columns = (
        Column("What", lambda notice: notice.kind.title),
        Column("Overdue since", lambda notice: moment(notice.due_at), sort="due_at"),
        Column("Whose", lambda notice: _whose(notice)),
        Column("Told", lambda notice: moment(notice.raised_at), sort="raised_at"),
    )


def _whose(notice: Notice) -> Cell:
    role = ROLES[notice.role_slug].name
    return Cell(notice.worker.full_name, note=role) if notice.worker else Cell(role, note="Everybody in it")


class Answered(Listing):
    caption, one, many = "Notices acknowledged", "notice", "notices"
    ordering = "-answered_at"
    columns = (
        Column("What", _what),
        Column("Acknowledged", _who_answered, sort="answered_at"),
        Column("For", for_whom),
        Column("Told", lambda notice: moment(notice.raised_at), sort="raised_at"),
    )
