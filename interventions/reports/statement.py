"""The attendance statement to the agency that referred: dates attended and dates missed, and nothing else."""

import datetime as dt
import uuid

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request
from chrysalis.access.permissions import Permission
from chrysalis.reports.declared import REPORTS, Asked, Collected, Report
from chrysalis.reports.views.asking import About
from chrysalis.ui.templatetags.ui import day
from interventions.catalogue.marks import COUNTS_NEITHER_WAY, WAS_THERE, Mark
from interventions.reports import places
from referrals.reports.case_summary import own_of


NO_REFERRER = "No agency referred this person, so that there is nobody to send a statement to."


def collect(asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
    place = places.place_of(asked, by=by, at=at)
    values = {
        "person": place.client.name,
        "reference": place.reference,
        "programme": place.programme_version.name,
        "lines": [
            (day(mark.met_at), word)
            for mark in places.marks_of(by, place)
            if (word := _word(Mark(mark.mark)))
        ],
    }
    return Collected(values, clients=(place.client_id,), own=own_of(place.client, place.case))


def _word(mark: Mark) -> str:
    """What we cancelled, or kept somebody from, is neither attended nor missed."""
    if mark in WAS_THERE:
        return "Attended"
    if mark is Mark.ACCEPTED:
        return "Missed, notice accepted"
    return "" if mark in COUNTS_NEITHER_WAY else "Missed"


def about(request: Request, key: uuid.UUID, now: dt.datetime) -> About:
    place = places.place_or_404(request, key, now)
    referrer = places.referrer_of(request.hat, place)
    return places.about(place, recipient=referrer, refusal="" if referrer else NO_REFERRER)


STATEMENT = REPORTS.add(
    Report(
        "attendance-statement",
        "Attendance statement",
        "For the agency that referred: the dates attended and missed, and nothing else.",
        Permission.REPORT_CASE,
        leaves=True,
        template="interventions/print/statement.html",
        url="interventions:ask_statement",
        collect=collect,
        look=places.look,
    )
)
