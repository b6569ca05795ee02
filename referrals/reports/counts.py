"""Figures without people: what a manager, who reads no case, may know of the own service.

SAFETY: both functions run with their maker's rights, so that each answers one question: how many, by words
of closed lists; and which handles came when. No name, no date of birth, no place, nothing anybody typed.
The exact figures leave restricted referrals out: one more in a count than in a list tells that there is
one. The published ones hold them, rounded beyond recognition.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer
from referrals.gates.figures import GIVES, TAKES, count
from referrals.models import Source


MOST = 2_000  # lines of a register

COUNTS = DEFINERS.add(
    Definer(
        "referral_counts",
        takes=TAKES,
        gives=GIVES,
        body="""
        WITH here AS (
            SELECT referral.id, referral.source, referral.sex, referral.state,
                referral.first_contact_due_at AS due,
                date_part('year', referral.received_at)::int
                - nullif(left(referral.date_of_birth, 4), '')::int
                - CASE WHEN length(referral.date_of_birth) = 10
                    AND to_char(referral.received_at, 'MM-DD') < right(referral.date_of_birth, 5)
                    THEN 1 ELSE 0 END AS age,
                coalesce(leg.id, referral.joined_case_id) AS case_id, reached.at AS reached_at,
                EXISTS (SELECT FROM referrals_pause pause WHERE pause.referral_id = referral.id) AS was_paused
            FROM referrals_referral referral
            LEFT JOIN referrals_case leg ON leg.referral_id = referral.id
            LEFT JOIN LATERAL (
                SELECT min(attempt.made_at) AS at FROM referrals_contactattempt attempt
                WHERE attempt.case_id = coalesce(leg.id, referral.joined_case_id)
                  AND attempt.outcome = 'reached'
                  AND (leg.id IS NOT NULL OR attempt.made_at >= referral.received_at)
            ) reached ON true
            WHERE referral.provider_agency_id = (SELECT ctx_agency_id()) AND referral.scheme_id = wanted
              AND referral.received_at >= since::timestamp AT TIME ZONE 'Europe/London'
              AND referral.received_at < until::timestamp AT TIME ZONE 'Europe/London'
              AND (with_restricted OR NOT referral.is_restricted) AND referral.state <> 'withdrawn'
        )
        SELECT 'source', source, count(*) FROM here GROUP BY source
        UNION ALL SELECT 'sex', sex, count(*) FROM here GROUP BY sex
        UNION ALL SELECT 'state', state, count(*) FROM here GROUP BY state
        UNION ALL SELECT 'age', band, count(*) FROM (
            SELECT CASE WHEN age IS NULL THEN 'not_known' WHEN age < 16 THEN '10' WHEN age < 18 THEN '16'
                WHEN age < 25 THEN '18' WHEN age < 35 THEN '25' WHEN age < 45 THEN '35'
                WHEN age < 55 THEN '45' WHEN age < 65 THEN '55' ELSE '65' END AS band
            FROM here) banded GROUP BY band
        UNION ALL SELECT 'funnel', 'received', count(*) FROM here
        UNION ALL SELECT 'funnel', 'accepted', count(*) FROM here WHERE case_id IS NOT NULL
        UNION ALL SELECT 'funnel', 'contacted', count(*) FROM here WHERE reached_at IS NOT NULL
        UNION ALL SELECT 'funnel', CASE WHEN was_paused THEN 'in_time_paused' ELSE 'in_time' END, count(*)
            FROM here WHERE reached_at <= due GROUP BY was_paused
        UNION ALL SELECT 'paused', pause.reason, count(DISTINCT here.id)
            FROM here JOIN referrals_pause pause ON pause.referral_id = here.id GROUP BY pause.reason
        """,
        personas=frozenset({"change_manager"}),
        why="a manager's figures: counts of the own service's referrals by closed words, and no person",
    )
)
REGISTER = DEFINERS.add(
    Definer(
        "referral_register",
        takes="wanted uuid, since date, until date",
        gives="TABLE (reference text, received_at timestamptz, sender text, state text, due timestamptz, "
        "reached_at timestamptz, ended_at timestamptz)",
        body=f"""
        SELECT referral.reference, referral.received_at,
            CASE WHEN referral.source = '{Source.SELF}' THEN '{Source.SELF.label}'
                WHEN referral.told_from = '' THEN sender.name ELSE 'Told to us' END, referral.state,
            referral.first_contact_due_at, reached.at, coalesce(leg.ended_at, joined.ended_at)
        FROM referrals_referral referral
        JOIN agencies_agency sender ON sender.id = referral.referring_agency_id
        LEFT JOIN referrals_case leg ON leg.referral_id = referral.id
        LEFT JOIN referrals_case joined ON joined.id = referral.joined_case_id
        LEFT JOIN LATERAL (
            SELECT min(attempt.made_at) AS at FROM referrals_contactattempt attempt
            WHERE attempt.case_id = coalesce(leg.id, joined.id)
              AND attempt.outcome = 'reached'
                  AND (leg.id IS NOT NULL OR attempt.made_at >= referral.received_at)
        ) reached ON true
        WHERE referral.provider_agency_id = (SELECT ctx_agency_id()) AND referral.scheme_id = wanted
          AND referral.received_at >= since::timestamp AT TIME ZONE 'Europe/London'
          AND referral.received_at < until::timestamp AT TIME ZONE 'Europe/London'
          AND NOT referral.is_restricted AND referral.state <> 'withdrawn'
        ORDER BY referral.received_at, referral.reference LIMIT {MOST}
        """,  # noqa: S608 - a constant of this module
        personas=frozenset({"change_manager"}),
        why="a manager's register: handle, day and state of what came in, and no person",
    )
)


def referral_counts(
    scheme_id: UUID, since: dt.date, until: dt.date, *, with_restricted: bool
) -> dict[str, dict[str, int]]:
    return count(COUNTS, scheme_id, since, until, with_restricted=with_restricted)


@dataclass(frozen=True)
class RegisterLine:
    reference: str
    received_at: dt.datetime
    sender: str
    state: str
    due: dt.datetime
    reached_at: dt.datetime | None
    ended_at: dt.datetime | None  # the case that it opened: closed, or with another provider


def referral_register(scheme_id: UUID, since: dt.date, until: dt.date) -> list[RegisterLine]:
    """The earliest first, at most `MOST`."""
    with connection.cursor() as cursor:
        cursor.callproc(REGISTER.name, [scheme_id, since, until])
        return [RegisterLine(*row) for row in cursor.fetchall()]
