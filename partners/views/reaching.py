"""Reaching a survivor: the rules first, the number once they are read, and then what came of it."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chrysalis.access.http import Request, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing, read_key, sent_before
from chrysalis.risk.cards import badges
from chrysalis.standstill.marks import goes_on
from partners import queries
from partners.actions import news, reaching
from partners.forms.contact import RecordContact
from partners.models import SafeContact, Survivor
from partners.views import cards, ways
from partners.views.news import wanted_now
from partners.views.opening import survivor_or_404


CONTACT = DRAFT_FORMS.add(
    DraftForm(
        "survivor-contact",
        "Contact with a survivor",
        "partners:record_contact",
        Permission.SURVIVOR_CONTACT,
    )
)


@require_safe
@requires(Permission.SURVIVOR_CONTACT)
def reach(request: Request, key: uuid.UUID) -> HttpResponse:
    """SAFETY: this page holds the rules of each way, and no number or address: not folded away, not in an
    attribute. Whoever looks over a shoulder, or finds it left open, can ring nobody."""
    now = timezone.now()
    survivor = survivor_or_404(request, key, now)
    known = queries.ways(request.hat, survivor)
    page = _header(request, survivor) | {"ways": ways.cards_of_ways(known, on=timezone.localdate(now))}
    return render(request, "partners/reach.html", page)


@goes_on  # what it shows may be needed most when nothing can be saved; the look is in the log
@require_POST
@requires(Permission.SURVIVOR_CONTACT)
def show_way(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    survivor, today = survivor_or_404(request, key, now), timezone.localdate(now)
    known = queries.ways(request.hat, survivor)
    way = reaching.way_of(known, read_key(request.POST.get("way")))
    if way is None or not ways.can_be_used(way, on=today):
        messages.info(
            request, "That way is not to be used, so it is not shown. Ask how they can be reached safely."
        )
        return redirect("partners:reach", survivor.pk)
    writing = Writing(CONTACT, uuid.uuid4(), None, False, survivor.pk)
    form = _form(request, survivor, known, now, chosen=way)
    page = _header(request, survivor) | {"form": form, "writing": writing}
    return render(request, "partners/way.html", page | _shown(request, way, known, now))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SURVIVOR_CONTACT)
def record_contact(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    survivor = survivor_or_404(request, key, now)
    writing = Writing.begin(request, CONTACT, survivor.pk)
    known = queries.ways(request.hat, survivor)
    way = _read_before(writing, known)
    form = _form(request, survivor, known, now, typed=writing.typed, chosen=way)
    if writing.is_sent and form.is_valid():
        try:
            outcome = send_once(
                writing.key, lambda: _record(request, survivor, known, form, now), by=request.hat, at=now
            )
            return redirect(outcome)
        except news.AnsweredAlready as reason:
            form.add_error("told", str(reason))
    if led := sent_before(request, writing):  # what was told then waits no more, and is no choice now
        return led
    page = _header(request, survivor) | {"form": writing.fresh(form), "writing": writing}
    if way is None:
        return render(request, "partners/record_contact.html", page)
    return render(request, "partners/way.html", page | _shown(request, way, known, now))


def _read_before(writing: Writing, known: list[SafeContact]) -> SafeContact | None:
    """The way whose rules were read on the page that this was typed on."""
    typed = writing.typed
    return reaching.way_of(known, read_key(typed.get("way"))) if typed and typed.get("read") else None


def _shown(request: Request, way: SafeContact, known: list[SafeContact], now: dt.datetime) -> dict[str, Any]:
    """The rules of the way; and the number or address, which leaves an entry each time.

    SAFETY: that answers a press of a button alone, and a way that may be used: where a page is opened again,
    or the way has frozen meanwhile, the rules stand there without it.
    """
    today = timezone.localdate(now)
    card = next(card for card in ways.cards_of_ways(known, on=today) if card.key == way.pk)
    if request.method != "POST" or not card.may_be_used:
        return {"card": card, "value": ""}
    reaching.show(way, by=request.hat, at=now)
    return {"card": card, "value": way.value}


def _record(
    request: Request, survivor: Survivor, known: list[SafeContact], form: RecordContact, now: dt.datetime
) -> str:
    said = form.cleaned_data
    reaching.record_contact(
        survivor,
        way=reaching.way_of(known, form.way_key),
        outcome=said["outcome"],
        account=said["account"],
        said=said["said"],
        learnt=form.learnt,
        told=form.told_news,
        made_at=said["made_at"],
        by=request.hat,
        at=now,
    )
    messages.success(request, "Contact recorded.")
    return reverse("partners:survivor", args=[survivor.pk])


def _form(
    request: Request,
    survivor: Survivor,
    known: list[SafeContact],
    now: dt.datetime,
    *,
    typed: Any = None,
    chosen: SafeContact | None = None,
) -> RecordContact:
    waiting = list(queries.news_waiting(request.hat, survivor))
    titles = ways.titles_of(known)
    return RecordContact(typed, ways=titles, news=waiting, now=now, chosen=chosen)


def _header(request: Request, survivor: Survivor) -> dict[str, Any]:
    return {
        "survivor": survivor,
        "facts": cards.facts_of_survivor(survivor),
        "badges": badges(survivor.grade),
        "wish": cards.wish_of(survivor, wanted_now(survivor, queries.news_waiting(request.hat, survivor))),
    }
