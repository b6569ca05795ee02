"""The page behind an invitation: choose a password, then sign in with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from chrysalis.access.http import hatless
from chrysalis.signin.actions import invitations
from chrysalis.signin.forms import SetPassword


KEPT = "invitation"


@hatless("follows the link of an invitation")
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Moves the secret out of the address, where histories and logs would keep it."""
    request.session[KEPT] = token
    return redirect("signin:accept")


@hatless("somebody invited sets a password")
@sensitive_post_parameters("password", "again")
def accept(request: HttpRequest) -> HttpResponse:
    token = request.session.get(KEPT, "")
    try:
        invitation = invitations.find(token, at=timezone.now())
        form = SetPassword(request.POST or None, worker=invitation.worker)
        if not form.is_valid():
            return render(request, "signin/invitation.html", {"form": form})
        invitations.accept(token, password=form.cleaned_data["password"], at=timezone.now())
    except invitations.NotOpen:
        return render(request, "signin/invitation_not_open.html", status=410)
    request.session.flush()
    messages.success(request, "Your password is set. Sign in with it.")
    return redirect("account_login")
