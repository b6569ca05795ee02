"""The one question that crosses from a client to the survivors linked to them: asked by the courier alone.

SAFETY: it tells who supports somebody harmed by a given person. No hat may call it; the answer goes
straight into notices on this side.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from partners.rules.third_parties import Protected


MOST = 50  # survivors of one person, far beyond any real number

DEFINERS.add(
    Definer(
        "supporters_of",
        takes="client uuid",
        gives="TABLE (survivor_id uuid, worker_id uuid, agency_id uuid)",
        body=f"""
        SELECT survivor.id, survivor.link_worker_id, survivor.support_agency_id
        FROM partners_clientlink link JOIN partners_survivor survivor ON survivor.id = link.survivor_id
        WHERE link.client_id = client ORDER BY survivor.id LIMIT {MOST}
        """,  # noqa: S608 - a constant of this module
        personas=frozenset({"courier"}),
        why="Whom to tell of what happens on a case. The courier opens nothing, and so could ask no row.",
    )
)

DEFINERS.add(
    Definer(
        "protected_of",
        takes="clients uuid[]",
        gives="TABLE (agency_id uuid, kind text, value text)",
        body="""
        WITH harmed AS (
            SELECT DISTINCT survivor.id, survivor.support_agency_id, survivor.name, survivor.name_to_use
            FROM partners_clientlink link JOIN partners_survivor survivor ON survivor.id = link.survivor_id
            WHERE link.client_id = ANY (clients)
        ), told AS (
            SELECT harmed.support_agency_id, details.name, details.telephone, details.address
            FROM harmed JOIN partners_slipfiling filing ON filing.survivor_id = harmed.id
            JOIN partners_slipdetails details ON details.slip_id = filing.slip_id
        )
        SELECT support_agency_id, 'name', name FROM harmed
        UNION SELECT support_agency_id, 'name', name_to_use FROM harmed WHERE name_to_use <> ''
        UNION SELECT harmed.support_agency_id, 'way', way.value
            FROM harmed JOIN partners_safecontact way ON way.survivor_id = harmed.id
        UNION SELECT support_agency_id, 'name', name FROM told WHERE name <> ''
        UNION SELECT support_agency_id, 'way', telephone FROM told WHERE telephone <> ''
        UNION SELECT support_agency_id, 'way', address FROM told WHERE address <> ''
        """,
        personas=frozenset({"release"}),
        why="What of a survivor must not stand in a document about the person they are linked to.",
    )
)


@dataclass(frozen=True)
class Supporter:
    survivor_id: UUID
    worker_id: UUID
    agency_id: UUID


def supporters_of(client_id: UUID) -> list[Supporter]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM supporters_of(%s)", [client_id])
        return [Supporter(*row) for row in cursor.fetchall()]


def protected_of(clients: list[UUID]) -> dict[UUID, list[Protected]]:
    """As the persona `release`: by the service that supports them, names and ways to reach survivors."""
    found: dict[UUID, list[Protected]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM protected_of(%s::uuid[])", [clients])
        for agency_id, kind, value in cursor.fetchall():
            found.setdefault(agency_id, []).append(Protected(kind, value))
    return found
