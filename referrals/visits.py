"""How the public door keeps what somebody has written and not sent: three functions of the database.

SAFETY: a row is found by the digest of its key and by nothing else, one at a time. Nobody can list, count or
look through what strangers began to tell; and without the key there is nothing in it to read.
"""

import datetime as dt

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from chrysalis.access.personas import PUBLIC


KEEP = DEFINERS.add(
    Definer(
        "visit_keep",
        takes="key uuid, digest text, sealed bytea, until timestamptz",
        gives="boolean",
        body="""
        INSERT INTO referrals_visit AS visit (id, digest, sealed, sweep_after)
        VALUES (visit_keep.key, visit_keep.digest, visit_keep.sealed, visit_keep.until)
        ON CONFLICT (digest) DO UPDATE SET sealed = EXCLUDED.sealed, sweep_after = EXCLUDED.sweep_after
        RETURNING true
        """,
        personas=frozenset({PUBLIC}),
        why="somebody without an account keeps what they wrote, under a key that only they hold",
        writes=True,
    )
)
OPEN = DEFINERS.add(
    Definer(
        "visit_open",
        takes="digest text, at timestamptz",
        gives="bytea",
        body="""
        SELECT visit.sealed FROM referrals_visit visit
        WHERE visit.digest = visit_open.digest AND visit.sweep_after > visit_open.at FOR UPDATE
        """,
        personas=frozenset({PUBLIC}),
        why="and finds it again by that key; while it is being sent, one at a time",
        writes=True,
    )
)
END = DEFINERS.add(
    Definer(
        "visit_end",
        takes="digest text",
        gives="boolean",
        body="DELETE FROM referrals_visit visit WHERE visit.digest = visit_end.digest RETURNING true",
        personas=frozenset({PUBLIC}),
        why="and leaves nothing behind, when they leave",
        writes=True,
    )
)


def keep(digest: str, sealed: bytes, *, key: object, until: dt.datetime) -> None:
    with connection.cursor() as cursor:
        cursor.callproc(KEEP.name, [key, digest, sealed, until])


def find(digest: str, *, at: dt.datetime) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.callproc(OPEN.name, [digest, at])
        (found,) = cursor.fetchone()
    return bytes(found) if found is not None else None


def end(digest: str) -> None:
    with connection.cursor() as cursor:
        cursor.callproc(END.name, [digest])
