"""A referral in parts, for colleagues of an agency: begun, listed, named, thrown away. It is checked and sent
in `checking_parts`.

Short ones stay on one page (`referring.submit`); what was typed there can be put by, and gone on with here.
"""

import datetime as dt
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.agencies import sharing
from chrysalis.agencies.models import Agency, Scheme
from chrysalis.agencies.queries import schemes_served
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing, read_key
from referrals import queries
from referrals.actions import preparing
from referrals.actions.preparing import contents_of
from referrals.doors import door_of
from referrals.forms.parts import PARTS, Part, holds_words, typed_in
from referrals.forms.unsent import CallUnsent
from referrals.models import UnsentReferral
from referrals.views.parts import has_section
from referrals.views.unsent import DONE, IN_PROGRESS, MOST, Desk, called, can_be_sent, is_over
from referrals.views.whole import leave


MAY = Permission.REFERRAL_SUBMIT
EXAMPLE, EXAMPLE_OF_DESK = "Tuesday, after core group", "Cell 4, early shift"
CALL = DRAFT_FORMS.add(DraftForm("call-unsent", "What a referral is called", "referrals:call_unsent", MAY))
COLOURS = {DONE: "", IN_PROGRESS: "light-blue"}
SEALED_APART = (
    "Sealed as it is saved. Nobody on this side reads it, and this list never says whether it was used"
)
NOT_YET = "Once the needed parts are done, and none is left in progress"


@dataclass(frozen=True)
class Task:
    """A line of the task list."""

    text: str
    status: str
    href: str = ""
    hint: str = ""
    colour: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def prepare(request: Request) -> HttpResponse:
    """Where referring begins: what the agency has not sent yet, and a new one."""
    now = timezone.now()
    sender = Agency.objects.get(pk=request.hat.agency_id)
    scheme = schemes_served(sender.pk).first()
    door = door_of(sender)
    if scheme and door.left_whole and request.method == "POST":
        return leave(request, scheme, now)
    if scheme is None or not door.in_parts:
        return redirect("referrals:submit")
    standing = sharing.standing(scheme, sender=sender, receiver=scheme.front_door, on=timezone.localdate(now))
    if request.method == "POST" and standing.may_share:
        key = read_key(request.POST.get("draft"))
        return redirect(send_once(key, lambda: _begun(request, scheme, key, now), by=request.hat, at=now))
    page = {
        "scheme": scheme,
        "standing": standing,
        "lines": [_line(found, now) for found in queries.unsent_open(request.hat, at=now)[:MOST]],
        "key": read_key(None),
    }
    return render(request, "referrals/prepare/begin.html", page)


def _begun(request: Request, scheme: Scheme, key: uuid.UUID, now: dt.datetime) -> str:
    """With what was typed on the one page, where it comes from there."""
    typed = {part.slug: typed_in(part, request.POST) for part in PARTS}
    written = {slug: words.urlencode() for slug, words in typed.items() if holds_words(words)}
    begun = preparing.prepare(scheme, written, key=key, by=request.hat, at=now)
    first = reverse("referrals:write_part", args=[begun.pk, next(iter(PARTS)).slug])
    return reverse("referrals:unsent", args=[begun.pk]) if written else first


def _line(found: UnsentReferral, now: dt.datetime) -> dict[str, object]:
    contents = contents_of(found)
    return {
        "unsent": found,
        "called": called(found, contents),
        "written": sum(1 for part in PARTS if contents.part(part.slug).version),
        "parts": len(PARTS),
        "goes_soon": found.sweep_after <= now + found.days_ahead,
    }


@require_safe
@requires(MAY)
def unsent(request: Request, key: uuid.UUID) -> HttpResponse:
    """The parts of one, and how far each has come."""
    desk = Desk.at(request, key, timezone.now())
    if over := is_over(request, desk):
        return over
    if desk.door.left_whole:
        return redirect(desk.page)
    states = desk.states
    page = {
        "unsent": desk.unsent,
        "called": called(desk.unsent, desk.contents),
        "needed": [_task(desk, part, states) for part in PARTS if part.is_needed],
        "if_known": [_task(desk, part, states) for part in PARTS if not part.is_needed],
        "apart": [_apart(desk)] if has_section(desk) else [],
        "last": [_check(desk, states)],
        "done": sum(1 for state in states.values() if state == DONE),
        "parts": len(PARTS),
    }
    return render(request, "referrals/prepare/unsent.html", page)


def _task(desk: Desk, part: Part, states: dict[str, str]) -> Task:
    state = states[part.slug]
    colour = COLOURS.get(state, "blue" if part.is_needed else "grey")
    return Task(part.title, state, desk.address(part), colour=colour)


def _apart(desk: Desk) -> Task:
    """SAFETY: the same words whether anybody wrote in it or nobody."""
    href = reverse("referrals:partner_part", args=[desk.unsent.pk])
    return Task("For partner support only", "Always open", href, hint=SEALED_APART)


def _check(desk: Desk, states: dict[str, str]) -> Task:
    if not can_be_sent(states):
        return Task("Check and send", "Cannot start yet", hint=NOT_YET)
    href = reverse("referrals:check_unsent", args=[desk.unsent.pk])
    return Task("Check and send", "Ready", href, colour="green")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def call_unsent(request: Request, key: uuid.UUID) -> HttpResponse:
    desk = Desk.at(request, key, timezone.now())
    if over := is_over(request, desk):
        return over
    writing = Writing.begin(request, CALL, desk.unsent.pk)
    example = EXAMPLE_OF_DESK if desk.door.left_whole else EXAMPLE
    form = CallUnsent(writing.typed, contents=desk.contents, example=example)
    if writing.is_sent and form.is_valid():
        return redirect(
            send_once(writing.key, lambda: _called(request, desk, form), by=request.hat, at=desk.now)
        )
    page = {"unsent": desk.unsent, "way_back": desk.way_back, "form": writing.fresh(form), "writing": writing}
    return render(request, "referrals/prepare/call.html", page)


def _called(request: Request, desk: Desk, form: CallUnsent) -> str:
    given = form.cleaned_data["called"]
    with suppress(preparing.Over):  # its page says what became of it
        preparing.call(desk.unsent, called=given, is_own=form.is_own, by=request.hat, at=desk.now)
    return reverse("referrals:unsent", args=[desk.unsent.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(MAY)
def discard_unsent(request: Request, key: uuid.UUID) -> HttpResponse:
    throwing = uuid.uuid5(key, "discard")
    desk = Desk.at(request, key, timezone.now())
    if over := is_over(request, desk, throwing):
        return over
    if request.method != "POST":
        name = called(desk.unsent, desk.contents)
        page = {"unsent": desk.unsent, "way_back": desk.way_back, "called": name}
        return render(request, "referrals/prepare/discard.html", page)
    return redirect(send_once(throwing, lambda: _discarded(request, desk), by=request.hat, at=desk.now))


def _discarded(request: Request, desk: Desk) -> str:
    preparing.discard_unsent(desk.unsent, by=request.hat, at=desk.now)
    messages.success(request, "Thrown away.")
    return reverse("home" if desk.door.left_whole else "referrals:prepare")
