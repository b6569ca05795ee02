"""What sees past the wall for this app: each for one thing, and no more.

Whom to tell of something on a case is asked by the courier alone, which opens no case. SAFETY: of a
restricted case it names nobody: the caseworker of before may be the one from whom it is hidden. Then the
safeguarding leads are told, and they alone.

What ends with a case or a place: whoever takes a handover cannot read the places of the giver, and a manager
who ends a paused place reads no appointment. And what belongs to a restricted case is found by those named
for it, by its own address, before they open the case.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
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


DEFINERS.add(
    Definer(
        "caseworker_with_disposal",
        takes="one_case uuid",
        gives="uuid",
        body="""
        SELECT found.allocated_worker_id FROM referrals_case found
        WHERE found.id = one_case AND found.disposal_due_on IS NOT NULL AND NOT found.is_restricted
        """,
        personas=frozenset({"courier"}),
        why="Whom to tell that police wait for the outcome of a disposal. The courier opens no case.",
    )
)


def caseworker_with_disposal(case_id: UUID) -> UUID | None:
    """Nobody where no disposal came with the person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT caseworker_with_disposal(%s)", [case_id])
        found: UUID | None = cursor.fetchone()[0]
        return found


def caseworker_of(case_id: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT caseworker_of(%s)", [case_id])
        found: UUID | None = cursor.fetchone()[0]
        return found


DEFINERS.add(
    Definer(
        "places_end_handed_over",
        takes="taken uuid, steps uuid[], taken_at timestamptz",
        gives="TABLE (enrolment_id uuid, case_id uuid, client_id uuid, scheme_id uuid, "
        "provider_agency_id uuid, was text)",
        body="""
        WITH agreed AS (
            SELECT from_case_id FROM referrals_handover
            WHERE id = taken AND to_agency_id = ctx_agency_id() AND state = 'offered'
              AND taken_at >= offered_at
        ), standing AS (
            SELECT place.id, place.state, place.starts_on, row_number() OVER (ORDER BY place.id) AS n
            FROM interventions_enrolment place
            JOIN referrals_case leg ON leg.id = place.case_id AND leg.state = 'handed_over'
            WHERE place.case_id IN (SELECT from_case_id FROM agreed) AND NOT place.is_restricted
              AND place.state IN ('waiting', 'booked', 'active', 'paused')
        ), ended AS (
            UPDATE interventions_enrolment place
            SET state = 'handed_over', version = place.version + 1,
                ended_on = (taken_at AT TIME ZONE 'Europe/London')::date
            FROM standing
            WHERE place.id = standing.id AND place.state IN ('waiting', 'booked', 'active', 'paused')
            RETURNING place.id, place.case_id, place.client_id, place.scheme_id, place.provider_agency_id,
                      standing.state AS was, standing.starts_on, standing.n
        ), stepped AS (
            INSERT INTO interventions_enrolmentstep
                (id, enrolment_id, case_id, provider_agency_id, transition, source, target, starts_on, by_id,
                 at, reason)
            SELECT steps[n], id, case_id, provider_agency_id, 'hand_over', was, 'handed_over', starts_on,
                   ctx_worker_id(), taken_at, ''
            FROM ended
        )
        SELECT id, case_id, client_id, scheme_id, provider_agency_id, was FROM ended ORDER BY n
        """,
        personas=frozenset({"casework"}),
        why="taking a handover ends the places of the leg before, which the taker's agency cannot read",
        writes=True,
    )
)

# Of places that nobody holds now, and so once: the second time there is nothing left to let go of.
DEFINERS.add(
    Definer(
        "places_let_go",
        takes="places uuid[], moment timestamptz",
        gives="TABLE (enrolment_id uuid, next_on date)",
        body="""
        WITH gone AS (
            SELECT place.id, place.capacity_id,
                CASE place.state WHEN 'waiting' THEN 'The place was given back'
                    ELSE 'The place ended' END AS why
            FROM interventions_enrolment place
            WHERE place.id = ANY (places)
              AND place.state NOT IN ('booked', 'active', 'paused')
              AND (NOT place.is_restricted OR place.case_id = ctx_case_id())
              AND (place.provider_agency_id = ctx_agency_id() OR place.case_id IN (
                SELECT from_case_id FROM referrals_handover
                WHERE to_agency_id = ctx_agency_id() AND state = 'offered'))
        ), called_off AS (
            UPDATE interventions_appointment SET state = 'cancelled', reason = gone.why, version = version + 1
            FROM gone WHERE enrolment_id = gone.id AND state = 'planned' AND starts_at > moment
            RETURNING enrolment_id, starts_at
        ), left_group AS (
            UPDATE interventions_groupmember
            SET until_on = GREATEST(from_on, (moment AT TIME ZONE 'Europe/London')::date + 1)
            WHERE enrolment_id IN (SELECT id FROM gone)
              AND (until_on IS NULL OR until_on > (moment AT TIME ZONE 'Europe/London')::date + 1)
        ), reviewed AS (
            UPDATE interventions_review SET decision = 'withdraw', decided_at = moment
            WHERE enrolment_id IN (SELECT id FROM gone) AND decided_at IS NULL
        ), never_begun AS (
            UPDATE interventions_enrolment SET capacity_id = NULL
            WHERE id IN (SELECT id FROM gone WHERE capacity_id IS NOT NULL) AND id NOT IN (
                SELECT enrolment_id FROM interventions_enrolmentstep
                WHERE transition = 'start' AND enrolment_id IN (SELECT id FROM gone))
            RETURNING id
        ), given_back AS (
            UPDATE interventions_capacity paid SET taken = paid.taken - freed.places
            FROM (SELECT capacity_id, count(*) AS places FROM gone
                  WHERE id IN (SELECT id FROM never_begun) GROUP BY capacity_id) freed
            WHERE paid.id = freed.capacity_id
        )
        SELECT enrolment_id, min(starts_at AT TIME ZONE 'Europe/London')::date FROM called_off
        GROUP BY enrolment_id ORDER BY enrolment_id
        """,
        personas=frozenset({"casework", "named", "change_manager"}),
        why="with a place go its appointments, seat and review, also where whoever lets it go reads none",
        writes=True,
    )
)


# SAFETY: to those named for it at this moment, and for everybody else there is no such thing. A moment that
# is past revives nobody's naming.
DEFINERS.add(
    Definer(
        "case_named_for",
        takes="thing uuid, moment timestamptz",
        gives="uuid",
        body="""
        SELECT line.case_id FROM referrals_restrictedlisting line
        WHERE line.user_id = ctx_worker_id() AND line.agency_id = ctx_agency_id()
          AND (line.ends_at IS NULL OR line.ends_at > GREATEST(moment, now()))
          AND line.case_id = COALESCE(
            (SELECT case_id FROM interventions_enrolment WHERE id = thing AND is_restricted),
            (SELECT case_id FROM interventions_appointment WHERE id = thing AND is_restricted),
            (SELECT case_id FROM interventions_review WHERE id = thing AND is_restricted))
        LIMIT 1
        """,
        personas=frozenset({"casework", "change_manager", "facilitator"}),
        why="who is named for a restricted case opens its places and appointments by their own addresses",
    )
)
DEFINERS.add(
    Definer(
        "places_named_for",
        takes="moment timestamptz",
        gives="TABLE (enrolment_id uuid, case_id uuid, review_id uuid, handle text, state text)",
        body="""
        SELECT place.id, place.case_id, review.id, line.handle, place.state
        FROM referrals_restrictedlisting line
        JOIN interventions_enrolment place ON place.case_id = line.case_id AND place.is_restricted
        LEFT JOIN interventions_review review
          ON review.enrolment_id = place.id AND review.decided_at IS NULL
        WHERE line.user_id = ctx_worker_id() AND line.agency_id = ctx_agency_id()
          AND (line.ends_at IS NULL OR line.ends_at > GREATEST(moment, now()))
          AND place.state IN ('waiting', 'paused')
        ORDER BY place.waiting_since, place.id
        LIMIT 100
        """,
        personas=frozenset({"casework", "change_manager"}),
        why="a manager who is named for a restricted case finds what there is to decide, and no name",
    )
)


@dataclass(frozen=True)
class NamedPlace:
    """A place on a restricted case that the worker is named for, without whose it is."""

    enrolment_id: UUID
    case_id: UUID
    review_id: UUID | None
    handle: str
    state: str


def case_named_for(key: UUID, *, at: dt.datetime) -> UUID | None:
    """The restricted case of a place, an appointment or a review, where the worker is named for it."""
    found: UUID | None = _call("case_named_for", [key, at])[0][0]
    return found


def places_named_for(*, at: dt.datetime) -> list[NamedPlace]:
    """What waits for a decision on restricted cases that the worker is named for."""
    return [NamedPlace(*row) for row in _call("places_named_for", [at])]


@dataclass(frozen=True)
class EndedPlace:
    """A place of another provider that ended with its case: keys, and how it stood."""

    enrolment_id: UUID
    case_id: UUID
    client_id: UUID
    scheme_id: UUID
    provider_agency_id: UUID
    was: str

    @property
    def ids(self) -> dict[str, UUID]:
        """What every announcement about a place names."""
        return {name: key for name, key in vars(self).items() if name != "was"}


def places_end_handed_over(handover_id: UUID, *, step_ids: list[UUID], at: dt.datetime) -> list[EndedPlace]:
    """Those that were open, and ended now. Call it through `actions.ending`."""
    return [EndedPlace(*row) for row in _call("places_end_handed_over", [handover_id, step_ids, at])]


def places_let_go(keys: Iterable[UUID], *, at: dt.datetime) -> dict[UUID, dt.date]:
    """The day of the next appointment that now does not take place, by place. Call it through
    `actions.ending`."""
    return dict(_call("places_let_go", [list(keys), at]))


def _call(name: str, parameters: list[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.callproc(name, parameters)
        return cursor.fetchall()
