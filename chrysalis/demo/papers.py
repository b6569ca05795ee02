"""What is asked to be printed in each scheme, for the worker to make as soon as it runs: two summaries, one
of which mentions a number that is nobody's we know, and the figures of the service; and a document to check.

It comes last and casts no dice, so that with or without it everything before is the same to the last key.
"""

import datetime as dt

from chrysalis.access.context import acting_as
from chrysalis.agencies.models import Membership, Scheme
from chrysalis.agencies.queries import make_hat
from chrysalis.attachments.kinds import Kind
from chrysalis.reports.actions.asking import ask
from chrysalis.reports.rules.quarters import Quarter
from chrysalis.working_days import in_london
from referrals import queries
from referrals.actions.attaching import add_to_case
from referrals.actions.contacting import record_contact
from referrals.actions.reading import open_case
from referrals.models import CaseState, ContactAttempt
from referrals.reports.case_summary import CASE_SUMMARY
from referrals.reports.figures import OWN_FIGURES, QUARTERLY_RETURN
from referrals.reports.register import REGISTER


MENTIONS = "Rang back. Asked to be reached in the evening on 07700 900461, at 9 Sallow Wharf, with a friend."
TITLE = "Minutes of the meeting about the person"
MINUTES = "Those who were there agreed: the service goes on, and the council looks at it again in March.\n"
COUNCIL, COMMISSIONER = "The council’s early help team", "The commissioner’s contract manager"
REACHED = (CaseState.ASSESSMENT, CaseState.WAITING)
JUST_NOW = dt.timedelta(minutes=12)


def ask_for_summaries(scheme: Scheme, caseworkers: list[Membership], *, at: dt.datetime) -> None:
    """Of two people who were reached; of the second after a remark that the check will stop at."""
    asked_at, hat = at - JUST_NOW, make_hat(caseworkers[0])
    with acting_as(hat):
        reached = queries.cases(hat).filter(state__in=REACHED).order_by("opened_at", "pk")[:2]
        for number, case in enumerate(list(reached)):
            if number:
                record_contact(
                    open_case(case, by=hat, at=asked_at),
                    channel=ContactAttempt.Channel.CALL,
                    outcome=ContactAttempt.Outcome.REACHED,
                    account=MENTIONS,
                    made_at=asked_at - JUST_NOW,
                    by=hat,
                    at=asked_at,
                )
            about = {"subject_id": case.pk, "scheme_id": scheme.pk, "recipient": COUNCIL}
            ask(CASE_SUMMARY, **about, by=hat, at=asked_at)


def add_minutes(caseworkers: list[Membership], *, at: dt.datetime) -> None:
    """To the case of the first of them, for the worker to check as soon as it runs."""
    added_at, hat = at - JUST_NOW, make_hat(caseworkers[0])
    with acting_as(hat):
        case = queries.cases(hat).filter(state__in=REACHED).order_by("opened_at", "pk").first()
        if case:
            open_case(case, by=hat, at=added_at)
            add_to_case(case, MINUTES.encode(), kind=Kind.TEXT, title=TITLE, by=hat, at=added_at)


def ask_for_figures(scheme: Scheme, manager: Membership, *, at: dt.datetime) -> None:
    asked_at, hat = at - JUST_NOW, make_hat(manager)
    running = Quarter.of(in_london(at).date())
    with acting_as(hat):
        for report in (OWN_FIGURES, REGISTER):
            ask(report, scheme_id=scheme.pk, period=running.slug, by=hat, at=asked_at)
        ask(
            QUARTERLY_RETURN,
            scheme_id=scheme.pk,
            period=running.before.slug,
            recipient=COMMISSIONER,
            by=hat,
            at=asked_at,
        )
