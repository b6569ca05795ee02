"""Encryption to a public key, in the format of `age` (age-encryption.org/v1).

Whoever makes a backup holds a key that can only shut it. The format is a public one with its own tool, so
that a backup can be opened in ten years by somebody who has the private key and not this program:
`age --decrypt --identity key.txt`. The primitives are those of `cryptography`; only the order of bytes is
written here, and the tests hold it to a file that the other tool made.

The content is cut into chunks of 64 KiB, each shut with its number and with whether it is the last: one
that is changed, moved, taken out or cut off at the end does not open.
"""

import contextlib
import itertools
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chrysalis.backups import bech32


CHUNK, TAG = 64 * 1024, 16
_VERSION, _X25519 = "age-encryption.org/v1", "age-encryption.org/v1/X25519"
_PUBLIC, _PRIVATE = "age", "age-secret-key-"
_FOR_ONE, _LONGEST_HEADER = b"-> X25519 ", 100
_NO_NONCE = bytes(12)  # each of these keys shuts one thing only


class DoesNotOpen(Exception):
    """The wrong key, or a file that is not whole. Nothing that was read of it may be believed."""


@dataclass(frozen=True)
class KeyPair:
    public: str
    private: str

    @classmethod
    def make(cls) -> "KeyPair":
        made = X25519PrivateKey.generate()
        public = bech32.encode(_PUBLIC, made.public_key().public_bytes_raw())
        return cls(public, bech32.encode(_PRIVATE, made.private_bytes_raw()).upper())


def public_key(text: str) -> X25519PublicKey:
    """Raises bech32.Misread."""
    return X25519PublicKey.from_public_bytes(bech32.decode(_PUBLIC, text))


def private_key(text: str) -> X25519PrivateKey:
    """From what a key file says: the one line that is no remark. Raises bech32.Misread."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1:
        raise bech32.Misread
    return X25519PrivateKey.from_private_bytes(bech32.decode(_PRIVATE, lines[0]))


def shut(
    content: Iterable[bytes], *, to: Sequence[X25519PublicKey], key: bytes | None = None
) -> Iterator[bytes]:
    """The content, encrypted, so that the holder of any one of the private keys can open it. `key` is that
    of this one file, for whoever wants to read it back at once."""
    file_key = key or new_file_key()
    header = _header(file_key, to)
    nonce = os.urandom(16)
    yield header + f" {_base64(_mac(file_key, header))}\n".encode() + nonce
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, "payload"))
    for number, chunk, is_last in _chunks(content, CHUNK):
        yield cipher.encrypt(_nonce(number, is_last), chunk, None)


def new_file_key() -> bytes:
    return os.urandom(16)


def opened(
    file: BinaryIO, *, by: X25519PrivateKey | None = None, key: bytes | None = None
) -> Iterator[bytes]:
    """The content, by the private key or by the key of the file. Raises DoesNotOpen: until the last chunk
    has come, nothing says that the file is whole."""
    file_key = _checked_key(file, by, key)
    cipher = ChaCha20Poly1305(_derive(file_key, file.read(16), "payload"))
    for number, chunk, is_last in _chunks(iter(lambda: file.read(CHUNK + TAG), b""), CHUNK + TAG):
        try:
            yield cipher.decrypt(_nonce(number, is_last), chunk, None)
        except InvalidTag:
            raise DoesNotOpen from None


def _header(file_key: bytes, to: Sequence[X25519PublicKey]) -> bytes:
    """All that goes before the seal of the header."""
    return f"{_VERSION}\n{''.join(_wrapped(file_key, each) for each in to)}---".encode()


def _wrapped(file_key: bytes, to: X25519PublicKey) -> str:
    """The key of the file, for one who may open it."""
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    wrapping = _derive(once.exchange(to), share + to.public_bytes_raw(), _X25519)
    wrapped = ChaCha20Poly1305(wrapping).encrypt(_NO_NONCE, file_key, None)
    return f"-> X25519 {_base64(share)}\n{_base64(wrapped)}\n"


def _checked_key(file: BinaryIO, by: X25519PrivateKey | None, key: bytes | None) -> bytes:
    lines = _header_lines(file)
    try:
        found = key or _unwrapped(lines, by)
        _check(found, b"".join(lines)[: -len(lines[-1]) + 3], _bytes(lines[-1][4:-1]))
    except (InvalidSignature, ValueError):
        raise DoesNotOpen from None
    return found


def _header_lines(file: BinaryIO) -> list[bytes]:
    """The last is the seal."""
    lines = [file.readline(200)]
    while not lines[-1].startswith(b"--- "):
        lines.append(file.readline(200))
        if not lines[-1].endswith(b"\n") or len(lines) > _LONGEST_HEADER:
            raise DoesNotOpen
    if lines[0] != f"{_VERSION}\n".encode():
        raise DoesNotOpen
    return lines


def _unwrapped(lines: list[bytes], by: X25519PrivateKey | None) -> bytes:
    """The key of the file, from the part that was made for this private key."""
    for line, wrapped in itertools.pairwise(lines):
        if by and line.startswith(_FOR_ONE):
            with contextlib.suppress(InvalidTag):
                return _unwrap(_bytes(line.removeprefix(_FOR_ONE).strip()), _bytes(wrapped.strip()), by)
    raise DoesNotOpen


def _unwrap(share: bytes, wrapped: bytes, by: X25519PrivateKey) -> bytes:
    shared = by.exchange(X25519PublicKey.from_public_bytes(share))
    wrapping = _derive(shared, share + by.public_key().public_bytes_raw(), _X25519)
    return ChaCha20Poly1305(wrapping).decrypt(_NO_NONCE, wrapped, None)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return _signing(file_key, header).finalize()


def _check(file_key: bytes, header: bytes, seal: bytes) -> None:
    _signing(file_key, header).verify(seal)


def _signing(file_key: bytes, header: bytes) -> HMAC:
    mac = HMAC(_derive(file_key, b"", "header"), hashes.SHA256())
    mac.update(header)
    return mac


def _derive(secret: bytes, salt: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=purpose.encode()).derive(secret)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _chunks(content: Iterable[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Of exactly that size, numbered; the last may be shorter, and is empty only where everything is."""
    held, number = bytearray(), 0
    for part in content:
        held += part
        while len(held) > size:
            yield number, bytes(held[:size]), False
            del held[:size]
            number += 1
    yield number, bytes(held), True


def _base64(value: bytes) -> str:
    return b64encode(value).decode().rstrip("=")


def _bytes(text: bytes) -> bytes:
    """In the one way in which they may be written. Raises ValueError."""
    found = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _base64(found).encode() != text:
        raise ValueError
    return found
