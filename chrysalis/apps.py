from django.apps import AppConfig


class ChrysalisConfig(AppConfig):
    name = "chrysalis"
    label = "chrysalis"
