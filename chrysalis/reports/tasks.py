"""The worker's part: rung when something is asked for, and looking by itself every few seconds."""

from django.utils import timezone

from chrysalis.reports.actions.answering import answer_due
from chrysalis.reports.actions.making import make_waiting
from chrysalis.tasks import task


@task
def work() -> None:
    make_waiting(clock=timezone.now)
    answer_due(clock=timezone.now)
