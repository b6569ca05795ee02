"""What waits to be told: as one line of a task list, and as what to do first."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from chrysalis.notices.kinds import KINDS
from chrysalis.ui.templatetags.ui import moment
from partners.models import ClientLink, News, Survivor
from partners.notices import ToTell
from partners.rules.telling import Asks, asks
from partners.views.cards import whose


def is_danger(news: News) -> bool:
    kind = KINDS[news.kind_slug]
    return isinstance(kind, ToTell) and kind.is_danger


def danger_first(waiting: Iterable[News]) -> list[News]:
    """Of two that are due at once, what may be danger to life is told before a programme that begins."""
    return sorted(waiting, key=lambda news: (not is_danger(news), news.due_at))


def wanted_now(survivor: Survivor, waiting: Iterable[News]) -> Asks:
    """What the survivor wants of us, in view of all that waits to be told."""
    return asks(survivor.tier, is_danger=any(map(is_danger, waiting)))


def next_of(survivor: Survivor, waiting: list[News], links: list[ClientLink]) -> str:
    """What is to be done first, for the top of the survivor's page. SAFETY: of whoever wants no contact it
    invites nobody to ring them."""
    if waiting and wanted_now(survivor, waiting) is Asks.NOTHING:
        return "Nothing to pass on"
    if not waiting:
        return "Nothing to tell" if links else "Find the person referred: nobody is linked yet"
    return f"Tell by {moment(min(news.due_at for news in waiting))}"


def card_of_news(news: News, links: Iterable[ClientLink], *, at: dt.datetime) -> dict[str, str]:
    is_late = news.due_at < at
    return {
        "text": news.get_kind_slug_display(),
        "href": reverse("partners:tell", args=[news.pk]),
        "hint": f"{whose(news, links)}. By {moment(news.due_at)}",
        "status": "Overdue" if is_late else "To tell",
        "colour": "red" if is_late else "blue",
    }
