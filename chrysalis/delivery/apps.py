from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "chrysalis.delivery"
    label = "delivery"
