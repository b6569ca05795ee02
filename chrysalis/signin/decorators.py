"""What a view of this app says of itself, beside why it needs no hat."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chrysalis.access.http import hatless


View = Callable[..., HttpResponse]


def while_locked(view: View) -> View:
    """Answers although the session is locked: there is nothing on the page but the way out."""
    view.while_locked = True
    return view


def before_second_factor(view: View) -> View:
    """Answers somebody who still owes a second factor."""
    view.before_second_factor = True
    return view


def for_anybody(why: str) -> Callable[[View], View]:
    """Whoever sits there, signed in or not, locked or owing a second factor: it shows nobody else's work."""
    return lambda view: hatless(why)(while_locked(before_second_factor(view)))


def with_own_key(view: View) -> View:
    """Not for somebody whom an agency's sign-on let in.

    SAFETY: a password or passkey made in such a session would open every place of its owner, also in
    agencies for which that sign-on does not speak.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get("vouched_by"):
            return render(request, "signin/kept_by_agency.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
