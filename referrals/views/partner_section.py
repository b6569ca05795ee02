"""The block "For partner support only": drawn empty, sealed when sent, never shown again.

SAFETY: what is posted here is never drawn back, kept in a draft, put in a message or counted, not even
when something is wrong with it: a colleague at the same desk, or the person waiting in front of it,
could read who told what.
"""

from typing import Any
from urllib.parse import urlencode

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
from referrals import queries
from referrals.gates.partner_section import PartnerSection, section_for
from referrals.models import Source


REFERRAL, WORRIED = "referral", "worried"


def empty_form(scheme: Scheme, slug: str = REFERRAL) -> Form | None:
    """The section as a page draws it; None where nobody would receive it."""
    section = section_for(slug, scheme)
    return section.form(scheme=scheme, auto_id="for_partner_support_%s") if section else None


def new_key() -> str:
    """Sent twice, the same section is sealed once."""
    return str(read_key(None))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_SUBMIT)
def seal_section(request: Request) -> HttpResponse:
    """Whoever was locked out while writing comes back here with nothing, and is told so."""
    return _sealed(request, *receiving(request), back="referrals:submit")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_WRITE_DOWN)
def seal_told(request: Request) -> HttpResponse:
    """The same of what a caseworker is told."""
    scheme = queries.schemes_received(request.hat).first()
    section = section_for(REFERRAL, scheme) if scheme else None
    if scheme is None or section is None:
        raise Http404
    return _sealed(request, scheme, section, back="referrals:write_down")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ENQUIRY_TAKE)
def seal_worried(request: Request) -> HttpResponse:
    """What somebody harmed says of themselves to whoever answers the telephone or the door."""
    scheme = queries.schemes_received(request.hat).first()
    section = section_for(WORRIED, scheme) if scheme else None
    if scheme is None or section is None:
        raise Http404
    return _sealed(request, scheme, section, back="referrals:worried")


def _sealed(request: Request, scheme: Scheme, section: PartnerSection, *, back: str) -> HttpResponse:
    form, to = section.form(request.POST or None, scheme=scheme), _back(request, back)
    if not form.is_valid():
        return render(request, "referrals/nothing_sealed.html", {"back": to})
    _seal(request, section, scheme, form.cleaned_data, back=back)
    return redirect(to)


def receiving(request: Request) -> tuple[Scheme, PartnerSection]:
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


def _seal(
    request: Request, section: PartnerSection, scheme: Scheme, told: dict[str, Any], *, back: str
) -> None:
    now = timezone.now()
    beside = None if section.slug == WORRIED else read_key(request.POST.get("page"))

    def act() -> str:
        section.seal(told, scheme=scheme, came_with=beside, by=request.hat, at=now)
        return reverse(back)

    send_once(read_key(request.POST.get("section")), act, by=request.hat, at=now)
    sealed = f"Sealed at {timezone.localtime(now):%H:%M}: partner support has it. You can add more."
    messages.success(request, sealed, extra_tags="sealed")  # drawn in the section, where the writer looks


def _back(request: Request, page: str) -> str:
    """To the referral, with what was saved of it; where one of several doors was written at, to that one."""
    kept = {"draft": str(read_key(request.POST.get("page")))}
    if request.POST.get("door") in Source.values:
        kept["door"] = request.POST["door"]
    return f"{reverse(page)}?{urlencode(kept)}#for-partner-support"
