"""The patterns of misuse that need to know whom an entry is about: a person with the worker's own family
name, and people of a place where the worker has no work.

Most such looks are chance, or cover. Those that are not are about a relative, a neighbour or somebody in
the news, and people have been found, warned or talked out of it that way.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import connection

from chrysalis.access.barriers import Side
from chrysalis.access.definers import DEFINERS, Definer
from chrysalis.audit.misuse import AT_ONCE, MISUSES, Finding, Misuse
from chrysalis.audit.models import AlertLimits
from referrals.actions.reading import READ


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


# Where somebody works is where their own cases are: of a worker without any, nothing can be said.
OUT_OF_AREA = DEFINERS.add(
    Definer(
        name="looks_out_of_area",
        takes="since timestamptz, fewest bigint",
        gives="TABLE (worker_id uuid, agency_id uuid, began_at timestamptz, times bigint)",
        body=f"""
            WITH looked AS (
                SELECT DISTINCT e.worker_id, e.agency_id, c.id, c.scheme_id,
                    date_trunc('day', e.at, 'Europe/London') AS began_at
                FROM audit_changeentry e JOIN referrals_case c ON c.id = ANY(e.subjects)
                WHERE e.at >= since AND e.agency_id IS NOT NULL AND e.word = '{READ}'
                  AND cardinality(e.subjects) <= {AT_ONCE}
            ), works AS (
                SELECT DISTINCT own.allocated_worker_id, own.provider_agency_id, own.scheme_id
                FROM referrals_case own
                WHERE (own.allocated_worker_id, own.provider_agency_id) IN (
                    SELECT worker_id, agency_id FROM looked
                )
            )
            SELECT worker_id, agency_id, began_at, count(*) FROM looked
            WHERE (worker_id, agency_id) IN (SELECT allocated_worker_id, provider_agency_id FROM works)
              AND (worker_id, agency_id, scheme_id) NOT IN (TABLE works)
            GROUP BY 1, 2, 3 HAVING count(*) >= fewest LIMIT 1000""",  # noqa: S608 - constants
        personas=frozenset({"change_system"}),
        why="How many people a worker read of in a scheme that none of their own cases is in. No key of any.",
    )
)


def _find_out_of_area(side: Side, since: dt.datetime) -> Iterable[Finding]:
    limits = {each.agency_id: each.people_out_of_area for each in AlertLimits.objects.all()}
    usual = AlertLimits().people_out_of_area
    with connection.cursor() as cursor:
        cursor.callproc(OUT_OF_AREA.name, [since, min([usual, *limits.values()])])
        for worker_id, agency_id, began_at, times in cursor.fetchall():
            if times >= limits.get(agency_id, usual):
                yield Finding(worker_id, agency_id, began_at, times)


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
MISUSES.add(
    Misuse(
        "out-of-area",
        "People out of area",
        "Opened, within a day, the records of more people than the agency expects in a scheme where the "
        "worker has no case.",
        frozenset({Side.CHANGE}),
        _find_out_of_area,
    )
)
