from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "interventions"
    label = "interventions"

    def ready(self) -> None:
        from interventions import (  # noqa: F401 - loading them declares them
            definers,
            gatekeepers,
            gates,
            handlers,
            navigation,
            notices,
            workflow,
        )
        from interventions.reports import counts, letter, outcome, paper_register, statement  # noqa: F401 - and these
