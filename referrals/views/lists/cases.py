"""The cases of an agency, and what there is to do."""

import django_filters
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request
from chrysalis.risk.cards import GRADES, grade_cell
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.templatetags.ui import moment
from referrals.actions.chasing import end_of
from referrals.models import LAST_MOMENT, Case, CaseState, Task
from referrals.views.lists.clocks import clock


class CaseFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Stage", choices=CaseState, empty_label="Any")
    mine = django_filters.ChoiceFilter(
        label="Caseworker", choices=[("me", "Me")], empty_label="Anyone", method="held_by"
    )

    grade = django_filters.ChoiceFilter(label="Grade", choices=GRADES, empty_label="Any")

    class Meta:
        model = Case
        fields: list[str] = []

    def held_by(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(allocated_worker_id=self.request.hat.worker_id)


class Caseload(Listing):
    caption, one, many = "Cases", "case", "cases"
    empty = "No cases"
    ordering = "due"
    filters = CaseFilters
    columns = (
        Column("Person", lambda case: _case_link(case)),
        Column("Next", lambda case: _next(case)),
        Column("Due", lambda case: clock(case.soonest[1], case.provider_agency.nation), sort="due"),
        Column("Grade", lambda case: grade_cell(case.grade, case.tool_grade)),
        Column("Opened", lambda case: moment(timezone.localtime(case.opened_at)), sort="opened_at"),
        Column("Stage", lambda case: Cell(case.get_state_display(), colour="blue")),
    )

    def __init__(self, request: Request, queryset: QuerySet[Case]) -> None:
        due = Coalesce(Least(F("next_due_at"), F("also_due_at")), LAST_MOMENT)
        super().__init__(request, queryset.select_related("provider_agency").annotate(due=due))


def _next(case: Case) -> Cell:
    """What is due first; and below it what else is."""
    first, _ = case.soonest
    other = case.also_due if first == case.next_action else case.next_action
    return Cell(first, note=other)


def _case_link(case: Case) -> Cell:
    return Cell(case.person_name, href=reverse("referrals:case", args=[case.pk]), note=case.reference)


class ToDo(Listing):
    caption, one, many = "What you have to do", "thing to do", "things to do"
    empty = "Nobody set you anything to do. What falls due by itself stands under Cases"
    ordering = "due_on"
    columns = (
        Column("What", lambda task: _task_link(task)),
        Column("Person", lambda task: Cell(task.person_name, reverse("referrals:case", args=[task.case_id]))),
        Column("By", lambda task: clock(end_of(task.due_on), task.provider_agency.nation), sort="due_on"),
        Column("From", lambda task: task.by.full_name),
    )


def _task_link(task: Task) -> Cell:
    href = f"{reverse('referrals:end_task', args=[task.case_id])}?which={task.pk}"
    return Cell(task.words, href=href, note=task.reference)
