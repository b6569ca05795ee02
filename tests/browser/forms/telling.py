"""Forms of reaching a survivor, of what they are told, and of tracing whom somebody harmed."""

from partners.models import (
    Engagement,
    SupportTimes,
    SurvivorContact,
    Telling,
    TracingEnding,
)
from partners.notices import CONCERN
from tests.browser.forms.sending import STANDS, Editing, Sending, Subject
from tests.browser.stock import Stock


def _reached(stock: Stock) -> Subject:
    """With one of two things that they are told of on the way."""
    news = stock.news()
    stock.news(CONCERN, of=news.survivor_id)
    to = f"/survivors/{news.survivor_id}/reach/record/"
    return Subject(to, typed=(("told", str(news.pk)),))


def _hours() -> set[str]:
    return {str(hours) for hours in SupportTimes.objects.values_list("standard_hours", flat=True)}


SENDINGS = {
    "partners:engage": Sending(
        "link_worker",
        lambda stock: f"/survivors/{stock.survivor().pk}/support/",
        {"tier": "updates_only", "reason": "Said so"},
        "survivor.engagement_recorded",
        Engagement,
    ),
    "partners:record_contact": Sending(
        "link_worker",
        _reached,
        {"way": "another", "outcome": "spoke", "account": "Rang us."},
        "survivor.contacted",
        SurvivorContact,
    ),
    "partners:tell": Sending(
        "link_worker",
        lambda stock: f"/to-tell/{stock.news().pk}/",
        {"answer": "told", "channel": "in_person", "words": "Was glad to hear."},
        "survivor.told",
        Telling,
    ),
    "partners:tracing": Sending(
        "link_worker",
        lambda stock: f"/to-trace/{stock.traced()}/",
        {"step": "", "about": "nobody", "reason": "Nobody knows of anybody."},
        "tracing.ended",
        TracingEnding,
    ),
    "partners:times": Sending(
        "partner_support_manager",
        lambda stock: "/support-times/",
        {"standard_hours": "9"},
        "support-times.changed",
        again=STANDS,
    ),
}

EDITINGS = {
    "partners:times": Editing(
        ("second_support_manager", "partner_support_manager"),
        lambda stock: "/support-times/",
        {"standard_hours": "11"},
        {"standard_hours": "13"},
        ("11", "13"),
        _hours,
    ),
}

AS_OFTEN_AS_SENT: dict[str, str] = {}

CONFIRMED: dict[str, str] = {}
