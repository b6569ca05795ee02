"""Who supports a survivor, asked by the courier alone when a grade falls due: it opens nothing, and so could
ask no row.

SAFETY: the answer goes straight into a notice on this side, and names nobody.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


DEFINERS.add(
    Definer(
        "grade_of_survivor",
        takes="wanted uuid",
        gives="TABLE (agency_id uuid, worker_id uuid, review_on date)",
        body="""
        SELECT support_agency_id, link_worker_id, grade_review_on FROM partners_survivor WHERE id = wanted
        """,
        personas=frozenset({"courier"}),
        why="Whom to tell that a survivor's grade is due for review, and whether it was reviewed earlier.",
    )
)


@dataclass(frozen=True)
class Graded:
    agency_id: UUID
    worker_id: UUID
    review_on: dt.date | None


def grade_of_survivor(survivor_id: UUID) -> Graded | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM grade_of_survivor(%s)", [survivor_id])
        row = cursor.fetchone()
    return Graded(*row) if row else None
