from chrysalis.tasks import task
from referrals.actions import finding


@task
def sweep_keys() -> None:
    finding.sweep_keys()
