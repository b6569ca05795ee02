"""Who may be the person of a referral, as its page says it; and what somebody decides of that."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.ui.dates import PartialDate
from chrysalis.ui.templatetags.ui import day
from referrals import queries
from referrals.actions import matching as deciding
from referrals.actions.reading import open_referral, read
from referrals.matching import Candidate, Thing, came_at, candidates, not_same, referral_of
from referrals.models import HAPPENED, OVER, Case, Referral
from referrals.rules.likeness import Strength
from referrals.views.opening import referral_or_404
from referrals.views.rows import Row, row


TAGS = {
    Strength.STRONG: ("Strong likeness", "red"),
    Strength.POSSIBLE: ("Possible likeness", "yellow"),
    Strength.WEAK: ("Weak likeness", "grey"),
    Strength.TWIN: ("Not a match: look twice", "purple"),
}
ONE, MANY = "Somebody like this was referred before.", "{count} people like this were referred before."


@dataclass(frozen=True)
class Line:
    """One line on somebody: who, where, and what came of it."""

    name: str
    reference: str
    href: str
    key: uuid.UUID
    outcome: str


@dataclass(frozen=True)
class Known:
    """One card: somebody who may be the person."""

    name: str
    reference: str
    tag: str
    colour: str
    href: str
    rows: list[Row]
    key: uuid.UUID
    can_join: bool
    open_key: uuid.UUID | None  # of a case that is open, which the referral can join


def known_people(request: Request, referral: Referral, now: dt.datetime) -> dict[str, Any]:
    """What the page of an open, undecided referral says of them, with the entry that they were read."""
    found = candidates(request.hat, referral)
    apart = _said_apart(request.hat, referral)
    read(
        [thing.pk for each in found for thing in each.times] + [each.pk for each in apart],
        by=request.hat,
        at=now,
    )
    return {
        "known": [card_of(each) for each in found],
        "banner": _banner(found),
        "happened": HAPPENED if referral.has_sender else [],
        "occasion": referral.came_with.occasion if referral.has_sender else "",
        "apart": [line_of(each) for each in apart],
    }


def line_of(thing: Thing) -> Line:
    return Line(name_of(thing), thing.reference, page_of(thing), thing.pk, outcome(thing))


def _banner(found: list[Candidate]) -> str:
    """Where somebody very like this was referred before: when, and what came of it."""
    strong = [each for each in found if each.like.strength is Strength.STRONG]
    if not strong:
        return ""
    said = ONE if len(strong) == 1 else MANY.format(count=len(strong))
    last = strong[0].thing
    return f"{said} {name_of(last)}, {day(_came(last))}: {outcome(last)}."


def card_of(each: Candidate) -> Known:
    thing, (tag, colour) = each.thing, TAGS[each.like.strength or Strength.WEAK]
    born = PartialDate.read(thing.date_of_birth).spoken if thing.date_of_birth else ""
    came = [f"{day(_came(one))}: {outcome(one)}" for one in reversed(each.times)]
    return Known(
        name=name_of(thing),
        reference=thing.reference,
        tag=tag,
        colour=colour,
        href=page_of(thing),
        rows=[row("Why", each.like.why), row("Born", born), row("Earlier", "\n".join(came))],
        key=thing.pk,
        can_join=each.case is not None and each.like.strength is not Strength.TWIN,
        open_key=next((one.pk for one in reversed(each.times) if _is_open(one)), None),
    )


def _is_open(thing: Thing) -> bool:
    return isinstance(thing, Case) and thing.state not in OVER


def name_of(thing: Thing) -> str:
    return thing.person_name if isinstance(thing, Case) else thing.name_in_lists


def page_of(thing: Thing) -> str:
    return reverse("referrals:case" if isinstance(thing, Case) else "referrals:referral", args=[thing.pk])


def _came(thing: Thing) -> dt.date:
    return timezone.localdate(came_at(thing))


def outcome(thing: Thing) -> str:
    """What came of it, in closed words and a day."""
    ended = thing.ended_at if isinstance(thing, Case) else thing.decided_at
    how = thing.get_ending_display() if isinstance(thing, Case) else ""
    said = f"{thing.get_state_display()[:1].lower()}{thing.get_state_display()[1:]}"
    on = f" on {day(timezone.localdate(ended))}" if ended else ""
    return f"{said}{on}{f', {how[:1].lower()}{how[1:]}' if how else ''}"


def _said_apart(hat: Hat, referral: Referral) -> list[Thing]:
    """Of whom somebody said that they are another person, as far as they may be seen."""
    pairs = list(not_same(hat))
    keys = [each.other_id if each.referral_id == referral.pk else each.referral_id for each in pairs]
    if not keys:
        return []
    held = list(queries.cases(hat).filter(first_referral_id__in=keys).order_by("-opened_at", "-id"))
    latest = {case.first_referral_id: case for case in reversed(held)}
    others = queries.referrals(hat).filter(pk__in=set(keys) - latest.keys())
    return [*latest.values(), *others.order_by("received_at", "id")]


def chosen(request: Request, name: str) -> Thing | None:
    """The case or the referral whose key was sent, as far as it may be seen."""
    key = request.POST.get(name, "")
    try:
        case = queries.cases(request.hat).filter(pk=key).first()
        return case or queries.referrals(request.hat).filter(pk=key).first()
    except ValidationError:
        return None


@require_POST
@requires(Permission.REFERRAL_ACCEPT)
def not_same_person(request: Request, key: uuid.UUID) -> HttpResponse:
    return _decide(
        request, key, deciding.say_not_same, "Kept: not the same person. It is not suggested again."
    )


@require_POST
@requires(Permission.REFERRAL_ACCEPT)
def may_be_same_person(request: Request, key: uuid.UUID) -> HttpResponse:
    return _decide(request, key, deciding.take_back, "Taken back. They may be the same person after all.")


def _decide(request: Request, key: uuid.UUID, action: Any, said: str) -> HttpResponse:
    now = timezone.now()
    found = open_referral(referral_or_404(request, key, now), by=request.hat, at=now)
    other = chosen(request, "other")
    if found.is_restricted or other is None or referral_of(other) == found.pk:
        messages.info(request, "Choose who is meant.")
    else:
        action(found, other, by=request.hat, at=now)
        messages.success(request, said)
    return redirect("referrals:referral", found.pk)
