"""What waits to be told, as one line of a task list."""

import datetime as dt

from django.urls import reverse

from chrysalis.ui.templatetags.ui import moment
from partners.models import News


def next_of(waiting: list[News]) -> str:
    """What is to be done first, for the top of the survivor's page."""
    if not waiting:
        return "Nothing to tell"
    return f"Tell by {moment(min(news.due_at for news in waiting))}"


def card_of_news(news: News, *, at: dt.datetime) -> dict[str, str]:
    is_late = news.due_at < at
    return {
        "text": news.get_kind_slug_display(),
        "href": reverse("partners:tell", args=[news.pk]),
        "hint": f"By {moment(news.due_at)}",
        "status": "Overdue" if is_late else "To tell",
        "colour": "red" if is_late else "blue",
    }
