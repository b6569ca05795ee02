"""Somebody without an account: at a public door, by a link that was sent to them; or a records system."""

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

    agency_id: UUID  # whose door it is; of a records system, whose it is
    persona: str = PUBLIC
    membership_id: UUID | None = None  # the place it is done from: of a records system, the system itself

    worker_id = None
    role_slug = ""
    side = Side.CHANGE
    purpose = Purpose.REFERRING


Who = Hat | Visitor
