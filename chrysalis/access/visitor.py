"""Somebody at a public door: without an account, without a role, without a name to this service."""

from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.purposes import Purpose


@dataclass(frozen=True)
class Visitor:
    """Stands where a hat would, in what is written down and announced. It can be asked nothing else: no
    permission is held, and nothing is visible."""

    agency_id: UUID  # whose door it is

    worker_id = None
    membership_id = None
    role_slug = ""
    side = Side.CHANGE
    purpose = Purpose.REFERRING


Who = Hat | Visitor
