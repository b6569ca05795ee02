"""How often anybody may send something at the public doors before they are asked to ring instead.

Counted for some minutes in the memory of each process, by a hash of the address that ends with the process:
nothing of it is written anywhere, and nobody can be found by it. It is for machines; a household behind one
address sends nowhere near as much.
"""

import secrets
import time
from collections import deque
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest


SALT = secrets.token_bytes(16)
SECONDS, ADDRESSES = 600, 10_000
_sent: dict[bytes, deque[float]] = {}


def too_many(request: HttpRequest) -> bool:
    """Whether this is one more than the setting allows from one address in ten minutes; 0 allows any."""
    if request.method != "POST" or not settings.PUBLIC_POSTS:
        return False
    now = time.monotonic()
    found = _sent.setdefault(_hash(_address(request)), deque())
    while found and found[0] < now - SECONDS:
        found.popleft()
    found.append(now)
    if len(_sent) > ADDRESSES:  # whoever came first is forgotten first
        _sent.pop(next(iter(_sent)))
    return len(found) > settings.PUBLIC_POSTS


def _address(request: HttpRequest) -> str:
    """As the outermost of our own proxies saw it; without one, as we see it."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    by_proxy = seen[-trusted] if trusted and len(seen) >= trusted else ""
    return by_proxy or request.META.get("REMOTE_ADDR", "")


def _hash(address: str) -> bytes:
    return blake2b(address.encode(errors="replace"), key=SALT, digest_size=8).digest()
