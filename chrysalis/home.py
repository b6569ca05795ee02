"""The first page after signing in: what was begun and not sent, and where one can go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from chrysalis.access.http import any_hat
from chrysalis.drafts.queries import unfinished
from chrysalis.ui.navigation import places


@require_GET
@any_hat("shows the worker's own drafts and the pages of the role")
def home(request: HttpRequest) -> HttpResponse:
    page = {"unfinished": unfinished(request.hat), "places": places(request.hat)}
    return render(request, "home.html", page)
