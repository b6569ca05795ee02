"""The outcome notice of a disposal, for the force that referred with one: a closed word and a day.

SAFETY: it bears no name. The force knows the person by the reference that it was given; and paper with a name
and where somebody was every week is worth having to whoever looks for them.
"""

import datetime as dt
import uuid

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request
from chrysalis.access.permissions import Permission
from chrysalis.reports.declared import REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.views.asking import About
from interventions.models import Enrolment
from interventions.reports import places
from referrals.models import OutcomeNotice
from referrals.reports.case_summary import own_of
from referrals.rules.outcomes import outcome_of


NO_DISPOSAL = "No out-of-court disposal came with this person, so that no force waits for an outcome."
NOT_OVER = "The place has not ended, so that there is no outcome yet. End the place first."
ELSEWHERE = "The place was handed over. The next provider tells the force."


def collect(asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
    place = places.place_of(asked, by=by, at=at)
    word = outcome_of(place.state)
    if refusal_of(place) or not word:
        raise NotThere
    values = {
        "reference": place.case.referral.reference,
        "word": OutcomeNotice.Word(word).label,
        "on": place.ended_on,
    }
    return Collected(values, clients=(place.client_id,), own=own_of(place.client, place.case))


def refusal_of(place: Enrolment) -> str:
    """Why there is nothing to tell; empty where there is."""
    if place.case.disposal_due_on is None or place.case.referral_id is None:
        return NO_DISPOSAL
    if place.is_open:
        return NOT_OVER
    return "" if outcome_of(place.state) else ELSEWHERE


def about(request: Request, key: uuid.UUID, now: dt.datetime) -> About:
    place = places.place_or_404(request, key, now)
    referrer = places.referrer_of(request.hat, place)
    return places.about(place, recipient=referrer, refusal=refusal_of(place))


OUTCOME_NOTICE = REPORTS.add(
    Report(
        "outcome-notice",
        "Outcome notice of a disposal",
        "For the force that referred with a disposal: attended or not, the day, and nothing else.",
        Permission.REPORT_CASE,
        leaves=True,
        template="interventions/print/outcome.html",
        url="interventions:ask_outcome",
        collect=collect,
        look=places.look,
    )
)
