"""The ways out: mail by SMTP, GOV.UK Notify, and the recording one of the demonstration.

Which is used is a setting. A transport hands one letter over and says what came of it, in four words:
a receipt, or one of the three errors below. Anything it does not know is `Unclear`, never "try again".
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from chrysalis.delivery.letters import Letter


class NotNow(Exception):
    """Surely not accepted: the same letter may be tried again later. `after` is what the provider asked."""

    def __init__(self, after: int = 0) -> None:
        super().__init__()
        self.after = after


class Refused(Exception):
    """Surely not accepted, and never will be."""


class Unclear(Exception):
    """It may have been accepted. SAFETY: sent twice, a letter can be found by whoever it was kept from."""


@dataclass(frozen=True)
class Receipt:
    reference: str = ""  # the provider's own; empty where it gives none


class Transport(Protocol):
    name: str
    knows_references: bool  # can be asked afterwards whether it has a letter of ours, and what became of it

    def send(self, letter: Letter, *, reference: str) -> Receipt:
        """Raises NotNow, Refused or Unclear."""

    def find(self, reference: str) -> Receipt | None:
        """The receipt of a letter of ours it has accepted; None when it surely has not. Raises NotNow."""

    def fate(self, receipt: Receipt) -> bool | None:
        """Whether it was delivered; None while that is open. Raises NotNow."""


def transport() -> Transport:
    return _made(settings.DELIVERY_URL)


@cache
def _made(url: str) -> Transport:
    from chrysalis.delivery.transports import notify, recording, smtp

    made_by: dict[str, Callable[[str], Transport]] = {
        "smtp": smtp.make,
        "notify": notify.make,
        "notify+http": notify.make,
        "file": recording.make,
    }
    return made_by[urlsplit(url).scheme](url)
