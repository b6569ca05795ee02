from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chrysalis.reports"
    label = "reports"

    def ready(self) -> None:
        from chrysalis.events.sweeping import SWEEPS
        from chrysalis.reports import handlers  # noqa: F401 - loading it declares what is heard
        from chrysalis.reports.tasks import work

        SWEEPS.append(work)
