"""Who is to be told of something on a case: asked by the courier alone, which opens no case.

SAFETY: of a restricted case it names nobody: the caseworker of before may be the one from whom it is
hidden. Then the safeguarding leads are told, and they alone.
"""

from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


DEFINERS.add(
    Definer(
        "caseworker_of",
        takes="one_case uuid",
        gives="uuid",
        body="""
        SELECT found.allocated_worker_id FROM referrals_case found
        WHERE found.id = one_case AND NOT found.is_restricted
        """,
        personas=frozenset({"courier"}),
        why="Whom to tell that somebody missed a session, or of a concern. The courier opens no case.",
    )
)


def caseworker_of(case_id: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT caseworker_of(%s)", [case_id])
        found: UUID | None = cursor.fetchone()[0]
        return found
