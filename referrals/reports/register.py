"""The register of referrals: what came in in a quarter and how far it is, by reference, for the manager."""

import datetime as dt

from chrysalis.access.hat import Hat
from chrysalis.access.permissions import Permission
from chrysalis.agencies.models import Scheme
from chrysalis.reports.declared import OFFICIAL, REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.rules.quarters import Quarter
from chrysalis.ui.templatetags.ui import day
from referrals.models import ReferralState
from referrals.reports.counts import MOST, RegisterLine, referral_register


NOTHING = "–"
OUT_OF_OUR_HANDS = (ReferralState.REDIRECTED, ReferralState.REFUSED)


def collect(asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
    if asked.scheme_id is None:
        raise NotThere
    quarter = Quarter.read(asked.period)
    lines = referral_register(asked.scheme_id, quarter.begins_on, quarter.ends_on)
    values = {
        "quarter": quarter.english,
        "scheme": Scheme.objects.get(pk=asked.scheme_id).name,
        "lines": [_line(line, at) for line in lines],
        "is_cut": len(lines) == MOST,
    }
    return Collected(values)


def _line(line: RegisterLine, at: dt.datetime) -> dict[str, object]:
    return {
        "reference": line.reference,
        "received_at": line.received_at,
        "sender": line.sender,
        "state": ReferralState(line.state).label,
        "contact": _contact(line, at),
    }


def _contact(line: RegisterLine, at: dt.datetime) -> str:
    if line.reached_at:
        late = "" if line.reached_at <= line.due else ", late"
        return f"{day(line.reached_at)}{late}"
    if line.state in OUT_OF_OUR_HANDS:
        return NOTHING  # nobody here is going to make it
    if line.ended_at:
        return f"Not reached, ended {day(line.ended_at)}"
    return "Overdue" if line.due < at else f"Due {day(line.due)}"


REGISTER = REPORTS.add(
    Report(
        "referrals-register",
        "Register of referrals",
        "For your own use: every referral of a quarter by its reference, with no name.",
        Permission.REPORT_FIGURES,
        leaves=False,
        template="referrals/print/register.html",
        url="referrals:ask_register",
        collect=collect,
        by_quarter=True,
        is_by_itself=True,
        classification=OFFICIAL,
    )
)
