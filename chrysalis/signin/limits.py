"""How long a session holds: twelve hours at most, and a few minutes without activity.

SAFETY: custody desks are shared. A session that outlives its person shows a case to whoever sits
down next. So idleness LOCKS: the same person unlocks and finds their words again, and nobody else
gets in. Twelve hours END it.

All of it is arithmetic on a session and a moment, so that every edge can be stepped over in a test.
"""

import datetime as dt
from collections.abc import MutableMapping
from enum import Enum
from typing import Any

from django.conf import settings


Session = MutableMapping[str, Any]
TOUCH_EVERY = dt.timedelta(seconds=30)  # a write a request would be a cost without a use


class Standing(Enum):
    OPEN = "open"
    LOCKED = "locked"
    ENDED = "ended"


def begin(session: Session, *, at: dt.datetime) -> None:
    session["signed_in_at"] = session["seen_at"] = at.timestamp()
    session["locked"] = False


def standing(session: Session, *, at: dt.datetime) -> Standing:
    """What the session is worth at that moment. One that says nothing of its age is worth nothing."""
    signed_in_at, seen_at = session.get("signed_in_at"), session.get("seen_at")
    if signed_in_at is None or seen_at is None or at.timestamp() >= signed_in_at + _absolute():
        return Standing.ENDED
    if session.get("locked") or at.timestamp() >= seen_at + 60 * idle_minutes(session):
        return Standing.LOCKED
    return Standing.OPEN


def idle_minutes(session: Session) -> int:
    """The worn hat's limit, left in the session when it was put on."""
    return session.get("idle_minutes") or settings.HATLESS_IDLE_MINUTES


def touch(session: Session, *, at: dt.datetime) -> None:
    if at.timestamp() - session["seen_at"] >= TOUCH_EVERY.total_seconds():
        session["seen_at"] = at.timestamp()


def lock(session: Session) -> None:
    if not session.get("locked"):
        session["locked"] = True


def unlock(session: Session, *, at: dt.datetime) -> None:
    session["locked"], session["seen_at"] = False, at.timestamp()


def _absolute() -> int:
    return settings.SESSION_HOURS * 60 * 60
