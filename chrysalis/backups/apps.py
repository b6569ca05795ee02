from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "chrysalis.backups"
    label = "backups"
