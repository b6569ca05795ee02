"""Being anybody with one click.

SAFETY: whoever opens these pages can open every account. They exist in the demonstration, where
everybody is invented, and nowhere else: the addresses are left out of every other service, and the
views refuse to run there even if somebody put them back.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chrysalis.access.http import hatless
from chrysalis.agencies.models import Worker
from chrysalis.demo import mail, queries
from chrysalis.demo.tour import STEPS
from chrysalis.signin.actions.sessions import sign_in
from chrysalis.signin.decorators import while_locked
from chrysalis.signin.views.session import back
from chrysalis.standstill.marks import goes_on


View = Callable[..., HttpResponse]


def in_demo(view: View) -> View:
    """Not there outside the demonstration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@in_demo
@hatless("the demonstration: choose whom to be")
@while_locked
def people(request: HttpRequest) -> HttpResponse:
    schemes = queries.people_by_scheme(on=timezone.localdate())
    jumps = [
        {"text": scheme.name.partition(":")[0], "href": f"#{scheme.slug}", "current": False}
        for scheme, _ in schemes
    ]
    return render(request, "demo/people.html", {"schemes": schemes, "jumps": jumps})


@require_safe
@in_demo
@hatless("the demonstration: one case from arrest to report, and whom to be at each step")
@while_locked
def tour(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/tour.html", {"steps": queries.who_stands_where(STEPS, at=timezone.now())})


@goes_on
@require_POST
@in_demo
@hatless("the demonstration: sign in as an invented person")
@while_locked
def become(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    worker = get_object_or_404(Worker, pk=key, is_active=True)
    sign_in(request, worker)
    return redirect(back(request) if "next" in request.POST else "home")


@require_safe
@in_demo
@hatless("the demonstration: read what would have been sent")
def sent_mail(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mail.html", {"found": mail.newest()})
