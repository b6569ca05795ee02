from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "chrysalis.audit"
    label = "audit"
