"""Counts of a quarter that this app adds to a manager's figures: what registers say, and how places ended.

SAFETY: the function runs with its maker's rights, and so answers one question: how many, by words of closed
lists. No person, no group, no day.
"""

from chrysalis.access.definers import DEFINERS, Definer
from interventions.catalogue.marks import Mark
from interventions.models import OPEN, EnrolmentState
from referrals.gates.figures import COUNTED, GIVES, TAKES, Counted


MARKS = {mark.value: mark.label for mark in Mark}
ENDINGS = {state.value: state.label for state in EnrolmentState if state not in OPEN}

COUNTS = DEFINERS.add(
    Definer(
        "attendance_counts",
        takes=TAKES,
        gives=GIVES,
        body="""
        SELECT 'mark', said.mark, count(*)
        FROM interventions_attendance said
        JOIN interventions_enrolment place ON place.id = said.enrolment_id
        WHERE said.provider_agency_id = (SELECT ctx_agency_id()) AND place.scheme_id = wanted
          AND said.met_at >= since::timestamp AT TIME ZONE 'Europe/London'
          AND said.met_at < until::timestamp AT TIME ZONE 'Europe/London'
          AND (with_restricted OR NOT said.is_restricted)
        GROUP BY said.mark
        UNION ALL SELECT 'ending', place.state, count(*)
        FROM interventions_enrolment place
        WHERE place.provider_agency_id = (SELECT ctx_agency_id()) AND place.scheme_id = wanted
          AND place.ended_on >= since AND place.ended_on < until
          AND (with_restricted OR NOT place.is_restricted)
        GROUP BY place.state
        """,
        personas=frozenset({"change_manager"}),
        why="a manager's figures: what registers say and how places ended, by closed words, and no person",
    )
)
COUNTED.add(
    Counted(
        COUNTS,
        (
            ("mark", "Attendance, as registers say it", "Mark", MARKS),
            ("ending", "How places on programmes ended", "Ending", ENDINGS),
        ),
    )
)
