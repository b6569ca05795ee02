from chrysalis.notices.models.keeping import Absence, MailChoice, OpeningHours
from chrysalis.notices.models.notice import (
    NOTICES,
    AccountNotice,
    ChangeNotice,
    Notice,
    SafetyNotice,
)


__all__ = [
    "NOTICES",
    "Absence",
    "AccountNotice",
    "ChangeNotice",
    "MailChoice",
    "Notice",
    "OpeningHours",
    "SafetyNotice",
]
