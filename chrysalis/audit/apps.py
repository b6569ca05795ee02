from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "chrysalis.audit"
    label = "audit"

    def ready(self) -> None:
        from chrysalis.audit import definers, misuse, refusals  # noqa: F401 - loading them declares them
