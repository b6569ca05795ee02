"""What the home page says of agreements to those who keep them in order."""

import datetime as dt

from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.agencies import queries
from chrysalis.agencies.models import Agreement
from chrysalis.agencies.terms import WARN_DAYS, term


def agreement_notes(hat: Hat, *, on: dt.date, within_days: int = WARN_DAYS) -> list[tuple[str, str]]:
    """A warning for each agreement that binds the own agency and is about to end or has just ended."""
    if not can(hat, Permission.AGREEMENT_VIEW):
        return []
    near = dt.timedelta(days=within_days)
    about_to_end = queries.agreements_binding(hat).filter(expires_on__gt=on - near, expires_on__lt=on + near)
    return [(_note(agreement, on), "warning") for agreement in about_to_end]


def _note(agreement: Agreement, on: dt.date) -> str:
    ending = term(agreement, on=on).words.lower()
    return (
        f"The agreement “{agreement.title}” {ending}. Once it has ended, nothing new may be shared under it. "
        f"{agreement.kept_by.name} keeps it and can renew it."
    )
