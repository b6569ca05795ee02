"""What survivors may be told of: the list of what waits, and one piece of news, told or not and why."""

import datetime as dt
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chrysalis.access.http import Request, get_visible_or_404, requires
from chrysalis.access.permissions import Permission
from chrysalis.drafts.actions import send_once
from chrysalis.drafts.forms import DRAFT_FORMS, DraftForm
from chrysalis.drafts.page import Writing
from chrysalis.notices.kinds import KINDS
from chrysalis.risk.cards import badges
from partners import queries
from partners.actions import news as telling
from partners.actions.reading import open_survivor, read
from partners.forms.news import AnswerNews
from partners.models import News
from partners.notices import DANGERS
from partners.rules.telling import FOR_THEM, Asks
from partners.views import cards, lists, ways


TELL = Permission.SURVIVOR_TELL
TELLING = DRAFT_FORMS.add(DraftForm("telling", "Telling a survivor", "partners:tell", TELL))


@require_safe
@requires(TELL)
def to_tell(request: Request) -> HttpResponse:
    danger, others = queries.to_tell_by_danger(request.hat, DANGERS)
    first, rest = lists.ToTellInDanger(request, danger), lists.ToTell(request, others)
    shown = dict.fromkeys(row.survivor_id for row in (*first.page.rows, *rest.page.rows))
    read(shown, by=request.hat, at=timezone.now())
    return render(request, "partners/to_tell.html", {"first": first, "rest": rest})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TELL)
def tell(request: Request, key: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    news = get_visible_or_404(request.hat, queries.news(request.hat), pk=key)
    survivor = get_visible_or_404(request.hat, queries.survivors(request.hat), pk=news.survivor_id)
    open_survivor(survivor, by=request.hat, at=now)
    kind, wanted = KINDS[news.kind_slug], telling.asks_of(news)
    writing = Writing.begin(request, TELLING, news.pk)
    known = queries.ways(request.hat, survivor)
    usual = cards.usual_answer(wanted)
    form = AnswerNews(writing.typed, initial=usual, ways=known, today=timezone.localdate(now))
    if writing.is_sent and form.is_valid():
        try:
            return redirect(
                send_once(writing.key, lambda: _answer(request, news, form, now), by=request.hat, at=now)
            )
        except telling.AnsweredAlready as reason:
            form.add_error(None, str(reason))
    said = list(queries.tellings(request.hat, survivor).filter(news=news))
    page = {
        "survivor": survivor,
        "facts": cards.facts_of_survivor(survivor),
        "badges": badges(survivor.grade),
        "kind": kind,
        "rows": cards.rows_of_news(news, kind, queries.links(request.hat, survivor)),
        "parts": [cards.card_of_earlier(each) for each in news.parts],
        "wish": cards.wish_of(survivor, wanted),
        "is_nothing": wanted is Asks.NOTHING,
        "is_for_them": wanted in FOR_THEM,
        "ways": ways.cards_of_ways(known, on=timezone.localdate(now)),
        "telling": next((each for each in said if each.is_end), None),
        "tried": [each for each in said if not each.is_end],
        "form": writing.fresh(form),
        "writing": writing,
    }
    return render(request, "partners/tell.html", page)


def _answer(request: Request, news: News, form: AnswerNews, now: dt.datetime) -> str:
    made = telling.answer(news, **form.said, by=request.hat, at=now)
    messages.success(request, "Answered." if made.is_end else "Kept. They are still to be told of it.")
    return reverse("partners:survivor", args=[news.survivor_id])
