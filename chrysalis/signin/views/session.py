"""Stay, lock, unlock, leave."""

from urllib.parse import urlencode

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
from chrysalis.signin import factors, limits
from chrysalis.signin.actions import sessions
from chrysalis.signin.decorators import before_second_factor, while_locked
from chrysalis.signin.forms import Unlock


# What a page left behind goes. The cookie that knows the device stays: it opens nothing, and keeps
# strangers from locking people out.
CLEAR = '"cache", "storage"'


@hatless("only says that the person is still there")
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The session was extended on the way here, as by any page."""
    return HttpResponse(status=204) if request.user.is_authenticated else HttpResponse(status=401)


@hatless("locks the session, whatever is worn")
@before_second_factor
@while_locked
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    limits.lock(request.session)
    query = urlencode({"next": back(request)})
    response = redirect(f"{reverse('signin:unlock')}?{query}")
    response["Clear-Site-Data"] = '"cache"'
    return response


@hatless("the person at a locked screen proves that it is still they")
@before_second_factor
@while_locked
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    form = Unlock(request.POST if "password" in request.POST else None)
    if request.method == "POST" and _proves(request, form):
        limits.unlock(request.session, at=timezone.now())
        return redirect(back(request))
    return render(request, "signin/unlock.html", {"form": form, "next": back(request), **_passkey(request)})


@hatless("leaving needs no hat")
@before_second_factor
@while_locked
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


@hatless("shown to somebody who wants to change a password but has none")
def no_password(request: HttpRequest) -> HttpResponse:
    return render(request, "signin/no_password.html")


def _proves(request: HttpRequest, form: Unlock) -> bool:
    """By password, counted like every password; or by one of their passkeys."""
    if "credential" in request.POST:
        passkey = ReauthenticateWebAuthnForm(request.POST, user=request.user)
        proven = passkey.is_valid()
        if not proven:
            form.errors  # noqa: B018 - draws the form as sent
        return proven
    if not form.is_valid():
        return False
    if get_adapter(request).reauthenticate(request.user, form.cleaned_data["password"]):
        return True
    form.add_error("password", "The password is not right.")
    return False


def _passkey(request: HttpRequest) -> dict:
    """What the browser needs to ask for a passkey, for somebody who has one."""
    if not factors.has_passkey(request.user):
        return {"passkey_options": None}
    return {"passkey_options": begin_authentication(request.user)}


def back(request: HttpRequest) -> str:
    """Where they were, if that is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if ours and asked.startswith("/") else "/"
