from chrysalis.audit.models.alerts import ALERTS, Alert, ChangeAlert, SafetyAlert
from chrysalis.audit.models.entries import TABLES, AccountEntry, ChangeEntry, Entry, SafetyEntry
from chrysalis.audit.models.limits import LIMITS, MOST, AlertLimits
from chrysalis.audit.models.reasons import ChangeReason
from chrysalis.audit.models.seals import SEALS, AccountSeal, ChangeSeal, SafetySeal, Seal


__all__ = [
    "ALERTS",
    "LIMITS",
    "MOST",
    "SEALS",
    "TABLES",
    "AccountEntry",
    "AccountSeal",
    "Alert",
    "AlertLimits",
    "ChangeAlert",
    "ChangeEntry",
    "ChangeReason",
    "ChangeSeal",
    "Entry",
    "SafetyAlert",
    "SafetyEntry",
    "SafetySeal",
    "Seal",
]
