"""What this request has opened: at most one case, with its client, and one referral; on the safety
side, one survivor and one slip.

The details of a case can be read only while it is open, and opening writes the entry that it was
read: so nobody can look without leaving a trace, and no page can wander over many cases by mistake.
"""

from contextvars import ContextVar
from uuid import UUID


NAMES = ("case_id", "client_id", "referral_id", "survivor_id", "slip_id")

_opened: ContextVar[dict[str, UUID] | None] = ContextVar("opened", default=None)


def opened(name: str) -> UUID | None:
    """The key of what is open; None where nothing is."""
    if name not in NAMES:
        raise LookupError(f"Nothing called {name} can be opened.")
    return (_opened.get() or {}).get(name)


def remember(things: dict[str, UUID]) -> object:
    return _opened.set(things)


def now_open() -> dict[str, UUID]:
    return dict(_opened.get() or {})
