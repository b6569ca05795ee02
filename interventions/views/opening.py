"""How the pages of a place, an appointment or a review get theirs: seen by role, or restricted and opened by
name. Whatever is hidden, absent or not theirs ends in the same 404."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from chrysalis.access.decide import can
from chrysalis.access.hat import Hat
from chrysalis.access.http import Request, get_visible_or_404
from chrysalis.access.permissions import Permission
from interventions.definers import NamedPlace, case_named_for, places_named_for
from referrals.actions.reading import read
from referrals.views.opening import put_on_named_hat_or_404


Line = dict[str, str]
M = TypeVar("M", bound=Model)


def found_or_404(request: Request, asked: Callable[[Hat], QuerySet[M]], key: uuid.UUID, at: dt.datetime) -> M:
    """`asked` is the query of the role; whoever is named asks it again in front of the open case."""
    try:
        return get_visible_or_404(request.hat, asked(request.hat), pk=key)
    except Http404:
        case_id = case_named_for(key, at=at)
        if case_id is None:
            raise
        put_on_named_hat_or_404(request, at, case_id=case_id)
    return get_visible_or_404(request.hat, asked(request.hat), pk=key)


def named_lines(request: Request, state: str) -> list[Line]:
    """References of restricted cases that the worker is named for, each with the page on which a place in
    this state is decided on. SAFETY: no name: whose it is stands behind the opening, which is in the log."""
    now = timezone.now()
    found = [each for each in places_named_for(at=now) if each.state == state]
    read([each.case_id for each in found], by=request.hat, at=now)
    return [{"text": each.handle, "href": _decided_on(request.hat, each)} for each in found]


def _decided_on(hat: Hat, place: NamedPlace) -> str:
    if place.review_id:
        return reverse("interventions:review", args=[place.review_id])
    if can(hat, Permission.CASE_VIEW):
        return reverse("interventions:programmes", args=[place.case_id])
    return reverse("interventions:override", args=[place.enrolment_id])
