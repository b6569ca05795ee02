"""How a survivor may be reached, as pages say it: the rules of each way, and never the number itself."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chrysalis.ui.templatetags.ui import day
from partners.models import SafeContact
from partners.rules.reaching import Standing, allows_message, may_be_used, standing, without_numbers
from partners.views.cards import Row, row


TAGS = {
    Standing.CONFIRMED: ("Confirmed safe", "green"),
    Standing.ASK_AGAIN: ("Ask again", "orange"),
    Standing.STATED: ("Stated safe", "yellow"),
    Standing.UNSAFE: ("Unsafe", "red"),
}
LIVE_CALL = "One live call, and first make sure who is speaking. No message, no text, no letter."
LEFT_LYING = "Do not use it: a message or letter may be read by somebody else before they read it."


@dataclass(frozen=True)
class WayCard:
    """SAFETY: the rules alone. The number or address is on no page that is simply opened."""

    key: UUID
    title: str
    tag: str
    colour: str
    rules: list[Row]
    warnings: list[str]
    may_be_used: bool


def titles_of(ways: Sequence[SafeContact]) -> dict[UUID, str]:
    """A second telephone is "Telephone call (2)": never told apart by its digits."""
    met: Counter[str] = Counter()
    titles = {}
    for way in reversed(ways):  # the oldest is the first
        met[way.channel] += 1
        number = f" ({met[way.channel]})" if met[way.channel] > 1 else ""
        titles[way.pk] = f"{way.get_channel_display()}{number}"
    return titles


def cards_of_ways(ways: Sequence[SafeContact], *, on: dt.date) -> list[WayCard]:
    """Those that may be used come first."""
    titles = titles_of(ways)
    cards = [_card(way, titles[way.pk], on) for way in ways]
    return sorted(cards, key=lambda card: not card.may_be_used)


def can_be_used(way: SafeContact, *, on: dt.date) -> bool:
    return may_be_used(standing(way.state, way.expires_on, on=on), way.channel)


def _card(way: SafeContact, title: str, on: dt.date) -> WayCard:
    found = standing(way.state, way.expires_on, on=on)
    tag, colour = TAGS[found]
    return WayCard(way.pk, title, tag, colour, _rules(way, found), _warnings(way), can_be_used(way, on=on))


def _rules(way: SafeContact, found: Standing) -> list[Row]:
    """In the order in which they are needed. What was never asked is said to be unknown only where not
    knowing it is dangerous; of a way that is not used, nothing more than that."""
    advice, learnt = (
        row("What to do", _advice(way, found)),
        row("Learnt", f"{day(way.recorded_at)}, {way.by.full_name}"),
    )
    if not may_be_used(found, way.channel):
        return [advice, learnt]
    always = [
        advice,
        row("Safe days and hours", way.hours),
        row("Who else may answer", way.who_else),
        row(
            "If another person answers",
            way.if_another or "Say nothing of the service. Ring off as if by mistake.",
        ),
        row("Phrase that confirms who is speaking", way.code_phrase),
        row("Phrase that says: not safe now", way.not_safe_phrase),
    ]
    known = {
        "If the call drops": way.if_dropped,
        "Our number": "May be shown" if way.may_show_number else "Withhold it",
        "Device": way.get_device_display() if way.device != SafeContact.Device.NOT_KNOWN else "",
    }
    return [*always, *(row(key, value) for key, value in known.items() if value), learnt]


def _advice(way: SafeContact, found: Standing) -> str:
    """SAFETY: a number rung at the wrong hour, or answered by the wrong person, tells that somebody spoke."""
    if found is Standing.UNSAFE:
        return "Do not use it. It is unsafe, or nobody has said that it is safe."
    if found is Standing.CONFIRMED:
        message = (
            "A message may be left."
            if allows_message(found, voicemail=way.voicemail)
            else "Leave no message."
        )
        hours = (
            "Only on the days and at the hours below."
            if way.hours
            else "Not at all hours: nobody has asked yet on which days and hours it is safe. Ask that first."
        )
        return f"{hours} Confirmed until {day(way.expires_on)}. {message}"
    who = (
        f"It was safe until {day(way.expires_on)}. Ask again before you use it."
        if found is Standing.ASK_AGAIN
        else f"{way.stated_by} said that it is safe."
    )
    return f"{who} {LIVE_CALL if may_be_used(found, way.channel) else LEFT_LYING}"


def _warnings(way: SafeContact) -> list[str]:
    said = {
        SafeContact.Device.POLICE: "Police hold this phone: whoever holds it reads what arrives.",
        SafeContact.Device.WATCHED: "This device may be watched: somebody else may read what arrives.",
    }
    by = way.told_by or way.stated_by
    told = [f"{by} wrote: “{without_numbers(way.told_with_it)}”"] if way.told_with_it else []
    return told + ([said[way.device]] if way.device in said else [])
