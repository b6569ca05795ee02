"""Something new of somebody whose case is open: told to a caseworker, or with a referral that joins it."""

import uuid
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.templatetags.ui import day
from chrysalis.workflow import NotNow
from referrals.actions.incidents import record_incident as record
from referrals.actions.joining_case import join as join_case
from referrals.actions.triage import CannotBeTheSame
from referrals.forms.incident import RecordIncident
from referrals.models import HAPPENED, Case, Incident
from referrals.timeline import lower
from referrals.views import cards
from referrals.views.known_people import chosen
from referrals.views.opening import case_or_404, referral_or_404
from referrals.views.rows import Card, Row, row, spoken
from referrals.views.sending import send


INCIDENT = DRAFT_FORMS.add(
    DraftForm("incident", "Something new", "referrals:record_incident", Permission.INCIDENT_RECORD)
)
TOLD_UPWARDS = "Kept on the case. Grade again today: whoever else has to know hears of it at once."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.INCIDENT_RECORD)
def record_incident(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = case_or_404(request, key, now)
    writing = Writing.begin(request, INCIDENT, found.pk)
    form = RecordIncident(writing.typed, now=now)

    def act() -> str:
        record(found, **form.cleaned_data, by=request.hat, at=now)
        messages.success(request, TOLD_UPWARDS)
        return reverse("referrals:case", args=[found.pk])

    page = cards.header_of_case(request.hat, found, now) | {"form": writing.fresh(form), "writing": writing}
    sent = send(request, writing, form, act, at=now)
    return sent or render(request, "referrals/record_incident.html", page)


@require_POST
@requires(Permission.REFERRAL_ACCEPT)
def join(request: Request, key: uuid.UUID) -> HttpResponse:
    now, kind = timezone.now(), request.POST.get("kind", "")
    found, case = referral_or_404(request, key, now), chosen(request, "same_as")
    if kind not in dict(HAPPENED):
        messages.error(request, "Choose what is new: an incident, an arrest or a breach.")
        return redirect("referrals:referral", found.pk)
    try:
        if not isinstance(case, Case) or not found.has_sender:
            raise CannotBeTheSame
        join_case(found, case, kind=kind, by=request.hat, at=now)
    except NotNow as reason:
        messages.info(request, f"Somebody was before you. {reason}")
        return redirect("referrals:referral", found.pk)
    except CannotBeTheSame as reason:
        messages.error(request, str(reason))
        return redirect("referrals:referral", found.pk)
    messages.success(request, TOLD_UPWARDS)
    return redirect("referrals:case", case.pk)


def cards_of_incidents(incidents: Iterable[Incident]) -> list[Card]:
    """What was told since the case was opened, the latest first."""
    rows = [_row(each) for each in incidents]
    return [("Told since the case was opened", rows)] if rows else []


def _row(incident: Incident) -> Row:
    """SAFETY: what was told of somebody else stays readable, and says so before it says anything."""
    if incident.taken_off_at:
        off = f"Taken off on {day(incident.taken_off_at)}: it is of somebody else"
        return row(f"{incident.get_kind_display()}, taken off", off, incident.account)
    when = f" on {day(incident.happened_on)}" if incident.happened_on else ""
    how = incident.get_way_display().lower() if incident.way else "in a referral"
    told = f"Told by {incident.told_by}, {how}, {spoken(incident.told_at)}"
    said = incident.account or "What happened stands in the referral."
    return row(f"{incident.get_kind_display()}{when}", said, told)


def grade_again(case: Case, incidents: Sequence[Incident]) -> str:
    """While nobody has graded since the latest was told; empty otherwise."""
    told = [each for each in incidents if each.taken_off_at is None]
    if not told:
        return ""
    latest = told[0]
    recorded_on = timezone.localdate(latest.recorded_at)
    if case.grade_review_on and case.grade_review_on > recorded_on:
        return ""
    return f"{latest.get_kind_display()} was told on {day(recorded_on)}, and nobody has graded since."


def joined(case: Case, incidents: Iterable[Incident]) -> list[tuple[str, str, str]]:
    """The referrals that joined the case, for whoever may open them, and where one is taken off it: of a
    restricted case nobody does."""
    if case.is_restricted:
        return []
    take_off = reverse("referrals:take_off", args=[case.pk])
    return [
        (
            reverse("referrals:referral", args=[each.referral_id]),
            lower(each.get_kind_display()),
            f"{take_off}?which={each.pk}",
        )
        for each in incidents
        if each.referral_id and each.taken_off_at is None
    ]
