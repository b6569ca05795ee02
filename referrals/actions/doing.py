"""Something to do on a case: put there for oneself or a colleague, handed on with the case, and ended with a
word, at the latest together with the case.

What is not done by its day is told to whoever has it, and climbs as every notice does.
"""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.agencies.models import Worker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.scheduled import later
from chrysalis.workflow import NotNow
from referrals import queries
from referrals.actions.binding import going
from referrals.actions.chasing import end_of, say_what_is_due
from referrals.definers import kept_from
from referrals.gates.unfinished import NotEnded
from referrals.models import Case, Task


SET = word("task.set", Side.CHANGE, "collection", "put something to do on a case")
ENDED = word("task.ended", Side.CHANGE, "alteration", "said what came of something to do on a case")
# What falls due, in `handlers.py`.
GIVEN, LATE, SETTLE = "referrals.task_given", "referrals.task_late", "referrals.settle_task"
A_MOMENT = dt.timedelta(minutes=1)  # after what was told before it is settled
CANNOT_GO = "This case cannot go to them. Ask a safeguarding lead."


class CannotGive(Exception):
    """The text is shown to the worker."""


@transaction.atomic
def set_task(case: Case, to: Worker, *, words: str, due_on: dt.date, by: Hat, at: dt.datetime) -> Task:
    """On an open case, for somebody who may open it. Raises CannotGive, and CaseIsOver."""
    case = going(case)
    _refuse(case, to, by=by, at=at)
    task = Task.objects.create(
        case=case,
        client_id=case.client_id,
        provider_agency_id=case.provider_agency_id,
        worker_id=to.pk,
        words=words,
        due_on=due_on,
        person_name=case.person_name,
        reference=case.reference,
        name_key=case.name_key,
        date_of_birth=case.date_of_birth,
        is_restricted=case.is_restricted,
        by_id=by.worker_id,
        at=at,
    )
    record(SET, by=by, at=at, subjects=[case.pk, case.client_id])
    if to.pk != by.worker_id:
        later(GIVEN, due_at=at, by=by, task_id=task.pk)
    later(LATE, due_at=end_of(due_on), by=by, task_id=task.pk)
    say_what_is_due(case, by=by, at=at)
    return task


def _refuse(case: Case, to: Worker, *, by: Hat, at: dt.datetime) -> None:
    """SAFETY: nothing of a case is given to whoever is shut out of it; why they are is not said here."""
    if not queries.may_do(by, case, at=at).filter(pk=to.pk).exists():
        raise CannotGive("This colleague takes no cases here now. Choose somebody else.")
    if not case.is_restricted and kept_from(to.pk, [case.pk]):
        raise CannotGive(CANNOT_GO)


@transaction.atomic
def end_task(case: Case, task_id: UUID, *, ending: str, words: str, by: Hat, at: dt.datetime) -> None:
    """Done, or not needed and why. Raises workflow.NotNow, and CaseIsOver."""
    case = going(case)
    waiting = Task.objects.filter(pk=task_id, case=case, ending="")
    if not waiting.update(ending=ending, ended_words=words, ended_at=at, ended_by_id=by.worker_id):
        raise NotNow("Somebody has said already what came of this.")
    record(ENDED, by=by, at=at, subjects=[case.pk, case.client_id])
    later(SETTLE, due_at=at, by=by, task_id=task_id, worker_id=by.worker_id)
    say_what_is_due(case, by=by, at=at)


def hand_on_tasks(case: Case, held_by: UUID, to: Worker, *, by: Hat, at: dt.datetime) -> None:
    """What the caseworker had to do goes along with the case; what others have to do on it stays theirs. What
    was told of it to the one is over, and what is late is told to the other."""
    for task in list(Task.objects.filter(case=case, worker_id=held_by, ending="")):
        Task.objects.filter(pk=task.pk).update(worker_id=to.pk)
        later(SETTLE, due_at=at, by=by, task_id=task.pk, worker_id=by.worker_id)
        later(LATE, due_at=max(end_of(task.due_on), at + A_MOMENT), by=by, task_id=task.pk)


def end_with_case(
    case_id: UUID, endings: Mapping[UUID, str], *, reason: str, by: Hat, at: dt.datetime
) -> None:
    """Each as whoever closes the case says. Raises NotEnded."""
    waiting = list(Task.objects.select_for_update(of=("self",)).filter(case_id=case_id, ending=""))
    for task in waiting:
        if task.pk not in endings:
            raise NotEnded(task.pk, "There is still something to do. Say what came of it")
        Task.objects.filter(pk=task.pk).update(
            ending=endings[task.pk],
            ended_words=(reason or "The case was closed")[:500],
            ended_at=at,
            ended_by_id=by.worker_id,
        )
        later(SETTLE, due_at=at, by=by, task_id=task.pk, worker_id=by.worker_id)
    if waiting:
        record(ENDED, by=by, at=at, subjects=[case_id])


def ended_with_handover(handover_id: UUID, *, by: Hat, at: dt.datetime) -> None:
    """It ended in the step that ended the leg (`definers.py`). Nothing more is told of it: the courier asks
    first whether it waits."""
