from chrysalis.audit.models.alerts import ALERTS, Alert, ChangeAlert, SafetyAlert
from chrysalis.audit.models.entries import TABLES, AccountEntry, ChangeEntry, Entry, SafetyEntry
from chrysalis.audit.models.seals import SEALS, AccountSeal, ChangeSeal, SafetySeal, Seal


__all__ = [
    "ALERTS",
    "SEALS",
    "TABLES",
    "AccountEntry",
    "AccountSeal",
    "Alert",
    "ChangeAlert",
    "ChangeEntry",
    "ChangeSeal",
    "Entry",
    "SafetyAlert",
    "SafetyEntry",
    "SafetySeal",
    "Seal",
]
