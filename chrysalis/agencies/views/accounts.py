"""The accounts of the own agency, for its administrators."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import queries
from chrysalis.agencies.actions import accounts as actions
from chrysalis.agencies.forms.accounts import InviteColleague, Seen
from chrysalis.agencies.models import Membership
from chrysalis.agencies.views.sending import send
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.ui.lists import Cell, Column, Listing
from chrysalis.ui.navigation import PLACES, Place
from chrysalis.ui.templatetags.ui import day
from chrysalis.versions import Conflict


PLACES.add(
    Place(
        "agencies:accounts",
        "Accounts",
        "See who works here, invite colleagues, end places.",
        Permission.ACCOUNT_VIEW,
    )
)


WAY_IN = ("worker__invitations", "worker__socialaccount_set")
INVITE = DRAFT_FORMS.add(
    DraftForm("invitation", "Invitation of a colleague", "agencies:invite", Permission.ACCOUNT_INVITE)
)


def how_far(place: Membership, *, at: dt.datetime) -> str:
    """Where somebody stands on the way in. Reads what was fetched with the list."""
    if place.worker.has_usable_password():
        return "In use"
    if place.worker.socialaccount_set.all():
        return "In use, through the agency’s sign-in"
    latest = next(iter(place.worker.invitations.all()), None)
    if latest is None:
        return "Not invited yet"
    if latest.sent_at is None:
        return "Invitation not sent yet"
    return "Invitation sent" if latest.expires_at > at else "Invitation expired"


def _name(place: Membership) -> Cell:
    return Cell(place.worker.full_name, href=reverse("agencies:account", args=[place.pk]))


class Accounts(Listing):
    caption, one, many = "Places in your agency", "place", "places"
    columns = (
        Column("Name", _name, sort="worker__full_name"),
        Column("Role", lambda p: p.role.name, sort="role_slug"),
        Column("Account", lambda p: how_far(p, at=timezone.now())),
        Column("From", lambda p: day(p.starts_on), sort="starts_on"),
        Column("Until", lambda p: day(p.ends_on) if p.ends_on else "Further notice"),
    )
    ordering = "worker__full_name"


@require_safe
@requires(Permission.ACCOUNT_VIEW)
def accounts(request: Request) -> HttpResponse:
    found = queries.accounts(request.hat).prefetch_related(*WAY_IN)
    return render(request, "agencies/accounts.html", {"listing": Accounts(request, found)})


@require_safe
@requires(Permission.ACCOUNT_VIEW)
def account(request: Request, key: UUID) -> HttpResponse:
    place = _place(request, key)
    now = timezone.now()
    is_over = place.ends_on is not None and place.ends_on <= timezone.localdate(now)
    can_invite_again = not is_over and not place.worker.has_usable_password()
    shown = {
        "place": place,
        "facts": _facts(place, at=now),
        "is_over": is_over,
        "can_invite_again": can_invite_again,
    }
    return render(request, "agencies/account.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCOUNT_INVITE)
def invite(request: Request) -> HttpResponse:
    writing = Writing.begin(request, INVITE)
    form = InviteColleague(writing.typed, by=request.hat)

    def act(at: dt.datetime) -> str:
        actions.invite(**form.cleaned_data, by=request.hat, at=at)
        messages.success(request, "Invitation made. It is sent to the work e-mail address.")
        return reverse("agencies:accounts")

    page = {"form": writing.fresh(form), "writing": writing}
    return send(request, writing, form, act) or render(request, "agencies/account_invite.html", page)


@require_POST
@requires(Permission.ACCOUNT_INVITE)
def invite_again(request: Request, key: UUID) -> HttpResponse:
    place = _place(request, key)
    return _act(
        request,
        place,
        lambda: actions.invite_again(place, by=request.hat, at=timezone.now()),
        "A new invitation is on its way. The old link no longer works.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCOUNT_END)
def end_place(request: Request, key: UUID) -> HttpResponse:
    place = _place(request, key)
    form = Seen(request.POST or None, initial={"seen_version": place.version})
    if not form.is_valid():
        return render(request, "agencies/account_end.html", {"place": place, "form": form})
    return _act(
        request,
        place,
        lambda: actions.end_place(place, **form.cleaned_data, by=request.hat, at=timezone.now()),
        "The place has ended. What they had open closes at its next step.",
    )


@require_POST
@requires(Permission.ACCOUNT_END)
def end_sessions(request: Request, key: UUID) -> HttpResponse:
    place = _place(request, key)
    return _act(
        request,
        place,
        lambda: actions.end_sessions(place, by=request.hat, at=timezone.now()),
        "Their sessions have ended.",
    )


def _facts(place: Membership, *, at: dt.datetime) -> list[dict[str, str]]:
    facts = {
        "Name": place.worker.full_name,
        "Work e-mail address": place.worker.email,
        "Role": place.role.name,
        "Account": how_far(place, at=at),
        "From": day(place.starts_on),
        "Until": day(place.ends_on) if place.ends_on else "Further notice",
    }
    return [{"key": key, "value": value, "href": ""} for key, value in facts.items()]


def _place(request: Request, key: UUID) -> Membership:
    return get_visible_or_404(request.hat, queries.accounts(request.hat), pk=key)


def _act(request: Request, place: Membership, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it and say so, or say why not; the account's page shows how things stand either way."""
    try:
        act()
    except actions.Refused as reason:
        messages.error(request, str(reason))
    except Conflict:
        messages.warning(
            request, "Somebody else changed this place in the meantime. This is how it stands now."
        )
    else:
        messages.success(request, done)
    return redirect("agencies:account", place.pk)
