from django.apps import AppConfig


class SnagsConfig(AppConfig):
    name = "chrysalis.snags"
    label = "snags"

    def ready(self) -> None:
        from chrysalis.snags import handlers  # noqa: F401 - loading them declares them
