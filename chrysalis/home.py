"""The first page after signing in: what was begun and not sent, and where one can go."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chrysalis.access.http import Request, any_hat
from chrysalis.agencies.notes import agreement_notes
from chrysalis.drafts.queries import unfinished
from chrysalis.ui.navigation import places


@require_GET
@any_hat("shows the worker's own drafts and the pages of the role")
def home(request: Request) -> HttpResponse:
    notes = agreement_notes(request.hat, on=timezone.localdate())
    page = {"unfinished": unfinished(request.hat), "places": places(request.hat), "notes": notes}
    return render(request, "home.html", page)
