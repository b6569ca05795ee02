"""News of the person referred: heard by the courier, and answered by whoever tells the survivor."""

import datetime as dt
import uuid
from uuid import UUID

from django.db import IntegrityError, transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.roles import LinkWorker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.answering import acknowledge_about
from chrysalis.notices.due import Within
from chrysalis.notices.offices import office_of
from chrysalis.notices.recipients import Recipient
from partners.definers import Supporter
from partners.events import NewsAnswered
from partners.models import News, Telling
from partners.notices import ToTell
from partners.queries import times_of


TOLD = word("survivor.told", Side.SAFETY, "disclosure", "told a survivor of what happened")
NOT_TOLD = word("survivor.not_told", Side.SAFETY, "collection", "said why a survivor was not told")


class AnsweredAlready(Exception):
    """Somebody else was quicker. Text is shown to the link worker."""


def pass_on(
    kind: ToTell,
    to: Supporter,
    *,
    event: UUID,
    at: dt.datetime,
    on: dt.date | None = None,
    detail: str = "",
) -> None:
    """News for one survivor, and a notice of it to the link worker; as the courier. Heard again of the same
    event, it is the same news."""
    due_at = Within(hours_for(kind, to)).after(at, office_of(to.agency_id))
    news = News(
        pk=uuid.uuid5(event, f"{kind.slug}/{to.survivor_id}"),
        survivor_id=to.survivor_id,
        support_agency_id=to.agency_id,
        kind_slug=kind.slug,
        on_day=on,
        detail=detail,
        heard_at=at,
        due_at=due_at,
    )
    if News.objects.filter(pk=news.pk).exists():
        return
    News.objects.bulk_create([news], ignore_conflicts=True)
    worker = Recipient(to.agency_id, LinkWorker.slug, to.worker_id)
    raise_notice(kind, to=worker, subject=news.pk, at=at, event=news.pk, due=due_at)


def hours_for(kind: ToTell, to: Supporter) -> int:
    """By how much danger the survivor is in, as somebody judged it; of some kinds at once, whatever it is."""
    times = times_of(to.agency_id)
    hours: int = times.at_once_hours if kind.is_at_once else getattr(times, f"{how_soon(to)}_hours")
    return hours


def how_soon(to: Supporter) -> str:
    """The survivor's own grade, never that of the person referred; "not_graded" while there is none."""
    return to.grade or "not_graded"


@transaction.atomic
def answer(
    news: News, *, was_told: bool, why_not: str, channel: str, words: str, by: Hat, at: dt.datetime
) -> Telling:
    """The survivor, who is open, was told; or was not, and why. Raises AnsweredAlready."""
    made = Telling(
        news=news,
        survivor_id=news.survivor_id,
        support_agency_id=by.agency_id,
        was_told=was_told,
        why_not=why_not,
        channel=channel,
        words=words,
        by_id=by.worker_id,
        answered_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise AnsweredAlready("Somebody answered this a moment ago.") from None
    news.waits = False
    news.save(update_fields=["waits"])
    record(TOLD if was_told else NOT_TOLD, by=by, at=at, subjects=[news.survivor_id, news.pk], reason=why_not)
    acknowledge_about(news.pk, by=by, at=at)
    announce(NewsAnswered(news_id=news.pk, agency_id=by.agency_id, answered_by_id=by.worker_id), by=by, at=at)
    return made
