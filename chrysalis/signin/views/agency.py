"""To an agency's own sign-on, and back."""

from collections.abc import Callable

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from requests import RequestException

from chrysalis.signin.decorators import for_anybody
from chrysalis.signin.oidc import AgencyAdapter, Callback


@for_anybody("goes to the agency's own sign-on")
@require_safe
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    adapter = _adapter(request, slug)
    return _or_say_so(request, lambda: adapter.get_provider().redirect_from_request(request))


@for_anybody("comes back from the agency's own sign-on")
@require_safe
def callback(request: HttpRequest, slug: str) -> HttpResponse:
    view = Callback.adapter_view(_adapter(request, slug))
    return _or_say_so(request, lambda: view(request))


def _or_say_so(request: HttpRequest, go: Callable[[], HttpResponse]) -> HttpResponse:
    """A sign-on that is away, or does not describe itself as it should, is not the person's fault."""
    try:
        return go()
    except (OAuth2Error, RequestException):
        return render(request, "socialaccount/authentication_error.html", status=502)


def _adapter(request: HttpRequest, slug: str) -> AgencyAdapter:
    try:
        get_adapter(request).get_app(request, provider=slug)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return AgencyAdapter(request, slug)
