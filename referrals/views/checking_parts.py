"""The end of a referral in parts: all that was written, the documents that go with it, and the button that
sends it once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis import uploads
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency
from chrysalis.drafts.actions import send_once
from chrysalis.ui.conflict import words_of
from referrals.actions import preparing, referring
from referrals.actions.reading import read
from referrals.forms.parts import PARTS, Part
from referrals.forms.refer import Refer
from referrals.views.attaching import Attaching, Place
from referrals.views.rows import Row
from referrals.views.unsent import Desk, can_be_sent, is_over, send


uploads.TAKES["referrals:check_unsent"] = settings.ATTACHMENT_MEGABYTES * 1_000_000


@dataclass
class Sending:
    """One that is ready, in front of whoever checks it. `refusal` is why it was not sent."""

    desk: Desk
    form: Refer
    documents: Attaching | None
    refusal: str = field(default="", init=False)

    @property
    def is_in_the_way(self) -> bool:
        return self.documents is not None and self.documents.is_in_the_way


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REFERRAL_SUBMIT)
def check_unsent(request: Request, key: uuid.UUID) -> HttpResponse:
    """All that was written, each with a way back to its part; then it is sent, once."""
    once = uuid.uuid5(key, "send")
    desk = Desk.at(request, key, timezone.now())
    if over := is_over(request, desk, once):
        return over
    if desk.door.left_whole:
        return redirect(desk.page)
    form = desk.whole()
    if not (form.is_valid() and can_be_sent(desk.states)):
        return redirect("referrals:unsent", key)
    standing = _standing(request, desk)
    sending = Sending(desk, form, _documents(request, desk) if standing.may_share else None)
    if sending.documents and sending.documents.leads_to:
        return redirect(sending.documents.leads_to)
    if request.method == "POST" and standing.may_share and not sending.is_in_the_way:
        try:
            return redirect(
                send_once(once, lambda: send(request, desk, form, seen={}), by=request.hat, at=desk.now)
            )
        except preparing.Over:
            return redirect("referrals:unsent", key)
        except referring.NobodyElse as reason:
            sending.refusal = str(reason)
    read([desk.unsent.pk], by=request.hat, at=desk.now)
    return render(request, "referrals/prepare/check.html", _page(sending, standing))


def _standing(request: Request, desk: Desk) -> sharing.Standing:
    sender = Agency.objects.get(pk=request.hat.agency_id)
    scheme, on = desk.unsent.scheme, timezone.localdate(desk.now)
    return sharing.standing(scheme, sender=sender, receiver=scheme.front_door, on=on)


def _documents(request: Request, desk: Desk) -> Attaching:
    """Under the key that the referral is sent by. Files rest in no part: they are added here, at the end."""
    here = reverse("referrals:check_unsent", args=[desk.unsent.pk])
    place = Place(desk.unsent.pk, here, is_sent=request.method == "POST")
    return Attaching.begin(request, place, desk.unsent.scheme, at=desk.now)


def _page(sending: Sending, standing: sharing.Standing) -> dict[str, object]:
    desk = sending.desk
    return {
        "unsent": desk.unsent,
        "scheme": desk.unsent.scheme,
        "standing": standing,
        "cards": [(part.title, list(_rows(desk, part))) for part in PARTS],
        "refusal": sending.refusal,
        "documents": sending.documents,
    }


def _rows(desk: Desk, part: Part) -> Iterator[Row]:
    form = desk.form(part, desk.typed(part) or QueryDict())
    form.is_valid()
    for name in form.fields:
        if name in part.names:
            value = form.cleaned_data.get(name)
            words = words_of(form, name, value) if value else ""
            label = str(form[name].label)
            yield {"key": label, "value": words, "href": desk.address(part, is_check=True)}
