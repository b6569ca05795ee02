from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "chrysalis.agencies"
    label = "agencies"
