from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "chrysalis.drafts"
    label = "drafts"
