"""What the desk at Oldbury tells of somebody harmed, and what becomes of it."""

import uuid

from partners.models import Slip, Survivor


NEVER = "never-draft"
TOLD = {
    "name": "Maren Alder",
    "relationship": "ex_partner",
    "telephone": "07700 900777",
    "safe_to_ring": "yes",
    "address": "4 Sallow Wharf, Tipton",
    "person_held": "Darnell Kestrel, 27 March 1991",
    "anything_else": "Asks to be rung after the school run.",
}


def tells(person, *, key: str = "", page: str = "", **changes: str):
    """Press “Save this section”."""
    fields = {f"{NEVER}-{name}": value for name, value in (TOLD | changes).items()}
    keys = {"section": key or str(uuid.uuid4()), "page": page or str(uuid.uuid4())}
    return person.sends("referrals:seal_section", **keys, **fields)


def slip_from(world) -> Slip:
    tells(world.sergeant)
    return Slip.objects.latest("sealed_at")


def survivor_from(world) -> Survivor:
    slip = slip_from(world)
    world.link_worker.sends("partners:file", slip.pk, about="new")
    return Survivor.objects.get(filings__slip=slip)
