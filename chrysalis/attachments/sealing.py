"""Files rest encrypted: whoever takes the disk, or the account that holds the files, has nothing to read.

The key comes from the service's secret key, and is another for each side; earlier secret keys still open
what they sealed. A file is gone with the keys that sealed it.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from chrysalis.access.barriers import Side


class Unopened(Exception):
    """It was sealed with another key, or is not whole."""


def seal(body: bytes, side: Side) -> bytes:
    return _box(side).encrypt(body)


def unseal(sealed: bytes, side: Side) -> bytes:
    """Raises Unopened."""
    try:
        return _box(side).decrypt(sealed)
    except InvalidToken:
        raise Unopened from None


def _box(side: Side) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_fernet(secret, side) for secret in secrets])


def _fernet(secret: str, side: Side) -> Fernet:
    told = f"chrysalis attachments {side}".encode()
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=told)
    return Fernet(base64.urlsafe_b64encode(derive.derive(secret.encode())))
