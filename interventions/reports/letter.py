"""The completion letter: dates, and what they are not. Partner support is told that it was asked for."""

import datetime as dt
import uuid

from chrysalis.access.decide import visible
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request
from chrysalis.access.permissions import Permission
from chrysalis.events.announcing import announce
from chrysalis.reports.declared import REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.models import ReportRun
from chrysalis.reports.views.asking import About
from chrysalis.ui.templatetags.ui import day
from interventions import queries
from interventions.catalogue.marks import WAS_THERE
from interventions.events import LetterAsked
from interventions.models import EnrolmentState
from interventions.reports import places
from referrals.reports.case_summary import own_of


DONE = (EnrolmentState.COMPLETED, EnrolmentState.PART_COMPLETED)
NOT_YET = "The programme is not completed, so that there is no letter yet. An attendance statement may do."


def collect(asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
    place = places.place_of(asked, by=by, at=at)
    there = [day(mark.met_at) for mark in places.marks_of(by, place) if mark.mark in WAS_THERE]
    if place.state not in DONE:
        raise NotThere
    values = {
        "person": place.client.name,
        "reference": place.reference,
        "programme": place.programme_version.name,
        "is_part": place.state == EnrolmentState.PART_COMPLETED,
        "ended_on": place.ended_on,
        "dates": there,
    }
    return Collected(values, clients=(place.client_id,), own=own_of(place.client, place.case))


def about(request: Request, key: uuid.UUID, now: dt.datetime) -> About:
    place = places.place_or_404(request, key, now)
    return places.about(place, refusal="" if place.state in DONE else NOT_YET)


def tell(run: ReportRun, *, by: Hat, at: dt.datetime) -> None:
    """SAFETY: a letter that somebody may wave at home; whoever lives there should have heard of it before."""
    place = visible(by, queries.enrolments(by)).get(pk=run.subject_id)
    event = LetterAsked(
        enrolment_id=place.pk,
        case_id=place.case_id,
        client_id=place.client_id,
        scheme_id=place.scheme_id,
        provider_agency_id=place.provider_agency_id,
    )
    announce(event, by=by, at=at)


COMPLETION_LETTER = REPORTS.add(
    Report(
        "completion-letter",
        "Completion letter",
        "For the person, or whom they name: which sessions they came to. It says nothing of risk or change.",
        Permission.REPORT_CASE,
        leaves=True,
        template="interventions/print/letter.html",
        url="interventions:ask_letter",
        collect=collect,
        look=places.look,
        tell=tell,
    )
)
