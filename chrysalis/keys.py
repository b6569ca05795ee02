"""Random keys: what stands in URLs, and the handle a referrer writes down.

No key counts, carries a date or names an agency, so that none tells how many cases there are or
which came first. Each kind of record draws from its own stream. The demonstration world and the
tests seed the streams, so that one kind of record never changes the keys of another.
"""

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.utils.deconstruct import deconstructible


# Crockford's base 32: no I, L, O or U, so that a handle survives handwriting and the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_seeded: ContextVar[dict[str, random.Random] | None] = ContextVar("seeded_keys", default=None)
_seed: ContextVar[str] = ContextVar("keys_seed", default="")


@contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Draw every stream from `seed` inside the block. For demonstration and test worlds only."""
    streams, name = _seeded.set({}), _seed.set(seed)
    try:
        yield
    finally:
        _seeded.reset(streams)
        _seed.reset(name)


def _bits(stream: str, count: int) -> int:
    streams = _seeded.get()
    if streams is None:
        return secrets.randbits(count)
    if stream not in streams:
        streams[stream] = random.Random(f"{_seed.get()}/{stream}")  # noqa: S311 - seeded on purpose
    return streams[stream].getrandbits(count)


@deconstructible(path="chrysalis.keys.Key")
class Key:
    """A callable default for a UUID field, drawing from the stream named."""

    def __init__(self, stream: str) -> None:
        self.stream = stream

    def __call__(self) -> uuid.UUID:
        return uuid.UUID(int=_bits(self.stream, 128), version=4)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.stream == other.stream

    def __hash__(self) -> int:
        return hash(self.stream)


def primary(stream: str) -> models.UUIDField:
    """The primary key of a record, made in Python so that inserting needs no read back."""
    return models.UUIDField(primary_key=True, default=Key(stream), editable=False)


def reference() -> str:
    """A handle such as CHR-7K3M9-2QFTX-4: fifty random bits and a check character."""
    return _handle("CHR", stream="reference")


def report_handle() -> str:
    """The same of a document: REP-7K3M9-2QFTX-4. It stands on every page, and is the name of the file."""
    return _handle("REP", stream="report")


def import_handle() -> str:
    """The same of a spreadsheet that was brought in: IMP-7K3M9-2QFTX-4."""
    return _handle("IMP", stream="import-handle")


def return_code() -> str:
    """Sixteen characters that nobody can guess: eighty random bits."""
    bits = _bits("return-code", 80)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))


def link_secret() -> str:
    """What stands in a link that is good once: 130 random bits, in letters and figures."""
    bits = _bits("link-secret", 130)
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(125, -1, -5))


def system_secret(beginning: str) -> str:
    """What a records system shows: 160 random bits after a beginning by which scanners of code know it."""
    bits = _bits("system-secret", 160)
    return f"{beginning}_" + "".join(ALPHABET[bits >> shift & 31] for shift in range(155, -1, -5))


def _handle(beginning: str, *, stream: str) -> str:
    bits = _bits(stream, 50)
    body = "".join(ALPHABET[bits >> shift & 31] for shift in range(45, -1, -5))
    return f"{beginning}-{body[:5]}-{body[5:]}-{check_character(body)}"


def check_character(body: str) -> str:
    """The character that makes a mistyped handle visible (weighted sum, modulo 31)."""
    total = sum(place * ALPHABET.index(letter) for place, letter in enumerate(body, start=1))
    return ALPHABET[total % 31]
