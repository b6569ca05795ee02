"""A referral that is not sent, as its pages meet it: what is written, part by part, and what is left."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.agencies.models import Agency
from chrysalis.drafts import queries as drafts
from chrysalis.ui.templatetags.ui import moment
from referrals import queries
from referrals.actions.preparing import contents_of
from referrals.doors import Door, door_of
from referrals.forms.parts import ALWAYS, PARTS, Part, narrowed
from referrals.forms.refer import Refer
from referrals.models import UnsentReferral
from referrals.rules.unsent import Contents


NOT_STARTED, IN_PROGRESS, DONE = "Not started", "In progress", "Done"


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
        if not door.in_parts:
            raise Http404
        return cls(unsent, contents_of(unsent), door, now)

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
    """SAFETY: never who it is about: the list is read on screens that several people see."""
    return contents.called or f"Begun on {moment(timezone.localtime(unsent.began_at))}"


def is_over(request: Request, desk: Desk, sent_as: uuid.UUID | None = None) -> HttpResponse | None:
    """What its page says once it was sent or thrown away; with it whatever was just typed, so that nobody's
    words are gone. Whoever did that themselves, and pressed twice, is led where it led."""
    if not desk.unsent.ended_at:
        return None
    outcome = drafts.led_to(request.hat, sent_as) if sent_as and request.method == "POST" else ""
    if outcome:
        return redirect(outcome)
    typed = [(name, value) for name, values in request.POST.lists() for value in values if value.strip()]
    mine = [value for name, value in typed if any(name in part.names for part in PARTS)]
    return render(request, "referrals/prepare/over.html", {"unsent": desk.unsent, "mine": mine}, status=409)
