"""Making a backup: the database, its roles, files and documents, each shut for the holders of private keys.

SAFETY: a backup is every survivor's record in one file. This machine can only shut it: whoever takes the
disk, or the copy on its way elsewhere, has nothing to open it with.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from chrysalis.access import walls
from chrysalis.backups import age, files, folder, manifest, programs
from chrysalis.backups.manifest import Part


class NotAsWritten(Exception):
    """What lies on the disk is not what was written there."""


def take(place: Path, *, to: Sequence[X25519PublicKey], kept: int, at: dt.datetime) -> Path:
    """One more backup, read back before it counts; older ones go. Raises NotAsWritten, programs.Failed."""
    backup = Shutting(folder.begin(place), to)
    # The files first: they hold digests of seals, and each of those must be in the database that follows.
    backup.put("files", files.packed())
    backup.put("roles", [f"{statement};\n".encode() for statement in walls.roles()])
    with manifest.snapshot() as snapshot:
        taken = manifest.taken(at=at)
        backup.put("database", programs.dump(snapshot=snapshot))
        # After: a document that the database names was kept before it was named.
        backup.put("documents", files.documents_packed())
    backup.put("manifest", [replace(taken, parts=dict(backup.parts)).text().encode()])
    finished = folder.finish(backup.path, at=at)
    folder.forget_all_but(kept, place)
    return finished


@dataclass
class Shutting:
    """A backup while it is made: what was put in, part by part."""

    path: Path
    to: Sequence[X25519PublicKey]
    parts: dict[str, Part] = field(default_factory=dict)

    def put(self, name: str, content: Iterable[bytes]) -> None:
        file, key, told = self.path / f"{name}.age", age.new_file_key(), Telling()
        _write(file, age.shut(told.of(content), to=self.to, key=key))
        self._read_back(file, key, told.part)
        self.parts[name] = told.part

    def _read_back(self, file: Path, key: bytes, part: Part) -> None:
        """Once, with the key that this file alone has, and that is forgotten now."""
        told = Telling()
        try:
            with file.open("rb") as written:
                for _ in told.of(age.opened(written, key=key)):
                    pass
        except age.DoesNotOpen:
            raise NotAsWritten(file.name) from None
        if told.part != part:
            raise NotAsWritten(file.name)


class Telling:
    """Lets content pass, and tells what it was."""

    def __init__(self) -> None:
        self.bytes, self.hash = 0, hashlib.sha256()

    def of(self, content: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in content:
            self.bytes += len(chunk)
            self.hash.update(chunk)
            yield chunk

    @property
    def part(self) -> Part:
        return Part(self.bytes, self.hash.hexdigest())


def _write(path: Path, content: Iterable[bytes]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in content:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
