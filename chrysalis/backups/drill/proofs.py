"""What must be true of a restored database before anybody may rely on the backup it came from.

A proof is a function that says in a few words what it saw, or raises Disproved.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connections

from chrysalis.access.barriers import Side
from chrysalis.access.database import database_role
from chrysalis.access.personas import OWNER
from chrysalis.attachments.sealing import Unopened, unseal
from chrysalis.attachments.shelves import SHELVES
from chrysalis.audit.models import TABLES
from chrysalis.audit.verification import verify
from chrysalis.backups import files
from chrysalis.backups.drill.newcomer import signs_in
from chrysalis.backups.manifest import Manifest, counts
from chrysalis.doctor.database import is_up_to_date
from chrysalis.management import wall


class Disproved(Exception):
    """The text says what is wrong."""


Proof = Callable[[Manifest], str]


def migrations(manifest: Manifest) -> str:
    waiting = is_up_to_date()
    if waiting:
        raise Disproved(f"{waiting[0].what} Restore with the release that made the backup.")
    return "none is missing"


def rows(manifest: Manifest) -> str:
    now = counts()
    differing = now.items() ^ manifest.counts.items()
    if differing:
        tables = sorted({name for name, _ in differing})
        raise Disproved(f"not as many as there were: {', '.join(tables)}")
    return f"{sum(now.values())} in {len(now)} tables, as when it was made"


def walls(manifest: Manifest) -> str:
    stray = set(wall.in_force()) ^ set(wall.declared())
    if stray:
        raise Disproved(f"{len(stray)} lines differ from what is declared, for one: {min(stray)}")
    return "in force as declared"


def log(manifest: Manifest) -> str:
    """The sealer sees entries that are settled, by a number that every cluster counts anew: here, all."""
    _show_all_entries()
    verdicts = {side: verify(side) for side in TABLES}
    faults = [str(verdict.fault) for verdict in verdicts.values() if verdict.fault]
    if faults:
        raise Disproved("; ".join(faults))
    return ", ".join(f"{side} {verdict.seals} seals hold" for side, verdict in verdicts.items())


def _show_all_entries() -> None:
    role = database_role("sealer")
    with connections[OWNER].cursor() as cursor:
        for model in TABLES.values():
            table = model._meta.db_table
            cursor.execute(f'CREATE POLICY drill ON "{table}" FOR SELECT TO "{role}" USING (true)')


def documents(manifest: Manifest) -> str:
    """Every one that may be opened lies there, and opens with this machine's secret key, or with none."""
    there, missing, shut = 0, 0, 0
    for shelf in SHELVES:
        for name in _checked(shelf.model._meta.db_table):
            path = Path(settings.HOME) / files.DOCUMENTS / name
            there, missing = there + path.is_file(), missing + (not path.is_file())
            shut += path.is_file() and not _opens(path, shelf.side)
    if missing:
        raise Disproved(f"{missing} documents are missing")
    return f"{there} are there" + (f", and {shut} need the service’s own secret key" if shut else "")


def _checked(table: str) -> list[str]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"SELECT stored FROM \"{table}\" WHERE state = 'clean'")  # noqa: S608 - its own name
        return [name for (name,) in cursor.fetchall()]


def _opens(path: Path, side: Side) -> bool:
    try:
        unseal(path.read_bytes(), side)
    except Unopened:
        return False
    return True


def sign_in(manifest: Manifest) -> str:
    if not signs_in():
        raise Disproved("somebody new was not let in with the right password")
    return "somebody new can sign in"


# In this order: the wall is read before the proof of the log opens it.
PROOFS: dict[str, Proof] = {
    "migrations": migrations,
    "rows": rows,
    "wall": walls,
    "log": log,
    "documents": documents,
    "sign-in": sign_in,
}
