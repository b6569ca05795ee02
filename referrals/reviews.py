"""Who holds a case, asked by the courier alone when a grade falls due: it opens nothing, and so could ask no
row."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


DEFINERS.add(
    Definer(
        "grade_of_case",
        takes="wanted uuid",
        gives="TABLE (agency_id uuid, worker_id uuid, review_on date, is_restricted boolean)",
        body="""
        SELECT provider_agency_id, allocated_worker_id, grade_review_on, is_restricted
        FROM referrals_case WHERE id = wanted
        """,
        personas=frozenset({"courier"}),
        why="Whom to tell that a grade is due for review, and whether it was reviewed earlier. No name.",
    )
)


@dataclass(frozen=True)
class Graded:
    agency_id: UUID
    worker_id: UUID | None
    review_on: dt.date | None
    is_restricted: bool


def grade_of_case(case_id: UUID) -> Graded | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM grade_of_case(%s)", [case_id])
        row = cursor.fetchone()
    return Graded(*row) if row else None
