from chrysalis.tasks import task
from referrals.actions import enquiring, finding, naming, visiting


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
