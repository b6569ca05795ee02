from chrysalis.drafts import actions
from chrysalis.tasks import task


@task
def sweep_drafts() -> None:
    actions.sweep()
