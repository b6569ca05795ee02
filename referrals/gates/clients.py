"""Whether somebody is known by exactly this name and date of birth, and who somebody taken on is: asked by a
link worker, for a survivor.

SAFETY: whoever could try names would learn who is referred. So the match is exact, in the asking
agency's own schemes only, at most three come back, the newest first, a restricted case never does, and
the asker writes an entry each time (`partners.actions.finding`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from referrals.gates.persons import records_with


RECORDS = records_with("client.id")

DEFINERS.add(
    Definer(
        "find_client",
        takes="wanted text, born text",
        gives="TABLE (client_id uuid, name text, reference text, provider text)",
        body=rf"""
        SELECT client.id, client.given_names || ' ' || client.family_name, latest.reference, agency.name
        FROM referrals_client client
        JOIN LATERAL (
            SELECT reference, provider_agency_id, opened_at FROM referrals_case leg
            WHERE leg.client_id IN {RECORDS} ORDER BY leg.opened_at DESC LIMIT 1
        ) latest ON true
        JOIN agencies_agency agency ON agency.id = latest.provider_agency_id
        WHERE client.date_of_birth = born
          AND lower(regexp_replace(btrim(client.given_names || ' ' || client.family_name), '\s+', ' ', 'g'))
            = lower(regexp_replace(btrim(wanted), '\s+', ' ', 'g'))
          AND client.scheme_id IN (
            SELECT part.scheme_id FROM agencies_participation part
            WHERE part.agency_id = (SELECT ctx_agency_id()) AND part.part = 'partner_support')
          AND NOT EXISTS (
            SELECT FROM referrals_case leg WHERE leg.client_id IN {RECORDS} AND leg.is_restricted)
          AND NOT EXISTS (  -- two records of one person are one person to whoever asks
            SELECT FROM referrals_client twin
            WHERE coalesce(twin.joined_to_id, twin.id) = coalesce(client.joined_to_id, client.id)
              AND twin.date_of_birth = client.date_of_birth AND twin.scheme_id = client.scheme_id
              AND lower(regexp_replace(btrim(twin.given_names || ' ' || twin.family_name), '\s+', ' ', 'g'))
                = lower(regexp_replace(btrim(wanted), '\s+', ' ', 'g'))
              AND twin.id < client.id)
        ORDER BY latest.opened_at DESC, latest.reference LIMIT 3
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"linkwork"}),
        why="a link worker finds the person whom a survivor names, and reads nothing else of this side",
    )
)

# SAFETY: whoever asks holds the key already, which was told to the safety side when the person was taken
# on: keys are random, so that nobody can be looked for this way.
DEFINERS.add(
    Definer(
        "clients_by_key",
        takes="wanted uuid[]",
        gives="TABLE (client_id uuid, name text, reference text, provider text)",
        body=f"""
        SELECT client.id, client.given_names || ' ' || client.family_name, latest.reference, agency.name
        FROM referrals_client client
        JOIN LATERAL (
            SELECT reference, provider_agency_id FROM referrals_case leg
            WHERE leg.client_id IN {RECORDS} ORDER BY leg.opened_at DESC LIMIT 1
        ) latest ON true
        JOIN agencies_agency agency ON agency.id = latest.provider_agency_id
        WHERE client.id = ANY (wanted[1:500])
          AND client.scheme_id IN (
            SELECT part.scheme_id FROM agencies_participation part
            WHERE part.agency_id = (SELECT ctx_agency_id()) AND part.part = 'partner_support')
          AND NOT EXISTS (
            SELECT FROM referrals_case leg WHERE leg.client_id IN {RECORDS} AND leg.is_restricted)
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"linkwork"}),
        why="a link worker learns who was taken on, to find whom that person harmed",
    )
)
DEFINERS.add(
    Definer(
        "is_client_restricted",
        takes="client uuid",
        gives="boolean",
        body=f"""
        SELECT EXISTS (
            SELECT FROM referrals_case c WHERE c.client_id IN {records_with("client")} AND c.is_restricted)
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"courier"}),
        why="nobody is told to trace whom a restricted person harmed: they could not learn who that is",
    )
)
MOST = 500  # keys looked up at once


@dataclass(frozen=True)
class FoundClient:
    client_id: UUID
    name: str
    reference: str
    provider: str


def find_client(name: str, born: dt.date) -> list[FoundClient]:
    """Call it through `partners.actions.finding`, which writes the entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM find_client(%s, %s)", [name, born.isoformat()])
        return [FoundClient(*row) for row in cursor.fetchall()]


def clients_by_key(keys: Iterable[UUID]) -> dict[UUID, FoundClient]:
    """Those of the keys that are people in the own schemes, restricted ones apart. Whoever shows them writes
    the entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clients_by_key(%s)", [list(keys)[:MOST]])
        return {row[0]: FoundClient(*row) for row in cursor.fetchall()}


def is_client_restricted(key: UUID) -> bool:
    """For the courier alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_client_restricted(%s)", [key])
        return bool(cursor.fetchone()[0])
