"""Stay, lock, unlock, leave."""

from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from chrysalis.access.http import hatless
from chrysalis.signin import factors
from chrysalis.signin.actions import sessions, sign_ons
from chrysalis.signin.decorators import for_anybody
from chrysalis.signin.forms import Unlock
from chrysalis.standstill.marks import goes_on, leaves


# What a page left behind goes. The cookie that knows the device stays: it opens nothing, and keeps
# strangers from locking people out.
CLEAR = '"cache", "storage"'


@goes_on
@hatless("only says that the person is still there")
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The session was extended on the way here, as by any page."""
    return HttpResponse(status=204) if request.user.is_authenticated else HttpResponse(status=401)


@leaves
@for_anybody("locks the session, whatever is worn")
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    sessions.lock(request)
    query = urlencode({"next": back(request)})
    response = redirect(f"{reverse('signin:unlock')}?{query}")
    response["Clear-Site-Data"] = '"cache"'
    return response


@goes_on
@for_anybody("the person at a locked screen proves that it is still they")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    form = Unlock(request.POST if "password" in request.POST else None)
    back_to = back(request)
    if request.method == "POST" and _proves(request, form):
        sessions.unlock(request, at=timezone.now())
        return redirect(back_to)
    ways = {"passkey_options": _passkey(request), "agency_url": _agency_url(request, back_to)}
    ways["has_password"] = request.user.has_usable_password()
    return render(request, "signin/unlock.html", {"form": form, "next": back_to, **ways})


@leaves
@for_anybody("leaving needs no hat")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """SAFETY: on a shared desk whoever comes next presses Back. Nothing of this session may be left."""
    sessions.sign_out(request, at=timezone.now())
    response = redirect("signin:signed_out")
    response["Clear-Site-Data"] = CLEAR
    return response


@hatless("shown after leaving")
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "signin/signed_out.html")


@hatless("shown to somebody whose last place has ended")
def no_place(request: HttpRequest) -> HttpResponse:
    return render(request, "signin/no_place.html")


def _proves(request: HttpRequest, form: Unlock) -> bool:
    """By password, counted like every password; or by one of their passkeys."""
    if "credential" in request.POST:
        passkey = ReauthenticateWebAuthnForm(request.POST, user=request.user)
        return passkey.is_valid()
    if not form.is_valid():
        return False
    if get_adapter(request).reauthenticate(request.user, form.cleaned_data["password"]):
        return True
    form.add_error("password", "The password is not right.")
    return False


def _passkey(request: HttpRequest) -> dict | None:
    """What the browser needs to ask for a passkey, for somebody who has one."""
    return begin_authentication(request.user) if factors.has_passkey(request.user) else None


def _agency_url(request: HttpRequest, back_to: str) -> str:
    """Through the agency again, for somebody who came that way."""
    slug = sign_ons.slug_of(request.session.get("vouched_by"))
    return f"{reverse('signin:agency', args=[slug])}?{urlencode({'next': back_to})}" if slug else ""


def back(request: HttpRequest) -> str:
    """Where they were, if that is a page of ours: as the form says, or the page that the form stood on."""
    asked = request.POST.get("next") or request.GET.get("next") or _page_before(request)
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if ours and asked.startswith("/") else "/"


def _page_before(request: HttpRequest) -> str:
    """The button to lock is on every page, and a page that is not there must not tell its address."""
    parts = urlsplit(request.headers.get("Referer", ""))
    is_page = parts.netloc == request.get_host() and not parts.path.startswith(reverse("account_login"))
    return f"{parts.path}?{parts.query}" if parts.query and is_page else parts.path if is_page else ""
