from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "chrysalis.delivery"
    label = "delivery"

    def ready(self) -> None:
        from chrysalis.delivery.tasks import send_waiting
        from chrysalis.events.sweeping import SWEEPS

        SWEEPS.append(send_waiting)
