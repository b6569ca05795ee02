"""Signatures of Standard Webhooks 1.0: of a call's number, moment and body, with HMAC-SHA256."""

import base64
import hashlib
import hmac
from collections.abc import Iterable


def headers(keys: Iterable[str], *, call: str, seconds: int, body: bytes) -> dict[str, str]:
    """One signature a key: while another key takes over, whoever listens may check by either."""
    signed = f"{call}.{seconds}.".encode() + body
    return {
        "webhook-id": call,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{_signature(key, signed)}" for key in keys),
    }


def _signature(key: str, signed: bytes) -> str:
    secret = base64.b64decode(key.removeprefix("whsec_"))
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
