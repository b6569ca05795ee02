"""The worker's part: rung after a commit, and by the sweep."""

from chrysalis.events.actions import carrying
from chrysalis.tasks import task


@task
def carry() -> None:
    carrying.carry()
