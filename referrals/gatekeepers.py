"""What this app answers of what there is to do on a case: it is hidden and corrected with the case, and
whoever closes that says what came of it."""

from uuid import UUID

from chrysalis.access.hat import Hat
from chrysalis.ui.templatetags.ui import day
from referrals import queries
from referrals.actions.doing import end_with_case, ended_with_handover
from referrals.gates.copies import COPIES
from referrals.gates.unfinished import UNFINISHED, StillOpen, Unfinished
from referrals.models import Task


COPIES.add(Task)

ENDINGS = (
    (Task.Ending.DONE.value, "It was done"),
    (Task.Ending.NOT_NEEDED.value, "It is not needed any more"),
)


def open_tasks(hat: Hat, case_id: UUID) -> list[StillOpen]:
    return [
        StillOpen(
            each.pk,
            f"To do: {each.words}",
            f"To do by {day(each.due_on)}: {each.words}. What came of it?",
            "It ends with the case.",
            ENDINGS,
        )
        for each in queries.tasks(hat).filter(case_id=case_id, ending="")
    ]


UNFINISHED.add(Unfinished("tasks", open_tasks, end_with_case, ended_with_handover))
