"""A referral on one screen, half written: left for the next shift in one press, and gone on with there.

What is merely typed stays its writer's own draft. What is left is a row of the agency, in one part.
"""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.drafts.actions import end_all, send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing, read_key
from chrysalis.ui.conflict import Difference, differences_as_typed
from chrysalis.ui.forms import forget_errors
from referrals.actions import preparing, referring
from referrals.actions.reading import read
from referrals.forms.parts import WHOLE, filled_up, holds_words, typed_in
from referrals.forms.refer import Refer
from referrals.models import UnsentReferral
from referrals.rules.unsent import Written
from referrals.views import partner_section
from referrals.views.parts import is_no_nuisance, seen_by
from referrals.views.unsent import Desk, is_over, line_of, send


MAY = Permission.REFERRAL_SUBMIT
RESUMED = DRAFT_FORMS.add(
    DraftForm("custody-resumed", "Referral that was left to finish", "referrals:write_whole", MAY)
)
LEAVE = "leave"
LEFT = "Left for the next shift. Colleagues here who refer people can go on with it."
KEPT = (
    "Saved, and only you can see it. Colleagues can go on with it once the person is known to be close to no "
    "agency, and you do not keep it to yourself."
)


def leave(request: Request, scheme: Scheme, now: dt.datetime) -> HttpResponse:
    """What stands on the one screen, right or wrong, from the page on which it was begun."""
    typed = typed_in(WHOLE, request.POST)
    if not holds_words(typed):
        return redirect("referrals:submit")
    key = read_key(request.POST.get("draft"))

    def act() -> str:
        written = {WHOLE.slug: typed.urlencode()}
        return _is_left(request, preparing.prepare(scheme, written, key=key, by=request.hat, at=now))

    return redirect(send_once(key, act, by=request.hat, at=now))


def _is_left(request: Request, unsent: UnsentReferral) -> str:
    if unsent.kept_to_id:
        messages.warning(request, KEPT)
    else:
        messages.success(request, LEFT)
    return reverse("home")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def write_whole(request: Request, key: uuid.UUID) -> HttpResponse:
    """The same screen, with all that was left on it."""
    desk = Desk.at(request, key, timezone.now())
    if not desk.door.left_whole:
        return redirect(desk.page)
    writing = Writing.begin(request, RESUMED, key)
    if over := is_over(request, desk, writing.key, writing.typed):
        return over
    read([key], by=request.hat, at=desk.now)
    standing = _standing(request, desk)
    form, theirs = desk.blank(writing.typed or desk.typed(WHOLE)), None
    if writing.is_sent:
        try:
            if outcome := _done(request, desk, writing, form, may_share=standing.may_share):
                return redirect(outcome)
        except preparing.SavedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
        except preparing.Over:
            return redirect(desk.page)
        except referring.NobodyElse as reason:
            form.add_error("employer", str(reason))
    page = _page(request, desk, writing, form, theirs) | {"standing": standing}
    return render(request, "referrals/prepare/whole.html", page, status=409 if theirs else 200)


def _standing(request: Request, desk: Desk) -> sharing.Standing:
    sender, scheme = Agency.objects.get(pk=request.hat.agency_id), desk.unsent.scheme
    on = timezone.localdate(desk.now)
    return sharing.standing(scheme, sender=sender, receiver=scheme.front_door, on=on)


def _done(request: Request, desk: Desk, writing: Writing, form: Refer, *, may_share: bool) -> str:
    """The page that it led to; empty where there is something to put right first."""
    post = request.POST
    seen = seen_by(post, desk, WHOLE)
    if LEAVE in post and is_no_nuisance(post):
        return send_once(writing.key, lambda: _left(request, desk, seen), by=request.hat, at=desk.now)
    if LEAVE not in post and form.is_valid() and may_share:
        return send_once(writing.key, lambda: _sent(request, desk, form, seen), by=request.hat, at=desk.now)
    return ""


def _left(request: Request, desk: Desk, seen: int) -> str:
    words = typed_in(WHOLE, request.POST).urlencode()
    preparing.save_part(desk.unsent, WHOLE.slug, words, seen=seen, by=request.hat, at=desk.now)
    return _is_left(request, Desk.at(request, desk.unsent.pk, desk.now).unsent)


def _sent(request: Request, desk: Desk, form: Refer, seen: int) -> str:
    outcome = send(request, desk, form, seen={WHOLE.slug: seen})
    end_all(RESUMED, desk.unsent.pk, by=request.hat, at=desk.now)
    return outcome


def _page(
    request: Request, desk: Desk, writing: Writing, form: Refer, theirs: Written | None
) -> dict[str, Any]:
    found: list[Difference] = []
    if theirs:
        desk = Desk.at(request, desk.unsent.pk, desk.now)  # with who saved it
        form, found = _with_theirs(request, desk, theirs)
    return {
        "unsent": desk.unsent,
        "line": line_of(desk.unsent, desk.now),
        "form": writing.fresh(form),
        "fields": desk.door.fields,
        "writing": writing,
        "version": theirs.version if theirs else seen_by(writing.typed, desk, WHOLE),
        "differences": found,
        "scheme": desk.unsent.scheme,
        "section": partner_section.empty_form(desk.unsent.scheme),
        "section_key": partner_section.new_key(),
        "seal_at": reverse("referrals:partner_part", args=[desk.unsent.pk]),
        "documents": None,
        "door": None,
        "put_by_at": "",
        "leave_at": desk.page,
        "begun": [],
        "more": 0,
    }


def _with_theirs(request: Request, desk: Desk, theirs: Written) -> tuple[Refer, list[Difference]]:
    """One's own words, and what a colleague wrote where they left something empty; and where both wrote."""
    mine, saved = typed_in(WHOLE, request.POST), QueryDict(theirs.typed)
    found = differences_as_typed(desk.blank(mine), desk.blank(saved))
    both = desk.blank(filled_up(mine, saved))
    forget_errors(both)
    return both, found
