"""The first page after signing in: what was begun and not sent, by oneself and by colleagues, and where one
can go."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chrysalis.access.http import Request, any_hat
from chrysalis.agencies.notes import agreement_notes
from chrysalis.drafts.queries import unfinished
from chrysalis.ui.begun import begun_for
from chrysalis.ui.navigation import places
from chrysalis.ui.notes import notes_for


@require_safe
@any_hat("shows the worker's own drafts and the pages of the role")
def home(request: Request) -> HttpResponse:
    now = timezone.now()
    notes = [*notes_for(request.hat, now), *agreement_notes(request.hat, on=timezone.localdate(now))]
    page = {
        "unfinished": unfinished(request.hat),
        "begun": begun_for(request.hat, now),
        "places": places(request.hat),
        "notes": notes,
    }
    return render(request, "home.html", page)
