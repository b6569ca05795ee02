"""A referral that is not sent, as its pages meet it: what is written, part by part, and what is left."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.agencies.models import Agency
from chrysalis.drafts import queries as drafts
from chrysalis.ui.begun import Begun
from chrysalis.ui.conflict import as_typed
from chrysalis.ui.templatetags.ui import day, moment
from referrals import queries
from referrals.actions import attaching, preparing, referring
from referrals.actions.preparing import contents_of
from referrals.doors import Door, door_of
from referrals.forms.parts import ALWAYS, PARTS, Part, narrowed
from referrals.forms.refer import Refer
from referrals.models import ReferralStatus, UnsentReferral
from referrals.rules.unsent import Contents


NOT_STARTED, IN_PROGRESS, DONE = "Not started", "In progress", "Done"
MOST = 50
BEGUN_ON = "Begun on "


@dataclass
class Desk:
    """One of them on somebody's screen."""

    unsent: UnsentReferral
    contents: Contents
    door: Door
    now: dt.datetime

    @classmethod
    def at(cls, request: Request, key: uuid.UUID, now: dt.datetime) -> "Desk":
        """Raises Http404; gives one that is over too, which its page says."""
        unsent = get_visible_or_404(request.hat, queries.unsent(request.hat), pk=key)
        door = door_of(Agency.objects.get(pk=request.hat.agency_id))
        if not door.parts:
            raise Http404
        return cls(unsent, contents_of(unsent), door, now)

    @property
    def page(self) -> str:
        """Where it is gone on with."""
        name = "write_whole" if self.door.left_whole else "unsent"
        return reverse(f"referrals:{name}", args=[self.unsent.pk])

    @property
    def way_back(self) -> str:
        return "The referral" if self.door.left_whole else "All parts"

    def blank(self, typed: QueryDict | None) -> Refer:
        return self.door.form(typed, scheme=self.unsent.scheme, now=self.now)

    def form(self, part: Part, typed: QueryDict | None = None) -> Refer:
        """Of one part: with what is given, else with what is written there."""
        return narrowed(self.blank(typed if typed is not None else self.typed(part)), part)

    def typed(self, part: Part) -> QueryDict | None:
        written = self.contents.part(part.slug)
        return QueryDict(written.typed) if written.version else None

    def state(self, part: Part) -> str:
        if not self.contents.part(part.slug).version:
            return NOT_STARTED
        return DONE if self.form(part).is_valid() else IN_PROGRESS

    @property
    def states(self) -> dict[str, str]:
        return {part.slug: self.state(part) for part in PARTS}

    def whole(self) -> Refer:
        """All of it in one form: the one that refuses or sends."""
        typed = QueryDict(mutable=True)
        for part in PARTS:
            for name, values in QueryDict(self.contents.part(part.slug).typed).lists():
                if name in ALWAYS:
                    values = [" ".join([*typed.getlist(name), *values])]
                typed.setlist(name, values)
        return self.blank(typed)

    def address(self, part: Part, *, is_check: bool = False) -> str:
        here = reverse("referrals:write_part", args=[self.unsent.pk, part.slug])
        return f"{here}?then=check" if is_check else here


def can_be_sent(states: dict[str, str]) -> bool:
    needed = {part.slug for part in PARTS if part.is_needed}
    return all(states[slug] == DONE for slug in needed) and IN_PROGRESS not in states.values()


def next_needed(states: dict[str, str]) -> Part | None:
    return next((part for part in PARTS if part.is_needed and states[part.slug] != DONE), None)


def called(unsent: UnsentReferral, contents: Contents) -> str:
    """SAFETY: never who it is about: the list is read on screens that several people see. Also where the name
    was typed after it was called so."""
    if contents.called and not contents.names(contents.called):
        return contents.called
    return f"{BEGUN_ON}{moment(unsent.began_at)}"


def not_sent(hat: Hat, now: dt.datetime) -> list[Begun]:
    """What the agency has begun and not sent, for whoever comes next."""
    return [line_of(found, now) for found in queries.unsent_open(hat, at=now)[:MOST]]


def line_of(found: UnsentReferral, now: dt.datetime) -> Begun:
    name = called(found, contents_of(found))
    is_named = not name.startswith(BEGUN_ON)
    since = f" on {moment(found.began_at)}" if is_named else ""
    said = f"Begun by {found.began_by.full_name}{since}."
    if found.saved_at != found.began_at:
        said += f" Saved by {found.saved_by.full_name} on {moment(found.saved_at)}."
    if found.kept_to_id:
        said += " Only you can see it."
    is_soon = found.sweep_after <= now + found.days_ahead
    goes = f"Deleted on {day(found.sweep_after)} unless somebody saves something in it." if is_soon else ""
    return Begun(name, reverse("referrals:unsent", args=[found.pk]), said, goes)


def send(request: Request, desk: Desk, form: Refer, *, seen: Mapping[str, int]) -> str:
    """The page that it led to. Raises what `preparing.send_unsent` raises."""
    status = preparing.send_unsent(
        desk.unsent, lambda: _submitted(request, desk, form), seen=seen, by=request.hat, at=desk.now
    )
    return reverse("referrals:receipt", args=[status.reference])


def _submitted(request: Request, desk: Desk, form: Refer) -> ReferralStatus:
    """With the documents that were put to it."""
    status = referring.submit(
        desk.unsent.scheme,
        source=desk.door.source,
        person=form.person,
        details=form.details,
        beside=form.beside,
        sent_as=desk.unsent.pk,
        by=request.hat,
        at=desk.now,
    )
    attaching.send_along(desk.unsent.pk, status.referral_key)
    return status


def is_over(
    request: Request, desk: Desk, sent_as: uuid.UUID | None = None, typed: QueryDict | None = None
) -> HttpResponse | None:
    """What its page says once it was sent or thrown away; with it whatever was typed, and not saved in it, so
    that nobody's words are gone. Whoever did that themselves, and pressed twice, is led where it led."""
    if not desk.unsent.ended_at:
        return None
    outcome = drafts.led_to(request.hat, sent_as) if sent_as and request.method == "POST" else ""
    if outcome:
        return redirect(outcome)
    ended_by = desk.unsent.ended_by.full_name if desk.unsent.ended_by else "a colleague"
    page = {"unsent": desk.unsent, "ended_by": ended_by, "mine": _mine(desk, typed or request.POST)}
    return render(request, "referrals/prepare/over.html", page, status=409)


def _mine(desk: Desk, post: QueryDict) -> list[str]:
    if not post:
        return []
    form = desk.blank(post)
    asked = {name for part in desk.door.parts for name in part.names} & set(form.fields)
    typed = {name: as_typed(form, name) for name in form.fields if name in asked}
    return [f"{form[name].label}: {words}" for name, words in typed.items() if words]
