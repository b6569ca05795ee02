"""How things stand with a person now: asked by the courier alone, for a survivor who was linked just now and
heard nothing of what happened before.

SAFETY: closed words and days. It is read across the wall, in the worker, after the commit; nothing on this
side is written by it or can see that it was asked.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from referrals.gates.persons import records_with


STANDING_OF = DEFINERS.add(
    Definer(
        "standing_of",
        takes="client uuid",
        gives="TABLE (what text, on_day date, detail text, since timestamptz, moment timestamptz, "
        "is_certain boolean)",
        body=f"""
        WITH going AS (
            SELECT * FROM referrals_case c
            WHERE c.client_id IN {records_with("client")}
              AND c.state NOT IN ('handed_over', 'closed') AND NOT c.is_restricted
        ), way AS (
            SELECT c.* FROM referrals_case c WHERE c.pathway_id IN (SELECT pathway_id FROM going)
        ), graded AS (
            SELECT way.id, way.grade FROM way WHERE way.grade <> '' ORDER BY way.opened_at DESC LIMIT 1
        ), leaves AS (
            SELECT * FROM referrals_release WHERE case_id IN (SELECT id FROM way)
            ORDER BY recorded_at DESC, id DESC LIMIT 1
        ), place AS (
            SELECT enrolment.*, coalesce(moved.at, enrolment.waiting_since) AS moved_at, moved.source
            FROM interventions_enrolment enrolment
            LEFT JOIN LATERAL (
                SELECT step.at, step.source FROM interventions_enrolmentstep step
                WHERE step.enrolment_id = enrolment.id AND step.target = enrolment.state
                ORDER BY step.at DESC, step.id DESC LIMIT 1
            ) moved ON true
            WHERE enrolment.case_id IN (SELECT id FROM way)
                AND (enrolment.ended_on IS NULL OR moved.source IS DISTINCT FROM 'waiting')
        ), found AS (
            SELECT CASE WHEN handover_id IS NULL THEN 'taken_on' ELSE 'handed_over' END AS what,
                NULL::date AS on_day, '' AS detail, opened_at AS since
            FROM going
            UNION ALL
            SELECT 'released', (released_at AT TIME ZONE 'Europe/London')::date, police_told, recorded_at
            FROM leaves
            UNION ALL (
                SELECT 'risk_up', NULL, graded.grade, grade.at
                FROM graded JOIN referrals_grade grade
                    ON grade.case_id = graded.id AND grade.level = graded.grade
                WHERE graded.grade <> 'standard' ORDER BY grade.at DESC LIMIT 1)
            UNION ALL (
                SELECT 'incident', (recorded_at AT TIME ZONE 'Europe/London')::date, kind, recorded_at
                FROM referrals_incident
                WHERE case_id IN (SELECT id FROM way) AND taken_off_at IS NULL
                ORDER BY recorded_at DESC, id DESC LIMIT 1)
            UNION ALL (
                SELECT 'concern', (at AT TIME ZONE 'Europe/London')::date, '', at
                FROM interventions_concern WHERE case_id IN (SELECT id FROM way)
                ORDER BY at DESC, id DESC LIMIT 1)
            UNION ALL
            SELECT CASE state WHEN 'waiting' THEN 'overridden' WHEN 'booked' THEN 'booked'
                    WHEN 'active' THEN 'started' WHEN 'paused' THEN 'paused'
                    WHEN 'completed' THEN 'completed'
                    ELSE CASE source WHEN 'booked' THEN 'not_begun' ELSE 'ended' END END,
                CASE WHEN state IN ('booked', 'active') THEN starts_on ELSE ended_on END,
                CASE WHEN ended_on IS NULL THEN '' ELSE state END, moved_at
            FROM place WHERE state <> 'waiting' OR start_overridden
        )
        SELECT what, on_day, detail, since, released_at, coalesce(is_certain, true)
        FROM found LEFT JOIN leaves ON what = 'released' ORDER BY since, what LIMIT 20
        """,  # noqa: S608 - constants
        personas=frozenset({"courier"}),
        why="what a survivor who is linked to somebody only now would have been told before, had they been",
    )
)


@dataclass(frozen=True)
class Stands:
    """One thing that still holds of a person, since when it does, and the day that it is about; of a release
    the moment, and whether that is certain."""

    what: str
    on_day: dt.date | None
    detail: str
    since: dt.datetime
    moment: dt.datetime | None = None
    is_certain: bool = True


def standing_of(client_id: UUID) -> list[Stands]:
    """For the courier alone: of the way the person is on now, in the order in which it came; nothing once
    nobody works with them any more, and nothing of anybody restricted."""
    with connection.cursor() as cursor:
        cursor.callproc(STANDING_OF.name, [client_id])
        return [Stands(*row) for row in cursor.fetchall()]
