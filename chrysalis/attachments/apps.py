from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "chrysalis.attachments"
    label = "attachments"

    def ready(self) -> None:
        from chrysalis.attachments import overdue  # noqa: F401 - loading it declares it
        from chrysalis.attachments.tasks import check
        from chrysalis.events.sweeping import SWEEPS

        SWEEPS.append(check)
