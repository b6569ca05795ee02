"""The paper register of a session: a first name, an initial, and space to sign. Two who would read the same
are told apart by the end of their references."""

import datetime as dt
import uuid

from django.urls import reverse

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.access.permissions import Permission
from chrysalis.reports.declared import REPORTS, Asked, Collected, NotThere, Report
from chrysalis.reports.views.asking import About
from interventions import attending
from interventions.models import GroupSession
from interventions.rules.naming import names_on_paper
from referrals.actions.reading import read


def collect(asked: Asked, *, by: Hat, at: dt.datetime) -> Collected:
    session = _session(asked.subject_id, by=by)
    people = list(attending.expected_at(by, session).order_by("person_name", "pk"))
    read([session.pk, *(each.case_id for each in people)], by=by, at=at)
    values = {
        "group": session.group.name,
        "venue": session.group.venue,
        "starts_at": session.starts_at,
        "number": session.number,
        "module": session.module,
        "names": names_on_paper(people),
    }
    return Collected(values)


def _session(key: uuid.UUID | None, *, by: Hat) -> GroupSession:
    found = attending.group_sessions(by).filter(pk=key).first() if key else None
    if found is None:
        raise NotThere
    return found


def look(key: uuid.UUID, *, by: Hat, at: dt.datetime) -> None:
    _session(key, by=by)


def about(request: Request, key: uuid.UUID, now: dt.datetime) -> About:
    session = get_visible_or_404(request.hat, attending.group_sessions(request.hat), pk=key)
    back = reverse("interventions:session", args=[session.pk])
    return About(session.pk, session.group.scheme, session.group.name, back)


PAPER_REGISTER = REPORTS.add(
    Report(
        "paper-register",
        "Paper register",
        "For the room: first name and initial of everybody expected, and space to sign.",
        Permission.REPORT_REGISTER,
        leaves=False,
        template="interventions/print/paper_register.html",
        url="interventions:ask_register",
        collect=collect,
        look=look,
    )
)
