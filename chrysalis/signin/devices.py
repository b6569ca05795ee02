"""Devices that somebody has fully signed in from before.

A device keeps one signed cookie: a random name for itself, and a fingerprint of each account that
signed in from it. The cookie opens nothing. It gives the person guesses of their own, so that a
stranger who hammers on their account from elsewhere cannot lock them out.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac


COOKIE = "device" if settings.DEMO else "__Host-device"
SALT = "chrysalis.signin.devices"
YEAR = 365 * 24 * 60 * 60
MOST = 30  # people who share one desk; the longest unseen is forgotten first


def known_to(request: HttpRequest, email: str) -> str | None:
    """The device's name, if this account has fully signed in from it."""
    device = _read(request)
    return device["name"] if _fingerprint(email) in device["accounts"] else None


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    device, account = _read(request), _fingerprint(email)
    others = [known for known in device["accounts"] if known != account]
    value = signing.dumps({"name": device["name"], "accounts": [*others, account][-MOST:]}, salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=YEAR, secure=not settings.DEMO, httponly=True, samesite="Lax", path="/"
    )


def _read(request: HttpRequest) -> dict:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return {"name": secrets.token_hex(8), "accounts": []}


def _fingerprint(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:16]
