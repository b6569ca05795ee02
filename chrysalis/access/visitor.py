"""Somebody without an account: at a public door, or by a link that was sent to them."""

from dataclasses import dataclass
from uuid import UUID

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.personas import PUBLIC
from chrysalis.access.purposes import Purpose


@dataclass(frozen=True)
class Visitor:
    """Stands where a hat would, in what is written down and announced. It can be asked nothing else: no
    permission is held, and nothing is visible."""

    agency_id: UUID  # whose door it is
    persona: str = PUBLIC

    worker_id = None
    membership_id = None
    role_slug = ""
    side = Side.CHANGE
    purpose = Purpose.REFERRING


Who = Hat | Visitor
