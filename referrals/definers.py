"""What one step moves behind a wall: each named here, each for rows of one thing alone.

A sender cannot read the referral that was sent, and a provider cannot touch another's case. Yet the
sender's answer sets the clock going, taking a handover ends the leg before, returning it gives that back to
whoever offered it, a register marked by a facilitator begins the cases of those who came, a manager who
reads no referral lets the clock of one stand still, and what a sender held with a form goes with the
referral that it became.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection

from chrysalis.access.definers import DEFINERS, Definer


# Of each: what is named is locked before it is looked at, in the order that every other writer takes, so that
# two who answer at once wait for each other, and the second finds it answered. Rows read again under the lock
# are those of the first to commit: `was` and `held` never tell of a state that is past.
AFTER_RETURN = "Decide what comes next after the handover"
LATEST = "31 days"  # beyond the working days of any clock: what is due may not be put off for ever

GO_ON = DEFINERS.add(
    Definer(
        "go_on_with_referral",
        takes="asked uuid, answered_at timestamptz, due_at timestamptz",
        gives="boolean",
        body=f"""
        WITH held AS (
            SELECT referral.id FROM referrals_referral referral
            WHERE referral.id IN (
                SELECT question.referral_id FROM referrals_question question
                WHERE question.id = asked AND question.referring_agency_id = ctx_agency_id())
            FOR UPDATE
        ), closed AS (
            UPDATE referrals_question question SET closed_at = answered_at
            WHERE question.id = asked AND question.closed_at IS NULL
              AND question.referral_id IN (SELECT id FROM held)
              AND answered_at >= question.asked_at
              AND go_on_with_referral.due_at BETWEEN question.due_at
                AND question.due_at + (answered_at - question.asked_at) + interval '{LATEST}'
            RETURNING question.referral_id
        ), going AS (
            UPDATE referrals_referral
            SET state = 'received', paused_at = NULL, first_contact_due_at = go_on_with_referral.due_at
            WHERE id IN (SELECT referral_id FROM closed) AND state = 'information_needed'
            RETURNING id
        ), told AS (
            UPDATE referrals_referralstatus
            SET word = 'received', changed_on = (answered_at AT TIME ZONE 'Europe/London')::date
            WHERE referral_key IN (SELECT id FROM going)
        )
        SELECT EXISTS (SELECT FROM closed)
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"referrer"}),
        why="the sender's answer sets the clock of a referral going, which the sender cannot read",
        writes=True,
    )
)

PAUSE_GOES_ON = DEFINERS.add(
    Definer(
        "pause_goes_on",
        takes="asked uuid, agrees boolean, remarked text, answered_at timestamptz, due_at timestamptz",
        gives="boolean",
        body=f"""
        WITH held AS (
            SELECT referral.id FROM referrals_referral referral
            WHERE referral.state = 'received' AND referral.id IN (
                SELECT pause.referral_id FROM referrals_pause pause
                WHERE pause.id = asked AND pause.provider_agency_id = ctx_agency_id()
                  AND NOT pause.is_restricted)
            FOR UPDATE
        ), answered AS (
            UPDATE referrals_pause pause
            SET is_agreed = agrees, answered_by_id = ctx_worker_id(),
                answered_at = pause_goes_on.answered_at, remark = remarked,
                until_on = CASE WHEN agrees THEN pause.wanted_until_on ELSE pause.until_on END
            WHERE pause.id = asked AND pause.referral_id IN (SELECT id FROM held)
              AND pause.is_agreed IS NULL AND pause.ended_at IS NULL AND pause.by_id <> ctx_worker_id()
              AND pause_goes_on.due_at BETWEEN pause.due_at AND pause.due_at
                + (pause.wanted_until_on - (pause.at AT TIME ZONE 'Europe/London')::date) * interval '1 day'
                + interval '{LATEST}'
            RETURNING pause.referral_id, pause.until_on
        ), going AS (
            UPDATE referrals_referral referral
            SET first_contact_due_at = pause_goes_on.due_at,
                paused_until = (answered.until_on + time '09:00') AT TIME ZONE 'Europe/London'
            FROM answered WHERE agrees AND referral.id = answered.referral_id
        )
        SELECT EXISTS (SELECT FROM answered)
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"change_manager"}),
        why="a manager, who reads no referral, agrees that the clock of one stands still for longer",
        writes=True,
    )
)

END_LEG = DEFINERS.add(
    Definer(
        "end_leg_handed_over",
        takes="taken uuid, step uuid, taken_at timestamptz",
        gives="boolean",
        body="""
        WITH agreed AS (
            SELECT from_case_id FROM referrals_handover
            WHERE id = taken AND to_agency_id = ctx_agency_id() AND state = 'offered' AND NOT is_restricted
              AND taken_at >= offered_at
            FOR UPDATE
        ), was AS (
            SELECT id, state FROM referrals_case
            WHERE id IN (SELECT from_case_id FROM agreed)
              AND NOT is_restricted AND state NOT IN ('handed_over', 'closed')
            FOR UPDATE
        ), ended AS (
            UPDATE referrals_case leg
            SET state = 'handed_over', ended_at = taken_at, next_action = '', next_due_at = NULL,
                also_due = '', also_due_at = NULL, version = leg.version + 1
            FROM was WHERE leg.id = was.id
            RETURNING leg.id, leg.provider_agency_id, was.state AS source
        ), stepped AS (
            INSERT INTO referrals_step
                (id, case_id, provider_agency_id, transition, source, target, by_id, at, reason)
            SELECT step, id, provider_agency_id, 'hand_over', source, 'handed_over',
                   ctx_worker_id(), taken_at, ''
            FROM ended
        ), told AS (
            UPDATE referrals_legprogress
            SET state = 'handed_over', changed_on = (taken_at AT TIME ZONE 'Europe/London')::date
            WHERE case_id IN (SELECT id FROM ended)
        ), nothing_to_do AS (
            UPDATE referrals_task
            SET ending = 'taken_on', ended_at = taken_at, ended_by_id = ctx_worker_id()
            WHERE case_id IN (SELECT id FROM ended) AND ending = ''
        )
        SELECT EXISTS (SELECT FROM ended)
        """,
        personas=frozenset({"casework"}),
        why="taking a handover ends the leg before, which the taker's agency cannot read",
        writes=True,
    )
)


COME_BACK = DEFINERS.add(
    Definer(
        "leg_comes_back",
        takes="returned uuid, returned_at timestamptz, due_at timestamptz",
        gives="boolean",
        body=f"""
        WITH agreed AS (
            SELECT from_case_id FROM referrals_handover
            WHERE id = returned AND to_agency_id = ctx_agency_id() AND state = 'offered' AND NOT is_restricted
              AND returned_at >= offered_at AND leg_comes_back.due_at >= returned_at
              AND leg_comes_back.due_at <= returned_at + interval '{LATEST}'
            FOR UPDATE
        ), back AS (
            UPDATE referrals_case
            SET next_action = '{AFTER_RETURN}', next_due_at = leg_comes_back.due_at, version = version + 1
            WHERE id IN (SELECT from_case_id FROM agreed)
              AND NOT is_restricted AND state NOT IN ('handed_over', 'closed')
            RETURNING id
        )
        SELECT EXISTS (SELECT FROM back)
        """,  # noqa: S608 - constants of this module
        personas=frozenset({"casework"}),
        why="returning a handover says on the leg before what is due next, which the returner cannot read",
        writes=True,
    )
)


LEGS_BEGIN = DEFINERS.add(
    Definer(
        "legs_begin",
        takes="cases uuid[], steps uuid[], begun_at timestamptz",
        gives="uuid[]",
        body="""
        WITH was AS (
            SELECT leg.id, leg.state FROM referrals_case leg
            WHERE leg.id = ANY (cases) AND (NOT leg.is_restricted OR leg.id = ctx_case_id())
              AND leg.provider_agency_id = ctx_agency_id()
              AND leg.state IN ('contacting', 'assessment', 'waiting')
            ORDER BY leg.id FOR UPDATE
        ), begun AS (
            UPDATE referrals_case leg
            SET state = 'active', next_action = '', next_due_at = NULL, version = leg.version + 1
            FROM was WHERE leg.id = was.id
            RETURNING leg.id, leg.provider_agency_id, leg.first_referral_id, was.state AS source
        ), stepped AS (
            INSERT INTO referrals_step
                (id, case_id, provider_agency_id, transition, source, target, by_id, at, reason)
            SELECT steps[array_position(cases, id)], id, provider_agency_id, 'begin', source, 'active',
                   ctx_worker_id(), begun_at, ''
            FROM begun
        ), told AS (
            UPDATE referrals_legprogress
            SET state = 'active', changed_on = (begun_at AT TIME ZONE 'Europe/London')::date
            WHERE case_id IN (SELECT id FROM begun)
        ), sender AS (
            UPDATE referrals_referralstatus
            SET word = 'started', changed_on = (begun_at AT TIME ZONE 'Europe/London')::date
            WHERE word = 'accepted' AND referral_key IN (
                SELECT first_referral_id FROM begun
                UNION SELECT referral_id FROM referrals_incident
                WHERE case_id IN (SELECT id FROM begun) AND taken_off_at IS NULL)
        )
        SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM begun
        """,
        personas=frozenset({"casework", "facilitator", "named"}),
        why="a first session attended begins the case, which whoever marks a register does not open",
        writes=True,
    )
)


KEPT_FROM = DEFINERS.add(
    Definer(
        "kept_from",
        takes="one_worker uuid, cases uuid[]",
        gives="uuid[]",
        body="""
        SELECT coalesce(array_agg(leg.id ORDER BY leg.id), '{}') FROM referrals_case leg
        WHERE leg.id = ANY (cases) AND leg.provider_agency_id = ctx_agency_id() AND NOT leg.is_restricted
          AND EXISTS (
            SELECT FROM agencies_conflict known
            WHERE known.worker_id = one_worker AND known.until IS NULL AND known.name_key = leg.name_key
              AND (known.date_of_birth ^@ leg.date_of_birth OR leg.date_of_birth ^@ known.date_of_birth))
        """,
        personas=frozenset({"casework"}),
        why="no case is given to a colleague who declared knowing the person; what they declared is read by "
        "themselves and the leads",
    )
)


KEPT_OUT = DEFINERS.add(
    Definer(
        "kept_out_of",
        takes="one_case uuid",
        gives="uuid[]",
        body="""
        SELECT coalesce(array_agg(DISTINCT known.worker_id ORDER BY known.worker_id), '{}')
        FROM referrals_case leg JOIN agencies_conflict known ON known.until IS NULL
          AND known.name_key = leg.name_key
          AND (known.date_of_birth ^@ leg.date_of_birth OR leg.date_of_birth ^@ known.date_of_birth)
        WHERE leg.id = one_case AND leg.provider_agency_id = ctx_agency_id() AND NOT leg.is_restricted
        """,
        personas=frozenset({"casework"}),
        why="whoever asks who can see a case is not told of colleagues who cannot; what they declared is "
        "read by themselves and the leads",
    )
)


def kept_out_of(case_id: UUID) -> set[UUID]:
    """The workers, of whichever agency, who declared knowing the person. Call it through `seeing`."""
    return set(_ask(KEPT_OUT.name, [case_id]))


DOCUMENTS_GO_ALONG = DEFINERS.add(
    Definer(
        "documents_go_along",
        takes="form uuid, sent uuid",
        gives="boolean",
        body="""
        WITH along AS (
            UPDATE referrals_referraldocument document
            SET referral_id = sent, held_by = NULL, sweep_after = NULL
            WHERE document.came_with = form
              AND (document.held_by = ctx_membership_id() OR EXISTS (
                SELECT FROM referrals_unsentreferral unsent
                WHERE unsent.id = form AND unsent.referring_agency_id = document.agency_id
                  AND unsent.referring_agency_id = ctx_agency_id() AND unsent.ended_at IS NULL
                  AND (unsent.kept_to_id IS NULL OR unsent.kept_to_id = ctx_worker_id())))
              AND document.referral_id IS NULL AND document.sweep_after > document.sent_at
              AND EXISTS (
                SELECT FROM referrals_referral referral
                WHERE referral.id = sent AND referral.sent_as = form
                  AND referral.sent_by_id = ctx_worker_id())
            RETURNING document.id
        )
        SELECT EXISTS (SELECT FROM along)
        """,
        personas=frozenset({"referrer"}),
        why="what a sender held with a form goes with the referral that it became, which the sender cannot "
        "read; and what a colleague added to one in parts, which any of them may send",
        writes=True,
    )
)


def documents_go_along(form: UUID, referral_id: UUID) -> bool:
    """Whether there were any. Call it through `actions.attaching`."""
    return _call(DOCUMENTS_GO_ALONG.name, [form, referral_id])


def kept_from(worker_id: UUID, cases: list[UUID]) -> set[UUID]:
    """Which of the cases a colleague cannot have. Call it through `actions.allocating`."""
    return set(_ask(KEPT_FROM.name, [worker_id, cases]))


def go_on_with_referral(question_id: UUID, *, at: dt.datetime, due_at: dt.datetime) -> bool:
    """Whether the question was open, and is answered now. Call it through `actions.asking_sender`."""
    return _call(GO_ON.name, [question_id, at, due_at])


def pause_goes_on(pause_id: UUID, *, agrees: bool, remark: str, due_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether the question waited, and is answered now. Call it through `actions.pausing`."""
    return _call(PAUSE_GOES_ON.name, [pause_id, agrees, remark, at, due_at])


def end_leg_handed_over(handover_id: UUID, *, step_id: UUID, at: dt.datetime) -> bool:
    """Whether the leg before was still going, and ended now. Call it through `actions.handing_over`."""
    return _call(END_LEG.name, [handover_id, step_id, at])


def leg_comes_back(handover_id: UUID, *, at: dt.datetime, due_at: dt.datetime) -> bool:
    """Whether it was still to be answered. Call it through `actions.handing_over`."""
    return _call(COME_BACK.name, [handover_id, at, due_at])


def legs_begin(cases: list[UUID], *, step_ids: list[UUID], at: dt.datetime) -> list[UUID]:
    """Those of them that begin now. Call it through `actions.moving`."""
    begun: list[UUID] = _ask(LEGS_BEGIN.name, [cases, step_ids, at])
    return begun


def _call(name: str, parameters: list[object]) -> bool:
    return bool(_ask(name, parameters))


def _ask(name: str, parameters: list[object]) -> Any:
    with connection.cursor() as cursor:
        cursor.callproc(name, parameters)
        return cursor.fetchone()[0]
