from django.utils import timezone

from chrysalis.tasks import ring, task
from referrals.actions import (
    attaching,
    enquiring,
    finding,
    import_working,
    naming,
    preparing,
    telling_systems,
    visiting,
)
from referrals.actions.importing import DOOR
from referrals.forms.brought_in import Judge


@task
def sweep_keys() -> None:
    finding.sweep_keys()


@task
def sweep_ended_names() -> None:
    naming.sweep_ended()


@task
def sweep_visits() -> None:
    visiting.sweep()


@task
def sweep_enquiries() -> None:
    enquiring.sweep_enquiries()


@task
def sweep_documents() -> None:
    attaching.sweep_held()


@task
def sweep_unsent() -> None:
    preparing.sweep_unsent()


@task
def bring_in() -> None:
    """A turn of whatever imports are under way; the worker's other work goes between two turns."""
    if import_working.work(Judge, clock=timezone.now):
        ring(DOOR)


@task
def sweep_imports() -> None:
    import_working.sweep()


@task
def tell_records_systems() -> None:
    telling_systems.tell_systems(at=timezone.now())
