from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    label = "partners"

    def ready(self) -> None:
        from partners import (  # noqa: F401 - loading them declares them
            definers,
            gatekeepers,
            handlers,
            navigation,
            shelves,
        )
