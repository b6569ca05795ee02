"""Where files lie: in Django's storage named `attachments`, sealed, under names that say nothing.

By default that is a folder of the service's home which no web server serves; by settings, a bucket.
SAFETY: a name holds a side and chance, and nothing of whose file it is or what it was called.
"""

import datetime as dt
import secrets
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from chrysalis.access.barriers import Side
from chrysalis.attachments.sealing import Unopened, seal, unseal


class Gone(Exception):
    """There is no such file any more, or it does not open."""


def keep(body: bytes, side: Side) -> str:
    """The name under which it lies from now on."""
    chance = secrets.token_hex(20)
    return str(_storage().save(f"{side}/{chance[:2]}/{chance}", ContentFile(seal(body, side))))


def fetch(name: str, side: Side) -> bytes:
    """Raises Gone."""
    try:
        return unseal(as_it_lies(name), side)
    except Unopened:
        raise Gone from None


def as_it_lies(name: str) -> bytes:
    """Sealed, for a backup. Raises Gone."""
    try:
        with _storage().open(name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        raise Gone from None


def drop(name: str) -> None:
    """Dropped already is dropped."""
    _storage().delete(name)


def kept(side: Side, *, before: dt.datetime) -> Iterator[str]:
    """The names of a side's files that were last written before that moment."""
    storage = _storage()
    for folder in _inside(storage, str(side))[0]:
        for file in _inside(storage, f"{side}/{folder}")[1]:
            name = f"{side}/{folder}/{file}"
            if storage.get_modified_time(name) < before:
                yield name


def _inside(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept there
        return [], []


def _storage() -> Storage:
    return storages["attachments"]
