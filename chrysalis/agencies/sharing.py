"""Whether one agency may tell another something new, in one scheme, on one day.

It may while an information-sharing agreement of the scheme is in force that both have signed; a
custody suite is bound by its force's signature. An agreement near its end warns. Once it has ended,
or where there is none, nothing new is shared: what was shared before stays where it is.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from chrysalis.agencies.models import Agency, Agreement, Scheme


class State(StrEnum):
    IN_FORCE = "in force"
    ENDING = "ending"
    ENDED = "ended"
    MISSING = "missing"


@dataclass(frozen=True)
class Standing:
    state: State
    ends_on: dt.date | None = None

    @property
    def may_share(self) -> bool:
        return self.state in {State.IN_FORCE, State.ENDING}


class OnHold(Exception):
    """No agreement in force. The text is shown to the worker, with the number to ring."""

    def __init__(self, receiver: Agency) -> None:
        super().__init__(
            "New referrals are on hold, because no information-sharing agreement is in force. "
            f"Ring {receiver.name} on {receiver.telephone}."
        )


def standing(
    scheme: Scheme, *, sender: Agency, receiver: Agency, on: dt.date, warn_days: int = 28
) -> Standing:
    """How things stand between two agencies of a scheme. The last day of an agreement still counts."""
    signed = Agreement.objects.filter(scheme=scheme, starts_on__lte=on)
    for agency in (sender, receiver):
        signed = signed.filter(signatures__agency_id__in=[agency.pk, agency.parent_id or agency.pk])
    latest = signed.order_by("-expires_on").values_list("expires_on", flat=True).first()
    return judge(latest, on=on, warn_days=warn_days)


def judge(expires_on: dt.date | None, *, on: dt.date, warn_days: int) -> Standing:
    if expires_on is None:
        return Standing(State.MISSING)
    if expires_on < on:
        return Standing(State.ENDED, expires_on)
    is_near = expires_on - on < dt.timedelta(days=warn_days)
    return Standing(State.ENDING if is_near else State.IN_FORCE, expires_on)
