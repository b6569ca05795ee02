from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    label = "referrals"

    def ready(self) -> None:
        from chrysalis.events.sweeping import SWEEPS
        from referrals import (  # noqa: F401 - loading them declares them
            answers,
            gatekeepers,
            handlers,
            invited_states,
            link_troubles,
            misuse,
            navigation,
            shelves,
            visits,
            words_for_systems,
            workflow,
        )
        from referrals.gates import clients, persons, references  # noqa: F401 - and so does this
        from referrals.reports import case_summary, equality, figures, register  # noqa: F401 - and this
        from referrals.tasks import bring_in

        SWEEPS.append(bring_in)
