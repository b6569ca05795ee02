"""Who holds a case, or has something to do on it, asked by the courier alone when that falls due, or a grade,
or an answer to a safeguarding referral: it opens nothing, and so could ask no row."""

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


DEFINERS.add(
    Definer(
        "safeguarding_waits",
        takes="wanted uuid",
        gives="TABLE (case_id uuid, agency_id uuid, worker_id uuid, is_restricted boolean)",
        body="""
        SELECT held.id, held.provider_agency_id, held.allocated_worker_id, held.is_restricted
        FROM referrals_safeguardingreferral made JOIN referrals_case held ON held.id = made.case_id
        WHERE made.id = wanted AND made.acknowledged_at IS NULL AND made.outcome = ''
          AND held.state NOT IN ('handed_over', 'closed')
        """,
        personas=frozenset({"courier"}),
        why="Whom to tell that nobody has said that they have a safeguarding referral. No name.",
    )
)


@dataclass(frozen=True)
class Waiting:
    case_id: UUID
    agency_id: UUID
    worker_id: UUID | None
    is_restricted: bool


def safeguarding_waits(referral_id: UUID) -> Waiting | None:
    """None once somebody said that they have it, or it ended, or the case did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM safeguarding_waits(%s)", [referral_id])
        row = cursor.fetchone()
    return Waiting(*row) if row else None


DEFINERS.add(
    Definer(
        "task_waits",
        takes="wanted uuid",
        gives="TABLE (case_id uuid, agency_id uuid, worker_id uuid, is_restricted boolean)",
        body="""
        SELECT held.id, held.provider_agency_id, task.worker_id, held.is_restricted
        FROM referrals_task task JOIN referrals_case held ON held.id = task.case_id
        WHERE task.id = wanted AND task.ending = ''
        """,
        personas=frozenset({"courier"}),
        why="Whom to tell of something to do that was given to them, or is late. No name and no word.",
    )
)


def task_waits(task_id: UUID) -> Waiting | None:
    """None once it is done or not needed, or the case is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM task_waits(%s)", [task_id])
        row = cursor.fetchone()
    return Waiting(*row) if row else None
