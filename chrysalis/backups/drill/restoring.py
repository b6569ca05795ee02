"""A drill: a backup is restored beside the service, proved part by part, and thrown away.

It belongs on a machine that is not the service's: that is where the private key is, and never on the
server. `manage.py restore_drill` there brings its own database.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import Error

from chrysalis.backups import age, files, programs
from chrysalis.backups.drill.proofs import PROOFS, Disproved
from chrysalis.backups.drill.scratch import scratch
from chrysalis.backups.manifest import Manifest
from chrysalis.backups.taking import Telling


@dataclass(frozen=True)
class Finding:
    """A line of the report."""

    what: str
    said: str
    is_well: bool = True


def drill(backup: Path, key: X25519PrivateKey) -> Iterator[Finding]:
    """Line after line as it goes; the first that is not well is the last, since nothing after it counts."""
    try:
        manifest = Manifest.read(b"".join(_content(backup, "manifest", key)).decode())
        yield Finding("opened", f"made {manifest.made_at}, PostgreSQL {manifest.postgresql}")
        with scratch() as home:
            yield _restored(backup, key, manifest, home)
            for what, proof in PROOFS.items():
                yield Finding(what, proof(manifest))
    except (age.DoesNotOpen, OSError):
        yield Finding("opened", "the key is wrong, or a file is missing or not whole", is_well=False)
    except (Disproved, programs.Failed) as reason:
        yield Finding("not proved", str(reason), is_well=False)
    except Error as error:
        yield Finding("not proved", f"the scratch database refuses: {type(error).__name__}", is_well=False)


def _restored(backup: Path, key: X25519PrivateKey, manifest: Manifest, home: Path) -> Finding:
    into: dict[str, Callable[[Iterable[bytes]], None]] = {
        "files": partial(files.unpacked, folder=home),
        "documents": partial(files.unpacked, folder=home),
        "database": programs.restore,
    }
    for name, restore in into.items():
        told = Telling()
        restore(told.of(_content(backup, name, key)))
        if told.part != manifest.parts[name]:
            raise Disproved(f"{name} is not the part that the manifest names")
    size = sum(part.bytes for part in manifest.parts.values())
    return Finding("restored", f"{size} bytes, into a database of its own")


def _content(backup: Path, name: str, key: X25519PrivateKey) -> Iterator[bytes]:
    with (backup / f"{name}.age").open("rb") as file:
        yield from age.opened(file, by=key)
