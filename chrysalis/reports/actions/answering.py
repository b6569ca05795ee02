"""At the set times: what may leave is released, what may not is returned, and all else stays.

SAFETY: everything is asked and answered here, in one round, at a time set beforehand. Nothing that was
found, and no decision, shows on the other side a moment earlier; what and where never shows at all.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from chrysalis.access.context import as_system
from chrysalis.audit.requests import numbered
from chrysalis.gates import Answer
from chrysalis.reports.actions.making import COURIER, Clock
from chrysalis.reports.actions.telling import tell_asker
from chrysalis.reports.gates import IS_RETURNED, MAY_LEAVE
from chrysalis.reports.models import CLOSED, Document, ReportRun, State
from chrysalis.reports.notices import READY, RETURNED
from chrysalis.reports.rules.set_times import next_set_time


def answer_due(*, clock: Clock = timezone.now) -> int:
    """Ask for everything whose set time has come; how many that were."""
    at = clock()
    with numbered(), as_system(COURIER):
        due = ReportRun.objects.only(*CLOSED).filter(state=State.CHECKING, answer_at__lte=at).order_by("pk")
        found = list(due.select_for_update(skip_locked=True, of=("self",)))
        for run in found:
            _answer(run, at=at)
        return len(found)


def _answer(run: ReportRun, *, at: dt.datetime) -> None:
    if MAY_LEAVE.ask(run_id=run.pk) is Answer.CLEAR:
        Document.objects.filter(run_id=run.pk).update(membership_id=run.membership_id, checks_since=None)
        _end(run, State.RELEASED, at=at)
        tell_asker(READY, run, at=at)
    elif IS_RETURNED.ask(run_id=run.pk) is Answer.CLEAR:
        Document.objects.filter(run_id=run.pk).update(checks_since=None)
        _end(run, State.RETURNED, at=at)
        tell_asker(RETURNED, run, at=at)
    else:
        run.answer_at = next_set_time(at, every_minutes=settings.RELEASE_MINUTES)
        run.save(update_fields=["answer_at"])


def _end(run: ReportRun, state: State, *, at: dt.datetime) -> None:
    run.state, run.ended_at, run.answer_at = state, at, None
    run.save(update_fields=["state", "ended_at", "answer_at"])
