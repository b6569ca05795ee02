"""The lists of groups, reviews and concerns: what each row says, and how it may be sorted."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import day, moment
from interventions import attending
from interventions.models import Concern, ProgrammeGroup, Review


class Groups(Listing):
    caption, one, many = "Groups", "group", "groups"
    empty = "No groups yet"
    ordering = "-starts_on"
    columns = (
        Column("Group", lambda group: _group_link(group)),
        Column("Programme", lambda group: group.programme_version.name),
        Column("Meets", lambda group: f"{group.starts_on:%A}s, {group.meets_at:%H:%M}"),
        Column("Where", lambda group: group.venue),
        Column("From", lambda group: day(group.starts_on), sort="starts_on"),
        Column("Room for", lambda group: str(group.capacity)),
    )


def _group_link(group: ProgrammeGroup) -> Cell:
    return Cell(group.name, href=reverse("interventions:group", args=[group.pk]))


class Reviews(Listing):
    caption, one, many = "Paused until somebody decides", "paused place", "paused places"
    empty = "Nobody is paused"
    ordering = "decide_by"
    columns = (
        Column("Person", lambda review: _review_link(review)),
        Column("Why", lambda review: review.why),
        Column("Decide by", lambda review: _by_when(review), sort="decide_by"),
        Column("Paused", lambda review: moment(timezone.localtime(review.opened_at)), sort="opened_at"),
    )


def _review_link(review: Review) -> Cell:
    href = reverse("interventions:review", args=[review.pk])
    return Cell(review.enrolment.person_name, href=href, note=review.enrolment.programme_version.name)


def _by_when(review: Review) -> Cell:
    today = timezone.localdate()
    if review.decide_by < today:
        return Cell("Overdue", colour="red", note=f"since {day(review.decide_by)}")
    soon = review.decide_by <= today + dt.timedelta(days=2)
    return Cell(day(review.decide_by), colour="yellow" if soon else "")


class Concerns(Listing):
    caption, one, many = "Concerns", "concern", "concerns"
    empty = "No concerns"
    ordering = "-at"
    columns = (
        Column("Raised", lambda concern: _concern_link(concern), sort="at"),
        Column("Case", lambda concern: concern.reference),
        Column("What", lambda concern: concern.get_kind_display()),
        Column("Whom", lambda concern: concern.get_about_display()),
        Column("Outside help called", lambda concern: concern.get_police_called_display()),
        Column("By", lambda concern: concern.by.full_name),
    )

    def __init__(self, request: Request, queryset: QuerySet[Concern]) -> None:
        super().__init__(request, queryset)
        references = attending.references_of(request.hat, self.page.rows)
        for concern in self.page.rows:
            concern.reference = references.get(concern.case_id, "–")


def _concern_link(concern: Concern) -> Cell:
    return Cell(
        moment(timezone.localtime(concern.at)), href=reverse("interventions:concern", args=[concern.pk])
    )
