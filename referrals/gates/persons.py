"""Which records are of one person: what follows from the `Joining` rows that stand, and nothing else.

A record that was joined points at the one that stands for all of them (`joined_to`); its cases copy that. The
pointer is computed again from the rows each time one is agreed or taken back, so that nothing has to be
remembered to undo it, whatever was added meanwhile.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from chrysalis.agencies.acquaintance import FOLLOWING, Following


def records_with(client: str) -> str:
    """In SQL, the keys of all records of one person, by the key of any of them; that key alone where there is
    no such record any longer."""
    lead = f"""(SELECT coalesce(found.joined_to_id, found.id)
                FROM referrals_client found WHERE found.id = {client})"""  # noqa: S608 - names of this module
    return f"""(SELECT {client} UNION SELECT {lead}
            UNION SELECT same.id FROM referrals_client same WHERE same.joined_to_id = {lead})"""  # noqa: S608


STANDS = "edge.kind <> 'part' AND edge.state = 'agreed' AND edge.parted_at IS NULL"

SETTLE_RECORDS = DEFINERS.add(
    Definer(
        "settle_records",
        takes="one uuid",
        gives="boolean",
        body=f"""
        WITH RECURSIVE people AS (
            SELECT one AS id
            UNION
            SELECT CASE WHEN edge.client_id = people.id THEN edge.other_id ELSE edge.client_id END
            FROM people JOIN referrals_joining edge ON people.id IN (edge.client_id, edge.other_id)
            WHERE {STANDS}
        ), lead AS (
            SELECT id FROM people ORDER BY id LIMIT 1
        ), records AS (
            UPDATE referrals_client record SET joined_to_id = nullif(lead.id, record.id)
            FROM lead WHERE record.id IN (SELECT id FROM people)
              AND record.joined_to_id IS DISTINCT FROM nullif(lead.id, record.id)
            RETURNING record.id
        ), legs AS (
            UPDATE referrals_case leg SET joined_to_id = nullif(lead.id, leg.client_id)
            FROM lead WHERE leg.client_id IN (SELECT id FROM people)
              AND leg.joined_to_id IS DISTINCT FROM nullif(lead.id, leg.client_id)
        ), hidden AS (
            UPDATE referrals_joining edge SET is_restricted = NOT edge.is_restricted
            WHERE one IN (edge.client_id, edge.other_id) AND edge.is_restricted <> EXISTS (
                SELECT FROM referrals_case leg
                WHERE leg.id IN (edge.case_id, edge.other_case_id) AND leg.is_restricted)
        )
        SELECT EXISTS (SELECT FROM records)
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"casework", "named"}),
        why="two records that were found to be of one person read as one at once, with those of their cases "
        "that whoever agrees cannot see; it follows from what two people said, and from nothing given to it",
        writes=True,
    )
)

# The same person under another name: whoever is shut out of the one is shut out of the other.
FOLLOW_NAMES = DEFINERS.add(
    Definer(
        "follow_names",
        takes="one uuid, today date",
        gives="bigint",
        body="""
        WITH leads AS (
            SELECT coalesce(record.joined_to_id, record.id) AS lead
            FROM referrals_client record WHERE record.id = one
            UNION
            SELECT coalesce(leg.joined_to_id, leg.client_id)
            FROM agencies_conflict known JOIN referrals_case leg ON leg.name_key = known.name_key
            WHERE known.id = one
        ), people AS (
            SELECT leads.lead, record.id
            FROM leads JOIN referrals_client record ON record.id = leads.lead
            UNION
            SELECT leads.lead, record.id
            FROM leads JOIN referrals_client record ON record.joined_to_id = leads.lead
        ), names AS (
            SELECT DISTINCT people.lead, people.id, leg.name_key, leg.date_of_birth
            FROM people JOIN referrals_case leg ON leg.client_id = people.id
        ), wanted AS (
            SELECT DISTINCT ON (known.id, also.id) md5(known.id::text || also.id::text)::uuid AS id,
                known.agency_id, known.worker_id, also.name_key, also.date_of_birth, known.kind, known.since,
                known.ask_again_on, known.id AS follows_id, also.id AS recorded_as
            FROM agencies_conflict known
            JOIN names ON names.name_key = known.name_key
                AND (known.date_of_birth ^@ names.date_of_birth OR names.date_of_birth ^@ known.date_of_birth)
            JOIN names also ON also.lead = names.lead AND also.id <> names.id
            WHERE known.until IS NULL AND known.follows_id IS NULL
            ORDER BY known.id, also.id
        ), ended AS (
            UPDATE agencies_conflict known SET until = today
            WHERE known.follows_id IS NOT NULL AND known.until IS NULL
              AND (known.recorded_as IN (SELECT id FROM people) OR known.follows_id = one)
              AND known.id NOT IN (SELECT id FROM wanted)
        ), kept AS (
            INSERT INTO agencies_conflict (id, agency_id, worker_id, name_key, date_of_birth, kind, since,
                ask_again_on, follows_id, recorded_as)
            SELECT id, agency_id, worker_id, name_key, date_of_birth, kind, since, ask_again_on, follows_id,
                recorded_as FROM wanted
            ON CONFLICT (id) DO UPDATE SET until = NULL, name_key = excluded.name_key,
                date_of_birth = excluded.date_of_birth
            RETURNING id
        )
        SELECT count(*) FROM kept
        """,
        personas=frozenset({"casework", "named", "facilitator", "safeguarding"}),
        why="whoever declared knowing somebody is shut out of that person under every name they are recorded "
        "by; the names are those of records which the declaring worker must not see",
        writes=True,
    )
)

PERSON_GOES_ON = DEFINERS.add(
    Definer(
        "person_goes_on",
        takes="ended uuid",
        gives="boolean",
        body=f"""
        SELECT EXISTS (
            SELECT FROM referrals_case leg
            WHERE leg.client_id IN {records_with("(SELECT client_id FROM referrals_case WHERE id = ended)")}
              AND leg.id <> ended AND leg.state NOT IN ('handed_over', 'closed'))
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"casework", "named"}),
        why="whether anybody works with the person on another case, whoever holds it: only then is it not "
        "announced that the work is over. One word, which no page shows",
    )
)

RECORDS_OF = DEFINERS.add(
    Definer(
        "records_of",
        takes="client uuid",
        gives="uuid[]",
        body=f"SELECT array_agg(every.id ORDER BY every.id) FROM {records_with('client')} AS every (id)",  # noqa: S608
        personas=frozenset({"courier"}),
        why="what waits on the safety side for one record of a person is asked for under each of them",
    )
)


def settle_records(client_id: UUID) -> bool:
    """Whether anything moved. Call it through `actions.joining`."""
    return bool(_ask(SETTLE_RECORDS.name, [client_id]))


def follow_names(either: UUID, on: dt.date) -> None:
    """Of a record, or of a declared connection."""
    _ask(FOLLOW_NAMES.name, [either, on])


def person_goes_on(case_id: UUID) -> bool:
    return bool(_ask(PERSON_GOES_ON.name, [case_id]))


def records_of(client_id: UUID) -> list[UUID]:
    """For the courier alone."""
    found: list[UUID] = _ask(RECORDS_OF.name, [client_id])
    return found


FOLLOWING.add(Following("records-of-one-person", follow_names))


def _ask(name: str, parameters: list[object]) -> Any:
    with connection.cursor() as cursor:
        cursor.callproc(name, parameters)
        return cursor.fetchone()[0]
