from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "chrysalis.demo"
    label = "demo"
