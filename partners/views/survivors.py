"""The survivors: the list, one of them, recording and correcting, and how they may be reached."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.risk.cards import badges
from chrysalis.ui.conflict import differences
from chrysalis.versions import Conflict
from partners import queries
from partners.actions import people
from partners.actions.engaging import record_engagement
from partners.actions.reading import read
from partners.forms.contact import RecordEngagement
from partners.forms.survivor import CorrectSurvivor, RecordSurvivor, RecordWay
from partners.models import Survivor
from partners.rules.telling import FOR_THEM
from partners.views import cards, lists
from partners.views.news import card_of_news, danger_first, next_of, wanted_now
from partners.views.opening import survivor_or_404
from partners.views.timeline import timeline
from partners.views.ways import cards_of_ways


RECORD = Permission.SURVIVOR_RECORD
NEW = DRAFT_FORMS.add(DraftForm("survivor", "New survivor", "partners:record", RECORD))
CORRECTION = DRAFT_FORMS.add(
    DraftForm("survivor-correction", "Correction of a survivor", "partners:correct", RECORD)
)
ENGAGEMENT = DRAFT_FORMS.add(DraftForm("engagement", "What a survivor wants", "partners:engage", RECORD))
WAY = DRAFT_FORMS.add(DraftForm("safe-contact", "Safe contact", "partners:record_way", RECORD))


@require_safe
@requires(Permission.SURVIVOR_VIEW)
def survivors(request: Request) -> HttpResponse:
    listing = lists.Survivors(request, queries.survivors(request.hat))
    read([row.pk for row in listing.page.rows], by=request.hat, at=timezone.now())
    return render(request, "partners/survivors.html", {"listing": listing})


@require_safe
@requires(Permission.SURVIVOR_VIEW)
def survivor(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found, today = survivor_or_404(request, key, now), timezone.localdate(now)
    links = list(queries.links(request.hat, found))
    waiting = danger_first(queries.news_waiting(request.hat, found))
    wanted = wanted_now(found, waiting)
    header = _header(found)
    header["facts"].insert(0, ("Next", next_of(found, waiting, links)))
    page = header | {
        "wish": cards.wish_of(found, wanted),
        "is_for_them": wanted in FOR_THEM,
        "news": [card_of_news(news, links, at=now) for news in waiting],
        "ways": cards_of_ways(queries.ways(request.hat, found), on=today),
        "links": [cards.rows_of_link(link) for link in links],
        "timeline": timeline(request.hat, found, links),
    }
    return render(request, "partners/survivor.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def record(request: Request) -> HttpResponse:
    now = timezone.now()
    writing = Writing.begin(request, NEW)
    form = RecordSurvivor(writing.typed, schemes=list(queries.schemes_supported(request.hat.agency_id)))
    if writing.is_sent and form.is_valid():
        return redirect(send_once(writing.key, lambda: _record(request, form, now), by=request.hat, at=now))
    return render(request, "partners/record.html", {"form": writing.fresh(form), "writing": writing})


def _record(request: Request, form: RecordSurvivor, now: dt.datetime) -> str:
    made = people.record_survivor(form.person, scheme_id=form.scheme_id, by=request.hat, at=now)
    messages.success(request, "Survivor recorded.")
    return reverse("partners:survivor", args=[made.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def correct(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = survivor_or_404(request, key, now)
    writing = Writing.begin(request, CORRECTION, found.pk)
    form = CorrectSurvivor(writing.typed) if writing.typed is not None else CorrectSurvivor.showing(found)
    page = _header(found) | {"form": writing.fresh(form), "writing": writing, "conflict": []}
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _correct(request, found, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except Conflict as conflict:
            page["conflict"] = differences(form, conflict.current)
            return render(request, "partners/correct.html", page, status=409)
    return render(request, "partners/correct.html", page)


def _correct(request: Request, found: Survivor, form: CorrectSurvivor, now: dt.datetime) -> str:
    values = dict(form.cleaned_data)
    people.correct(found, values, seen_version=values.pop("version"), by=request.hat, at=now)
    messages.success(request, "Correction saved.")
    return reverse("partners:survivor", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def record_way(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = survivor_or_404(request, key, now)
    writing = Writing.begin(request, WAY, found.pk)
    form = RecordWay(writing.typed)
    if writing.is_sent and form.is_valid():
        outcome = send_once(
            writing.key, lambda: _record_way(request, found, form, now), by=request.hat, at=now
        )
        return redirect(outcome)
    page = _header(found) | {"form": writing.fresh(form), "writing": writing}
    return render(request, "partners/record_way.html", page)


def _record_way(request: Request, found: Survivor, form: RecordWay, now: dt.datetime) -> str:
    people.record_way(found, form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Safe contact recorded.")
    return reverse("partners:survivor", args=[found.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@requires(RECORD)
def engage(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    found = survivor_or_404(request, key, now)
    writing = Writing.begin(request, ENGAGEMENT, found.pk)
    form = RecordEngagement(writing.typed)
    if writing.is_sent and form.is_valid():
        outcome = send_once(writing.key, lambda: _engage(request, found, form, now), by=request.hat, at=now)
        return redirect(outcome)
    page = _header(found) | {"form": writing.fresh(form), "writing": writing}
    return render(request, "partners/engage.html", page)


def _engage(request: Request, found: Survivor, form: RecordEngagement, now: dt.datetime) -> str:
    record_engagement(found, **form.cleaned_data, by=request.hat, at=now)
    messages.success(request, "Recorded what they want.")
    return reverse("partners:survivor", args=[found.pk])


def _header(found: Survivor) -> dict[str, Any]:
    return {"survivor": found, "facts": cards.facts_of_survivor(found), "badges": badges(found.grade)}
