"""What a piece of news asks of a link worker, by what the survivor wants."""

from enum import StrEnum


class Asks(StrEnum):
    TELL = "tell"
    TELL_ONCE = "tell_once"  # they wanted to be told once, of what the programme is
    TELL_DANGER = "tell_danger"  # they want no contact, and this may be danger to life
    NOTHING = "nothing"  # they want no contact
    NOT_BY_US = "not_by_us"  # another service tells them
    NOT_SAFE = "not_safe"
    NOBODY = "nobody"


# Of these the survivor is to hear, from us. SAFETY: nothing invites anybody to ring for the others.
FOR_THEM = frozenset({Asks.TELL, Asks.TELL_ONCE, Asks.TELL_DANGER})


# Why they were not told that passes: they are still to hear of it.
PASSES = frozenset({"unsafe_now", "not_reached"})


def is_still_to_tell(why_not: str, wanted: Asks) -> bool:
    """SAFETY: somebody who could not be reached at ten is not left to find out by themselves."""
    return why_not in PASSES and wanted in FOR_THEM


def asks(tier: str, *, is_danger: bool) -> Asks:
    """SAFETY: whoever wants no contact is left in peace, and is still warned of danger."""
    if tier == "no_contact_wanted":
        return Asks.TELL_DANGER if is_danger else Asks.NOTHING
    return _BY_TIER.get(tier, Asks.TELL)


_BY_TIER = {
    "information_once": Asks.TELL_ONCE,
    "supported_elsewhere": Asks.NOT_BY_US,
    "unsafe_to_contact": Asks.NOT_SAFE,
    "not_identified": Asks.NOBODY,
}
