from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "chrysalis.api"
    label = "api"

    def ready(self) -> None:
        from chrysalis.api import troubles  # noqa: F401 - loading it declares it
