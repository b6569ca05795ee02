from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "chrysalis.events"
    label = "events"

    def ready(self) -> None:
        from chrysalis.events.actions import snags  # noqa: F401 - loading it declares what falls due
