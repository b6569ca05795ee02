from chrysalis.tasks import task
from referrals.actions import finding, naming, visiting


@task
def sweep_keys() -> None:
    finding.sweep_keys()


@task
def sweep_ended_names() -> None:
    naming.sweep_ended()


@task
def sweep_visits() -> None:
    visiting.sweep()
