from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "chrysalis.risk"
    label = "risk"
