"""Places on programmes, groups, their evenings and who was there: as the actions of `interventions` would
have left them.

People of one group stand scattered over their tables, and the marks of one person over theirs, as in life:
rows are put in by day.
"""

from chrysalis.demo.volume.fillings import Filling
from interventions.models import (
    Attendance,
    ClientAgreement,
    Enrolment,
    EnrolmentState,
    EnrolmentStep,
    GroupFacilitator,
    GroupMember,
    GroupSession,
    MeetingState,
    ProgrammeGroup,
)
from referrals.models import CaseState, Step


ATTENDED = 15  # of so many marks, beside the others
MARKS = (*("attended",) * ATTENDED, "late", "left_early", "accepted")
WAITING, BOOKED, ACTIVE = EnrolmentState.WAITING, EnrolmentState.BOOKED, EnrolmentState.ACTIVE
HELD = {"provider_agency_id": "c.provider"}
ENDED = "course c LEFT JOIN ending e ON e.n = c.n JOIN arrival a ON a.n = c.n"
COURSE = f"{ENDED} ORDER BY c.waiting_since"
LONDON_DAY = "(%s AT TIME ZONE 'Europe/London')::date"
STATE = (
    f"CASE WHEN NOT c.is_placed THEN '{WAITING}' WHEN c.begun_at IS NULL THEN '{BOOKED}'"
    f" ELSE coalesce(e.state, '{ACTIVE}') END"
)
# One row a transition: its name, from where to where, by whom and when. What has not happened has no moment.
STEPS = f"""
    {ENDED} CROSS JOIN LATERAL (VALUES
      ('wait', '', '{WAITING}', c.caseworker, c.waiting_since),
      ('book', '{WAITING}', '{BOOKED}', c.caseworker, CASE WHEN c.is_placed THEN c.booked_at END),
      ('start', '{BOOKED}', '{ACTIVE}', c.facilitator, c.begun_at),
      ('end_' || e.state, '{ACTIVE}', e.state, c.caseworker, e.ended_at)
    ) step (name, source, target, worker, at) WHERE step.at IS NOT NULL ORDER BY step.at"""

AGREEMENT = Filling(
    ClientAgreement,
    COURSE,
    HELD | {
        "id": "pg_temp.key('agreement', c.n)",
        "case_id": "c.case_id",
        "text_id": "c.text",
        "answer": f"'{ClientAgreement.Answer.SIGNED}'",
        "way": f"'{ClientAgreement.Way.PAPER}'",
        "copy_given": "true",
        "answered_on": LONDON_DAY % "c.waiting_since",
        "by_id": "c.caseworker",
        "recorded_at": "c.waiting_since",
    },
)  # fmt: skip
ENROLMENT = Filling(
    Enrolment,
    COURSE,
    HELD | {
        "id": "c.enrolment_id",
        "case_id": "c.case_id",
        "client_id": "c.client_id",
        "scheme_id": "c.scheme",
        "programme_version_id": "c.version",
        "programme": "c.programme",
        "agreement_id": "CASE WHEN c.is_placed THEN pg_temp.key('agreement', c.n) END",
        "state": STATE,
        "waiting_since": "c.waiting_since",
        "waits_for": "'The next start'",
        "starts_on": "c.first_on",
        "ended_on": "e.ended_on",
        "exit_review_on": "CASE WHEN e.state = 'completed' THEN e.ended_on END",
        "person_name": "a.family || ', ' || a.given",
        "reference": "a.reference",
        "name_key": "a.name_key",
        "date_of_birth": "a.date_of_birth",
        "version": "1 + c.is_placed::integer + (c.begun_at IS NOT NULL)::integer"
        " + (e.n IS NOT NULL)::integer",
    },
)  # fmt: skip
STEP_OF_PLACE = Filling(
    EnrolmentStep,
    STEPS,
    HELD | {
        "id": "pg_temp.key('place ' || step.name || ' of ', c.n)",
        "enrolment_id": "c.enrolment_id",
        "case_id": "c.case_id",
        "transition": "step.name",
        "source": "step.source",
        "target": "step.target",
        "starts_on": "CASE WHEN step.name = 'book' THEN c.first_on END",
        "by_id": "step.worker",
        "at": "step.at",
    },
)  # fmt: skip
BEGUN = Filling(
    Step,
    "course c WHERE c.begun_at IS NOT NULL",
    HELD | {
        "id": "pg_temp.key('begun', c.n)",
        "case_id": "c.case_id",
        "transition": "'begin'",
        "source": f"'{CaseState.ASSESSMENT}'",
        "target": f"'{CaseState.ACTIVE}'",
        "by_id": "c.facilitator",
        "at": "c.begun_at",
    },
)  # fmt: skip
GROUP = Filling(
    ProgrammeGroup,
    "circle c",
    HELD | {
        "id": "c.group_id",
        "programme_version_id": "c.version",
        "programme": "c.programme",
        "scheme_id": "c.scheme",
        "name": "'Group ' || c.turn",
        "venue": "'Meeting room ' || 1 + c.turn %% 4",
        "starts_on": "c.first_on",
        "meets_at": "%(evening)s::time",
        "minutes": "c.minutes",
        "capacity": "c.size",
    },
)  # fmt: skip
LEADING = Filling(
    GroupFacilitator,
    "circle c CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY[c.first_n, c.second_n]) AS place) which",
    HELD | {
        "id": "pg_temp.key('leader ' || which.place || ' of ', c.n)",
        "group_id": "c.group_id",
        "worker_id": "c.facilitators[which.place]",
        "from_on": "c.first_on",
    },
)  # fmt: skip
SESSION = Filling(
    GroupSession,
    "meeting m ORDER BY m.starts_at",
    {
        "id": "m.session_id",
        "group_id": "m.group_id",
        "provider_agency_id": "m.provider",
        "number": "m.number",
        "module": "m.module",
        "starts_at": "m.starts_at",
        "minutes": "m.minutes",
        "state": f"CASE WHEN m.is_held THEN '{MeetingState.HELD}' ELSE '{MeetingState.PLANNED}' END",
        "version": "1 + m.is_held::integer",
    },
)
MEMBER = Filling(
    GroupMember,
    f"{ENDED} WHERE c.is_placed ORDER BY c.waiting_since",
    HELD | {
        "id": "pg_temp.key('member', c.n)",
        "group_id": "c.group_id",
        "enrolment_id": "c.enrolment_id",
        "from_on": "c.first_on",
        "until_on": "e.ended_on + 1",
    },
)  # fmt: skip
ATTENDANCE = Filling(
    Attendance,
    "marked m ORDER BY m.starts_at, m.n",
    {
        "id": "pg_temp.key('mark ' || m.number || ' of ', m.n)",
        "enrolment_id": "m.enrolment_id",
        "case_id": "m.case_id",
        "provider_agency_id": "m.provider",
        "session_id": "m.session_id",
        "met_at": "m.starts_at",
        "module": "m.module",
        "mark": "m.mark",
        "minutes_late": "CASE WHEN m.mark = 'late' THEN 10 END",
        "marked_by_id": "m.facilitator",
        "marked_at": "m.marked_at",
    },
)

FILLINGS = (
    AGREEMENT, ENROLMENT, STEP_OF_PLACE, BEGUN, GROUP, LEADING, SESSION, MEMBER, ATTENDANCE,
)  # fmt: skip
