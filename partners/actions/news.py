"""News of the person referred: heard by the courier, and answered by whoever tells the survivor."""

import datetime as dt
import uuid
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from chrysalis.access.barriers import Side
from chrysalis.access.hat import Hat
from chrysalis.access.roles import LinkWorker
from chrysalis.audit.log import record
from chrysalis.audit.words import word
from chrysalis.events.announcing import announce
from chrysalis.notices.actions import raise_notice
from chrysalis.notices.actions.answering import acknowledge_about
from chrysalis.notices.kinds import KINDS
from chrysalis.notices.recipients import Recipient
from interventions.gates.standing import Stands
from partners.actions.due import due_within
from partners.definers import Supporter
from partners.events import NewsAnswered
from partners.models import Earlier, News, Telling
from partners.notices import EARLIER, EARLIER_DANGER, JOINED, JOINED_DANGER, STANDING, ToTell
from partners.queries import times_of
from partners.rules.telling import Asks, asks, is_still_to_tell


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
    moment: dt.datetime | None = None,
    is_certain: bool = True,
    until: dt.date | None = None,
    detail: str = "",
    earlier: Iterable[Earlier] = (),
    ahead_of: dt.datetime | None = None,
) -> None:
    """News for one survivor, and a notice of it to the link worker; as the courier. Heard again of the same
    event, it is the same news.

    SAFETY: of something `ahead_of` which the survivor has to know, it is due by that moment at the latest,
    office hours or not: told afterwards, whoever is released may be at the door first.
    """
    due_at = due_within(hours_for(kind, to), agency_id=to.agency_id, at=at, ahead_of=ahead_of)
    news = News(
        pk=uuid.uuid5(event, f"{kind.slug}/{to.survivor_id}"),
        survivor_id=to.survivor_id,
        support_agency_id=to.agency_id,
        kind_slug=kind.slug,
        link_id=to.link_id,
        on_day=on,
        moment=moment,
        is_certain=is_certain,
        until_day=until,
        detail=detail,
        earlier=[each.write() for each in earlier],
        heard_at=at,
        due_at=due_at,
    )
    if News.objects.filter(pk=news.pk).exists():
        return
    News.objects.bulk_create([news], ignore_conflicts=True)
    worker = Recipient(to.agency_id, LinkWorker.slug, to.worker_id)
    raise_notice(kind, to=worker, subject=news.pk, at=at, event=news.pk, due=due_at)


def catch_up(to: Supporter, stands: Iterable[Stands], *, person: UUID, at: dt.datetime) -> None:
    """What still holds of a person from before the survivor was linked to them, or told of beside them: one
    piece of news, however much it is, and once; as the courier.
    """
    heard = _heard_since(to)
    kinds = [(STANDING[each.what], each) for each in stands if to.since and each.since < to.since]
    left = [(kind, each) for kind, each in kinds if (kind.slug, each.detail) not in heard]
    if not left:
        return
    is_danger = any(kind.is_danger for kind, _ in left)
    kind = EARLIER_DANGER if is_danger else EARLIER
    pass_on(kind, to, event=person, at=at, earlier=_parts(left), ahead_of=_ahead(left, at=at))


def tell_of_both(to: Supporter, stands: Iterable[Stands], *, event: UUID, at: dt.datetime) -> None:
    """Two records are of one person: what still holds under either, but for what was heard; as the courier.

    SAFETY: each survivor of either has news alone, and it says nothing of whether the other record has any.
    """
    heard = set(News.objects.filter(survivor_id=to.survivor_id).values_list("kind_slug", "detail"))
    kinds = [(STANDING[each.what], each) for each in stands]
    left = [(kind, each) for kind, each in kinds if (kind.slug, each.detail) not in heard]
    is_danger = any(kind.is_danger for kind, _ in left)
    kind = JOINED_DANGER if is_danger else JOINED
    pass_on(kind, to, event=event, at=at, earlier=_parts(left), ahead_of=_ahead(left, at=at))


def _parts(left: Iterable[tuple[ToTell, Stands]]) -> list[Earlier]:
    return [Earlier(kind.slug, each.on_day, each.detail, each.moment, each.is_certain) for kind, each in left]


def _ahead(left: Iterable[tuple[ToTell, Stands]], *, at: dt.datetime) -> dt.datetime | None:
    """The first moment still to come, such as a release, before which they are to know."""
    return min((each.moment for _, each in left if each.moment and each.moment > at), default=None)


def _heard_since(to: Supporter) -> set[tuple[str, str]]:
    """What happened before and was carried late, after the link, and so stands as news of its own."""
    found = News.objects.filter(survivor_id=to.survivor_id, heard_at__gte=to.since)
    return set(found.values_list("kind_slug", "detail"))


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
    news: News,
    *,
    was_told: bool,
    why_not: str,
    channel: str,
    words: str,
    by_safe_way: bool = True,
    by: Hat,
    at: dt.datetime,
) -> Telling:
    """The survivor, who is open, was told; or was not, and why. Where they were told by a way that nobody had
    called safe, their manager hears of it. Where they are still to be told, it waits as before, and climbs
    when it is late. Raises AnsweredAlready."""
    if not News.objects.select_for_update(of=("self",)).get(pk=news.pk).waits:
        raise AnsweredAlready("Somebody answered this a moment ago.")
    made = Telling.objects.create(
        news=news,
        survivor_id=news.survivor_id,
        support_agency_id=by.agency_id,
        was_told=was_told,
        is_end=was_told or not is_still_to_tell(why_not, asks_of(news)),
        why_not=why_not,
        channel=channel,
        words=words,
        by_id=by.worker_id,
        answered_at=at,
    )
    why = str(Telling.WhyNot(why_not).label) if why_not else ""
    record(TOLD if was_told else NOT_TOLD, by=by, at=at, subjects=[news.survivor_id, news.pk], reason=why)
    if made.is_end:
        news.waits = False
        news.save(update_fields=["waits"])
        acknowledge_about(news.pk, by=by, at=at)
        _announce(news, by_safe_way, by=by, at=at)
    return made


def asks_of(news: News) -> Asks:
    """Of the open survivor, by what they want."""
    kind = KINDS[news.kind_slug]
    return asks(news.survivor.tier, is_danger=isinstance(kind, ToTell) and kind.is_danger)


def _announce(news: News, by_safe_way: bool, *, by: Hat, at: dt.datetime) -> None:
    answered = NewsAnswered(
        news_id=news.pk, agency_id=by.agency_id, answered_by_id=by.worker_id, by_safe_way=by_safe_way
    )
    announce(answered, by=by, at=at)
