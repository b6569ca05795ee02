from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "chrysalis.notices"
    label = "notices"

    def ready(self) -> None:
        from chrysalis.notices import letters, tasks  # noqa: F401 - loading them declares them
