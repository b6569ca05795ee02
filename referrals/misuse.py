"""The one pattern of misuse that needs a name: somebody reads of a person with their own family name.

Most such looks are chance. Those that are not are about a relative, and relatives have been found,
warned or talked out of it that way.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from chrysalis.access.barriers import Side
from chrysalis.access.definers import DEFINERS, Definer
from chrysalis.audit.misuse import AT_ONCE, MISUSES, Finding, Misuse


SAME_FAMILY_NAME = DEFINERS.add(
    Definer(
        name="looks_at_own_family_name",
        takes="since timestamptz",
        gives="TABLE (worker_id uuid, agency_id uuid, began_at timestamptz, times bigint, subject uuid)",
        body=f"""
            SELECT w.id, e.agency_id, date_trunc('day', e.at, 'Europe/London'), count(*), person.id
            FROM audit_changeentry e
            JOIN agencies_worker w ON w.id = e.worker_id
            JOIN LATERAL (
                SELECT id, family_name FROM referrals_client WHERE id = ANY(e.subjects)
                UNION ALL
                SELECT id, family_name FROM referrals_referral WHERE id = ANY(e.subjects)
            ) person ON lower(person.family_name) = lower(substring(w.full_name FROM '[^ ]+$'))
            WHERE e.at >= since AND e.agency_id IS NOT NULL AND NOT e.was_refused
              AND cardinality(e.subjects) <= {AT_ONCE}
            GROUP BY 1, 2, 3, 5 LIMIT 1000""",  # noqa: S608 - a constant
        personas=frozenset({"change_system"}),
        why="Whether a worker read of somebody of the same family name. Gives keys, never the name.",
    )
)


def _find(side: Side, since: dt.datetime) -> Iterable[Finding]:
    with connection.cursor() as cursor:
        cursor.callproc(SAME_FAMILY_NAME.name, [since])
        for worker_id, agency_id, began_at, times, subject in cursor.fetchall():
            yield Finding(worker_id, agency_id, began_at, times, (subject,))


MISUSES.add(
    Misuse(
        "own-family-name",
        "Same family name",
        "Opened the record of a person who has the worker's own family name.",
        frozenset({Side.CHANGE}),
        _find,
    )
)
