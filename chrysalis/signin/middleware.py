"""What stands between a request and a page: is the session still good, and which hat is worn.

`Limits` first: an idle session locks, an old one ends, and what was being sent is kept as a draft.
`WearHat` second: every page has a hat (`request.hat`), checked against the database in every
request, or says why it needs none (`@hatless`).
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from chrysalis.access.context import NotInForce, acting_as
from chrysalis.access.hat import Hat
from chrysalis.drafts.actions import rescue
from chrysalis.drafts.models import Unsent
from chrysalis.drafts.queries import address
from chrysalis.signin import factors, limits, places
from chrysalis.signin.limits import Standing
from chrysalis.standstill import causes


GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


class Sessions(SessionMiddleware):
    """Django's, but a late answer leaves the cookie of a newer session alone.

    Locking gives the session a new name. A page still on its way under the old name finds nothing, and
    Django would answer by deleting the cookie, which by then is the new one: somebody who locked the
    screen would be signed out, and their words with it. Only what emptied a session deletes its cookie.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.session.is_empty() and not request.session.modified:
            return response
        if request.session.modified and not _can_be_kept():
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)


def _can_be_kept() -> bool:
    """Not in a database that can only be read: the clock of the session stands, and so it locks on time."""
    cause = causes.current()
    return cause is None or cause.keeps_the_log


class Limits:
    """Puts `request.worker` and `request.standing` on every request; turns away what is locked or over.

    A view that a script asks on its own says `passive = True`: it does not show that anybody is there.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.worker, request.hat, request.standing = request.user, None, Standing.OPEN
        if request.user.is_authenticated:
            request.standing = limits.standing(request.session, at=timezone.now())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponse | None:
        """Runs after the check against forged posts, so that what is kept was really sent by this page."""
        if not request.user.is_authenticated:
            return None
        if request.standing is Standing.ENDED:
            return self._end(request)
        if request.standing is Standing.LOCKED:
            return self._lock(request, view)
        if not getattr(view, "passive", False):
            limits.touch(request.session, at=timezone.now())
        return None

    def _end(self, request: HttpRequest) -> HttpResponse:
        back_to = _where_they_were(request)
        # The page saving on its own comes first; by this session the words sent after it are kept too.
        if request.headers.get("Accept") != "application/json":
            logout(request)
        return _go("account_login", back_to)

    def _lock(self, request: HttpRequest, view: View) -> HttpResponse | None:
        limits.lock(request.session)
        if getattr(view, "while_locked", False):
            return None
        return _go("signin:unlock", _where_they_were(request))


class WearHat:
    """Finds the hat and holds the one transaction of the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = _view_of(request)
        if view is None or request.standing is not Standing.OPEN:
            return self.get_response(request)
        elsewhere = _second_factor_first(request, view)
        if elsewhere or getattr(view, "hatless", None):
            return elsewhere or self.get_response(request)
        return self._wear(request)

    def _wear(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return _go("account_login", request.get_full_path())
        hat = _hat(request)
        if hat is None:
            return _choose(request)
        try:
            with acting_as(hat):
                request.hat = hat
                return self._answer(request)
        except NotInForce:
            return _choose(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response


def _view_of(request: HttpRequest) -> View | None:
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None


def _second_factor_first(request: HttpRequest, view: View) -> HttpResponse | None:
    """Somebody who owes a second factor reaches nothing but the pages to set one up."""
    if getattr(view, "before_second_factor", False) or not factors.is_owed(request):
        return None
    return HttpResponseRedirect(reverse("mfa_index"))


def _hat(request: HttpRequest) -> Hat | None:
    hat = places.chosen(request, on=timezone.localdate())
    if hat:
        places.take(request, hat)
    return hat


def _choose(request: HttpRequest) -> HttpResponse:
    """Several places: choose. None left: this is no longer somebody who works here."""
    if places.of(request, on=timezone.localdate()).exists():
        return _go("signin:working_as", request.get_full_path())
    logout(request)
    return HttpResponseRedirect(reverse("signin:no_place"))


def _where_they_were(request: HttpRequest) -> str:
    """The page asked for; for words that were being sent, the page they were typed on, with them in it."""
    if request.method == "POST" and "draft" in request.POST:
        kept = _keep_words(request)
        if kept:
            return address(kept)
    return request.get_full_path()


def _keep_words(request: HttpRequest) -> Unsent | None:
    """Kept under the hat they were typed in; where that is gone, there is no place for them."""
    hat = _hat(request)
    if hat is None:
        return None
    with acting_as(hat):
        return rescue(request.POST, by=hat, at=timezone.now())


def _go(name: str, back_to: str) -> HttpResponse:
    """To another page, and afterwards to where they were."""
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back_to})}")
