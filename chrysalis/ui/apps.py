from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "chrysalis.ui"
    label = "ui"
