"""The block "For partner support only": drawn empty, sealed when sent, never shown again.

SAFETY: what is posted here is never drawn back, kept in a draft, put in a message or counted, not even
when something is wrong with it: a colleague at the same desk, or the person waiting in front of it,
could read who told what.
"""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import schemes_served
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.page import read_key
from referrals.gates.partner_section import PartnerSection, section_for


REFERRAL = "referral"


def empty_form(scheme: Scheme) -> Form | None:
    """The section as a page draws it; None where nobody would receive it."""
    section = section_for(REFERRAL, scheme)
    return section.form(scheme=scheme, auto_id="for_partner_support_%s") if section else None


def new_key() -> str:
    """Sent twice, the same section is sealed once."""
    return str(read_key(None))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_SUBMIT)
def seal_section(request: Request) -> HttpResponse:
    """Whoever was locked out while writing comes back here with nothing, and is told so."""
    scheme, section = _receiving(request)
    form = section.form(request.POST or None, scheme=scheme)
    if not form.is_valid():
        return render(request, "referrals/nothing_sealed.html", {"back": _back(request)})
    _seal(request, section, scheme, form.cleaned_data)
    return redirect(_back(request))


def _receiving(request: Request) -> tuple[Scheme, PartnerSection]:
    """Who receives it, found from where the sender works. Raises Http404 where nobody does."""
    sender = Agency.objects.get(pk=request.hat.agency_id)
    scheme = schemes_served(sender.pk).first()
    section = section_for(REFERRAL, scheme) if scheme else None
    if scheme is None or section is None:
        raise Http404
    standing = sharing.standing(scheme, sender=sender, receiver=scheme.front_door, on=timezone.localdate())
    if not standing.may_share:
        raise Http404
    return scheme, section


def _seal(request: Request, section: PartnerSection, scheme: Scheme, told: dict[str, Any]) -> None:
    now, beside = timezone.now(), read_key(request.POST.get("page"))

    def act() -> str:
        section.seal(told, scheme=scheme, came_with=beside, by=request.hat, at=now)
        return reverse("referrals:submit")

    send_once(read_key(request.POST.get("section")), act, by=request.hat, at=now)
    messages.success(request, f"Sealed at {timezone.localtime(now):%H:%M}. You can add more.")


def _back(request: Request) -> str:
    """To the referral, with what was saved of it."""
    return f"{reverse('referrals:submit')}?draft={read_key(request.POST.get('page'))}"
