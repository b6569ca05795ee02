from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    label = "partners"

    def ready(self) -> None:
        from partners import definers, gatekeepers, handlers, navigation  # noqa: F401 - loading them declares them
