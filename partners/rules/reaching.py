"""How safe a way to reach a survivor is on a day, and whether it may be used at all."""

import datetime as dt
import re
from enum import StrEnum


class Standing(StrEnum):
    CONFIRMED = "confirmed"  # by the survivor, and not too long ago
    ASK_AGAIN = "ask_again"  # confirmed once, and what is safe changes
    STATED = "stated"  # by somebody else
    UNSAFE = "unsafe"


DIGITS = re.compile(r"\+?\d(?:[\s.()-]{0,2}\d){5,}")  # enough of them to ring

# Where one speaks with somebody and can make sure who it is before anything is said.
LIVE = frozenset({"call", "in_person", "professional"})


def standing(state: str, expires_on: dt.date | None, *, on: dt.date) -> Standing:
    if expires_on is not None and expires_on < on:
        return Standing.ASK_AGAIN
    return Standing(state)


def may_be_used(found: Standing, channel: str) -> bool:
    """What nobody confirmed lately allows a live call and nothing that is left lying about."""
    if found is Standing.UNSAFE:
        return False
    return found is Standing.CONFIRMED or channel in LIVE


def allows_message(found: Standing, *, voicemail: bool) -> bool:
    return found is Standing.CONFIRMED and voicemail


def hours_told(told: str) -> str:
    """What was told, as the first guess at which hours are safe: on one line, with no number in it."""
    return " ".join(without_numbers(told).split())[:400].strip()


def without_numbers(told: str) -> str:
    """What was told, to be read before a number is shown, with no number in it."""
    return DIGITS.sub("[a number]", told)
