"""Those who refer: each through the door of their agency; and what one's own agency has sent."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis import uploads
from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import schemes_served
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.notices.unread import unread_words
from referrals import queries
from referrals.actions import attaching, referring
from referrals.doors import Door, door_of
from referrals.forms.refer import Refer
from referrals.models import ReferralStatus
from referrals.views import cards, lists, partner_section
from referrals.views.attaching import Attaching, Place
from referrals.views.unsent import not_sent


# Under the name of the first door that there was, which the drafts of that desk bear.
REFERRAL = DRAFT_FORMS.add(
    DraftForm("custody-referral", "Referral", "referrals:submit", Permission.REFERRAL_SUBMIT)
)
uploads.TAKES["referrals:submit"] = settings.ATTACHMENT_MEGABYTES * 1_000_000


FEW = 3  # above a form that somebody in a hurry comes for
WHOLE = "whole"  # asks for everything on one page, where it may be written in parts


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_SUBMIT)
def submit(request: Request) -> HttpResponse:
    now = timezone.now()
    sender = Agency.objects.get(pk=request.hat.agency_id)
    scheme = schemes_served(sender.pk).first()
    if scheme is None:
        return render(request, "referrals/no_scheme.html", status=409)
    standing = sharing.standing(scheme, sender=sender, receiver=scheme.front_door, on=timezone.localdate(now))
    door = door_of(sender)
    if door.in_parts and request.method != "POST" and not request.GET.keys() & {"draft", WHOLE}:
        return redirect("referrals:prepare")
    writing = Writing.begin(request, REFERRAL)
    may_attach = door.takes_documents and standing.may_share
    place = Place.of(request, writing, at=now)
    documents = Attaching.begin(request, place, scheme, at=now) if may_attach else None
    if documents and documents.leads_to:
        return redirect(documents.leads_to)
    if documents and documents.is_in_the_way:
        writing = replace(writing, is_sent=False)
    form = door.form(writing.typed, scheme=scheme, now=now)
    if writing.is_sent and form.is_valid() and standing.may_share:
        try:
            outcome = send_once(
                writing.key,
                lambda: _send(request, scheme, door, form, writing.key, now),
                by=request.hat,
                at=now,
            )
            return redirect(outcome)
        except referring.NobodyElse as reason:
            form.add_error("employer", str(reason))
    begun = not_sent(request.hat, now) if door.left_whole and writing.typed is None else []
    page = _page(writing, form, door, scheme, standing, documents)
    page |= {"begun": begun[:FEW], "more": len(begun[FEW:])}
    return render(request, "referrals/submit.html", page)


def _page(
    writing: Writing,
    form: Refer,
    door: Door,
    scheme: Scheme,
    standing: sharing.Standing,
    documents: Attaching | None,
) -> dict[str, Any]:
    return {
        "form": writing.fresh(form),
        "fields": door.fields,
        "writing": writing,
        "scheme": scheme,
        "standing": standing,
        "section": partner_section.empty_form(scheme),
        "section_key": partner_section.new_key(),
        "seal_at": reverse("referrals:seal_section"),
        "documents": documents,
        "door": None,  # there is one for each agency
        "put_by_at": reverse("referrals:prepare") if door.in_parts else "",
        "leave_at": reverse("referrals:prepare") if door.left_whole else "",
    }


def _send(request, scheme, door, form, key, now) -> str:
    status = referring.submit(
        scheme,
        source=door.source,
        person=form.person,
        details=form.details,
        beside=form.beside,
        sent_as=key,
        by=request.hat,
        at=now,
    )
    if door.takes_documents:
        attaching.send_along(key, status.referral_key)
    return reverse("referrals:receipt", args=[status.reference])


@require_safe
@requires(Permission.REFERRAL_FOLLOW)
def sent(request: Request) -> HttpResponse:
    listing = lists.Sent(request, queries.sent(request.hat))
    questions = queries.open_questions(request.hat)[: lists.MOST_QUESTIONS]
    return render(request, "referrals/sent.html", {"listing": listing, "questions": questions})


@require_safe
@requires(Permission.REFERRAL_FOLLOW)
def receipt(request: Request, reference: str) -> HttpResponse:
    status = get_visible_or_404(request.hat, queries.sent(request.hat), reference=reference)
    question = queries.open_questions(request.hat).filter(reference=reference).first()
    page = {
        "status": status,
        "rows": cards.rows_of_status(status),
        "question": question,
        "unread": _unread(status),
        "outcome": queries.outcomes(request.hat).filter(reference=reference).first(),
    }
    return render(request, "referrals/receipt.html", page)


def _unread(status: ReferralStatus) -> str:
    """Until somebody has taken it, from when on it is read."""
    if status.word != ReferralStatus.Word.RECEIVED:
        return ""
    return unread_words(status.provider_agency_id, at=timezone.now())
