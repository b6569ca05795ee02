"""Documents of the other side that are to leave: what was found in each, and whether it may."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.templatetags.ui import moment
from partners import queries
from partners.actions import releasing
from partners.forms.release import DecideRelease
from partners.models import ReleaseCheck
from partners.views import lists


REVIEW = Permission.RELEASE_REVIEW
DECISION = DRAFT_FORMS.add(DraftForm("release-decision", "Decision", "partners:release", REVIEW))


@require_safe
@requires(REVIEW)
def releases(request: Request) -> HttpResponse:
    listing = lists.Releases(request, queries.releases_to_decide(request.hat))
    return render(request, "partners/releases.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(REVIEW)
def release(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = get_visible_or_404(request.hat, queries.releases(request.hat), pk=key)
    releasing.read(found, by=request.hat, at=now)
    writing = Writing.begin(request, DECISION, found.pk)
    form = DecideRelease(writing.typed)
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _decide(request, found, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except releasing.DecidedAlready as reason:
            form.add_error(None, str(reason))
            found = get_visible_or_404(request.hat, queries.releases(request.hat), pk=key)
    page = {"check": found, "rows": _facts(found), "form": writing.fresh(form), "writing": writing}
    return render(request, "partners/release.html", page)


def _decide(request: Request, found: ReleaseCheck, form: DecideRelease, now: dt.datetime) -> str:
    releasing.decide(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Decided. The other side hears at the next set time.")
    return reverse("partners:releases")


def _facts(found: ReleaseCheck) -> list[dict[str, str]]:
    facts = {
        "What it is": found.report,
        "From": found.sent_by,
        "Goes to": found.recipient,
        "Why it is here": found.get_why_display(),
        "Since": moment(found.checked_at),
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]
