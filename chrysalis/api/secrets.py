"""Digests of what is shown at the door: it has 160 random bits, so that a digest need not be slow."""

import base64
import hashlib
import hmac
import secrets as random

from django.conf import settings

from chrysalis.keys import system_secret


SECRET, TOKEN = "chs", "cht"


def new(beginning: str) -> str:
    return system_secret(beginning)


def digest(shown: str) -> str:
    return hashlib.sha256(f"chrysalis records system {shown}".encode()).hexdigest()


def fingerprint(text: str) -> str:
    """Of what was sent: names and dates could be guessed from a digest that anybody can make."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def new_signing_key() -> str:
    """As Standard Webhooks writes them: 256 random bits in base 64."""
    return "whsec_" + base64.b64encode(random.token_bytes(32)).decode()
