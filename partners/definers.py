"""The one question that crosses from a client to the survivors linked to them: asked by the courier alone.

SAFETY: it tells who supports somebody harmed by a given person. No hat may call it; the answer goes
straight into notices on this side.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


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


@dataclass(frozen=True)
class Supporter:
    survivor_id: UUID
    worker_id: UUID
    agency_id: UUID


def supporters_of(client_id: UUID) -> list[Supporter]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM supporters_of(%s)", [client_id])
        return [Supporter(*row) for row in cursor.fetchall()]
