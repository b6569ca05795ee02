from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "chrysalis.demo"
    label = "demo"

    def ready(self) -> None:
        from chrysalis.demo.plan import PLANS

        PLANS.load("chrysalis.demo.schemes")
