"""To an agency's own sign-on, and back."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from requests import RequestException

from chrysalis.access.http import hatless
from chrysalis.signin.decorators import before_second_factor, while_locked
from chrysalis.signin.oidc import AgencyAdapter, Callback


@hatless("goes to the agency's own sign-on")
@before_second_factor
@while_locked
@require_safe
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        return _adapter(request, slug).get_provider().redirect_from_request(request)
    except (OAuth2Error, RequestException):
        return render(request, "socialaccount/authentication_error.html", status=502)


@hatless("comes back from the agency's own sign-on")
@before_second_factor
@while_locked
@require_safe
def callback(request: HttpRequest, slug: str) -> HttpResponse:
    return Callback.adapter_view(_adapter(request, slug))(request)


def _adapter(request: HttpRequest, slug: str) -> AgencyAdapter:
    try:
        get_adapter(request).get_app(request, provider=slug)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return AgencyAdapter(request, slug)
